import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import type { Registered } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import type { Dispute } from '../../dialogs/dispute/record.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** A dispute by the built bot over real HTTP: one agency on Teams, the other on Slack, and the power fails at each step. */

const police = 'county-police';
const officer = (name: string, roles: string[], manager?: string): Registered => ({
  ...registered(name, roles, manager),
  agency: police,
});

const people = [
  registered('SAM', ['practitioner'], 'MORGAN'),
  registered('MORGAN', ['manager']),
  officer('NADIA', ['practitioner'], 'DEV'),
  officer('DEV', ['manager']),
];

const say = (key: string): string => words(`dispute.${key}`);
const next = words('engine.next');

describe.each([
  ['the encrypted file', filePlace],
  ['Cosmos DB', faultyPlace],
] as const)('on %s', (_, place) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await place(), people);
  }, 60_000);
  afterAll(() => service?.close());

  const disputeOf = async (agency: string): Promise<(KeptRecord & Dispute) | undefined> => {
    const { items } = await service.store.list(agency, { term: 'type:dispute', kinds: ['record'], limit: 9 });
    expect(items.length).toBeLessThanOrEqual(1);
    return items[0]?.body as (KeptRecord & Dispute) | undefined;
  };

  /** The power fails as soon as it is kept: what the other side has not heard by then, it hears afterwards. */
  const thenCrash = async (hand: Hand, title: string, fields: Record<string, string> = {}): Promise<void> => {
    await done(hand, hand.press(title, fields));
    await service.restart('crash');
  };

  /** News of it may come in between: then it is opened again. */
  const pressOn = (hand: Hand, ref: string, title: string) =>
    eventually(async () => {
      const { buttons } = await done(hand, hand.type(ref));
      if (!buttons.includes(title)) return undefined;
      await done(hand, hand.press(title));
      return true;
    }, `the button ${title}`);

  const sees = (agency: string, what: (record: Dispute) => boolean, say: string) =>
    eventually(
      async () => {
        const record = await disputeOf(agency);
        return record && what(record) ? record : undefined;
      },
      say,
      // Work that was in hand when the power failed is taken up again after half a minute.
      45_000,
    );

  test('it is opened, settled and filed by both, though the power fails between one side and the other', async () => {
    const [sam, morgan] = [service.world.hand('teams', 'SAM'), service.world.hand('teams', 'MORGAN')];
    const dev = service.world.hand('slack', 'DEV');
    for (const hand of [morgan, dev]) await done(hand, hand.type('help'));
    await done(sam, sam.type('dispute'));
    await done(sam, sam.press(say('questions.safety.options.can-wait')));
    await done(
      sam,
      sam.press(next, {
        ...{ partner: 'police-public-protection', wants: 'we', about: 'D-7K3M-Q2' },
        ...{ point: 'law', sentence: 'They are not sure that they may' },
      }),
    );
    await thenCrash(sam, words('engine.confirm'));

    const theirs = await sees(police, () => true, 'the dispute at the other agency');
    await sees('northborough-council', ({ people: met }) => 'p-dev' in met, 'the name of the other manager');
    await pressOn(dev, theirs.reference, say('actions.result'));
    await thenCrash(dev, next, { say: 'share', reasons: 'The law lets us', impact: 'delay' });

    const ours = await sees(
      'northborough-council',
      ({ steps }) => steps.some(({ kind }) => kind === 'said'),
      'what they said',
    );
    await pressOn(morgan, ours.reference, say('actions.agree'));
    expect(morgan.screen().words).toContain('The law lets us');
    await done(morgan, morgan.press(say('result.questions.impact.options.none')));

    await sees(police, ({ status }) => status === 'decided', 'that it is settled');
    for (const [hand, ref] of [
      [morgan, ours.reference],
      [dev, theirs.reference],
    ] as const) {
      await pressOn(hand, ref, words('copy.button'));
      expect(hand.look().words).toContain('Steps that were taken');
      await done(hand, hand.press(words('copy.done')));
    }
    for (const agency of ['northborough-council', police])
      await sees(agency, ({ status }) => status === 'closed', `that it is closed at ${agency}`);
    const [a, b] = [await disputeOf('northborough-council'), await disputeOf(police)];
    expect(a?.steps).toEqual(b?.steps);
    const entries = await eventually(async () => {
      const all = await service.items<{ stage: string }>('sealed:registerEntry', 'record');
      return all[0]?.stage === 'settled-1' ? all : undefined;
    }, 'the entry of the central register');
    expect(entries).toHaveLength(1);
  }, 120_000);
});
