import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Query, Store } from '../../bot/core/ports.ts';
import { never } from '../../bot/store/shape.ts';
import { openDriver } from '../../bot/store/sqlite/driver.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { agency, storeKey } from './people.ts';
import { median, plainRow, type Row } from './report.ts';
import { diskFolder } from './setting.ts';

/**
 * A page of the register out of a thousand records and out of a million: it should cost the same. The files are
 * filled by the store's own tables, since a million turns would take hours; every page is asked for as the core does.
 */

const small = 1_000;
const large = 1_000_000;

const firstDay = Date.UTC(2020, 0, 1) / 1000;
/** A million records over five years. */
const secondsApart = 160;
const momentOf = (n: number): string => new Date((firstDay + n * secondsApart) * 1000).toISOString();

/** What a record is found by, as SQL over its row number: as many to a person or a case in either register. */
const termsOf = (count: number): string[] => [
  `'agency:${agency}'`,
  `'owner:p-' || (rowid % ${Math.ceil(count / 250)})`,
  `'chain:m-' || (rowid % ${Math.ceil(count / 1000)})`,
  `'subject:' || printf('%043d', (rowid * 7919) % ${Math.ceil(count / 5)})`,
  `'recipient:' || printf('%043d', rowid % 11)`,
  `'ground:' || (rowid % 9)`,
  `'outcome:' || (rowid % 12)`,
];

const fill = (file: string, count: number): void => {
  const driver = openDriver({ file, key: storeKey, busyTimeoutMs: 2000 });
  const body = JSON.stringify({ answers: 'What was kept of a decision. '.repeat(30) });
  // Nothing here needs to outlive a power cut.
  driver.all('PRAGMA synchronous=OFF');
  driver.run(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     INSERT INTO items (agency, kind, id, at, until, rev, terms, body)
     SELECT ?, 'record', printf('D-%07d', i), strftime('%Y-%m-%dT%H:%M:%fZ', ${firstDay} + i * ${secondsApart}, 'unixepoch'),
       ?, 'r', '[]', ? FROM n`,
    [count - 1, agency, never, body],
  );
  // In the order of the index, which is several times faster than row by row.
  for (const term of termsOf(count))
    driver.run(
      `INSERT INTO terms (agency, term, kind, at, id) SELECT agency, ${term}, kind, at, id FROM items ORDER BY 2, 4, 5`,
    );
  driver.close();
};

const openFilled = async (folder: string, count: number): Promise<Store> => {
  const options = { file: join(folder, `${count}.db`), key: storeKey, clock: () => new Date() };
  // Opened once before, so that its tables are there.
  await (await openSqliteStore(options)).close();
  fill(options.file, count);
  return openSqliteStore(options);
};

type Page = { name: string; query: Query; cursors: (string | undefined)[] };

const register: Query = { term: `agency:${agency}`, kinds: ['record'], limit: 10 };
const search: Query = { term: 'ground:4', and: ['outcome:7'], kinds: ['record'], limit: 10 };

/** The places that More leads to, page after page. */
const onwards = async (store: Store, query: Query, pages: number): Promise<string[]> => {
  const cursors: string[] = [];
  while (cursors.length < pages) {
    const { cursor } = await store.list(agency, query, cursors.at(-1));
    if (cursor === undefined) throw new Error('the register is too short');
    cursors.push(cursor);
  }
  return cursors;
};

const pagesOf = async (store: Store, count: number): Promise<Page[]> => {
  const older = { ...register, to: momentOf(count / 2) };
  return [
    { name: 'register.page', query: register, cursors: [undefined] },
    { name: 'register.page.deep', query: older, cursors: await onwards(store, older, 20) },
    { name: 'register.page.find', query: search, cursors: [undefined] },
  ];
};

const rounds = 500;
const warmUps = 100;

const timeOf = async (store: Store, { query, cursors }: Page, round: number): Promise<number> => {
  const cursor = cursors[round % cursors.length];
  const started = performance.now();
  const { items } = await store.list(agency, query, cursor);
  const bodies = items.filter(({ body }) => body !== undefined).length;
  const took = (performance.now() - started) * 1000;
  if (bodies !== query.limit) throw new Error(`a page of ${bodies} records instead of ${query.limit}`);
  return took;
};

/** Both registers in turn, so that whatever else the machine does falls on both. In microseconds. */
const compare = async (stores: [Store, Store], pages: [Page, Page]): Promise<Row> => {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds + warmUps; round += 1)
    for (const side of [0, 1] as const) {
      const took = await timeOf(stores[side], pages[side], round);
      if (round >= warmUps) times[side].push(took);
    }
  return plainRow(pages[0].name, median(times[0]), median(times[1]));
};

export const measureRegister = async (say: (text: string) => void): Promise<Row[]> => {
  const folder = diskFolder();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // However the run ends.
  process.on('exit', remove);
  const started = performance.now();
  const stores: [Store, Store] = [await openFilled(folder, small), await openFilled(folder, large)];
  say(`The registers were filled in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
  try {
    const [few, many] = [await pagesOf(stores[0], small), await pagesOf(stores[1], large)];
    const rows: Row[] = [];
    for (const [at, page] of few.entries()) rows.push(await compare(stores, [page, many[at] as Page]));
    return rows;
  } finally {
    for (const store of stores) await store.close();
    remove();
  }
};
