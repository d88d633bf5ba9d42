import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../bot/core/ports.ts';
import { type Driver, openDriver, type Value } from '../../bot/store/sqlite/driver.ts';
import { openGroup } from '../../bot/store/sqlite/group.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { openSqliteWhole } from '../../bot/store/sqlite/whole.ts';
import { makeClock } from '../support/store-contract.ts';
import { create, fails, hour, item, owe } from './contract/kit.ts';

const key = 'a key for tests only';
const clock = makeClock();
const options = () => ({ file: join(folder, 'store.db'), key, clock: clock.now, busyTimeoutMs: 20 });

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sharewell-'));
  store = await openSqliteStore(options());
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const opened = () => ({ store, clock, another: () => openSqliteStore(options()), end: async () => {} });
const read = async (from: Store, id: string) => (await from.read('a', [{ kind: 'record', id }]))[0]?.body;
const allBytes = () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

describe('the file of the embedded store', () => {
  test('everything is there again after closing and opening', async () => {
    await store.commit('a', [create('r'), owe(opened(), 'n')]);
    await store.close();
    store = await openSqliteStore(options());
    expect(await read(store, 'r')).toEqual({ text: 'r' });
    expect((await store.list('a', { term: 'owner:p-1', limit: 5 })).items).toHaveLength(1);
    expect(await store.take('notices', clock.now().toISOString(), 5, hour)).toHaveLength(1);
  });

  test('nothing in it can be read without the key, and only its owner may open it', async () => {
    await store.commit('agency-in-clear', [
      create('id-in-clear', { body: 'body-in-clear', terms: ['term-in-clear'] }),
    ]);
    expect(allBytes().includes('in-clear')).toBe(false);
    expect(allBytes().includes('SQLite format')).toBe(false);
    await store.close();
    expect(allBytes().includes('in-clear')).toBe(false);
    expect(statSync(options().file).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['a wrong key', 'another key for tests'],
    ['no key', ''],
    ['a key that is too short', 'short'],
  ])('%s is told as a setting that cannot work', async (_name, wrong) => {
    await fails(openSqliteStore({ ...options(), key: wrong }), 'config');
  });

  test('a file that is no store, or a folder that is not there, is told as well', async () => {
    writeFileSync(join(folder, 'other'), 'something else '.repeat(999));
    await fails(openSqliteStore({ ...options(), file: join(folder, 'other') }), 'config');
    await fails(openSqliteStore({ ...options(), file: join(folder, 'no', 'store.db') }), 'config');
  });

  test('a file made by a newer version is refused', async () => {
    const driver = openDriver({ ...options() });
    driver.run('PRAGMA user_version=99');
    driver.close();
    await fails(openSqliteStore(options()), 'config');
  });

  test('a snapshot shows what was there when it was opened, while the store goes on', async () => {
    await store.commit('a', [create('r')]);
    const whole = await openSqliteWhole({ ...options(), use: 'snapshot' });
    const ids = async () => (await whole.walk(9)).entries.map(({ id }) => id);
    expect(await ids()).toEqual(['r']);
    await store.commit('a', [create('after')]);
    expect(await ids()).toEqual(['r']);
    await whole.close();
    expect(await read(store, 'after')).toBeDefined();
  });

  test('to be alone with it is refused while somebody has it open', async () => {
    await store.commit('a', [create('r')]);
    await expect(openSqliteWhole({ ...options(), use: 'alone' })).rejects.toThrow(/in use. Stop the bot/);
    expect(await read(store, 'r')).toEqual({ text: 'r' });
  });

  test('whoever is alone with it keeps others out', async () => {
    const file = join(folder, 'filling.db');
    const whole = await openSqliteWhole({ ...options(), file, use: 'alone', create: true });
    await fails(openSqliteStore({ ...options(), file }), 'store-unavailable');
    expect((await whole.walk(9)).entries).toEqual([]);
    await whole.close();
  });

  test('a file that is not there is not made by looking', async () => {
    const file = join(folder, 'none.db');
    await expect(openSqliteWhole({ ...options(), file, use: 'shared' })).rejects.toThrow(/no store file/);
    expect(existsSync(file)).toBe(false);
  });

  test('a closed store is unavailable, and what was handed in before is kept', async () => {
    const kept = store.commit('a', [create('r')]);
    await store.close();
    await kept;
    await fails(store.commit('a', [create('s')]), 'store-unavailable');
    await fails(store.read('a', []), 'store-unavailable');
    store = await openSqliteStore(options());
    expect(await read(store, 'r')).toEqual({ text: 'r' });
  });
});

describe('writes that share one transaction', () => {
  test('one that fails takes nothing of the others with it', async () => {
    await store.commit('a', [create('taken')]);
    const results = await Promise.allSettled([
      store.commit('a', [create('one')]),
      store.commit('a', [create('lost'), create('taken')]),
      store.commit('a', [create('one', { body: 'again' })]),
      store.commit('a', [create('two')]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await Promise.all(['one', 'lost', 'two'].map((id) => read(store, id)))).toEqual([
      { text: 'one' },
      undefined,
      { text: 'two' },
    ]);
  });

  test('while another process writes, all are told to try again, and nothing is kept', async () => {
    const other = openDriver(options());
    other.run('BEGIN IMMEDIATE');
    const results = await Promise.allSettled(['x', 'y'].map((id) => store.commit('a', [create(id)])));
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store-unavailable' } });
    other.run('ROLLBACK');
    other.close();
    await store.commit('a', [create('x')]);
    expect([await read(store, 'x'), await read(store, 'y')]).toEqual([{ text: 'x' }, undefined]);
  });

  test('when the disk is full, all are told to try again, nothing is kept, and it goes on afterwards', async () => {
    const driver = openDriver({ ...options(), file: join(folder, 'full.db') });
    driver.run('CREATE TABLE t (v)');
    const group = openGroup(driver);
    const add = (value: string) => group.write(() => driver.run('INSERT INTO t VALUES (?)', [value]));
    driver.all('PRAGMA max_page_count=8');
    for (const result of await Promise.allSettled([add('small'), add('x'.repeat(100_000)), add('late')]))
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store-unavailable' } });
    driver.all('PRAGMA max_page_count=8000');
    expect(await add('after')).toBe(1);
    expect(driver.all('SELECT v FROM t')).toEqual([{ v: 'after' }]);
    driver.close();
  });

  test('expired items and claims are cleared away by and by', async () => {
    const expiresAt = new Date(clock.now().getTime() + hour).toISOString();
    await store.commit('a', [
      create('old', { expiresAt }),
      { op: 'claim', id: 'old', expiresAt },
      create('kept'),
    ]);
    clock.advance(2 * hour);
    await store.commit('a', [{ op: 'create', item: item('new', { terms: [] }) }]);
    const driver = openDriver(options());
    const count = (table: string) => driver.all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]?.n;
    expect([count('items'), count('terms'), count('claims')]).toEqual([2, 1, 0]);
    driver.close();
  });
});

describe('the driver', () => {
  let driver: Driver;
  beforeEach(() => {
    driver = openDriver({ ...options(), file: join(folder, 'driver.db') });
    driver.run('CREATE TABLE t (v)');
  });
  afterEach(() => driver.close());

  test.each([
    ['a boolean', true],
    ['undefined', undefined],
    ['a date', new Date(0)],
    ['a bigint', 1n],
    ['no number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an object', {}],
    ['bytes', Buffer.from([0, 255])],
    ['text with a NUL', 'a\u0000b'],
    ['text with half a character', 'a\ud800'],
  ])('%s is stopped before it reaches the native code', (_name, value) => {
    expect(() => driver.run('INSERT INTO t VALUES (?)', [value as Value])).toThrow(TypeError);
    expect(driver.all('SELECT * FROM t')).toEqual([]);
  });

  test('too few or too many values are stopped', () => {
    expect(() => driver.run('INSERT INTO t VALUES (?)')).toThrow(TypeError);
    expect(() => driver.run('INSERT INTO t VALUES (?)', [1, 2])).toThrow(TypeError);
  });

  test('what may pass comes back as it was', () => {
    const values = ['é 👍', 1.5, 12, null];
    for (const value of values) expect(driver.run('INSERT INTO t VALUES (?)', [value])).toBe(1);
    expect(driver.all<{ v: Value }>('SELECT v FROM t').map(({ v }) => v)).toEqual(values);
  });

  test('every commit waits for the disk', () => {
    expect(driver.all('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
    expect(driver.all('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  });
});
