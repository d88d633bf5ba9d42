import type { Book } from './book.ts';
import type { Collection, ContainerDefinition, Documents, Outcome } from './peer.ts';
import { isPlain, performPlain } from './plain.ts';

const covered = ({ indexingPolicy }: ContainerDefinition, field: string): boolean => {
  const has = (paths: { path: string }[] | undefined, path: string) =>
    paths?.some((one) => one.path === path);
  if (has(indexingPolicy?.excludedPaths, `/${field}/?`)) return false;
  if (has(indexingPolicy?.includedPaths, `/${field}/?`)) return true;
  return !indexingPolicy?.includedPaths || has(indexingPolicy.includedPaths, '/*') === true;
};

const readToken = (header: string | undefined): unknown => {
  if (header === undefined) return null;
  try {
    return JSON.parse(header);
  } catch {
    return undefined;
  }
};

/** Only the items of one partition, which is what the real service shows to a query with a partition key. */
const within = ({ documents }: Collection, book: Book, partition: string): Documents => {
  const items = book.of(partition).flatMap(({ rid }) => {
    const item = documents._data.get(rid);
    return item ? [[rid, item] as const] : [];
  });
  return Object.create(documents, { _data: { value: new Map(items) } });
};

export type QueryRequest = {
  body: { query: string };
  partition: string | undefined;
  pageSize: number | null;
};

export type QueryOutcome = Outcome & { continuation?: string };

export const performQuery = (
  collection: Collection,
  book: Book,
  request: QueryRequest,
  token: string | undefined,
): QueryOutcome => {
  const definition = collection.read();
  if (!definition) return { statusCode: 404, body: { message: 'No such container.' } };
  if (isPlain(request.body.query, request.partition)) return performPlain(collection, book, request, token);
  // The real service would scan every partition. This front never does: nothing else here may need it.
  if (request.partition === undefined) return { statusCode: 400, body: { message: 'No partition key.' } };
  const order = /ORDER BY c\.(\w+)/.exec(request.body.query)?.[1];
  if (order && !covered(definition, order))
    return { statusCode: 400, body: { message: 'The order-by item has no index.' } };
  const continuation = readToken(token);
  if (continuation === undefined)
    return { statusCode: 400, body: { message: 'Invalid continuation token.' } };
  const view = within(collection, book, request.partition);
  const found = view.query(request.body, { maxItemCount: request.pageSize, continuation });
  const body = { Documents: found?.result ?? [], _count: found?.result.length ?? 0 };
  return found?.continuation
    ? { statusCode: 200, body, continuation: JSON.stringify(found.continuation) }
    : { statusCode: 200, body };
};
