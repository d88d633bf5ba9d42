import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Kind } from '../../bot/core/ports.ts';
import type { Stub } from '../../bot/core/stubs.ts';
import { type Driver, openDriver } from '../../bot/store/sqlite/driver.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { openSqliteWhole } from '../../bot/store/sqlite/whole.ts';
import { type Broken, verify } from '../../bot/store/verify.ts';
import type { Entry, Whole } from '../../bot/store/whole.ts';
import { seeded } from '../crash/plan.ts';
import { temporaryFolder, testKey } from '../support/house.ts';
import { agencies, manyRecords } from '../support/many-records.ts';
import { flipOne, pickRow } from '../support/tamper.ts';

/** What was kept is changed behind the store's back, and must be found where it was changed. */

const { folder, remove } = temporaryFolder();
const clock = () => new Date();

let whole: Whole;
let driver: Driver;

const open = async (name: string, count: number): Promise<void> => {
  const options = { file: join(folder, name), key: testKey, clock };
  whole = await openSqliteWhole({ ...options, use: 'shared', create: true });
  for (const page of manyRecords(count)) await whole.put(page);
  driver = openDriver({ ...options, busyTimeoutMs: 1000 });
};
const close = async (): Promise<void> => {
  driver.close();
  await whole.close();
};
afterAll(remove);

const put = (agency: string, kind: Kind, id: string, body: unknown, terms: string[] = []): Promise<void> => {
  const row = { kind, id, at: '2026-03-02T09:00:00.000Z', terms, until: '9999-12-31T23:59:59.999Z' };
  return whole.put([{ what: 'item', agency, ...row, body: JSON.stringify(body) }]);
};

const edit = (kind: Kind, id: string, change: (body: string) => string): void => {
  const where = 'kind=? AND id=?';
  const [row] = driver.all<{ body: string }>(`SELECT body FROM items WHERE ${where}`, [kind, id]);
  if (!row || change(row.body) === row.body) throw new Error('nothing was changed');
  driver.run(`UPDATE items SET body=? WHERE ${where}`, [change(row.body), kind, id]);
};
const stubOf = (ref: string): Stub => ({
  ...{ ref, type: 'urgent', date: '2020-01-01', rule: 'six years' },
  ...{ purgedAt: '2026-03-02', by: 'clock' },
});

const drop = (kind: Kind, id: string): number =>
  driver.run('DELETE FROM items WHERE kind=? AND id=?', [kind, id]);

// A busy machine takes its time over so many.
describe('two thousand records', { timeout: 120_000 }, () => {
  beforeAll(() => open('many.db', 2_000), 120_000);
  afterAll(close);

  test('are whole, and everything is counted', async () => {
    const seen: number[] = [];
    const found = await verify(whole, { at: (done) => seen.push(done) });
    expect(found).toMatchObject({ records: 2_000, versions: 3_999, stubs: 0, broken: 0, first: [] });
    expect(seen.at(-1)).toBe(found.entries);
  });

  test.each([1, 2])(
    'with one flipped bit in each of eight are found with just those: seed %i',
    async (seed) => {
      const random = seeded(seed);
      const flips = Array.from({ length: 8 }, () => flipOne(driver, pickRow(driver, random), random));
      const wanted = new Set(flips.map(({ agency, ref }) => `${agency} ${ref}`));
      const { first } = await verify(whole);
      expect(new Set(first.map(({ partition, ref }) => `${partition} ${ref}`))).toEqual(wanted);
      for (const { agency, ref, version } of flips.filter((flip) => flip.version !== undefined))
        expect(first.find((one) => one.partition === agency && one.ref === ref)).toMatchObject({ version });
      expect(first[0]).toMatchObject({ partition: [...wanted].sort()[0]?.split(' ')[0] });
      // The later first: two may have met in one place.
      for (const flip of flips.reverse()) flip.undo();
    },
  );

  test('are looked at in one agency alone where that is wanted', async () => {
    const { records } = await verify(whole, { agency: agencies[1] });
    expect(records).toBe(667);
  });
});

describe('a few records', () => {
  let ref: string;
  let partition: string;
  let count = 0;

  beforeEach(async () => {
    count += 1;
    await open(`few-${count}.db`, 30);
    const [row] = driver.all<{ agency: string; id: string }>(
      `SELECT agency, id FROM items WHERE kind='version' AND id LIKE '%/3' AND EXISTS (SELECT 1 FROM queue q
       WHERE q.agency=items.agency AND q.id LIKE substr(items.id, 1, length(items.id) - 1) || '%')`,
    );
    partition = row?.agency ?? '';
    ref = row?.id.slice(0, -2) ?? '';
    return close;
  });

  const found = async (): Promise<Broken[]> => (await verify(whole)).first;

  test.each<[string, () => unknown, Omit<Broken, 'partition' | 'ref'>]>([
    ['a version that was removed', () => drop('version', `${ref}/2`), { version: 2, what: 'missing' }],
    ['the last version removed', () => drop('version', `${ref}/3`), { version: 3, what: 'missing' }],
    [
      'a version that was rewritten',
      () => edit('version', `${ref}/2`, (body) => body.replace('"by":"', '"by":"x')),
      { version: 2, what: 'altered' },
    ],
    [
      'a version that is no JSON',
      () => edit('version', `${ref}/2`, (body) => body.slice(1)),
      { version: 2, what: 'unreadable' },
    ],
    [
      'a record that says something new',
      () => edit('record', ref, (body) => body.replace('Line ', 'Lime ')),
      { version: 3, what: 'unlike' },
    ],
    [
      'a record that names other changed fields',
      () => edit('record', ref, (body) => body.replace('"patch":["', '"patch":["x')),
      { version: 1, what: 'renamed' },
    ],
    [
      'a record that forgot its last version',
      () =>
        edit('record', ref, (body) => {
          const record = JSON.parse(body);
          return JSON.stringify({ ...record, versions: record.versions.slice(0, 2) });
        }),
      { version: 2, what: 'unlike' },
    ],
    ['a record that is no JSON', () => edit('record', ref, (body) => `${body}x`), { what: 'unreadable' }],
    ['a space that nobody wrote', () => edit('record', ref, (body) => ` ${body}`), { what: 'unreadable' }],
    [
      'a record under another reference',
      () => edit('record', ref, (body) => body.replace(`"reference":"${ref}"`, '"reference":"D-2222-22"')),
      { what: 'misplaced' },
    ],
  ])('%s', async (_name, tamper, wanted) => {
    tamper();
    expect((await found())[0]).toEqual({ partition, ref, ...wanted });
  });

  test('versions without their record are named one by one', async () => {
    drop('record', ref);
    const all = (await found()).filter(({ what }) => what === 'stray');
    expect(all).toEqual([1, 2, 3].map((version) => ({ partition, ref, version, what: 'stray' })));
  });

  test('what is owed about a record or notice that is not there leads astray', async () => {
    drop('record', ref);
    for (const version of [1, 2, 3]) drop('version', `${ref}/${version}`);
    expect(await found()).toContainEqual({ partition, ref, what: 'astray' });
    const owed = { queue: 'notices', due: '2026-03-02T09:00:00.000Z', body: '{}', attempts: 0 } as const;
    const lost: Entry = { what: 'owed', agency: 'elsewhere', id: 'D-1/told', ...owed, error: '', deadAt: '' };
    await whole.put([lost]);
    expect(await found()).toContainEqual({ partition: 'elsewhere', ref: 'D-1/told', what: 'astray' });
  });

  test('a stub in place of a record is whole, and is counted', async () => {
    drop('record', ref);
    for (const version of [1, 2, 3]) drop('version', `${ref}/${version}`);
    const stub = stubOf(ref);
    await put(partition, 'stub', ref, stub);
    expect(await verify(whole)).toMatchObject({ broken: 0, stubs: 1, records: 29 });
    await put(partition, 'stub', ref, { ...stub, ref: 'D-other' });
    expect(await found()).toEqual([{ partition, ref, what: 'altered' }]);
  });

  test('versions that are still being removed after their record are no fault', async () => {
    drop('record', ref);
    drop('version', `${ref}/1`);
    const stub = stubOf(ref);
    await put(partition, 'stub', ref, stub);
    expect((await found()).map(({ what }) => what)).toEqual(['stray', 'stray']);
    await put(partition, 'stub', ref, stub, ['stub', 'stub:left']);
    expect(await found()).toEqual([]);
  });

  test('a record that moves on while it is looked at is no fault', async () => {
    const moving: Whole = {
      ...whole,
      read: async (agency, keys) => {
        const { read } = whole;
        const now = await read(agency, keys);
        // The first look at its versions comes before the last of them is there.
        return moved++ === 0 ? now.map((item) => (item?.id === `${ref}/3` ? undefined : item)) : now;
      },
    };
    let moved = 0;
    expect((await verify(moving)).broken).toBe(0);
    expect(moved).toBeGreaterThan(1);
  });
});

test('what the bot keeps by itself is whole', async () => {
  const options = { file: join(folder, 'bot.db'), key: testKey, clock };
  const store = await openSqliteStore(options);
  const { enrol } = await import('../../bot/core/register.ts');
  const { testPeople } = await import('../support/house.ts');
  for (const person of testPeople) await enrol(store, person, clock().toISOString());
  const one = await openSqliteWhole({ ...options, use: 'shared' });
  expect(await verify(one)).toMatchObject({ broken: 0, records: testPeople.length });
  await one.close();
  await store.close();
});
