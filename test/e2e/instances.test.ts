import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Draft } from '../../bot/core/drafts.ts';
import type { KeptNotice, KeptRecord, TrailEntry, Version } from '../../bot/core/records.ts';
import { firstBroken } from '../../bot/core/records.ts';
import { urgentAnswers } from '../support/house.ts';
import { type Deed, done, type Hand } from '../support/peers-hands.ts';
import { agency, registered } from '../support/peers-world.ts';
import type { Bot } from '../support/process-bot.ts';
import { faultyPlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** Two instances on one store behave as one, whichever of them a request reaches, or both. */

const names = Array.from({ length: 30 }, (_, number) => `P${number}`);
const late = Array.from({ length: 6 }, (_, number) => `L${number}`);
const people = [
  ...[...names, ...late, 'REPLAY'].map((name) => registered(name, ['practitioner'], 'MO')),
  registered('MO', ['manager']),
];

let service: Service;
let bots: readonly [Bot, Bot];
beforeAll(async () => {
  service = await startService(await faultyPlace(), people);
  bots = [service.bot(), await service.another()];
  const manager = service.world.hand('teams', 'MO');
  await done(manager, manager.type('hello'));
});
afterAll(async () => {
  await bots?.[1].stop();
  await service?.close();
});

/** One request to each instance at the same moment. */
const both = async (first: Deed, second: Deed): Promise<void> => {
  service.world.aim(bots[0].url);
  const sent = first.send();
  service.world.aim(bots[1].url);
  const outcomes = await Promise.all([sent, second.send()]);
  expect(outcomes.map(({ kept }) => kept)).toEqual([true, true]);
};

const idOf = (name: string) => `p-${name.toLowerCase()}`;
const recordsOf = (name: string) => service.items<KeptRecord>(`owner:${idOf(name)}`, 'record');
const draftsOf = (name: string) => service.items<Draft>(`owner:${idOf(name)}`, 'draft');

const onlyRecordOf = async (name: string): Promise<KeptRecord> => {
  const records = await recordsOf(name);
  expect(records, name).toMatchObject([urgentAnswers]);
  return records[0] as KeptRecord;
};

/** Even ones deliver one press twice, as Teams does when no answer comes; odd ones press twice, as people do. */
const doubled = async (hand: Hand, number: number): Promise<void> => {
  await done(hand, hand.type('urgent'));
  const press = hand.press('Record and go', urgentAnswers);
  await both(press, number % 2 === 0 ? press : hand.press('Record and go', urgentAnswers));
};

const toldOnce = async (reference: string): Promise<void> => {
  await eventually(() => service.world.told('MO', reference) > 0 || undefined, `the notice of ${reference}`);
};

describe('a press that reaches both instances at once', () => {
  test('makes one record and tells the manager once, in 30 cases on both channels', async () => {
    const { world, items } = service;
    for (const [number, name] of names.entries())
      await doubled(world.hand(number % 4 < 2 ? 'teams' : 'slack', name), number);
    const records = await Promise.all(names.map(onlyRecordOf));
    for (const { reference, versions } of records) {
      await toldOnce(reference);
      expect(versions).toHaveLength(1);
      const trail = await items<TrailEntry>(`ref:${reference}`, 'audit');
      expect(trail.filter(({ what }) => what === 'created')).toHaveLength(1);
    }
    expect((await Promise.all(names.map(draftsOf))).flat()).toEqual([]);
    expect((await items<KeptNotice>('to:p-mo', 'notice')).length).toBe(names.length);
    expect(records.map(({ reference }) => world.told('MO', reference))).toEqual(names.map(() => 1));
  }, 40_000);

  test('confirms a completion once', async () => {
    const hand = service.world.hand('teams', 'P0');
    await done(hand, hand.type((await onlyRecordOf('P0')).reference));
    await done(hand, hand.press('Complete the record'));
    await done(hand, hand.press('Next', { reached: 'yes', advice: 'none', told: 'yes' }));
    const confirm = () => hand.press('This is right: record it');
    await both(confirm(), confirm());
    const { reference, status, versions } = await onlyRecordOf('P0');
    expect(status).toBe('completed');
    expect(versions).toHaveLength(2);
    const chain = await service.items<Version>(`ref:${reference}`, 'version');
    expect(firstBroken(chain)).toBeUndefined();
  });
});

describe('a Slack event that is delivered again, to the other instance', () => {
  test('opens one draft and gives the same card', async () => {
    const hand = service.world.hand('slack', 'REPLAY');
    const typed = hand.type('urgent');
    service.world.aim(bots[0].url);
    await done(hand, typed);
    service.world.aim(bots[1].url);
    const again = await done(hand, typed);
    expect(again.inputs).toEqual(Object.keys(urgentAnswers));
    expect(await draftsOf('REPLAY')).toHaveLength(1);
    const kept = await done(hand, hand.press('Record and go', urgentAnswers));
    expect(kept.words).toContain('kept');
    await onlyRecordOf('REPLAY');
  });
});

describe('deadlines that both instances watch', () => {
  test('are acted on once, and their notices arrive once', async () => {
    const { world, store, items } = service;
    const references: string[] = [];
    for (const name of late) {
      const hand = world.hand('teams', name);
      await done(hand, hand.type('urgent'));
      await done(hand, hand.press('Record and go', urgentAnswers));
      references.push((await onlyRecordOf(name)).reference);
    }
    // As if the next working morning had come: the same work, due now.
    const due = new Date().toISOString();
    for (const ref of references) {
      const body = { ref, action: 'remind' };
      await store.commit(agency, [{ op: 'enqueue', queue: 'deadlines', id: `${ref}/early`, due, body }]);
    }
    const itemsDelivered = async () => {
      const notices = await Promise.all(late.map((name) => items<KeptNotice>(`to:${idOf(name)}`, 'notice')));
      return notices.flat().every(({ deliveredAt }) => deliveredAt);
    };
    const reminders = () =>
      world.teams.connector
        .done('send')
        .filter(({ body }) => String(body.summary).startsWith('Reminder: an urgent record'));
    await eventually(() => reminders().length >= late.length || undefined, 'the reminders', 15_000);
    await eventually(async () => (await itemsDelivered()) || undefined, 'every delivery to be noted');
    expect(reminders()).toHaveLength(late.length);
    for (const name of late) {
      const { versions, reference } = await onlyRecordOf(name);
      expect(versions.map(({ reason }) => reason)).toEqual(['urgent.recorded', 'urgent.reminded']);
      expect(await items<KeptNotice>(`to:${idOf(name)}`, 'notice')).toHaveLength(1);
      await toldOnce(reference);
    }
    // Long after: nothing was sent again by the other instance.
    const all = await Promise.all([...names, ...late].map(onlyRecordOf));
    expect(all.map(({ reference }) => world.told('MO', reference))).toEqual(all.map(() => 1));
    expect(await store.dead('deadlines', 10)).toEqual([]);
    expect(await store.dead('notices', 10)).toEqual([]);
  }, 40_000);
});
