import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../bot/core/ports.ts';
import { enrol } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import { type Driver, openDriver } from '../../bot/store/sqlite/driver.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { agency, storeKey } from '../bench/people.ts';
import { buttonOf, openHouse, temporaryFolder, urgentAnswers } from '../support/house.ts';
import { registered, startWorld, type World } from '../support/peers-world.ts';
import { type Bot, startBot } from '../support/process-bot.ts';

/** A file with as many people and records as a large region would have after years, and how a bot does on it. */

export type Size = { people: number; records: number };

const nameOf = (n: number): string => `Q${String(n).padStart(7, '0')}`;
const pattern = nameOf(0);
const firstDay = Date.UTC(2020, 0, 1) / 1000;

const letters = '23456789BCDFGHJKMNPQRTVWXZ';
/** As SQL over a row's number: a reference that looks like any other. */
const referenceOf = (n: string): string => {
  const letter = (place: number) => `substr('${letters}', 1 + (${n} / ${26 ** place}) % 26, 1)`;
  return `'D-' || ${[5, 4, 3, 2].map(letter).join(' || ')} || '-' || ${[1, 0].map(letter).join(' || ')}`;
};

/** Somebody on the register, and an urgent record of theirs: made as everybody's are. */
const makeFirst = async (file: string): Promise<string> => {
  const store = await openSqliteStore({ file, key: storeKey, clock: () => new Date() });
  const at = new Date().toISOString();
  await enrol(store, registered('MO', ['manager']), at);
  await enrol(store, registered(pattern, ['practitioner'], 'MO'), at);
  const house = await openHouse({ store, start: at });
  const first = house.as('teams', pattern);
  await first.press(buttonOf(await first.type('urgent'), words('urgent.submit')), urgentAnswers);
  const { items } = await store.list(agency, {
    term: `owner:p-${pattern.toLowerCase()}`,
    kinds: ['record'],
    limit: 5,
  });
  const record = items.find(({ id }) => id.startsWith('D-'));
  await house.close();
  await store.close();
  if (!record) throw new Error('there is no record');
  return record.id;
};

const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)';

/** SQL for a text of the first one's, said of somebody else. */
const named = (text: string, n: string): string =>
  `replace(replace(${text}, '${pattern}', printf('Q%07d', ${n})), '${pattern.toLowerCase()}', printf('q%07d', ${n}))`;

type Item = Record<'agency' | 'kind' | 'id' | 'at' | 'until' | 'rev' | 'terms' | 'body', string>;
type Term = Record<'agency' | 'term' | 'kind' | 'at' | 'id', string>;

/** The same row again and again under other names: read once, since a table that reads itself as it grows takes hours. */
const addRows = (
  driver: Driver,
  {
    table,
    columns,
    count,
    order = '',
  }: { table: string; columns: readonly [string, string][]; count: number; order?: string },
  row: Readonly<Record<string, string>>,
): void => {
  const names = columns.map(([name]) => name);
  driver.run(
    `${numbers} INSERT INTO ${table} (${names.join(', ')}) SELECT ${columns.map(([, sql]) => sql).join(', ')} FROM n ${order}`,
    [count - 1, ...columns.filter(([, sql]) => sql.includes('?')).map(([name]) => row[name] ?? '')],
  );
};

const plain = (name: string): [string, string] => [name, '?'];

/** Everybody is like the first one. */
const addPeople = (driver: Driver, count: number): void => {
  const like = `%${pattern}%`;
  const other = (name: string): [string, string] => [name, named('?', 'i')];
  const items = driver.all<Item>(
    "SELECT agency, kind, id, at, until, rev, terms, body FROM items WHERE kind IN ('identity', 'person') AND (agency || id) LIKE ?",
    [like],
  );
  const columns = [
    ...[other('agency'), plain('kind'), other('id'), plain('at'), plain('until'), plain('rev')],
    ...[other('terms'), other('body')],
  ];
  for (const item of items) addRows(driver, { table: 'items', columns, count }, item);
  const terms = driver.all<Term>(
    "SELECT agency, term, kind, at, id FROM terms WHERE kind = 'person' AND id LIKE ?",
    [like],
  );
  const kept = [plain('agency'), other('term'), plain('kind'), plain('at'), other('id')];
  for (const term of terms) addRows(driver, { table: 'terms', columns: kept, count }, term);
};

/** Everybody has as many records, over five years. Their versions and trails are left out: no page reads them. */
const addRecords = (driver: Driver, first: string, { people, records: count }: Size): void => {
  const other = (name: string): [string, string] => [
    name,
    `replace(${named('?', `(i % ${people})`)}, '${first}', ${referenceOf('i')})`,
  ];
  const at: [string, string] = ['at', `strftime('%Y-%m-%dT%H:%M:%fZ', ${firstDay} + i * 160, 'unixepoch')`];
  const id: [string, string] = ['id', referenceOf('i')];
  const columns = [
    plain('agency'),
    plain('kind'),
    id,
    at,
    plain('until'),
    plain('rev'),
    other('terms'),
    other('body'),
  ];
  const [item] = driver.all<Item>(
    "SELECT agency, kind, id, at, until, rev, terms, body FROM items WHERE agency = ? AND kind = 'record' AND id = ?",
    [agency, first],
  );
  if (item) addRows(driver, { table: 'items', columns, count }, item);
  const terms = driver.all<Term>(
    "SELECT agency, term, kind, at, id FROM terms WHERE kind = 'record' AND id = ?",
    [first],
  );
  const kept = [plain('agency'), other('term'), plain('kind'), at, id];
  // Term by term, in the order of the index, which is several times faster.
  for (const term of terms)
    addRows(driver, { table: 'terms', columns: kept, count, order: 'ORDER BY 2, 4, 5' }, term);
};

const prepare = async (folder: string, size: Size): Promise<string> => {
  const file = join(folder, 'sharewell.db');
  const first = await makeFirst(file);
  const driver = openDriver({ file, key: storeKey, busyTimeoutMs: 2000 });
  // Nothing here needs to outlive a power cut.
  driver.all('PRAGMA synchronous=OFF');
  addPeople(driver, size.people);
  addRecords(driver, first, size);
  driver.close();
  return file;
};

type Times = Record<string, number[]>;

const timed = async (times: Times, name: string, work: () => Promise<boolean>): Promise<void> => {
  const begun = performance.now();
  if (!(await work())) throw new Error(`${name} was not taken`);
  times[name] = [...(times[name] ?? []), performance.now() - begun];
};

const rounds = 150;

/** One after the other, each by somebody else: what a person waits for. */
const takeTurns = async (world: World, { people }: Size): Promise<Times> => {
  const { teams } = world;
  const times: Times = {};
  const type = (user: string, text: string) => async (): Promise<boolean> => {
    const who = {
      from: { id: `29:${user}`, name: user, aadObjectId: user },
      conversation: { conversationType: 'personal', tenantId: teams.tenantId, id: `a:${user}` },
    };
    return (await teams.post(teams.activities.message(text, who))).status === 200;
  };
  for (let n = 0; n < rounds; n += 1) {
    const user = nameOf((n * 7919 + 13) % people);
    await timed(times, 'first turn of somebody', type(user, 'urgent'));
    await timed(times, 'next turn', type(user, 'help'));
    await timed(times, 'register, a page', type('MO', 'register'));
    await timed(times, 'find', type('MO', 'find outcome share'));
  }
  return times;
};

const at = (list: readonly number[], share: number): number =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;

const roundOf = async (store: Store): Promise<number> => {
  const begun = performance.now();
  const now = new Date().toISOString();
  for (let n = 0; n < 200; n += 1) await store.take(n % 2 === 0 ? 'notices' : 'deadlines', now, 20, 1);
  return (performance.now() - begun) / 200;
};

export type Found = { size: Size; startMs: number; fileMb: number; workerMs: number; times: Times };

export const measureSize = async (entry: string, size: Size): Promise<Found> => {
  const { folder, remove } = temporaryFolder();
  const world = await startWorld();
  let bot: Bot | undefined;
  try {
    const file = await prepare(folder, size);
    const env = { ...world.environment, SHAREWELL_DATA: folder, SHAREWELL_STORE_KEY: storeKey };
    const begun = performance.now();
    bot = await startBot({ entry, env });
    const startMs = performance.now() - begun;
    world.aim(bot.url);
    const times = await takeTurns(world, size);
    await bot.stop();
    const store = await openSqliteStore({ file, key: storeKey, clock: () => new Date() });
    const workerMs = await roundOf(store);
    await store.close();
    return { size, startMs, workerMs, times, fileMb: statSync(file).size / 1e6 };
  } finally {
    await bot?.stop();
    await world.stop();
    remove();
  }
};

const count = new Intl.NumberFormat('en-GB');

export const sizesTable = (found: readonly Found[]): string[] => [
  `| | ${found.map(({ size }) => `${count.format(size.people)} people, ${count.format(size.records)} records`).join(' | ')} |`,
  `|---|${found.map(() => '---|').join('')}`,
  ...Object.keys(found[0]?.times ?? {}).map(
    (name) =>
      `| ${name} (ms, median and p99) | ${found
        .map(
          ({ times }) =>
            `${at(times[name] ?? [], 0.5).toFixed(1)} and ${at(times[name] ?? [], 0.99).toFixed(1)}`,
        )
        .join(' | ')} |`,
  ),
  `| a worker looks for what is due (ms) | ${found.map(({ workerMs }) => workerMs.toFixed(2)).join(' | ')} |`,
  `| start (ms) | ${found.map(({ startMs }) => startMs.toFixed(0)).join(' | ')} |`,
  `| file (MB) | ${found.map(({ fileMb }) => fileMb.toFixed(0)).join(' | ')} |`,
];
