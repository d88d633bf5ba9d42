import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What the wire said during one attempt. The SDK hides it: a failed batch is re-thrown as text without a code, so a
 * throttled one looks like one that is too large.
 */
export type Trace = {
  /** Why there was no answer at all, such as `ECONNRESET`. */
  broken?: string | undefined;
  status?: number | undefined;
  substatus?: number | undefined;
  retryAfterMs?: number | undefined;
};

/** Request units of one operation of the store, over all its attempts. */
export type Meter = { ru: number };

export const traces = new AsyncLocalStorage<Trace>();
export const meters = new AsyncLocalStorage<Meter>();

type Response = { headers: Record<string, unknown> };
type WireError = {
  code?: unknown;
  substatus?: unknown;
  retryAfterInMs?: unknown;
  headers?: Record<string, unknown>;
};

const numberOr = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const addCharge = (headers: Record<string, unknown> | undefined): void => {
  const meter = meters.getStore();
  if (meter) meter.ru += Number(headers?.['x-ms-request-charge'] ?? 0);
};

const note = (error: WireError): void => {
  const trace = traces.getStore();
  if (!trace) return;
  trace.status = numberOr(error.code);
  trace.broken = typeof error.code === 'string' ? error.code : undefined;
  trace.substatus = numberOr(error.substatus);
  trace.retryAfterMs = numberOr(error.retryAfterInMs);
};

/**
 * The SDK would wait a second before it repeats a read on a broken connection, and go on for two minutes when the name
 * of the account does not exist. Without the code it leaves both to our own loop.
 */
const hidden = ['ECONNRESET', 'EPIPE', 'ENOTFOUND'];

const hideBreak = (error: unknown): unknown =>
  error instanceof Error && 'code' in error && hidden.includes(String(error.code))
    ? new Error('Cosmos DB could not be reached.')
    : error;

/** Given to the client as its `plugins` entry for requests. */
export const watchRequest = async (
  context: unknown,
  _diagnostics: unknown,
  next: (context: unknown) => Promise<Response>,
): Promise<Response> => {
  try {
    const response = await next(context);
    addCharge(response.headers);
    return response;
  } catch (error) {
    const wire: WireError = error instanceof Error ? (error as WireError) : {};
    addCharge(wire.headers);
    note(wire);
    throw hideBreak(error);
  }
};
