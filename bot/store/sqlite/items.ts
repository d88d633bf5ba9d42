import { SharewellError } from '../../core/errors.ts';
import type { Key, Kind, Stored } from '../../core/ports.ts';
import { isKeepable, never, type Row } from '../shape.ts';
import type { Driver } from './driver.ts';

export type ItemRow = {
  kind: Kind;
  id: string;
  at: string;
  until: string;
  rev: string;
  terms: string;
  body: string;
};

/** Read as text, and understood when somebody looks: a turn loads more than it reads. */
export const toStored = (row: ItemRow): Stored => {
  let body: { value: unknown } | undefined;
  return {
    kind: row.kind,
    id: row.id,
    at: row.at,
    rev: row.rev,
    ...(row.until === never ? {} : { expiresAt: row.until }),
    get terms(): string[] {
      return JSON.parse(row.terms);
    },
    get body(): unknown {
      body ??= { value: JSON.parse(row.body) };
      return body.value;
    },
  };
};

const point = 'SELECT kind, id, at, until, rev, terms, body FROM items WHERE agency=? AND kind=? AND id=?';

export const rowAt = (driver: Driver, agency: string, { kind, id }: Key): ItemRow | undefined =>
  driver.all<ItemRow>(point, [agency, kind, id])[0];

/** All in one statement: going into the engine costs more than finding a row. */
export const readItems = (
  driver: Driver,
  agency: string,
  keys: readonly Key[],
  now: string,
): (Stored | undefined)[] => {
  const asked = isKeepable(agency) ? keys.filter((key) => isKeepable(key.id)) : [];
  if (asked.length === 0) return keys.map(() => undefined);
  const sql = asked.map(() => point).join(' UNION ALL ');
  const rows = driver.all<ItemRow>(
    sql,
    asked.flatMap(({ kind, id }) => [agency, kind, id]),
  );
  return keys.map(({ kind, id }) => {
    const row = rows.find((found) => found.kind === kind && found.id === id);
    return row && row.until > now ? toStored(row) : undefined;
  });
};

/** Everything of one item, its terms included. */
export const dropItem = (
  driver: Driver,
  agency: string,
  row: Omit<ItemRow, 'until' | 'rev' | 'body'>,
): void => {
  driver.run('DELETE FROM items WHERE agency=? AND kind=? AND id=?', [agency, row.kind, row.id]);
  for (const term of JSON.parse(row.terms) as string[])
    driver.run('DELETE FROM terms WHERE agency=? AND term=? AND kind=? AND at=? AND id=?', [
      agency,
      term,
      row.kind,
      row.at,
      row.id,
    ]);
};

const insertTerms = (driver: Driver, agency: string, row: Row): void => {
  if (row.terms.length === 0) return;
  const rows = row.terms.map(() => '(?, ?, ?, ?, ?)').join(', ');
  driver.run(
    `INSERT INTO terms (agency, term, kind, at, id) VALUES ${rows}`,
    row.terms.flatMap((term) => [agency, term, row.kind, row.at, row.id]),
  );
};

/** Whether there was room: an item that is there stays as it is. */
export const insertItem = (driver: Driver, agency: string, row: Row, rev: string): boolean => {
  const made = driver.run(
    `INSERT INTO items (agency, kind, id, at, until, rev, terms, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (agency, kind, id) DO NOTHING`,
    [agency, row.kind, row.id, row.at, row.until, rev, JSON.stringify(row.terms), row.body],
  );
  if (made > 0) insertTerms(driver, agency, row);
  return made > 0;
};

export const createItem = (driver: Driver, agency: string, row: Row, rev: string, now: string): void => {
  if (insertItem(driver, agency, row, rev)) return;
  const old = rowAt(driver, agency, row);
  if (!old || old.until > now) throw new SharewellError('conflict', 'The item exists already.');
  dropItem(driver, agency, old);
  insertItem(driver, agency, row, rev);
};

const current = (driver: Driver, agency: string, key: Key, rev: string, now: string): ItemRow => {
  const old = rowAt(driver, agency, key);
  if (!old || old.until <= now || old.rev !== rev)
    throw new SharewellError('conflict', 'The item was changed or removed since it was read.');
  return old;
};

export const deleteItem = (driver: Driver, agency: string, key: Key, rev: string, now: string): void =>
  dropItem(driver, agency, current(driver, agency, key, rev, now));

export const replaceItem = (
  driver: Driver,
  agency: string,
  row: Row,
  revs: { old: string; next: string },
  now: string,
): void => {
  // Most replaces change only the body: one statement then, which names all that must be as it was read.
  const kept = driver.run(
    `UPDATE items SET until=?, rev=?, body=?
     WHERE agency=? AND kind=? AND id=? AND rev=? AND until>? AND at=? AND terms=?`,
    [
      row.until,
      revs.next,
      row.body,
      agency,
      row.kind,
      row.id,
      revs.old,
      now,
      row.at,
      JSON.stringify(row.terms),
    ],
  );
  if (kept > 0) return;
  dropItem(driver, agency, current(driver, agency, row, revs.old, now));
  insertItem(driver, agency, row, revs.next);
};
