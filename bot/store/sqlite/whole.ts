import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { SharewellError } from '../../core/errors.ts';
import type { Clock, Key } from '../../core/ports.ts';
import { fromPlace, toPlace } from '../place.ts';
import { never } from '../shape.ts';
import {
  type ClaimEntry,
  type Entry,
  type ItemEntry,
  type Mark,
  markKey,
  type OwedEntry,
  operators,
  type PageOfEntries,
  toMarkRow,
  type Whole,
} from '../whole.ts';
import { damageIn } from './damage.ts';
import { type Driver, openDriver, toFault } from './driver.ts';
import { dropItem, type ItemRow, insertItem, rowAt } from './items.ts';
import { migrate } from './schema.ts';

export type SqliteWholeOptions = {
  file: string;
  key: string;
  clock: Clock;
  /** `alone`: nobody else has it open. `snapshot`: as it is at this moment, whatever is written meanwhile. */
  use: 'alone' | 'snapshot' | 'shared';
  /** Make the file when it is missing. */
  create?: boolean;
};

/** The three tables one after the other, each by its key. */
const stages = ['items', 'claims', 'queue'] as const;
type Stage = (typeof stages)[number];

type OwedRow = Omit<OwedEntry, 'what' | 'deadAt'> & { dead_at: string };
type Found = { entry: Entry; key: [string, string, string] };

const itemsAfter = (driver: Driver, key: readonly string[], limit: number, now: string): Found[] =>
  driver
    .all<ItemRow & { agency: string }>(
      `SELECT agency, kind, id, at, until, rev, terms, body FROM items
       WHERE (agency, kind, id) > (?, ?, ?) AND until>? AND agency<>? ORDER BY agency, kind, id LIMIT ?`,
      [...key, now, operators, limit],
    )
    .map((row) => ({ entry: toItem(row.agency, row), key: [row.agency, row.kind, row.id] }));

const toItem = (agency: string, { kind, id, at, until, terms, body }: ItemRow): ItemEntry => ({
  ...{ what: 'item', agency, kind, id, at, until },
  ...{ terms: JSON.parse(terms), body },
});

const claimsAfter = (driver: Driver, key: readonly string[], limit: number, now: string): Found[] =>
  driver
    .all<ClaimEntry>(
      `SELECT 'claim' AS what, agency, id, until FROM claims
       WHERE (agency, id, '') > (?, ?, ?) AND until>? ORDER BY agency, id LIMIT ?`,
      [...key, now, limit],
    )
    .map((entry) => ({ entry, key: [entry.agency, entry.id, ''] }));

const owedAfter = (driver: Driver, key: readonly string[], limit: number): Found[] =>
  driver
    .all<OwedRow>(
      `SELECT agency, queue, id, due, body, attempts, error, dead_at FROM queue
       WHERE (queue, agency, id) > (?, ?, ?) ORDER BY queue, agency, id LIMIT ?`,
      [...key, limit],
    )
    .map(({ dead_at: deadAt, error, ...row }) => ({
      entry: { what: 'owed', ...row, error: error === '' ? '' : JSON.parse(error), deadAt },
      key: [row.queue, row.agency, row.id],
    }));

const after: Record<Stage, (driver: Driver, key: readonly string[], limit: number, now: string) => Found[]> =
  { items: itemsAfter, claims: claimsAfter, queue: owedAfter };

const walkFrom = (driver: Driver, limit: number, now: string, cursor: string | undefined): PageOfEntries => {
  const [stage = '', ...key] = cursor === undefined ? ['items', '', '', ''] : fromPlace(cursor, 4);
  const rest = stages.slice(stages.indexOf(stage as Stage));
  const entries: Entry[] = [];
  for (const [at, each] of rest.entries()) {
    const room = limit - entries.length;
    const found = after[each](driver, at === 0 ? key : ['', '', ''], room, now);
    entries.push(...found.map(({ entry }) => entry));
    const last = found.at(-1);
    if (last && found.length === room) return { entries, cursor: toPlace(each, ...last.key) };
  }
  return { entries };
};

const putItem = (driver: Driver, entry: ItemEntry, rev: string): void => {
  if (insertItem(driver, entry.agency, entry, rev)) return;
  const old = rowAt(driver, entry.agency, entry);
  if (old) dropItem(driver, entry.agency, old);
  insertItem(driver, entry.agency, entry, rev);
};

const put = (driver: Driver, entry: Entry, rev: string): void => {
  const { agency, id } = entry;
  if (entry.what === 'item') {
    putItem(driver, entry, rev);
    return;
  }
  if (entry.what === 'claim') {
    const values = [agency, id, entry.until];
    driver.run('INSERT OR REPLACE INTO claims (agency, id, until) VALUES (?, ?, ?)', values);
    return;
  }
  const { queue, due, body, attempts, error, deadAt } = entry;
  const said = error === '' && deadAt === '' ? '' : JSON.stringify(error);
  driver.run(
    `INSERT OR REPLACE INTO queue (queue, agency, id, due, body, attempts, error, dead_at, lease, lease_until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '')`,
    [queue, agency, id, due, body, attempts, said, deadAt],
  );
};

const inOne = (driver: Driver, work: () => void): void => {
  driver.run('BEGIN IMMEDIATE');
  try {
    work();
    driver.run('COMMIT');
  } catch (error) {
    driver.run('ROLLBACK');
    throw error;
  }
};

const counted = `SELECT (SELECT count(*) FROM items WHERE until>? AND agency<>?)
  + (SELECT count(*) FROM claims WHERE until>?) + (SELECT count(*) FROM queue) AS n`;

const writeMark = (driver: Driver, mark: Mark | undefined, at: string): void =>
  inOne(driver, () => {
    const old = rowAt(driver, operators, markKey);
    if (old) dropItem(driver, operators, old);
    if (mark) insertItem(driver, operators, toMarkRow(mark, at, never), randomBytes(9).toString('base64url'));
  });

const readMark = (driver: Driver): Mark | undefined => {
  const row = rowAt(driver, operators, markKey);
  return row && (JSON.parse(row.body) as Mark);
};

const readKeys = (driver: Driver, agency: string, keys: readonly Key[]): (ItemEntry | undefined)[] =>
  keys.map((key) => {
    const row = rowAt(driver, agency, key);
    return row && toItem(agency, row);
  });

const open = ({ file, key, use, create = false }: SqliteWholeOptions): Driver => {
  if (!create && !existsSync(file)) throw new SharewellError('config', `There is no store file at ${file}.`);
  const driver = openDriver({
    file,
    key,
    busyTimeoutMs: use === 'alone' ? 500 : 10_000,
    alone: use === 'alone',
  });
  try {
    migrate(driver);
    if (use === 'snapshot') driver.run('BEGIN');
    return driver;
  } catch (error) {
    driver.close();
    throw toFault(error);
  }
};

export const openSqliteWhole = async (options: SqliteWholeOptions): Promise<Whole> => {
  const driver = open(options);
  const now = (): string => options.clock().toISOString();
  const guard = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      throw toFault(error);
    }
  };
  return {
    walk: (limit, cursor) => guard(() => walkFrom(driver, limit, now(), cursor)),
    read: (agency, keys) => guard(() => readKeys(driver, agency, keys)),
    put: (entries) =>
      guard(() => {
        const rev = randomBytes(9).toString('base64url');
        inOne(driver, () => {
          for (const entry of entries) put(driver, entry, rev);
        });
      }),
    size: () => guard(() => driver.all<{ n: number }>(counted, [now(), operators, now()])[0]?.n ?? 0),
    mark: () => guard(() => readMark(driver)),
    setMark: (mark) => guard(() => writeMark(driver, mark, now())),
    faults: () => guard(() => damageIn(driver)),
    busy: async () => false,
    close: async () => {
      if (options.use === 'snapshot') driver.run('COMMIT');
      driver.close();
    },
  };
};
