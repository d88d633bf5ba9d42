import { SharewellError } from '../core/errors.ts';

/** Everything that can go wrong on the way to Teams becomes one of our codes here, and nowhere else. */

const passing = new Set([401, 408, 429]);

/** `Retry-After` is a number of seconds or a date. */
const waitOf = (header: string | undefined, now: Date): number | undefined => {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
};

/** Teams answered, and not well. Its words are left out: they may repeat ours. */
export const faultOfStatus = (status: number, retryAfter: string | undefined, now: Date): SharewellError => {
  if (status < 500 && !passing.has(status)) {
    return new SharewellError('channel-refused', `Teams answered ${status}`);
  }
  const retryAfterMs = waitOf(retryAfter, now);
  return new SharewellError(
    'channel-unavailable',
    `Teams answered ${status}`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
};

/** Teams did not answer, or signing in failed: another try may work. */
export const faultOfCall = (fault: unknown): SharewellError =>
  fault instanceof SharewellError
    ? fault
    : new SharewellError('channel-unavailable', 'Teams could not be reached', { cause: fault });
