import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { purgeOne } from '../../bot/core/purge.ts';
import type { KeptRecord } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import { samplePolicy } from '../support/context.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** A record from its making to its stub, by the built bot over real HTTP: asked for on one channel, agreed on the other. */

const agency = 'northborough-council';
const people = [registered('SAM', ['practitioner']), registered('COLIN', ['dpo'])];
const explained = ['purpose', 'partners', 'rights'];
const next = words('engine.next');
const act = (name: string): string => words(`retention.actions.${name}`);

describe.each([
  ['the encrypted file', filePlace, 'slack', 'teams'],
  ['Cosmos DB', faultyPlace, 'teams', 'slack'],
] as const)('on %s', (_, place, owner, keeper) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await place(), people);
  }, 60_000);
  afterAll(() => service?.close());

  const record = async (): Promise<KeptRecord | undefined> =>
    (await service.items<KeptRecord>('type:first-contact', 'record'))[0];

  /** Opens what is known of its keeping, presses, says why, and looks again. */
  const does = async (hand: Hand, ref: string, name: string): Promise<void> => {
    await eventually(async () => {
      const { buttons } = await done(hand, hand.type(`retention ${ref}`));
      return buttons.includes(act(name)) || undefined;
    }, act(name));
    await done(hand, hand.press(act(name)));
    await done(hand, hand.press(next, { why: 'The case is closed.' }));
    await done(hand, hand.press(words('engine.confirm')));
  };

  test('two people destroy it, a restart between them; a stub is left, and is shown on both', async () => {
    const [sam, colin] = [service.world.hand(owner, 'SAM'), service.world.hand(keeper, 'COLIN')];
    await done(colin, colin.type('help'));
    await done(sam, sam.type('first contact'));
    await done(
      sam,
      sam.press(words('first-contact.questions.asked.options.yes'), {
        subjectRef: 'C-2041',
        // Each channel hands several in as it does.
        explained: owner === 'slack' ? explained : explained.join(','),
      }),
    );
    const ref = String((await eventually(record, 'the record')).reference);
    await does(sam, ref, 'retainDestroy');
    await service.restart('crash');
    await does(colin, ref, 'retainAgree');
    await eventually(async () => (await record())?.retention.agreed, 'that both agreed');

    const policy = { ...samplePolicy, retention: { ...samplePolicy.retention, graceDays: 0 } };
    const deps = { store: service.store, policy, clock: () => new Date() };
    expect(await purgeOne(agency, ref, deps)).toMatchObject({ ref, result: 'goes' });
    for (const kind of ['version', 'notice'] as const)
      expect(await service.items(`ref:${ref}`, kind)).toEqual([]);
    for (const hand of [sam, colin]) {
      const { words: seen } = await done(hand, hand.type(ref));
      expect(seen).toContain(words('retention.gone.title', { ref }));
      expect(seen).not.toContain('C-2041');
    }
  }, 120_000);
});
