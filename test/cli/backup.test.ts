import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { differences } from '../../bot/store/tally.ts';
import { seeded } from '../crash/plan.ts';
import { runBuilt } from '../support/built.ts';
import { fillWith, openStores, type Stores, tallied } from '../support/stores.ts';

/** The built commands, as the people who run the service type them. */

/** Each act starts processes; on a busy machine that takes a while. */
const patient = { timeout: 90_000 };

let stores: Stores;
let backup: string;
const random = seeded(11);

beforeAll(async () => {
  stores = await openStores();
  await fillWith(stores.file('full'), 120);
  backup = join(stores.folder, 'monday.backup');
  const { code, out, err } = await runBuilt('backup', [backup], { env: stores.env('full') });
  expect({ code, out, err }).toMatchObject({ code: 0, out: expect.stringMatching(/record +120\n/) });
}, 90_000);
afterEach(() => stores.server.faults.clear());
afterAll(() => stores.end());

const flipped = (from: string, name: string): string => {
  const file = join(stores.folder, name);
  const bytes = readFileSync(from);
  const at = Math.floor(random() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  writeFileSync(file, bytes);
  return file;
};

describe('npm run backup', patient, () => {
  test('works while the store is in use, and puts nothing over a file that is there', async () => {
    const whole = await stores.file('full');
    const second = join(stores.folder, 'tuesday.backup');
    expect(await runBuilt('backup', [second], { env: stores.env('full') })).toMatchObject({ code: 0 });
    await whole.close();
    const before = readFileSync(second);
    const again = await runBuilt('backup', [second], { env: stores.env('full') });
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is there already') });
    expect(readFileSync(second).equals(before)).toBe(true);
  });

  test('leaves nothing behind when it is stopped', async () => {
    await fillWith(stores.cosmos('slow'), 60);
    const signal = { name: 'SIGINT', after: stores.hasHad(15) } as const;
    const file = join(stores.folder, 'stopped.backup');
    const { code, out } = await runBuilt('backup', [file], { env: stores.env('x', 'slow'), signal });
    expect({ code, out }).toMatchObject({ code: 130, out: expect.stringContaining('No backup was written') });
    expect(readdirSync(stores.folder).filter((name) => name.includes('stopped'))).toEqual([]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['no key', { SHAREWELL_BACKUP_KEY: '' }, 'Set SHAREWELL_BACKUP_KEY'],
    ['a short key', { SHAREWELL_BACKUP_KEY: 'short' }, 'at least 16 characters'],
    ['no store', { SHAREWELL_DATA: '/nowhere' }, 'There is no store file'],
  ])('says what is wrong with %s', async (_name, more, said) => {
    const env = { ...stores.env('full'), ...more };
    const { code, err } = await runBuilt('backup', [join(stores.folder, 'none')], { env });
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(said) });
    expect(existsSync(join(stores.folder, 'none'))).toBe(false);
  });
});

describe('npm run restore', patient, () => {
  test('brings back all there was, into either store', async () => {
    for (const env of [stores.env('again'), stores.env('y', 'again')]) {
      const { code, out, err } = await runBuilt('restore', [backup], { env });
      expect({ code, out, err }).toMatchObject({ code: 0, out: expect.stringContaining('Every link holds') });
    }
    const full = await tallied(stores.file('full'));
    expect(differences(full, await tallied(stores.file('again')))).toEqual([]);
    expect(differences(full, await tallied(stores.cosmos('again')))).toEqual([]);
    const twice = await runBuilt('restore', [backup], { env: stores.env('again') });
    expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });
  });

  test('takes a backup of Cosmos DB into the file', async () => {
    await fillWith(stores.cosmos('origin'), 40);
    const file = join(stores.folder, 'cosmos.backup');
    expect(await runBuilt('backup', [file], { env: stores.env('z', 'origin') })).toMatchObject({ code: 0 });
    expect(await runBuilt('restore', [file], { env: stores.env('from-cosmos') })).toMatchObject({ code: 0 });
    const [cosmos, here] = [
      await tallied(stores.cosmos('origin')),
      await tallied(stores.file('from-cosmos')),
    ];
    expect(differences(cosmos, here)).toEqual([]);
  });

  test('--check proves a backup without any store', async () => {
    const { SHAREWELL_BACKUP_KEY } = stores.env('x');
    const env = { SHAREWELL_BACKUP_KEY: SHAREWELL_BACKUP_KEY ?? '' };
    const { code, out } = await runBuilt('restore', ['--check', backup], { env });
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('whole and intact, made 20'),
    });
  });

  test('refuses a backup with a flipped bit, and leaves the store empty', async () => {
    for (let n = 0; n < 3; n += 1) {
      const { code, err } = await runBuilt('restore', [flipped(backup, 'flipped')], {
        env: stores.env('bad'),
      });
      expect({ code, err }).toMatchObject({
        code: 1,
        err: expect.stringMatching(/damaged|no backup|another/),
      });
    }
    expect((await tallied(stores.file('bad'))).entries).toBe(0);
  });

  test('goes on after a kill at any moment', async () => {
    const env = stores.env('y', 'killed');
    let kills = 0;
    for (; kills < 30; kills += 1) {
      const after = stores.hasHad(kills < 4 ? 60 + Math.floor(random() * 240) : 1e9);
      const signal = { name: 'SIGKILL', after } as const;
      const { code, err } = await runBuilt('restore', [backup], { env, signal });
      // Killed between its last step and its end, it had done all there is to do.
      if (code === 0 || (kills > 0 && err.includes('is not empty'))) break;
      expect({ code, err }).toMatchObject({ code: null });
    }
    expect(kills).toBeGreaterThan(0);
    const [full, there] = [await tallied(stores.file('full')), await tallied(stores.cosmos('killed'))];
    expect(differences(full, there)).toEqual([]);
  });
});

describe('npm run verify', patient, () => {
  test('finds all of it whole, in the store and in the backup', async () => {
    for (const args of [[], [backup]]) {
      const { code, out } = await runBuilt('verify', args, { env: stores.env('full') });
      expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('120 records with') });
    }
    const { out } = await runBuilt('verify', ['--agency', 'county-police'], { env: stores.env('full') });
    expect(out).toContain('Whole: 40 records');
  });

  test('names the first broken link, never what is in it, in words and for machines', async () => {
    const env = stores.env('y', 'broken');
    await runBuilt('restore', [backup], { env });
    const whole = await stores.cosmos('broken');
    let page = await whole.walk(250);
    let ref = '';
    for (; ref === ''; page = await whole.walk(250, page.cursor)) {
      const version = page.entries.find((entry) => entry.what === 'item' && entry.kind === 'version');
      if (version?.what !== 'item') continue;
      ref = version.id;
      await whole.put([{ ...version, body: version.body.replace('okapi', 'otter') }]);
    }
    await whole.close();
    const { code, out } = await runBuilt('verify', [], { env });
    expect(code).toBe(1);
    const [name = '', n = ''] = ref.split('/');
    expect(out).toContain(`The first broken link: county-police, ${name}, version ${n}: its content is not`);
    expect(out).not.toMatch(/otter|okapi|CR-/);
    const lines = (await runBuilt('verify', ['--jsonl'], { env })).out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { result: 'broken', partition: 'county-police', ref: name, version: Number(n), what: 'altered' },
      { result: 'broken', records: 120, broken: 1 },
    ]);
  });

  test('notices a flipped bit of the raw file, or it changed nothing', async () => {
    const whole = await tallied(stores.file('full'));
    const database = join(stores.folder, 'full', 'sharewell.db');
    for (let n = 0; n < 5; n += 1) {
      const name = `raw-${n}`;
      await stores.file(name).then((made) => made.close());
      copyFileSync(flipped(database, 'flipped.db'), join(stores.folder, name, 'sharewell.db'));
      const { code, out, err } = await runBuilt('verify', [], { env: stores.env(name) });
      // No copy is made of what is damaged.
      const copy = await runBuilt('backup', [join(stores.folder, `${name}.copy`)], { env: stores.env(name) });
      if (!out.includes('broken link')) expect(copy.code).toBe(code);
      if (code === 0) expect(differences(whole, await tallied(stores.file(name)))).toEqual([]);
      else expect(`${out}${err}`).toMatch(/damaged|The first broken link/);
    }
  });
});
