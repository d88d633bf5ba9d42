import { setTimeout as pause } from 'node:timers/promises';
import { ask, type Kept } from './kept.ts';

/**
 * The end: nothing goes wrong any more, and what is owed is done. Whoever was killed holds leases for half a minute, and
 * what failed waits for minutes; that time is made to go by.
 */

type Options = { endpoint: string; kept(): Promise<Kept>; longestMs: number };

const leaseMs = 30_000;
const livesMs = 4_000;

const timeGoesBy = (endpoint: string, queue: string, ms: number): Promise<unknown> =>
  ask(`${endpoint}time`, {
    method: 'POST',
    // Whoever took a lease within the last moments is alive.
    body: JSON.stringify({ queue, ms, spareAfter: new Date(Date.now() + leaseMs - livesMs).toISOString() }),
  });

const isQuiet = ({ owed, notices }: Kept): boolean =>
  !owed.some(({ queue, dead }) => queue === 'notices' && !dead) &&
  notices.every(({ body }) => body.deliveredAt !== undefined || body.acknowledgedAt !== undefined);

/** Quiet twice in a row: what was answered meanwhile may owe more. */
export const settle = async ({ endpoint, kept, longestMs }: Options): Promise<boolean> => {
  const end = performance.now() + longestMs;
  for (let quiet = 0; performance.now() < end; ) {
    await pause(1_200);
    quiet = isQuiet(await kept()) ? quiet + 1 : 0;
    if (quiet === 3) return true;
    if (quiet === 0) await timeGoesBy(endpoint, 'notices', 60_000);
  }
  return false;
};
