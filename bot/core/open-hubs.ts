import { hubPartition } from '../../dialogs/engine/hubs.ts';
import type { Context } from '../../dialogs/engine/types.ts';
import { firstRoster, hub } from '../../dialogs/hub/dialog.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import type { Hub } from '../../dialogs/policy/catalogue.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { askOnce } from './ask-once.ts';
import { clockActor, contextAt } from './by-clock.ts';
import { hasCode } from './errors.ts';
import { hubDigestChange } from './hub-digest.ts';
import { rosterKey } from './hubs.ts';
import { keepAll, keeper } from './keep-all.ts';
import type { Person } from './people.ts';
import type { Change, Store, Stored } from './ports.ts';
import { type KeptRecord, keep } from './records.ts';

type Today = { now: Date; policy: PolicyPack };
type Reads = Pick<Store, 'read' | 'commit'>;

/** Their names, where they are on the register. */
const namesOf = async (store: Reads, { leads }: Hub): Promise<Record<string, string>> => {
  const names: Record<string, string> = {};
  for (const { person, agency } of leads) {
    const [found] = await store.read(agency, [{ kind: 'person', id: person }]);
    if (found) names[person] = (found.body as Person).name;
  }
  return names;
};

/** Each hub has its roster from the start. */
const opened = async (store: Reads, known: Hub, ctx: Context): Promise<Change[]> => {
  const effect = firstRoster(known, ctx, await namesOf(store, known));
  return keep(hub as AnyDialog, effect, keeper(ctx, `open ${ctx.reference}`)).changes;
};

/** What the policy pack says of its agencies now. */
const tidied = (stored: Stored<HubRecord & KeptRecord>, ctx: Context): Change[] => {
  const { tidy } = hub.lifecycle.actions;
  if (!tidy?.when?.(stored.body, ctx)) return [];
  const cause = `tidy ${stored.id} ${stored.rev}`;
  return keepAll(hub as AnyDialog, tidy.apply(stored.body, {}, ctx), { ctx, cause }, stored).changes;
};

const unlessThere = (error: unknown): void => {
  if (!hasCode(error, 'conflict')) throw error;
};

/** Whoever comes first makes it or puts it right; what is there stays as it is. */
export const openHubs = async (store: Reads, { now, policy }: Today): Promise<void> => {
  for (const known of policy.hubs) {
    const partition = hubPartition(known.code);
    const key = rosterKey(partition);
    const [found] = await store.read(partition, [key]);
    const ctx = contextAt(now, policy, clockActor('clock', partition), key.id);
    const changes = found
      ? tidied(found as Stored<HubRecord & KeptRecord>, ctx)
      : await opened(store, known, ctx);
    if (changes.length > 0) await store.commit(partition, changes).catch(unlessThere);
    // Whoever leads it has a word on Mondays: asked for at every start, and once.
    await askOnce(store, partition, hubDigestChange(known.code, now, policy));
  }
};
