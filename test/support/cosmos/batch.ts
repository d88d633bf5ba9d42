import type { Book } from './book.ts';
import { type Operation, perform } from './operations.ts';
import type { Collection, Doc, Outcome } from './peer.ts';

type Result = { statusCode: number; requestCharge: number; eTag?: string; resourceBody?: unknown };

const toResult = ({ statusCode, body }: Outcome): Result =>
  statusCode >= 400
    ? { statusCode, requestCharge: 0 }
    : { statusCode, requestCharge: 1, eTag: (body as Doc | undefined)?._etag, resourceBody: body };

type Before = { id: string; doc: Doc | undefined };

const putBack = (collection: Collection, book: Book, partition: string, was: Before[]): void => {
  for (const { id, doc } of was.reverse()) {
    if (collection.document(id, partition).read()) collection.documents.delete(id, partition);
    if (doc) book.putBack(doc);
  }
};

/** All or nothing: at the first failure everything is put back, and the others answer 424. */
export const performBatch = (
  collection: Collection,
  book: Book,
  partition: string,
  list: Operation[],
): Outcome => {
  if (list.length > 100) return { statusCode: 400, body: { message: 'At most 100 operations.' } };
  if (Buffer.byteLength(JSON.stringify(list)) > 2 * 1024 * 1024)
    return { statusCode: 413, body: { message: 'Request size is too large.' } };
  const was: Before[] = [];
  const results: Result[] = [];
  for (const operation of list) {
    const id = String(operation.resourceBody?.id ?? operation.id);
    was.push({ id, doc: collection.document(id, partition).read() });
    const result = toResult(perform(collection, partition, operation));
    if (result.statusCode >= 400) {
      putBack(collection, book, partition, was);
      const failed = list.map(() => ({ statusCode: 424, requestCharge: 0 }));
      return { statusCode: 207, body: failed.map((other, at) => (at === results.length ? result : other)) };
    }
    results.push(result);
  }
  return { statusCode: 200, body: results };
};
