import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import type { Registered } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import type { CourtFlow } from '../../dialogs/court/record.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** A request of the police by the built bot over real HTTP: asked on Slack, answered on Teams, and the power fails between. */

const council = 'northborough-council';
const police = 'county-police';
const officer = (name: string, roles: string[]): Registered => ({
  ...registered(name, roles),
  agency: police,
});
const people = [
  registered('VERA', ['legal']),
  registered('COLIN', ['dpo']),
  officer('NADIA', ['practitioner']),
];

const say = (key: string): string => words(`court.${key}`);
const next = words('engine.next');

const request = {
  ...{ to: council, criminalRef: '42/1234/26', familyToo: '', dueOn: '', aboutVictim: 'no' },
  ...{ material: 'Notes of the two home visits in May', relevance: 'They bear on the injury' },
  proportionality: 'Nobody else wrote it down at the time',
};
const shared = { items: 'Two notes of May', basis: 'power', decision: 'D-7K3M-Q2' };

describe.each([
  ['the encrypted file', filePlace],
  ['Cosmos DB', faultyPlace],
] as const)('on %s', (_, place) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await place(), people);
  }, 60_000);
  afterAll(() => service?.close());

  const flowOf = async (agency: string): Promise<(KeptRecord & CourtFlow) | undefined> => {
    const { items } = await service.store.list(agency, {
      term: 'type:courtFlow',
      kinds: ['record'],
      limit: 9,
    });
    expect(items.length).toBeLessThanOrEqual(1);
    return items[0]?.body as (KeptRecord & CourtFlow) | undefined;
  };

  const stands = (agency: string, status: CourtFlow['status']) =>
    eventually(
      async () => {
        const record = await flowOf(agency);
        return record?.status === status ? record : undefined;
      },
      `${status} at ${agency}`,
      // Work that was in hand when the power failed is taken up again after half a minute.
      45_000,
    );

  /** News of it may come in between: then it is opened again. */
  const pressOn = (hand: Hand, ref: string, title: string) =>
    eventually(async () => {
      const { buttons } = await done(hand, hand.type(ref));
      if (!buttons.includes(title)) return undefined;
      await done(hand, hand.press(title));
      return true;
    }, `the button ${title}`);

  test('it reaches the one who answers, and the answer comes back, though the power fails', async () => {
    const nadia = service.world.hand('slack', 'NADIA');
    const vera = service.world.hand('teams', 'VERA');
    for (const hand of [nadia, vera]) await done(hand, hand.type('help'));
    const first = await done(nadia, nadia.type('court request'));
    expect(first.words).toContain('1 March 2024');
    await done(nadia, nadia.press(say('questions.aim.options.ask-council')));
    const wide = await done(nadia, nadia.press(next, { ...request, material: 'Everything you hold' }));
    expect(wide.words).toContain('asks for everything');
    await done(nadia, nadia.press(next, request));
    await done(nadia, nadia.press(words('engine.confirm')));
    await service.restart('crash');

    const theirs = await stands(council, 'sent');
    expect(theirs.asked).toEqual(['p-vera']);
    await eventually(
      () => vera.look().words.includes(words('court.notices.came-request.title')) || undefined,
      'the notice',
      45_000,
    );
    await done(vera, vera.press(say('actions.acknowledge')));
    await stands(police, 'acknowledged');
    await pressOn(vera, theirs.reference, say('actions.reply'));
    await done(vera, vera.press(say('reply.questions.says.options.all')));
    await done(vera, vera.press(next, shared));
    await service.restart('crash');

    const ours = await stands(police, 'replied');
    // The message that it has come may be the last there is, for a moment.
    await eventually(async () => {
      const { words: read } = await done(nadia, nadia.type(ours.reference));
      expect(read).not.toContain('D-7K3M-Q2');
      return read.includes('Two notes of May') || undefined;
    }, 'what is shared');
    await eventually(async () => {
      await pressOn(nadia, ours.reference, words('copy.button'));
      return nadia.screen().words.includes('Request for material') || undefined;
    }, 'the copy');
    await pressOn(nadia, ours.reference, say('actions.close'));
    await done(nadia, nadia.press(say('close.questions.why.options.done')));
    await stands(council, 'closed');
  }, 180_000);

  test('a release that no rule allows waits for the court, and is not to be had by any press', async () => {
    const vera = service.world.hand('teams', 'VERA');
    // News from the test before may come in between.
    await eventually(async () => {
      await done(vera, vera.type('court'));
      return vera.look().buttons.includes(say('questions.aim.options.release')) || undefined;
    }, 'the first question');
    await done(vera, vera.press(say('questions.aim.options.release')));
    await done(
      vera,
      vera.press(next, {
        ...{ to: police, familyRef: 'NB26C00123', criminalToo: '' },
        ...{ material: request.material, relevance: request.relevance },
      }),
    );
    await done(vera, vera.press(say('questions.rule.options.none')));
    await done(
      vera,
      vera.press(next, {
        ...{ court: 'northborough-family-court', parties: 'Mother, father, council' },
        proportionality: request.proportionality,
      }),
    );
    const card = await done(vera, vera.press(words('engine.confirm')));
    expect(card.words).toContain('None of this may go without leave of the court');
    expect(card.buttons).not.toContain(say('actions.release'));
    const [ref = ''] = /W-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec(card.words) ?? [];
    await done(vera, vera.pressAny({ do: 'act', ref, action: 'release', seq: 1 }));
    const { items } = await service.store.list(council, {
      term: 'type:courtFlow',
      kinds: ['record'],
      limit: 9,
    });
    expect(items.find(({ id }) => id === ref)?.body).toMatchObject({ status: 'sending' });
  });
});
