import { SharewellError } from '../../core/errors.ts';
import type { Checked } from '../shape.ts';
import type { Driver } from './driver.ts';
import { createItem, deleteItem, replaceItem } from './items.ts';
import { enqueue } from './queue.ts';

const claim = (driver: Driver, agency: string, id: string, until: string, now: string): void => {
  const made = driver.run(
    `INSERT INTO claims (agency, id, until) VALUES (?, ?, ?)
     ON CONFLICT (agency, id) DO UPDATE SET until=excluded.until WHERE claims.until<=?`,
    [agency, id, until, now],
  );
  if (made === 0) throw new SharewellError('already-done', 'This turn was kept before.');
};

/** One change inside an open transaction; a fault undoes the whole commit. `rev` is new for every commit. */
export const applyChange = (
  driver: Driver,
  agency: string,
  change: Checked,
  rev: string,
  now: string,
): void => {
  switch (change.op) {
    case 'claim':
      claim(driver, agency, change.id, change.until, now);
      break;
    case 'create':
      createItem(driver, agency, change.row, rev, now);
      break;
    case 'replace':
      replaceItem(driver, agency, change.row, { old: change.rev, next: rev }, now);
      break;
    case 'delete':
      deleteItem(driver, agency, change, change.rev, now);
      break;
    case 'enqueue':
      enqueue(driver, agency, change);
      break;
  }
};
