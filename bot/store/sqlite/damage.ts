import { isUtf8 } from 'node:buffer';
import type { Driver } from './driver.ts';

/**
 * What is damaged in the file itself. Nothing seals its pages: a flipped bit shows in a table that does not agree with
 * its index, or in text that is none any more. Such text ends the whole process when the engine hands it out as text, so
 * it is looked for as bytes, before anybody reads it.
 */

const most = 20;

const brokenPages = (driver: Driver): string[] =>
  driver
    .all<{ integrity_check: string }>(`PRAGMA integrity_check(${most})`)
    .map(({ integrity_check: said }) => said)
    .filter((said) => said !== 'ok');

type Bytes = { rowid: number; name: Buffer; rest: Buffer };

const tables = {
  items: ["agency || ', ' || kind || ' ' || id", 'at || until || rev || terms || body'],
  queue: [
    "agency || ', owed ' || queue || ' ' || id",
    'due || body || lease || lease_until || dead_at || error',
  ],
} as const;

const brokenTexts = (driver: Driver, table: keyof typeof tables): string[] => {
  const [name, rest] = tables[table];
  const sql = `SELECT rowid, CAST(${name} AS BLOB) AS name, CAST(${rest} AS BLOB) AS rest
    FROM ${table} WHERE rowid>? ORDER BY rowid LIMIT 250`;
  const found: string[] = [];
  for (let from = Number.MIN_SAFE_INTEGER; found.length < most; ) {
    const rows = driver.all<Bytes>(sql, [from]);
    for (const row of rows)
      if (!isUtf8(row.name) || !isUtf8(row.rest)) found.push(`${row.name}: it is no text any more`);
    const last = rows.at(-1);
    if (!last) break;
    from = last.rowid;
  }
  return found;
};

export const damageIn = (driver: Driver): string[] => {
  const pages = brokenPages(driver);
  return pages.length > 0 ? pages : [...brokenTexts(driver, 'items'), ...brokenTexts(driver, 'queue')];
};
