import type { Kind } from '../../core/ports.ts';
import type { Driver } from './driver.ts';
import { dropItem } from './items.ts';

const most = 200;
const everyMs = 30_000;

const sweepClaims = (driver: Driver, now: string): void => {
  const old = driver.all<{ agency: string; id: string }>(
    'SELECT agency, id FROM claims WHERE until<=? LIMIT ?',
    [now, most],
  );
  for (const { agency, id } of old) driver.run('DELETE FROM claims WHERE agency=? AND id=?', [agency, id]);
};

const sweepItems = (driver: Driver, now: string): void => {
  const old = driver.all<{ agency: string; kind: Kind; id: string; at: string; terms: string }>(
    "SELECT agency, kind, id, at, terms FROM items WHERE until<=? AND until<'9999' LIMIT ?",
    [now, most],
  );
  for (const row of old) dropItem(driver, row.agency, row);
};

/** Removes what has expired, a little at a time and now and then, inside a write that happens anyway. */
export const makeSweep = (driver: Driver): ((now: Date) => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return (now) => {
    if (now.getTime() - last < everyMs) return;
    last = now.getTime();
    sweepClaims(driver, now.toISOString());
    sweepItems(driver, now.toISOString());
  };
};
