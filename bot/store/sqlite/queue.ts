import { SharewellError } from '../../core/errors.ts';
import type { QueueName, Settlement, Taken } from '../../core/ports.ts';
import { checkMoment } from '../shape.ts';
import type { Driver } from './driver.ts';

type QueueRow = {
  queue: QueueName;
  agency: string;
  id: string;
  due: string;
  body: string;
  attempts: number;
  lease: string;
  error: string;
};

const columns = 'queue, agency, id, due, body, attempts, lease, error';

const toTaken = ({ queue, agency, id, due, body, attempts, lease }: QueueRow): Taken => ({
  queue,
  agency,
  id,
  due,
  body: JSON.parse(body),
  attempts,
  lease,
});

export const enqueue = (
  driver: Driver,
  agency: string,
  work: { queue: QueueName; id: string; due: string; body: string },
): void => {
  const made = driver.run(
    `INSERT INTO queue (${columns}, lease_until, dead_at) VALUES (?, ?, ?, ?, ?, 0, '', '', '', '')
     ON CONFLICT (queue, agency, id) DO NOTHING`,
    [work.queue, agency, work.id, work.due, work.body],
  );
  if (made === 0) throw new SharewellError('conflict', 'The work is in the queue already.');
};

export type Taking = {
  queue: QueueName;
  now: string;
  limit: number;
  leaseUntil: string;
  lease: () => string;
};

export const takeDue = (driver: Driver, taking: Taking): Taken[] => {
  const rows = driver.all<QueueRow>(
    `SELECT ${columns} FROM queue WHERE queue=? AND dead_at='' AND due<=? AND lease_until<=?
     ORDER BY due, agency, id LIMIT ?`,
    [taking.queue, taking.now, taking.now, taking.limit],
  );
  return rows.map((row) => {
    const lease = taking.lease();
    driver.run(
      'UPDATE queue SET attempts=attempts+1, lease=?, lease_until=? WHERE queue=? AND agency=? AND id=?',
      [lease, taking.leaseUntil, row.queue, row.agency, row.id],
    );
    return toTaken({ ...row, lease, attempts: row.attempts + 1 });
  });
};

const write = (driver: Driver, taken: Taken, settlement: Settlement, now: string): number => {
  const held = [taken.queue, taken.agency, taken.id, taken.lease];
  const where = "WHERE queue=? AND agency=? AND id=? AND lease=? AND dead_at=''";
  switch (settlement.result) {
    case 'done':
      return driver.run(`DELETE FROM queue ${where}`, held);
    case 'retry':
      return driver.run(`UPDATE queue SET due=?, error=?, lease='', lease_until='' ${where}`, [
        checkMoment(settlement.due, 'the due time'),
        JSON.stringify(settlement.error),
        ...held,
      ]);
    case 'dead':
      return driver.run(`UPDATE queue SET dead_at=?, error=?, lease='', lease_until='' ${where}`, [
        now,
        JSON.stringify(settlement.error),
        ...held,
      ]);
  }
};

export const settleTaken = (driver: Driver, taken: Taken, settlement: Settlement, now: string): void => {
  // An empty lease is what free work carries: it must never count as held.
  if (taken.lease === '' || write(driver, taken, settlement, now) === 0)
    throw new SharewellError('conflict', 'The work was given to another worker meanwhile.');
};

export const listDead = (driver: Driver, queue: QueueName, limit: number): (Taken & { error: string })[] =>
  driver
    .all<QueueRow>(
      `SELECT ${columns} FROM queue WHERE queue=? AND dead_at>'' ORDER BY dead_at DESC, due DESC, id DESC LIMIT ?`,
      [queue, limit],
    )
    .map((row) => ({ ...toTaken(row), error: JSON.parse(row.error) }));
