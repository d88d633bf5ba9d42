import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { KeptNotice, KeptRecord } from '../../bot/core/records.ts';
import { urgentAnswers } from '../support/house.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** The store is away or slow while people work: they are told, nothing typed is lost, and nothing is kept twice. */

const names = ['ANN', 'BEA', 'CAS', 'DEE', 'EVE', 'FAY'];
const people = [
  ...names.map((name) => registered(name, ['practitioner'], 'MO')),
  registered('MO', ['manager']),
];

type Place = Awaited<ReturnType<typeof faultyPlace>>;
let place: Place;
let service: Service;
beforeAll(async () => {
  place = await faultyPlace();
  service = await startService(place, people);
  const manager = service.world.hand('teams', 'MO');
  await done(manager, manager.type('hello'));
});
afterAll(() => service?.close());
beforeEach(() => place.faults.clear());

const away = { on: 'any', times: 1_000_000, fault: { answer: 503 } } as const;
const recordsOf = (name: string) => service.items<KeptRecord>(`owner:p-${name.toLowerCase()}`, 'record');
const opened = async (channel: Hand['channel'], name: string): Promise<Hand> => {
  const hand = service.world.hand(channel, name);
  await done(hand, hand.type('urgent'));
  return hand;
};

/** Whatever only one person sees for a moment on Slack. */
const asides = () => JSON.stringify(service.world.slack.api.responses);

const toldToWait = (hand: Hand): boolean =>
  hand.channel === 'teams' ? hand.screen().words.includes('Still saving') : asides().includes('Still saving');

const oneRecordOf = async (name: string): Promise<void> => {
  const records = await recordsOf(name);
  expect(records).toMatchObject([urgentAnswers]);
  const reference = records[0]?.reference ?? '';
  await eventually(() => service.world.told('MO', reference) === 1 || undefined, 'the notice');
  const notices = await service.items<KeptNotice>('to:p-mo', 'notice');
  expect(notices.filter(({ ref }) => ref === reference)).toHaveLength(1);
};

describe('a store that is away for a moment', () => {
  test('goes unnoticed', async () => {
    const hand = await opened('teams', 'ANN');
    place.faults.add({ on: 'any', times: 4, fault: { answer: 503 } });
    const kept = await done(hand, hand.press('Record and go', urgentAnswers));
    expect(kept.words).toMatch(/D-[2-9A-Z]{4}-[2-9A-Z]{2}: kept/);
    await oneRecordOf('ANN');
  });
});

describe.each([
  ['teams', 'BEA'],
  ['slack', 'CAS'],
] as const)('a slow store, on %s', (channel, name) => {
  test('says that it is still saving, and the outcome follows by itself', async () => {
    const hand = await opened(channel, name);
    place.faults.add({ on: 'batch', times: 1, fault: { delayMs: 3_000 } });
    const begun = performance.now();
    await done(hand, hand.press('Record and go', urgentAnswers));
    expect(performance.now() - begun).toBeLessThan(2_950);
    await eventually(() => toldToWait(hand) || undefined, 'the word to wait');
    await eventually(() => /: kept/.test(hand.look().words) || undefined, 'the outcome');
    await oneRecordOf(name);
  });
});

describe('a store that is away for longer than anybody waits', () => {
  test('is told, the card keeps the answers, danger gets its card, and pressing again keeps one record', async () => {
    const { world, bot } = service;
    const hands = [await opened('teams', 'DEE'), await opened('slack', 'EVE')];
    place.faults.add(away);
    const danger = world.hand('teams', 'FAY');
    const typing = danger.type('urgent').send();
    await Promise.all(hands.map((hand) => hand.press('Record and go', urgentAnswers).send()));
    for (const hand of hands) expect(toldToWait(hand)).toBe(true);
    expect((await bot().get('/health')).status).toBe(200);
    expect((await bot().get('/ready')).status).toBe(503);
    await eventually(() => danger.look().inputs.length === 5 || undefined, 'the card for danger', 12_000);
    for (const hand of hands) {
      const told = await eventually(
        () => (hand.look().words.includes('could not be kept') ? hand.screen() : undefined),
        'the word that it was not kept',
        40_000,
      );
      expect(told.values).toEqual(urgentAnswers);
    }
    await typing;
    expect(danger.look().inputs).toEqual(Object.keys(urgentAnswers));
    expect(danger.screen().words).toContain('999');

    place.faults.clear();
    for (const hand of [...hands, danger]) {
      const kept = await done(hand, hand.press('Record and go', urgentAnswers));
      expect(kept.words).toMatch(/: kept/);
    }
    for (const name of ['DEE', 'EVE', 'FAY']) await oneRecordOf(name);
    await eventually(async () => (await bot().get('/ready')).status === 200 || undefined, 'ready again');
  }, 60_000);
});
