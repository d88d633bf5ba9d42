import { hubPartition } from '../../dialogs/engine/hubs.ts';
import { hub as dialog } from '../../dialogs/hub/dialog.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { clockActor, contextAt } from '../core/by-clock.ts';
import { rosterKey } from '../core/hubs.ts';
import { keepAll } from '../core/keep-all.ts';
import type { Store, Stored } from '../core/ports.ts';
import type { KeptRecord } from '../core/records.ts';
import { enrol, type Registered, registerSchema } from '../core/register.ts';
import people from './people.json' with { type: 'json' };
import { localUser } from './playground.ts';

/** The sample partnership: everybody can be the one user of the local client, and Sam is at the start. */
export const samplePeople: readonly Registered[] = registerSchema.parse(people).people;

export const loadPartnership = async (store: Store, at: string): Promise<void> => {
  const [first] = samplePeople;
  if (!first) return;
  const [known] = await store.read(first.agency, [{ kind: 'person', id: first.id }]);
  // Kept by an older version, nobody is found by what they do.
  if (known && known.terms.length > 0) return;
  const identities = [localUser];
  for (const person of [...samplePeople].reverse()) await enrol(store, { ...person, identities }, at);
};

/** Everybody of its agencies has a seat in the sample hub, from its first day. */
export const seatEverybody = async (store: Store, { now, policy }: { now: Date; policy: PolicyPack }) => {
  for (const { code, agencies } of policy.hubs) {
    const partition = hubPartition(code);
    const [found] = await store.read(partition, [rosterKey(partition)]);
    const stored = found as Stored<HubRecord & KeptRecord> | undefined;
    if (!stored || stored.body.versions.length > 1) continue;
    const seated = stored.body.seats.map(({ person }) => person);
    const since = now.toISOString();
    const seats = samplePeople
      .filter(({ id, agency }) => agencies.includes(agency) && !seated.includes(id))
      .map(({ id, agency, name }) => ({ person: id, agency, name, role: 'member' as const, since }));
    const record = { ...stored.body, seats: [...stored.body.seats, ...seats] };
    const effect = { record, reason: 'hub.sat-down', notices: [], due: [] };
    const ctx = contextAt(now, policy, clockActor('clock', partition), stored.id);
    const { changes } = keepAll(dialog as AnyDialog, effect, { ctx, cause: `sample ${stored.id}` }, stored);
    await store.commit(partition, changes);
  }
};
