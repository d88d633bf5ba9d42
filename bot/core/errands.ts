import type { Context } from '../../dialogs/engine/types.ts';
import { type AnyDialog, dialogOf, dialogs } from '../../dialogs/registry.ts';
import { clockActor, contextAt } from './by-clock.ts';
import { colleaguesIn } from './enrolling.ts';
import { hasCode } from './errors.ts';
import { digest, shortReference } from './ids.ts';
import { keepAll } from './keep-all.ts';
import type { OutboxDeps } from './outbox.ts';
import { actorOf, type Person } from './people.ts';
import type { Change, Settlement, Stored, Taken } from './ports.ts';
import { type KeptRecord, owe } from './records.ts';
import { type ReportErrand, reportChange, type Telling } from './tellings.ts';
import { findTerm } from './terms.ts';

/**
 * Between agencies: what one owes another to hear is carried into the other's own partition, as a record of theirs;
 * whether it arrived, and what they answered, comes back the same way. Each step may be done twice and counts once.
 */

const claimDays = 400;
const later = (now: Date, days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString();

const contextFor = (
  telling: Telling,
  person: Person | undefined,
  reference: string,
  deps: OutboxDeps,
): Context => {
  const known = { agency: telling.agency, person: telling.to, registered: person !== undefined };
  return contextAt(deps.clock(), deps.policy, actorOf(known, person, '', deps.policy), reference);
};

const patched = (stored: Stored<Telling>, news: Partial<Telling>): Change => {
  const { rev, ...item } = stored;
  return { op: 'replace', item: { ...item, body: { ...stored.body, ...news } }, rev };
};

/** Whom the dialog wants to know of in the agency that is told. */
const peopleFor = async (
  dialog: AnyDialog,
  { agency, input, to }: Telling,
  { store }: OutboxDeps,
): Promise<Stored<Person>[]> => {
  const finds = dialog.finds?.({ ...input, person: to }, false) ?? [];
  const term = finds.filter(({ facet }) => facet === 'role' || facet === 'person').map(findTerm);
  if (term.length === 0) return [];
  const { items } = await store.list(agency, { term, kinds: ['person'], limit: 1000 });
  return items as Stored<Person>[];
};

/** The other agency's record, made once however often this is tried. */
export const carry = async (taken: Taken, deps: OutboxDeps): Promise<Settlement> => {
  const [found] = await deps.store.read(taken.agency, [{ kind: 'telling', id: taken.id }]);
  const stored = found as Stored<Telling> | undefined;
  const dialog = stored && dialogs[stored.body.dialog];
  if (!stored || !dialog?.takes || stored.body.carriedAt) return { result: 'done' };
  const telling = stored.body;
  const [person] = await deps.store.read(telling.agency, [{ kind: 'person', id: telling.to }]);
  const cause = digest('carry', taken.agency, taken.id);
  // A reference that is taken is tried again as another one; what was carried before is known by its claim.
  const reference = `${dialog.prefix}-${shortReference(cause, String(taken.attempts))}`;
  const people = await peopleFor(dialog, telling, deps);
  const ctx = {
    ...contextFor(telling, person?.body as Person | undefined, reference, deps),
    people: colleaguesIn(people),
  };
  const input = { ...telling.input, origin: { agency: taken.agency, id: taken.id } };
  const kept = keepAll(dialog, dialog.takes(input, ctx), {
    ctx: { ...ctx, person: clockActor('clock', telling.agency) },
    cause,
    people,
  });
  const claim: Change = { op: 'claim', id: cause, expiresAt: later(ctx.now, claimDays) };
  await deps.store.commit(telling.agency, [claim, ...kept.changes]).catch(unlessDone);
  await deps.store.commit(taken.agency, [patched(stored, { carriedAt: ctx.now.toISOString() })]);
  return { result: 'done' };
};

const unlessDone = (error: unknown): void => {
  if (!hasCode(error, 'already-done')) throw error;
};

/** The record learns whom nobody could reach, and its owner is told. */
const unreachedChanges = async (telling: Telling, taken: Taken, deps: OutboxDeps, agency: string) => {
  const [found] = await deps.store.read(agency, [{ kind: 'record', id: telling.ref }]);
  const record = found as Stored<KeptRecord> | undefined;
  const dialog = record && dialogOf(record.body);
  const action = dialog?.lifecycle.actions.unreached;
  if (!record || !dialog || !action?.from.includes(record.body.status)) return [];
  const ctx = contextAt(deps.clock(), deps.policy, clockActor('clock', agency), telling.ref);
  const effect = action.apply(record.body, { partner: telling.partner }, ctx);
  return keepAll(dialog, effect, { ctx, cause: taken.id }, record).changes;
};

/** One word to whoever asked, however many are late. */
const lateChanges = async (telling: Telling, deps: OutboxDeps, agency: string): Promise<Change[]> => {
  const round = telling.id.split('/')[1] ?? '';
  const id = `${telling.ref}/late-${round}`;
  const [known] = await deps.store.read(agency, [{ kind: 'notice', id }]);
  if (known) return [];
  const dialog = dialogOf({ reference: telling.ref });
  const to = { id, to: telling.asker, kind: `${dialog?.name}.late`, params: {}, ref: telling.ref };
  return owe({ ...to, from: 'clock', who: '', sentAt: deps.clock().toISOString(), attempts: 0 });
};

const isOld = (telling: Telling, news: ReportErrand['news']): boolean =>
  Object.keys(news).every((name) => telling[name as keyof typeof news] !== undefined);

/** News that came is put beside the telling. What is known already changes nothing. */
export const report = async (taken: Taken, deps: OutboxDeps): Promise<Settlement> => {
  const { agency, id, news } = taken.body as ReportErrand;
  const [found] = await deps.store.read(agency, [{ kind: 'telling', id }]);
  const stored = found as Stored<Telling> | undefined;
  if (!stored || isOld(stored.body, news)) return { result: 'done' };
  const more = [
    ...(news.gaveUp ? await unreachedChanges(stored.body, taken, deps, agency) : []),
    ...(news.late && !stored.body.answer ? await lateChanges(stored.body, deps, agency) : []),
  ];
  await deps.store.commit(agency, [patched(stored, news), ...more]);
  if (more.length > 0) deps.onOwed?.('notices');
  return { result: 'done' };
};

/** What whoever told us wants to know of this notice: that it arrived, or why it did not. */
export const newsOf = (
  notice: { id: string; reports?: { agency: string; id: string } },
  what: 'reached' | 'failing' | 'gave-up',
  news: ReportErrand['news'],
  at: string,
): Change[] => (notice.reports ? [reportChange(notice.id, what, at, { ...notice.reports, news })] : []);
