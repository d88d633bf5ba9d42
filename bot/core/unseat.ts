import { hubPartition } from '../../dialogs/engine/hubs.ts';
import { hub as dialog } from '../../dialogs/hub/dialog.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import { isOf } from '../../dialogs/hub/seats.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { clockActor, contextAt } from './by-clock.ts';
import { hasCode } from './errors.ts';
import { rosterKey } from './hubs.ts';
import { keepAll } from './keep-all.ts';
import type { OutboxDeps } from './outbox.ts';
import type { Person } from './people.ts';
import type { Stored } from './ports.ts';
import type { KeptRecord } from './records.ts';

/** Whoever leaves the register has no seat in any hub. They are shut out already; this says so to those who stay. */

const mostRaces = 8;

const unseatIn = async (partition: string, who: Person, deps: OutboxDeps): Promise<void> => {
  const { store, clock, policy } = deps;
  const whose = { person: who.id, agency: who.agency };
  for (let races = 0; races < mostRaces; races += 1) {
    const [found] = await store.read(partition, [rosterKey(partition)]);
    const stored = found as Stored<HubRecord & KeptRecord> | undefined;
    if (!stored || ![...stored.body.seats, ...stored.body.asking].some(isOf(whose))) return;
    const ctx = contextAt(clock(), policy, clockActor('clock', partition), stored.id);
    const effect = dialog.lifecycle.actions.gone?.apply(stored.body, whose, ctx);
    if (!effect) return;
    const cause = `unseat/${who.id}/${who.since ?? ''}`;
    const { changes } = keepAll(dialog as AnyDialog, effect, { ctx, cause }, stored);
    const lost = await store.commit(partition, changes).then(
      () => false,
      (error: unknown) => hasCode(error, 'conflict') || Promise.reject(error),
    );
    if (!lost) return;
  }
};

export const unseat = async (who: Person, deps: OutboxDeps): Promise<void> => {
  for (const { code } of deps.policy.hubs) await unseatIn(hubPartition(code), who, deps);
};
