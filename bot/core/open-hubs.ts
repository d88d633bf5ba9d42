import { hubPartition } from '../../dialogs/engine/hubs.ts';
import { firstRoster, hub } from '../../dialogs/hub/dialog.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { clockActor, contextAt } from './by-clock.ts';
import { hasCode } from './errors.ts';
import { rosterKey } from './hubs.ts';
import { keeper } from './keep-all.ts';
import type { Store } from './ports.ts';
import { keep } from './records.ts';

type Today = { now: Date; policy: PolicyPack };

/** Each hub has its roster from the start. Whoever comes first makes it; what is there stays as it is. */
export const openHubs = async (
  store: Pick<Store, 'read' | 'commit'>,
  { now, policy }: Today,
): Promise<void> => {
  for (const known of policy.hubs) {
    const partition = hubPartition(known.code);
    const { id } = rosterKey(partition);
    const [found] = await store.read(partition, [rosterKey(partition)]);
    if (found) continue;
    const ctx = contextAt(now, policy, clockActor('clock', partition), id);
    const { changes } = keep(hub as AnyDialog, firstRoster(known, ctx), keeper(ctx, `open ${id}`));
    await store.commit(partition, changes).catch((error: unknown) => {
      if (!hasCode(error, 'conflict')) throw error;
    });
  }
};
