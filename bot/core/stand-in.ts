import { type AwayRecord, awayKey, delegateNow } from '../../dialogs/away/record.ts';
import { dialogOf } from '../../dialogs/registry.ts';
import { clockActor, contextAt } from './by-clock.ts';
import { personOf } from './copies.ts';
import { keepAll } from './keep-all.ts';
import { namedIn } from './others.ts';
import type { OutboxDeps } from './outbox.ts';
import { isRegistered } from './people.ts';
import { owedNow, type Stored } from './ports.ts';
import type { KeptNotice, KeptRecord } from './records.ts';
import { findTerm } from './terms.ts';

/**
 * Whoever is asked and is away has somebody who answers for them: the record gains them, by the clock. Never whoever
 * asked, and only once, however often it is tried.
 */

const delegateOf = async (person: string, agency: string, deps: OutboxDeps): Promise<string | undefined> => {
  const term = findTerm({ facet: 'case', key: awayKey(person) });
  const { items } = await deps.store.list(agency, { term, kinds: ['record'], limit: 1 });
  return delegateNow(items[0]?.body as AwayRecord | undefined, { policy: deps.policy, now: deps.clock() });
};

export const standIn = async (notice: KeptNotice, agency: string, deps: OutboxDeps): Promise<void> => {
  const to = await delegateOf(notice.to, agency, deps);
  if (!to || !isRegistered(await personOf(to, agency, deps))) return;
  const [found] = await deps.store.read(agency, [{ kind: 'record', id: notice.ref }]);
  const stored = found as Stored<KeptRecord> | undefined;
  const dialog = stored && dialogOf(stored.body);
  const action = dialog?.lifecycle.actions.standIn;
  const { asked = [], createdBy, status } = stored?.body ?? {};
  if (!stored || !dialog || !action?.by.includes('clock') || !action.from.includes(status ?? '')) return;
  if (!asked.includes(notice.to) || asked.includes(to) || createdBy?.id === to) return;
  const ctx = contextAt(deps.clock(), deps.policy, clockActor('clock', agency), notice.ref);
  const effect = action.apply(stored.body, { to }, ctx);
  const others = await namedIn(effect, agency, deps.store);
  const { changes } = keepAll(
    dialog,
    effect,
    { ctx, cause: `stand-in ${notice.id} ${to}`, found: others },
    stored,
  );
  await deps.store.commit(agency, changes);
  for (const queue of owedNow(changes, deps.clock())) deps.onOwed?.(queue);
};
