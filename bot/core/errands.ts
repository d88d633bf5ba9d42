import type { Context } from '../../dialogs/engine/types.ts';
import { type AnyDialog, dialogOf, dialogs } from '../../dialogs/registry.ts';
import { clockActor, contextAt } from './by-clock.ts';
import { colleaguesIn } from './enrolling.ts';
import { hasCode } from './errors.ts';
import { readHub, referenceIn } from './hubs.ts';
import { digest, shortReference } from './ids.ts';
import { keepAll } from './keep-all.ts';
import type { OutboxDeps } from './outbox.ts';
import { actorOf, type Person } from './people.ts';
import type { Change, Settlement, Stored, Taken } from './ports.ts';
import { type KeptRecord, owe } from './records.ts';
import { type ReportErrand, reportChange, type Telling, type Thread } from './tellings.ts';
import { codeTerm, findTerm, sealedTerm } from './terms.ts';

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

/** What they have of it already, where it is told under a name. */
const threaded = async ({ thread, agency }: Telling, { store }: OutboxDeps) => {
  if (!thread) return undefined;
  const [pointer] = await store.read(agency, [{ kind: 'thread', id: thread }]);
  if (!pointer) return undefined;
  const [record] = await store.read(agency, [{ kind: 'record', id: (pointer.body as Thread).ref }]);
  return record as Stored<KeptRecord> | undefined;
};

/** Name and post of those who are introduced, as their own agency has them. */
const introduced = async ({ introduces = [] }: Telling, agency: string, { store }: OutboxDeps) => {
  if (introduces.length === 0) return {};
  const found = await store.read(
    agency,
    introduces.map((id) => ({ kind: 'person', id })),
  );
  const people = found.flatMap((one) => {
    const { name, post = '' } = (one?.body ?? { name: '' }) as Person;
    return one ? [[one.id, { name, post }] as const] : [];
  });
  return { introduced: Object.fromEntries(people) };
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

/** Entries that are like the one that comes. */
const alikeFor = async (
  dialog: AnyDialog,
  { agency, input }: Telling,
  ctx: Context,
  { store }: OutboxDeps,
) => {
  const alike = dialog.alike?.(input, ctx);
  if (!alike) return {};
  const query = {
    term: sealedTerm(alike.type),
    and: alike.codes.map(codeTerm),
    kinds: ['record'] as const,
    limit: mostAlike,
    from: alike.from,
  };
  const { items } = await store.list(agency, query);
  return { found: items.map(({ body }) => body as KeptRecord) };
};

/** More than any number of them that somebody is told of. */
const mostAlike = 101;

type Carried = { dialog: AnyDialog; telling: Telling; taken: Taken; cause: string };

/** A record of theirs that was not there before. */
const made = async ({ dialog, telling, taken, cause }: Carried, input: Input, deps: OutboxDeps) => {
  const [person] = await deps.store.read(telling.agency, [{ kind: 'person', id: telling.to }]);
  // A reference that is taken is tried again as another one; what was carried before is known by its claim.
  const short = referenceIn(telling.agency, shortReference(cause, String(taken.attempts)));
  const reference = `${dialog.prefix}-${short}`;
  const people = await peopleFor(dialog, telling, deps);
  const there = contextFor(telling, person?.body as Person | undefined, reference, deps);
  const found = await alikeFor(dialog, telling, there, deps);
  const hub = await hubOf(telling, deps);
  const ctx = { ...there, ...found, ...hub, people: colleaguesIn(people) };
  const effect = dialog.takes?.(input, ctx);
  const clock = clockActor('clock', telling.agency);
  return effect ? keepAll(dialog, effect, { ctx: { ...ctx, person: clock }, cause, people }).changes : [];
};

const hubOf = ({ agency }: Telling, { store, clock, policy }: OutboxDeps) =>
  readHub(agency, store, { now: clock(), policy });

type Input = Readonly<Record<string, unknown>>;

/** What carrying it changes there: a record that hears of more, or a new one. */
const arrival = async (carried: Carried, deps: OutboxDeps): Promise<Change[]> => {
  const { dialog, telling, taken, cause } = carried;
  const input = {
    ...telling.input,
    ...(telling.thread ? { name: telling.thread } : {}),
    ...(await introduced(telling, taken.agency, deps)),
    origin: { agency: taken.agency, id: taken.id },
  };
  const stored = await threaded(telling, deps);
  if (!stored) return made(carried, input, deps);
  const there = contextAt(deps.clock(), deps.policy, clockActor('clock', telling.agency), stored.id);
  const ctx = { ...there, ...(await hubOf(telling, deps)) };
  const heard = dialog.lifecycle.actions.heard?.apply(stored.body, input, ctx);
  // What was known already leaves no trace.
  return heard && heard.record !== stored.body ? keepAll(dialog, heard, { ctx, cause }, stored).changes : [];
};

/** The other agency's record, made or changed once however often this is tried. */
export const carry = async (taken: Taken, deps: OutboxDeps): Promise<Settlement> => {
  const [found] = await deps.store.read(taken.agency, [{ kind: 'telling', id: taken.id }]);
  const stored = found as Stored<Telling> | undefined;
  const dialog = stored && dialogs[stored.body.dialog];
  if (!stored || !dialog || stored.body.carriedAt) return { result: 'done' };
  const telling = stored.body;
  const cause = digest('carry', taken.agency, taken.id);
  const changes = await arrival({ dialog, telling, taken, cause }, deps);
  const now = deps.clock();
  const claim: Change = { op: 'claim', id: cause, expiresAt: later(now, claimDays) };
  await deps.store.commit(telling.agency, [claim, ...changes]).catch(unlessDone);
  await deps.store.commit(taken.agency, [patched(stored, { carriedAt: now.toISOString() })]);
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
