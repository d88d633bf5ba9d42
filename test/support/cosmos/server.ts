import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { accountKey, isSigned, mayNot } from './auth.ts';
import { performBatch } from './batch.ts';
import { type Book, bookOf } from './book.ts';
import { type Faults, makeFaults, type OperationKind } from './faults.ts';
import { keptIn, timeGoesBy } from './look.ts';
import { expire, keyPathOf, perform } from './operations.ts';
import { type Account, type Collection, findRoute, newAccount } from './peer.ts';
import { performQuery, type QueryOutcome } from './query.ts';
import { header, kindOf, partitionOf, readBody, targetOf } from './request.ts';
import { answer, applyFault } from './respond.ts';

/**
 * A Cosmos DB account on a loopback port: the peer's storage and query language, behind a front that keeps the rules
 * the peer leaves out (atomic batches, partition-scoped queries, expiry, preconditions, sizes, ids, signatures), and
 * that fails on demand. Another process adds faults by posting a rule to `/faults`, reads all that is kept
 * at `/kept`, and lets time go by for owed work at `/time`.
 */
export type CosmosServer = { endpoint: string; key: string; faults: Faults; close(): Promise<void> };

export type CosmosServerOptions = { clock: () => Date; port?: number };

type Front = { account: Account; clock: () => Date; faults: Faults; endpoint: string };

type Asked = { req: IncomingMessage; res: ServerResponse; body: string };

const types = {
  create: 'Create',
  upsert: 'Upsert',
  read: 'Read',
  replace: 'Replace',
  delete: 'Delete',
} as const;

const performOn = (
  collection: Collection,
  book: Book,
  { req, body }: Asked,
  kind: OperationKind,
  id?: string,
): QueryOutcome => {
  const partition = partitionOf(req);
  if (kind === 'query') {
    const size = Number(header(req, 'x-ms-max-item-count') ?? 0);
    const request = { body: JSON.parse(body), partition, pageSize: size > 0 ? size : null };
    return performQuery(collection, book, request, header(req, 'x-ms-continuation'));
  }
  if (partition === undefined) return { statusCode: 400, body: { message: 'No partition key.' } };
  if (kind === 'batch') return performBatch(collection, book, partition, JSON.parse(body));
  return perform(collection, partition, {
    operationType: types[kind],
    id,
    resourceBody: body === '' ? undefined : JSON.parse(body),
    ifMatch: header(req, 'if-match'),
    ifNoneMatch: header(req, 'if-none-match'),
  });
};

/** Like the real service: everything is indexed unless a policy says otherwise, the ETag never. */
const withPolicy = (body: string): string => {
  const asked = JSON.parse(body);
  const policy = { includedPaths: [{ path: '/*' }], excludedPaths: [], ...asked.indexingPolicy };
  const excludedPaths = [...policy.excludedPaths, { path: '/"_etag"/?' }];
  return JSON.stringify({ ...asked, indexingPolicy: { ...policy, excludedPaths } });
};

/** Databases and containers: as the peer has them. */
const passOn = async ({ account }: Front, { req, res, body }: Asked): Promise<void> => {
  const { method, url, headers } = req;
  const makesContainer = method === 'POST' && /\/colls\/?$/.test(url ?? '');
  const sent = Buffer.from(makesContainer ? withPolicy(body) : body);
  const copy = Object.assign(Readable.from([sent]), { method, url, headers });
  const asked = copy as unknown as IncomingMessage;
  const route = findRoute(asked);
  if (!route) return answer(res, { statusCode: 400, body: { message: 'No route.' } });
  const result = await route[1](account, asked, res, route[0]);
  answer(res, { statusCode: res.statusCode, body: result });
};

/** The peer advertises https, which it does not speak here. */
const tellAccount = ({ account, endpoint }: Front, { res }: Asked): void => {
  const locations = [{ name: 'Test', databaseAccountEndpoint: endpoint }];
  const body = { ...account.read(), writableLocations: locations, readableLocations: locations };
  answer(res, { statusCode: 200, body });
};

const onItems = async (
  front: Front,
  asked: Asked,
  target: NonNullable<ReturnType<typeof targetOf>>,
): Promise<void> => {
  const kind = kindOf(asked.req);
  const fault = front.faults.next(kind, target.container);
  if (fault && (await applyFault(fault, asked.req, asked.res))) return;
  const collection = front.account.database(target.database).collection(target.container);
  if (!collection.read())
    return answer(
      asked.res,
      { statusCode: 404, body: { message: 'No such container.' } },
      { 'x-ms-substatus': '1003' },
    );
  const book = bookOf(collection.documents, keyPathOf(collection), front.clock);
  expire(collection, book, front.clock());
  const outcome = performOn(collection, book, asked, kind, target.id);
  if (fault && 'last' in fault) await fault.last();
  if (fault && 'lost' in fault) asked.req.socket.destroy();
  else answer(asked.res, outcome);
};

const handle = async (front: Front, req: IncomingMessage, res: ServerResponse): Promise<void> => {
  const asked: Asked = { req, res, body: await readBody(req) };
  const url = req.url ?? '/';
  if (url === '/faults') {
    front.faults.add(JSON.parse(asked.body));
    return answer(res, { statusCode: 204 });
  }
  if (url === '/kept') return answer(res, { statusCode: 200, body: keptIn(front.account) });
  if (url === '/time') {
    const { queue, ms, spareAfter } = JSON.parse(asked.body);
    timeGoesBy(front.account, queue, ms, spareAfter);
    return answer(res, { statusCode: 204 });
  }
  if (!isSigned(req)) return answer(res, { statusCode: 401, body: { message: 'The signature is wrong.' } });
  const target = targetOf(url);
  if (mayNot(req, target !== undefined))
    return answer(res, { statusCode: 403, body: { message: 'Not for an identity.' } });
  if (target) return onItems(front, asked, target);
  return /^\/*$/.test(url) ? tellAccount(front, asked) : passOn(front, asked);
};

export const startCosmosServer = async ({ clock, port = 0 }: CosmosServerOptions): Promise<CosmosServer> => {
  const faults = makeFaults();
  const front: Front = { account: newAccount('127.0.0.1', port), clock, faults, endpoint: '' };
  const server = createServer((req, res) => {
    handle(front, req, res).catch((error: unknown) => {
      if (!res.headersSent) answer(res, { statusCode: 500, body: { message: String(error) } });
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  front.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    endpoint: front.endpoint,
    key: accountKey,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
