import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { createCodes } from '../../bot/core/codes.ts';
import { openHubs } from '../../bot/core/open-hubs.ts';
import { createDirectory } from '../../bot/core/people.ts';
import { createPlaces } from '../../bot/core/places.ts';
import type { Store } from '../../bot/core/ports.ts';
import { createRouter } from '../../bot/core/routing.ts';
import { createRunTurn } from '../../bot/core/run-turn.ts';
import type { Act } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { withActAs } from '../../bot/local/act-as.ts';
import { loadPartnership, samplePeople, seatEverybody } from '../../bot/local/partnership.ts';
import { localUser } from '../../bot/local/playground.ts';
import localWords from '../../bot/local/words.en-GB.json' with { type: 'json' };
import { readPolicy } from '../../bot/policy.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { buttonOf, noGuidance, temporaryFolder, testKey } from '../support/house.ts';
import { home, newcomer } from '../support/people-house.ts';

/** The one user of the local client becomes anyone, also somebody whom nobody knows yet. */

const temporary = temporaryFolder();
const clock = () => new Date('2026-11-20T17:02:00Z');
const policy = readPolicy();
let stores = 0;
let store: Store;
let say: (act: string | Act) => ReturnType<ReturnType<typeof createRunTurn>>;
beforeEach(async () => {
  stores += 1;
  store = await openSqliteStore({ file: join(temporary.folder, `${stores}.db`), key: testKey, clock });
  await loadPartnership(store, clock().toISOString());
  await openHubs(store, { now: clock(), policy });
  await seatEverybody(store, { now: clock(), policy });
  const directory = createDirectory(store, policy, () => clock().getTime());
  const runTurn = createRunTurn({
    ...{
      store,
      directory,
      places: createPlaces({ store, policy, clock }),
      policy,
      words,
      clock,
      guidance: noGuidance,
      route: createRouter(words, createCodes(testKey)),
    },
    ...{ log: () => undefined, sleep: async () => undefined, retryForMs: 0 },
  });
  const local = withActAs(runTurn, { store, directory, policy, clock, people: samplePeople });
  let turns = 0;
  say = (act) => {
    turns += 1;
    return local.runTurn({
      id: `local-${turns}`,
      actor: localUser,
      place: {
        kind: 'personal',
        address: { channel: 'teams', tenant: localUser.tenant, conversation: 'chat' },
      },
      act: typeof act === 'string' ? { kind: 'typed', text: act, attachments: 0 } : act,
    });
  };
});
afterEach(() => store.close());
afterAll(() => temporary.remove());

const titles = async (text: string) => (await say(text)).map(({ data }) => data.title);

test('is Sam at the start, and becomes whoever is named, with what waits for them', async () => {
  expect(await titles('decide')).not.toEqual([words('outcomes.visitor.title')]);
  expect((await titles('act as Morgan'))[0]).toContain('Morgan Ellis');
  expect((await titles('act as the wizard'))[0]).toBe(localWords.local.who.title);
});

test('becomes a newcomer, asks to join, is let in by the administrator, and is known when they come back', async () => {
  expect(await titles('act as a newcomer')).toEqual([localWords.local.newcomer.title]);
  expect(await titles('act as newcomer')).toEqual([localWords.local.newcomer.title]);
  expect(await titles('decide')).toEqual([words('outcomes.visitor.title')]);
  const press = buttonOf(await say('join'), 'Send');
  await say({ kind: 'pressed', press, answers: { agency: home, ...newcomer } });
  await say('act as Zoe');
  const { items } = await store.list(home, { term: 'type:enrolment', kinds: ['record'], limit: 9 });
  await say({
    kind: 'pressed',
    press: buttonOf(await say(items[0]?.id ?? ''), 'Let them in'),
    answers: {},
  });
  expect(await titles('people called noor')).toEqual([words('people.list.title')]);
  await say('act as newcomer');
  expect(await titles('decide')).not.toEqual([words('outcomes.visitor.title')]);
});

test('everybody has a seat in the sample hub from the start, and once', async () => {
  await seatEverybody(store, { now: clock(), policy });
  for (const name of ['Sam', 'Nadia', 'Joy']) {
    await say(`act as ${name}`);
    const [card] = await say('hub');
    expect(JSON.stringify(card?.data), name).toContain('Nadia');
  }
});

test('the sample is loaded once, and again where an older version kept it', async () => {
  const read = async () => (await store.read(home, [{ kind: 'person', id: 'p-zoe' }]))[0];
  const before = await read();
  await loadPartnership(store, clock().toISOString());
  expect((await read())?.rev).toBe(before?.rev);
  const [sam] = await store.read(home, [{ kind: 'person', id: 'p-sam' }]);
  if (!sam) throw new Error('no Sam');
  const { rev, ...item } = sam;
  await store.commit(home, [{ op: 'replace', item: { ...item, terms: [] }, rev }]);
  await loadPartnership(store, clock().toISOString());
  expect((await store.read(home, [{ kind: 'person', id: 'p-sam' }]))[0]?.terms).toContain('person:p-sam');
});
