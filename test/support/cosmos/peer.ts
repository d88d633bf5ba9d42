import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';

/** The parts of @vercel/cosmosdb-server 1.0.1 that the strict front stands on. Deep imports: the version is pinned. */

export type Doc = Record<string, unknown> & { id: string; _rid: string; _etag: string; _ts: number };

export type Documents = {
  _data: Map<string, { read(): Doc }>;
  _index: Map<string, string>;
  _set(doc: Doc): Doc;
  delete(id: string, partition: string): void;
  query(body: unknown, options: { maxItemCount: number | null; continuation: unknown }): QueryResult | null;
};

export type QueryResult = { result: unknown[]; continuation?: unknown };

export type ContainerDefinition = {
  id: string;
  partitionKey: { paths: string[] };
  defaultTtl?: number;
  indexingPolicy?: { includedPaths?: { path: string }[]; excludedPaths?: { path: string }[] };
};

export type Collection = {
  read(): ContainerDefinition | undefined;
  documents: Documents;
  document(id: string, partition: string): { read(): Doc | undefined };
};

export type Account = {
  read(): Record<string, unknown>;
  database(id: string): { read(): unknown; collection(id: string): Collection };
};

export type Outcome = { statusCode: number; body?: unknown };

type Operation = (collection: Collection, input: Record<string, unknown>) => Outcome;

type Handler = (
  account: Account,
  req: IncomingMessage,
  res: ServerResponse,
  params: Record<string, string>,
) => unknown;

const load = createRequire(import.meta.url);
const lib = '@vercel/cosmosdb-server/lib';

export const newAccount = (host: string, port: number): Account => {
  const { default: Made } = load(`${lib}/account`) as {
    default: new (host: string, port: number) => Account;
  };
  return new Made(host, port);
};

export const findRoute = (req: IncomingMessage): [Record<string, string>, Handler] | undefined =>
  (
    load(`${lib}/routes`) as {
      default: (req: IncomingMessage) => [Record<string, string>, Handler] | undefined;
    }
  ).default(req);

export const operations = load(`${lib}/handler/_document-operations`) as Record<
  'createOperation' | 'readOperation' | 'replaceOperation' | 'upsertOperation' | 'deleteOperation',
  Operation
>;
