import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { QueryOutcome } from './query.ts';

let answered = 0;

export const answer = (
  res: ServerResponse,
  outcome: QueryOutcome,
  headers: Record<string, string> = {},
): void => {
  answered += 1;
  const { body } = outcome;
  const etag = body && typeof body === 'object' && '_etag' in body ? { etag: String(body._etag) } : {};
  const next = outcome.continuation ? { 'x-ms-continuation': outcome.continuation } : {};
  res.writeHead(outcome.statusCode, {
    'content-type': 'application/json',
    'x-ms-request-charge': '1',
    'x-ms-session-token': `0:-1#${answered}`,
    ...etag,
    ...next,
    ...headers,
  });
  const empty = outcome.statusCode === 204 || outcome.statusCode === 304;
  res.end(empty ? undefined : JSON.stringify(body ?? {}));
};

/** True when the fault was the answer. A lost answer is not dealt with here: the work is done first. */
export const applyFault = async (
  fault: Fault,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> => {
  if ('first' in fault) await fault.first();
  if ('delayMs' in fault) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  if ('reset' in fault) req.socket.destroy();
  if ('answer' in fault) {
    const wait: Record<string, string> =
      fault.retryAfterMs === undefined ? {} : { 'x-ms-retry-after-ms': String(fault.retryAfterMs) };
    answer(res, { statusCode: fault.answer, body: { message: 'A fault on demand.' } }, wait);
  }
  return 'reset' in fault || 'answer' in fault;
};
