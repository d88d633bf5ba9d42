import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptNotice, KeptRecord } from '../../bot/core/records.ts';
import type { Registered } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import type { Breach } from '../../dialogs/breach/record.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { agency, registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** A breach by the built bot over real HTTP: reported on one channel, led on the other, and the power fails in between. */

const police = 'county-police';
const officer = (name: string, roles: string[]): Registered => ({
  ...registered(name, roles),
  agency: police,
});
const people = [
  registered('SAM', ['practitioner'], 'MORGAN'),
  registered('MORGAN', ['manager']),
  registered('COLIN', ['dpo']),
  registered('VERA', ['caldicott']),
  officer('CARYS', ['dpo', 'head-of-service']),
];

const say = (key: string): string => words(`breach.${key}`);

describe.each([
  ['the encrypted file', filePlace, 'teams', 'slack'],
  ['Cosmos DB', faultyPlace, 'slack', 'teams'],
] as const)('on %s', (_, place, reporter, leader) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await place(), people);
  }, 60_000);
  afterAll(() => service?.close());

  const breaches = () => service.items<KeptRecord & Breach>('type:breach', 'record');
  const noticesTo = (name: string) => service.items<KeptNotice>(`to:p-${name}`, 'notice');
  const theirs = async () => {
    const { items } = await service.store.list(police, { term: 'type:liaison', kinds: ['record'], limit: 9 });
    return items.map(({ body }) => body as KeptRecord);
  };

  const pressOn = (hand: Hand, ref: string, title: string) =>
    eventually(async () => {
      const { buttons } = await done(hand, hand.type(ref));
      if (!buttons.includes(title)) return undefined;
      await done(hand, hand.press(title));
      return true;
    }, `the button ${title}`);

  test('a report is kept once and told to all, though the power fails between the two', async () => {
    const { world } = service;
    const [sam, colin] = [world.hand(reporter, 'SAM'), world.hand(leader, 'COLIN')];
    const others = [world.hand(leader, 'MORGAN'), world.hand(reporter, 'VERA'), world.hand('slack', 'CARYS')];
    for (const hand of [colin, ...others]) await done(hand, hand.type('help'));
    await done(sam, sam.type('report a breach'));
    await done(sam, sam.press(say('questions.class.options.misdirected')));
    expect(sam.screen().words).toContain('999');
    const report = sam.press(say('submit'), {
      ...{ what: 'The letter about C-2041 went astray', refs: 'C-2041', exposed: 'outsider', count: 'one' },
      ...{ whose: 'police-public-protection', done: 'recalled' },
    });
    await done(sam, report);
    await service.restart('crash');
    // Nobody saw the answer: it is sent again.
    await report.send();

    const told = (name: string) =>
      eventually(
        async () =>
          (await noticesTo(name)).every(({ deliveredAt }) => deliveredAt) && (await noticesTo(name))[0],
        `that ${name} was told`,
        // Work that was in hand when the power failed is taken up again after half a minute.
        45_000,
      );
    const [lead] = [await told('colin'), await told('vera'), await told('morgan')];
    expect(lead).toMatchObject({ kind: 'breach.lead', actions: ['contained', 'assess'] });
    const [record, ...more] = await breaches();
    expect(more).toEqual([]);
    expect(record).toMatchObject({ asked: ['p-colin'], subjectsRef: ['C-2041'], versions: [{}] });
    const ref = record?.reference ?? '';
    for (const name of ['colin', 'vera', 'morgan']) expect(await noticesTo(name)).toHaveLength(1);
    await eventually(async () => (await theirs()).length === 1 || undefined, 'the partner’s record', 45_000);
    await eventually(
      async () => (await service.items('sealed:registerEntry', 'record')).length === 1 || undefined,
      'the entry of the central register',
      45_000,
    );

    await pressOn(colin, ref, say('actions.contained'));
    await done(colin, colin.press(words('engine.next'), { did: 'It came back', out: 'no' }));
    await service.restart('crash');
    await done(colin, colin.type(ref));
    expect(colin.screen().words).toContain('Regulator: by');
    expect((await breaches())[0]).toMatchObject({
      status: 'contained',
      containment: { after: { out: 'no' } },
    });
    const due = await service.store.dead('deadlines', 10);
    expect(due).toEqual([]);
    expect(agency).toBe(record?.agencyId);
  }, 120_000);
});
