import type { Driver } from '../../bot/store/sqlite/driver.ts';

/** Changes one bit of what a store file holds, through the same key, as if the disk or a hand had. */

type Row = { rowid: number; agency: string; kind: string; id: string; body: string };

export type Flip = { agency: string; ref: string; version?: number; undo(): void };

type Random = () => number;
const upTo = (random: Random, count: number): number => Math.floor(random() * count);

/** A record or a version, any of them. */
export const pickRow = (driver: Driver, random: Random): Row => {
  const [{ most = 0 } = {}] = driver.all<{ most: number }>('SELECT max(rowid) AS most FROM items');
  const [row] = driver.all<Row>(
    `SELECT rowid, agency, kind, id, body FROM items
     WHERE rowid>=? AND kind IN ('record', 'version') ORDER BY rowid LIMIT 1`,
    [upTo(random, most)],
  );
  return row ?? pickRow(driver, random);
};

const meaning = (body: string): string | undefined => {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return undefined;
  }
};

/** One bit of one byte, so that the text still is text, and says something else. */
const flippedIn = (body: string, random: Random): string => {
  const bytes = Buffer.from(body);
  const at = upTo(random, bytes.length);
  const was = bytes[at] ?? 0;
  const now = was ^ (1 << upTo(random, 7));
  if (was > 0x7e || now < 0x20 || now > 0x7e) return flippedIn(body, random);
  bytes[at] = now;
  const changed = bytes.toString();
  return meaning(changed) === body ? flippedIn(body, random) : changed;
};

export const flipOne = (driver: Driver, row: Row, random: Random): Flip => {
  const write = (body: string) => driver.run('UPDATE items SET body=? WHERE rowid=?', [body, row.rowid]);
  write(flippedIn(row.body, random));
  const [ref = '', version] = row.id.split('/');
  return {
    agency: row.agency,
    ref,
    ...(version === undefined ? {} : { version: Number(version) }),
    undo: () => void write(row.body),
  };
};
