import { SharewellError } from '../../core/errors.ts';
import { type Trace, traces } from './trace.ts';

/** Runs work again while Cosmos DB is busy or out of reach. Every work given to it must bear a repeat. */
export type Attempt = <T>(work: () => Promise<T>) => Promise<T>;

export type AttemptOptions = {
  random: (bytes: number) => Buffer;
  wait: (ms: number) => Promise<void>;
  /** For work that nobody waits for: more tries, and longer pauses when Cosmos DB asks for them. */
  patient?: boolean;
};

const mostTries = 6;
const firstPauseMs = 40;
/** A person waits for the answer: told to come back later than this, we say so instead. */
const longestPauseMs = 5000;
const patience = { mostTries: 20, longestPauseMs: 60_000 };
const mostPauseMs = 10_000;

export const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;

/** Worth another try, whatever it was. */
export const tryAgain = (message: string, retryAfterMs?: number): SharewellError =>
  new SharewellError('store-unavailable', message, retryAfterMs === undefined ? {} : { retryAfterMs });

/** A write in the old region while a failover goes on: refused now, right in a moment. */
const writeForbidden = 3;

/** Nothing of the SDK's error goes along: it carries the signed request, keys and names of items in it. */
export const faultOf = (status: number | undefined, trace: Trace): SharewellError => {
  const refused = status !== undefined && [400, 401, 403, 404, 413].includes(status);
  if (refused && trace.substatus !== writeForbidden)
    return new SharewellError('store-refused', `Cosmos DB refused the request (${status}).`);
  const what = status ?? trace.broken ?? 'no answer';
  return tryAgain(`Cosmos DB cannot be used just now (${what}).`, trace.retryAfterMs);
};

const toFault = (error: unknown, trace: Trace): SharewellError =>
  error instanceof SharewellError ? error : faultOf(statusOf(error) ?? trace.status, trace);

/** Spread out, so that the instances that were turned away together do not come back together. */
const pauseMs = (tries: number, random: AttemptOptions['random']): number =>
  Math.min(firstPauseMs * 2 ** (tries - 1), mostPauseMs) * (0.5 + random(1).readUInt8() / 512);

export const makeAttempt =
  ({ random, wait, patient = false }: AttemptOptions): Attempt =>
  async (work) => {
    const most = patient ? patience : { mostTries, longestPauseMs };
    for (let tries = 1; ; tries += 1) {
      const trace: Trace = {};
      try {
        return await traces.run(trace, work);
      } catch (error) {
        const fault = toFault(error, trace);
        const asked = fault.retryAfterMs ?? 0;
        if (fault.code !== 'store-unavailable') throw fault;
        if (tries === most.mostTries || asked > most.longestPauseMs) throw fault;
        await wait(Math.max(asked, pauseMs(tries, random)));
      }
    }
  };
