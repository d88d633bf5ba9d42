import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { differences } from '../../bot/store/tally.ts';
import { seeded } from '../crash/plan.ts';
import { runBuilt } from '../support/built.ts';
import { fillWith, openStores, type Stores, tallied } from '../support/stores.ts';

/** The built command between a folder and a wire server, also killed in the middle. */

/** Each act starts processes; on a busy machine that takes a while. */
const patient = { timeout: 90_000 };

let stores: Stores;
beforeAll(async () => {
  stores = await openStores();
  await fillWith(stores.file('full'), 120);
}, 90_000);
afterEach(() => stores.server.faults.clear());
afterAll(() => stores.end());

const toCosmos = ['--from', 'file', '--to', 'cosmos'];
const toFile = ['--from', 'cosmos', '--to', 'file'];

describe('npm run migrate', patient, () => {
  test('moves everything to Cosmos DB and back, and both are the same', async () => {
    const there = await runBuilt('migrate', toCosmos, { env: stores.env('full', 'there') });
    expect(there).toMatchObject({ code: 0, out: expect.stringContaining('Both hold the same:') });
    expect(there.out).toMatch(/record +120\n/);
    const back = await runBuilt('migrate', toFile, { env: stores.env('back', 'there') });
    expect(back).toMatchObject({ code: 0, out: expect.stringContaining('entries were moved to') });
    const [full, cosmos, file] = [
      await tallied(stores.file('full')),
      await tallied(stores.cosmos('there')),
      await tallied(stores.file('back')),
    ];
    expect([differences(full, cosmos), differences(full, file)]).toEqual([[], []]);
    const check = await runBuilt('migrate', [...toFile, '--check'], { env: stores.env('back', 'there') });
    expect(check).toMatchObject({ code: 0, out: expect.stringContaining('Both hold the same:') });
    const again = await runBuilt('migrate', toCosmos, { env: stores.env('full', 'there') });
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });
  });

  test('says what it would do, and changes nothing', async () => {
    const dry = await runBuilt('migrate', [...toCosmos, '--dry-run'], { env: stores.env('full', 'dry') });
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('Nothing was changed.') });
    expect(dry.out).toContain('The target is empty.');
    expect((await tallied(stores.cosmos('dry'))).entries).toBe(0);
  });

  test('tells two stores apart that have the same counts', async () => {
    await runBuilt('migrate', toCosmos, { env: stores.env('full', 'unlike') });
    const whole = await stores.cosmos('unlike');
    const { entries } = await whole.walk(1);
    await whole.put(entries.map((entry) => ('body' in entry ? { ...entry, body: '"other"' } : entry)));
    await whole.close();
    const check = await runBuilt('migrate', [...toCosmos, '--check'], { env: stores.env('full', 'unlike') });
    expect(check).toMatchObject({ code: 1, err: expect.stringContaining('in both, but not the same') });
  });

  test('puts beside what is there where that is wanted', async () => {
    await fillWith(stores.cosmos('filled'), 5);
    const args = [...toCosmos, '--into-filled'];
    const { code, err } = await runBuilt('migrate', args, { env: stores.env('full', 'filled') });
    expect({ code, err }).toMatchObject({ code: 0 });
    const [full, both] = [await tallied(stores.file('full')), await tallied(stores.cosmos('filled'))];
    expect(differences(full, both)).toEqual([]);
  });

  test('refuses while somebody has the file open', async () => {
    const whole = await stores.file('full');
    const { code, err } = await runBuilt('migrate', toCosmos, { env: stores.env('full', 'in-use') });
    await whole.close();
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('Stop the bot') });
  });

  test('refuses while a worker holds work of the account', async () => {
    await fillWith(stores.cosmos('busy'), 3);
    const { openCosmosStore } = await import('../../bot/store/cosmos/store.ts');
    const { randomBytes } = await import('node:crypto');
    const { endpoint, key } = stores.server;
    const options = { endpoint, key, database: 'busy', clock: () => new Date(), random: randomBytes };
    const store = await openCosmosStore({ ...options, create: false });
    await store.take('notices', new Date().toISOString(), 1, 60_000);
    await store.close();
    const { code, err } = await runBuilt('migrate', toFile, { env: stores.env('busy', 'busy') });
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('A bot is at work') });
  });

  test.each<[string, string[], Record<string, string>, string]>([
    ['an end that is none', ['--from', 'disk', '--to', 'file'], {}, 'Say --from file or --from cosmos'],
    ['the same at both ends', ['--from', 'file', '--to', 'file'], {}, 'Both ends are the same'],
    ['no account', toCosmos, { COSMOS_ENDPOINT: '', COSMOS_KEY: '' }, 'Set COSMOS_ENDPOINT'],
    ['no key', toCosmos, { SHAREWELL_STORE_KEY: '' }, 'Set SHAREWELL_STORE_KEY'],
    ['no file', toCosmos, { SHAREWELL_DATA: '/nowhere' }, 'There is no store file at /nowhere'],
  ])('says what is wrong with %s', async (_name, args, more, said) => {
    const { code, err } = await runBuilt('migrate', args, { env: { ...stores.env('full', 'x'), ...more } });
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(said) });
  });
});

describe('a migration that was broken off', patient, () => {
  const finish = async (args: string[], env: Record<string, string>, seed: number): Promise<number> => {
    const random = seeded(seed);
    for (let kills = 0; ; kills += 1) {
      const after = stores.hasHad(kills < 5 ? 10 + Math.floor(random() * 60) : 1e9);
      const signal = { name: 'SIGKILL', after } as const;
      const { code, err } = await runBuilt('migrate', args, { env, signal });
      // Killed between its last step and its end, it had done all there is to do.
      if (code === 0 || (kills > 0 && err.includes('is not empty'))) return kills;
      expect({ code, err }).toMatchObject({ code: null });
    }
  };

  test.each([1, 2])(
    'goes on to Cosmos DB until all is there: seed %i',
    async (seed) => {
      expect(await finish(toCosmos, stores.env('full', `killed-${seed}`), seed)).toBeGreaterThan(0);
      const [full, there] = [
        await tallied(stores.file('full')),
        await tallied(stores.cosmos(`killed-${seed}`)),
      ];
      expect(differences(full, there)).toEqual([]);
    },
    60_000,
  );

  test('goes on to the file until all is there', async () => {
    await fillWith(stores.cosmos('source'), 60);
    expect(await finish(toFile, stores.env('killed', 'source'), 3)).toBeGreaterThan(0);
    const [file, cosmos] = [await tallied(stores.file('killed')), await tallied(stores.cosmos('source'))];
    expect(differences(file, cosmos)).toEqual([]);
  });

  test('is stopped by Ctrl-C at a safe place, is not taken for whole, and goes on', async () => {
    const env = stores.env('full', 'stopped');
    const signal = { name: 'SIGINT', after: stores.hasHad(40) } as const;
    const stopped = await runBuilt('migrate', toCosmos, { env, signal });
    expect(stopped).toMatchObject({ code: 130, out: expect.stringContaining('The same command goes on') });
    stores.server.faults.clear();
    const bot = await runBuilt('main', [], { env: { ...env, PORT: '0' } });
    expect(bot).toMatchObject({ code: 1, err: expect.stringContaining('The store is not whole') });
    const other = await runBuilt('migrate', toCosmos, { env: stores.env('back', 'stopped') });
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('is not whole') });
    const on = await runBuilt('migrate', toCosmos, { env });
    expect(on).toMatchObject({ code: 0, out: expect.stringContaining('Going on after') });
  });
});
