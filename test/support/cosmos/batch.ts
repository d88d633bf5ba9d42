import { type Operation, perform } from './operations.ts';
import type { Collection, Doc, Outcome } from './peer.ts';

type Result = { statusCode: number; requestCharge: number; eTag?: string; resourceBody?: unknown };

const toResult = ({ statusCode, body }: Outcome): Result =>
  statusCode >= 400
    ? { statusCode, requestCharge: 0 }
    : { statusCode, requestCharge: 1, eTag: (body as Doc | undefined)?._etag, resourceBody: body };

/** All or nothing: at the first failure everything is put back, and the others answer 424. */
export const performBatch = (collection: Collection, partition: string, list: Operation[]): Outcome => {
  if (list.length > 100) return { statusCode: 400, body: { message: 'At most 100 operations.' } };
  if (Buffer.byteLength(JSON.stringify(list)) > 2 * 1024 * 1024)
    return { statusCode: 413, body: { message: 'Request size is too large.' } };
  const { documents } = collection;
  const data = new Map(documents._data);
  const index = new Map(documents._index);
  const results: Result[] = [];
  for (const operation of list) {
    const result = toResult(perform(collection, partition, operation));
    if (result.statusCode >= 400) {
      documents._data = data;
      documents._index = index;
      const failed = list.map(() => ({ statusCode: 424, requestCharge: 0 }));
      return { statusCode: 207, body: failed.map((other, at) => (at === results.length ? result : other)) };
    }
    results.push(result);
  }
  return { statusCode: 200, body: results };
};
