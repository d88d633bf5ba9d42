import type { Kind, PageOfItems } from '../../core/ports.ts';
import { type Asked, allKinds, type Mark, toPage } from '../cursor.ts';
import type { Driver, Value } from './driver.ts';
import { type ItemRow, toStored } from './items.ts';

/** Pages of a list. Everything is found through the index of terms, and nothing is looked at that no page needs. */

const inRange = 't.agency=? AND t.term=? AND t.kind=? AND t.at>=? AND (t.at, t.id, t.kind) < (?, ?, ?)';

type Lead = { term: string; kind: Kind };

/** Each leading term and kind is a list of its own in the index. */
const leadsOf = ({ terms, kinds = allKinds }: Asked): Lead[] =>
  terms.flatMap((term) => kinds.map((kind) => ({ term, kind })));

const rangeOf = ({ agency, from, after }: Asked, { term, kind }: Lead): Value[] => [
  agency,
  term,
  kind,
  from,
  after.at,
  after.id,
  after.kind,
];

const newestFirst = (a: Mark, b: Mark): number => {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  if (a.id !== b.id) return a.id < b.id ? 1 : -1;
  return a.kind < b.kind ? 1 : -1;
};

const lastLooked = `SELECT t.at, t.id, t.kind FROM terms t WHERE ${inRange}
  ORDER BY t.at DESC, t.id DESC LIMIT 2 OFFSET ?`;

/** The last of as many as are looked at, where there is more of a leading term after it. */
const floorOf = (driver: Driver, asked: Asked): Mark | undefined =>
  leadsOf(asked)
    .flatMap((lead) => {
      const [last, more] = driver.all<Mark>(lastLooked, [...rangeOf(asked, lead), asked.look - 1]);
      return last && more ? [last] : [];
    })
    .sort(newestFirst)[0];

const alsoHas = (terms: readonly string[]): string =>
  ` AND EXISTS (SELECT 1 FROM terms a WHERE a.agency=t.agency AND a.term IN (${terms.map(() => '?').join(', ')})
    AND a.kind=t.kind AND a.at=t.at AND a.id=t.id)`;

const pageOfLead = (and: Asked['and'], floor: Mark | undefined): string => `
  SELECT i.kind, i.id, i.at, i.until, i.rev, i.terms, i.body
  FROM terms t JOIN items i ON i.agency=t.agency AND i.kind=t.kind AND i.id=t.id
  WHERE ${inRange} AND i.until>?${floor ? ' AND (t.at, t.id, t.kind) >= (?, ?, ?)' : ''}${and.map(alsoHas).join('')}
  ORDER BY t.at DESC, t.id DESC LIMIT ?`;

/** An item that has several of the leading terms was found by each. */
const once = (rows: readonly ItemRow[]): ItemRow[] =>
  rows.filter(({ kind, id }, at) => rows[at - 1]?.kind !== kind || rows[at - 1]?.id !== id);

/** One short look into the index for each lead, merged: the cost follows the page, not the register. */
const rowsDownTo = (driver: Driver, asked: Asked, floor: Mark | undefined, now: string): ItemRow[] => {
  const sql = pageOfLead(asked.and, floor);
  // The engine ends its walk of the index by the time alone; what stands at that very time is told by the mark.
  const range = floor ? { ...asked, from: floor.at } : asked;
  const bottom = floor ? [floor.at, floor.id, floor.kind] : [];
  const rows = leadsOf(asked).flatMap((lead) =>
    driver.all<ItemRow>(sql, [...rangeOf(range, lead), now, ...bottom, ...asked.and.flat(), asked.limit + 1]),
  );
  return once(rows.sort(newestFirst)).slice(0, asked.limit + 1);
};

/** Most pages are full after a short look, so there is one before the long one. */
const shortLook = 100;
const looksOf = ({ look }: Asked): number[] => (look > shortLook ? [shortLook, look - shortLook] : [look]);

export const listPage = (driver: Driver, asked: Asked, now: string): PageOfItems => {
  if (asked.and.length === 0) return toPage(asked, rowsDownTo(driver, asked, undefined, now).map(toStored));
  const found: ItemRow[] = [];
  let floor: Mark | undefined;
  for (const look of looksOf(asked)) {
    const rest = { ...asked, look, limit: asked.limit - found.length, after: floor ?? asked.after };
    floor = floorOf(driver, rest);
    found.push(...rowsDownTo(driver, rest, floor, now));
    if (!floor || found.length > asked.limit) break;
  }
  return toPage(asked, found.map(toStored), floor);
};
