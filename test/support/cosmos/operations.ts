import type { Book } from './book.ts';
import { type Collection, type Doc, type Outcome, operations } from './peer.ts';

export type Operation = {
  operationType: 'Create' | 'Upsert' | 'Read' | 'Replace' | 'Delete';
  id?: string;
  resourceBody?: Record<string, unknown>;
  ifMatch?: string;
  ifNoneMatch?: string;
};

const megabytes2 = 2 * 1024 * 1024;

const refusal = (statusCode: number, message: string): Outcome => ({ statusCode, body: { message } });

const isId = (id: unknown): id is string =>
  typeof id === 'string' && id !== '' && Buffer.byteLength(id) <= 1023 && !/[/\\?#]/.test(id);

export const keyPathOf = (collection: Collection): string =>
  collection.read()?.partitionKey.paths[0]?.slice(1) ?? '';

const checkBody = (collection: Collection, partition: string, operation: Operation): Outcome | undefined => {
  const body = operation.resourceBody;
  if (!body || !isId(body.id)) return refusal(400, 'The id is missing or not allowed.');
  if (Buffer.byteLength(JSON.stringify(body)) > megabytes2) return refusal(413, 'Request size is too large.');
  if (body[keyPathOf(collection)] !== partition)
    return refusal(400, 'The partition key does not match the body.');
  if (operation.operationType === 'Replace' && operation.id !== undefined && operation.id !== body.id)
    return refusal(400, 'An id cannot be changed.');
  return undefined;
};

const checkConditions = (operation: Operation, found: Doc | undefined): Outcome | undefined => {
  const { operationType, ifMatch, ifNoneMatch } = operation;
  if (operationType === 'Read') return found && ifNoneMatch === found._etag ? { statusCode: 304 } : undefined;
  if (operationType === 'Upsert' && ifMatch !== undefined && !found) return refusal(412, 'Nothing to match.');
  if (operationType === 'Upsert' && ifNoneMatch === '*' && found) return refusal(412, 'It exists.');
  return undefined;
};

const run = {
  Create: operations.createOperation,
  Upsert: operations.upsertOperation,
  Read: operations.readOperation,
  Replace: operations.replaceOperation,
  Delete: operations.deleteOperation,
} as const;

/** One operation on one item, with the checks that the peer leaves out. */
export const perform = (collection: Collection, partition: string, operation: Operation): Outcome => {
  const { operationType, resourceBody, ifMatch } = operation;
  const writesBody = operationType !== 'Read' && operationType !== 'Delete';
  const bad = writesBody ? checkBody(collection, partition, operation) : undefined;
  if (bad) return bad;
  const id = writesBody ? String(resourceBody?.id) : String(operation.id);
  const stopped = checkConditions(operation, collection.document(id, partition).read());
  if (stopped) return stopped;
  return run[operationType](collection, {
    id,
    resourceBody,
    ifMatch,
    partitionKey: JSON.stringify([partition]),
  });
};

/** Hides what has expired, by the clock of the test. Without a container default, item times count for nothing. */
export const expire = (collection: Collection, book: Book, now: Date): void => {
  const definition = collection.read();
  if (definition?.defaultTtl === undefined) return;
  const { documents } = collection;
  const partitionOf = keyPathOf(collection);
  const some = definition.defaultTtl > 0 ? documents._data.keys() : book.expiring;
  for (const rid of [...some]) {
    const doc = documents._data.get(rid)?.read();
    if (!doc) {
      book.expiring.delete(rid);
      continue;
    }
    const ttl = typeof doc.ttl === 'number' ? doc.ttl : definition.defaultTtl;
    if (ttl > 0 && (doc._ts + ttl) * 1000 <= now.getTime())
      operations.deleteOperation(collection, {
        id: doc.id,
        partitionKey: JSON.stringify([doc[partitionOf]]),
      });
  }
};
