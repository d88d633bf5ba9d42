import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import type { Registered } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import type { Claim } from '../../dialogs/claim/record.ts';
import type { Complaint } from '../../dialogs/complaint/record.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** A complaint with a breach, and a claim, by the built bot over real HTTP: logged on one channel, dealt with on the other. */

const police = 'county-police';
const people = [
  registered('SAM', ['practitioner']),
  registered('COLIN', ['dpo']),
  registered('VERA', ['legal']),
  { ...registered('CARYS', ['dpo', 'head-of-service']), agency: police } satisfies Registered,
];

const next = words('engine.next');

describe.each([
  ['the encrypted file', filePlace, 'teams', 'slack'],
  ['Cosmos DB', faultyPlace, 'slack', 'teams'],
] as const)('on %s', (_, place, logger, handler) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await place(), people);
  }, 60_000);
  afterAll(() => service?.close());

  const one = async <T>(type: string, agency?: string): Promise<(KeptRecord & T) | undefined> => {
    const term = `type:${type}`;
    if (!agency) return (await service.items<KeptRecord & T>(term, 'record'))[0];
    const { items } = await service.store.list(agency, { term, kinds: ['record'], limit: 9 });
    return items[0]?.body as (KeptRecord & T) | undefined;
  };

  const pressOn = (hand: Hand, ref: string, title: string) =>
    eventually(async () => {
      const { buttons } = await done(hand, hand.type(ref));
      if (!buttons.includes(title)) return undefined;
      await done(hand, hand.press(title));
      return true;
    }, `the button ${title}`);

  const sees = <T>(what: () => Promise<T | undefined>, say: string): Promise<T> =>
    // Work that was in hand when the power failed is taken up again after half a minute.
    eventually(what, say, 45_000);

  test('a complaint opens a breach, reaches the partner and gets its first answer', async () => {
    const [sam, colin] = [service.world.hand(logger, 'SAM'), service.world.hand(handler, 'COLIN')];
    const carys = service.world.hand('slack', 'CARYS');
    for (const hand of [colin, carys]) await done(hand, hand.type('help'));
    await done(sam, sam.type('log a complaint'));
    await done(
      sam,
      sam.press(next, {
        ...{ complainantRef: 'C-2041', about: 'wrong-person', alleges: 'yes' },
        ...{ partner: 'police-public-protection', sharingRef: 'D-7K3M-Q2' },
      }),
    );
    await done(sam, sam.press(words('engine.confirm')));
    await service.restart('crash');

    const complaint = await sees(() => one<Complaint>('complaint'), 'the complaint');
    const breach = await sees(() => one<{ links: string[] }>('breach'), 'the breach');
    expect(complaint.breachRef).toBe(breach.reference);
    expect(breach.links).toContain(complaint.reference);
    const told = await sees(() => one('liaison', police), 'what the partner was told');
    expect(JSON.stringify(told)).toContain(breach.reference);

    await pressOn(colin, complaint.reference, words('complaint.actions.acknowledge'));
    expect(colin.screen().words).toContain('0303 123 1113');
    await done(colin, colin.press(next, { on: complaint.receivedOn, how: 'letter' }));
    await sees(
      async () => ((await one<Complaint>('complaint'))?.status === 'acknowledged' ? true : undefined),
      'the first answer',
    );
    const leaflet = await done(sam, sam.type('rights leaflet'));
    expect(leaflet.words).toContain('https://northborough.example/complaints');
  }, 120_000);

  test('a claim reaches legal and whoever supplied the information', async () => {
    const [sam, vera] = [service.world.hand(logger, 'SAM'), service.world.hand(handler, 'VERA')];
    await done(vera, vera.type('help'));
    await done(sam, sam.type('claim'));
    await done(
      sam,
      sam.press(next, {
        ...{ supplier: 'police-public-protection', recipient: 'us' },
        ...{ legalRef: 'LIT-2026/7', dataRef: 'D-7K3M-Q2' },
      }),
    );
    expect(sam.screen().words).toContain('Before legal advice');
    await done(sam, sam.press(next, { admission: 'no' }));
    await done(sam, sam.press(words('engine.confirm')));
    const claim = await sees(() => one<Claim>('claim'), 'the claim');
    await sees(async () => {
      const { items } = await service.store.list(police, {
        ...{ term: 'type:liaison', kinds: ['record'], limit: 9 },
      });
      return JSON.stringify(items).includes(claim.reference) || undefined;
    }, 'that whoever supplied it was told');
    await pressOn(vera, claim.reference, words('claim.actions.looked'));
    await sees(
      async () => ((await one<Claim>('claim'))?.status === 'looked' ? true : undefined),
      'that legal has looked',
    );
  }, 120_000);
});
