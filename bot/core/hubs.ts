import { codeOfPartition, hubOf, rosterRef, seatsNow } from '../../dialogs/engine/hubs.ts';
import type { Actor, HubNow } from '../../dialogs/engine/types.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { dialogs } from '../../dialogs/registry.ts';
import type { Key, Store, Stored } from './ports.ts';

/** What belongs to a hub is in a partition of its own, which its reference names: no agency's wall is opened for it. */

const letters = Object.values(dialogs)
  .filter(({ hub }) => hub)
  .map(({ prefix }) => prefix);

/** Where something with this id is, when that is no agency's. */
export const partitionOf = (id: string): string | undefined => hubOf(id, letters);

export const rosterKey = (partition: string): Key => ({
  kind: 'record',
  id: rosterRef(codeOfPartition(partition) ?? ''),
});

/** A reference of a hub ends with its code. */
export const referenceIn = (partition: string, short: string): string => {
  const code = codeOfPartition(partition);
  return code ? `${short.slice(0, 5)}${code}` : short;
};

type Today = { now: Date; policy: PolicyPack };

/** Who may act in it today; while nobody leads it, whom the policy pack names does. */
export const hubAt = (
  partition: string,
  roster: Pick<Stored, 'body'> | undefined,
  { now, policy }: Today,
): HubNow | undefined => {
  const code = codeOfPartition(partition);
  const known = policy.hubs.find((hub) => hub.code === code);
  if (!known || !code) return undefined;
  const { seats } = (roster?.body ?? { seats: [] }) as Pick<HubRecord, 'seats'>;
  const here = seatsNow(seats as HubNow['seats'], localDate(now, policy), policy, code);
  if (here.some(({ role }) => role === 'lead')) return { code, seats: here };
  const named = known.leads.map((lead) => ({ ...lead, name: '', role: 'lead' as const }));
  const others = here.filter(({ person }) => !named.some((lead) => lead.person === person));
  return { code, seats: [...named, ...others] };
};

/** Somebody with their seat. Who has none, or is not on the register, sees nothing of it. */
export const seated = (actor: Actor, partition: string, hub: HubNow | undefined): Actor => {
  const seat = hub?.seats.find(({ person, agency }) => person === actor.id && agency === actor.agency);
  return seat ? { ...actor, seat: { ...seat, in: partition } } : actor;
};

/** The hub that a partition is of, for what no turn has loaded. */
export const readHub = async (
  partition: string,
  store: Pick<Store, 'read'>,
  today: Today,
): Promise<{ hub?: HubNow }> => {
  if (!codeOfPartition(partition)) return {};
  const [roster] = await store.read(partition, [rosterKey(partition)]);
  const hub = hubAt(partition, roster, today);
  return hub ? { hub } : {};
};
