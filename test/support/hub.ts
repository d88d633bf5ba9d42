import { clockActor, contextAt } from '../../bot/core/by-clock.ts';
import { readHub } from '../../bot/core/hubs.ts';
import { keepAll } from '../../bot/core/keep-all.ts';
import type { KeptRecord } from '../../bot/core/records.ts';
import type { Seat } from '../../dialogs/engine/types.ts';
import { enquiry } from '../../dialogs/enquiry/dialog.ts';
import type { EnquiryInput } from '../../dialogs/enquiry/record.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import type { House } from './house.ts';

/** A hub at work: people at its table, a channel, an enquiry. */

const partition = 'hub-NB';
const roster = { kind: 'record', id: 'U-TEAM-NB' } as const;

type Given = Pick<Seat, 'person' | 'agency' | 'role'> & Partial<Seat>;

export const rosterWith = async ({ store, clock }: House, seats: readonly Given[]): Promise<void> => {
  const [found] = await store.read(partition, [roster]);
  if (!found) throw new Error('no roster');
  const { rev, ...item } = found;
  const body = item.body as HubRecord & KeptRecord;
  const since = clock().toISOString();
  const address = { channel: 'slack' as const, tenant: 'T1', conversation: 'C-HUB' };
  const by = { id: 'p-anika', role: 'safeguarding-lead', agency: 'northborough-council' };
  const next = {
    ...body,
    seats: [...body.seats, ...seats.map((seat) => ({ name: seat.person, since, ...seat }))],
    places: [{ address, at: since, by }],
  };
  await store.commit(partition, [{ op: 'replace', item: { ...item, body: next }, rev }]);
};

export const enquiryInput = (given: Partial<EnquiryInput> = {}): EnquiryInput => ({
  hub: 'NB',
  from: {
    agency: 'northborough-council',
    person: 'p-sam',
    name: 'Sam Okoro',
    ref: 'R-2222-22',
    thread: 'northborough-council/R-2222-22',
  },
  caseRef: 'C-2041',
  question: 'Who lives at the address, and who visits?',
  rating: 'red',
  why: 'A child may be hurt tonight.',
  agencies: ['northborough-council'],
  ...given,
});

export const openEnquiry = async (house: House, given: Partial<EnquiryInput> = {}): Promise<string> => {
  const { store, policy, clock } = house;
  const reference = 'S-7K3M-NB';
  const hub = await readHub(partition, store, { now: clock(), policy });
  const ctx = { ...contextAt(clock(), policy, clockActor('clock', partition), reference), ...hub };
  const effect = enquiry.takes?.(enquiryInput(given), ctx);
  if (!effect) throw new Error('nothing was taken');
  const { changes } = keepAll(enquiry as AnyDialog, effect, { ctx, cause: 'open' });
  await store.commit(partition, changes);
  await house.outbox();
  return reference;
};
