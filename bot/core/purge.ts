import type { RecordBody } from '../../dialogs/engine/types.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { dialogOf, restsOf } from '../../dialogs/registry.ts';
import { isOver, type Stays, staysFor } from '../../dialogs/retention/rules.ts';
import { hasCode } from './errors.ts';
import { pagesOf } from './every-page.ts';
import type { Change, Clock, Query, Store, Stored } from './ports.ts';
import { type KeptRecord, trail } from './records.ts';
import { linksTo, openAmong } from './retention.ts';
import { leftTerm, type Stub, stubChange, stubTerm } from './stubs.ts';
import { aboutTerm } from './tellings.ts';
import { dueTerms, goingTerm, linksOf, refTerm } from './terms.ts';

/**
 * Removes records whose time is over, one commit each: the record goes and its stub comes in the same breath, and what
 * belonged to it goes with it, or after it where there is too much. Stopped anywhere, it goes on where it was; two at once
 * do no harm, for whoever comes second finds the record changed, and looks again.
 */

export type PurgeDeps = { store: Store; policy: PolicyPack; clock: Clock };

export type Verdict =
  | { ref: string; type: string; rule: string; result: 'goes' }
  | { ref: string; type: string; rule: string; result: 'stays'; stays: Stays };

/** A commit holds a hundred changes; some are needed for the record, its stub, the trail and the claim of a job. */
const mostAtOnce = 90;
const pageSize = 50;
/** Enough for any record: whoever has more links is looked at in pages. */
const mostPages = 50;

/** Records that it names, and records that name it. */
const othersOf = async (store: Store, agency: string, record: RecordBody): Promise<Stored[]> => {
  const named = linksOf(record);
  const all: Stored[] = [];
  for (let from = 0; from < named.length; from += pageSize) {
    const keys = named.slice(from, from + pageSize).map((id) => ({ kind: 'record' as const, id }));
    for (const one of await store.read(agency, keys)) if (one) all.push(one);
  }
  let pages = 0;
  for await (const { items } of pagesOf(store, agency, linksTo(record.reference))) {
    all.push(...items);
    pages += 1;
    if (pages >= mostPages) break;
  }
  return all;
};

/** What becomes of it now; nothing, where its time has not come. */
export const verdictOn = async (
  agency: string,
  { body }: Stored<KeptRecord>,
  { store, policy, clock }: PurgeDeps,
): Promise<Verdict | undefined> => {
  const dialog = dialogOf(body);
  const today = { now: clock(), policy };
  if (!dialog || dialog.sealed || !isOver(body, today)) return undefined;
  const { reference: ref, type, retention } = body;
  const said = { ref, type, rule: retention.rule };
  const open = openAmong(body, await othersOf(store, agency, body));
  const stays = staysFor(body, restsOf(dialog), open, today);
  return stays ? { ...said, result: 'stays', stays } : { ...said, result: 'goes' };
};

/** Versions, notices, what partners were told, and the name it was known by. The trail stays. */
const belongings = async (store: Store, agency: string, ref: string, limit: number): Promise<Stored[]> => {
  const kinds = ['version', 'notice', 'telling', 'thread'] as const;
  const { items } = await store.list(agency, { term: [refTerm(ref), aboutTerm(ref)], kinds, limit });
  return items;
};

const gone = ({ kind, id, rev }: Stored): Change => ({ op: 'delete', key: { kind, id }, rev });

const without = (stored: Stored<Stub>, term: string): Change => {
  const { rev, ...item } = stored;
  return { op: 'replace', item: { ...item, terms: item.terms.filter((one) => one !== term) }, rev };
};

/** What did not fit into the commit that took the record. */
const sweepLeft = async (agency: string, stub: Stored<Stub>, { store }: PurgeDeps): Promise<void> => {
  for (;;) {
    const left = await belongings(store, agency, stub.id, mostAtOnce + 1);
    const last = left.length <= mostAtOnce;
    const changes = left.slice(0, mostAtOnce).map(gone);
    await store.commit(agency, [...changes, ...(last ? [without(stub, leftTerm)] : [])]);
    if (last) return;
  }
};

/** It is looked at as it is now: what was listed may have been held, or changed, since. */
const remove = async (agency: string, ref: string, deps: PurgeDeps): Promise<Verdict | undefined> => {
  const { store, clock } = deps;
  const [found] = await store.read(agency, [{ kind: 'record', id: ref }]);
  const stored = found as Stored<KeptRecord> | undefined;
  const verdict = stored && (await verdictOn(agency, stored, deps));
  if (!stored || verdict?.result !== 'goes') return verdict;
  const things = await belongings(store, agency, ref, mostAtOnce + 1);
  const left = things.length > mostAtOnce;
  const at = clock().toISOString();
  await store.commit(agency, [
    gone(stored),
    stubChange(stored, { at, left }),
    trail('purged', ref, stored.body.retention.agreed?.by.id ?? 'clock', at, `purge/${ref}`),
    ...things.slice(0, mostAtOnce).map(gone),
  ]);
  if (left) {
    const [stub] = await store.read(agency, [{ kind: 'stub', id: ref }]);
    if (stub) await sweepLeft(agency, stub as Stored<Stub>, deps);
  }
  return verdict;
};

const mostRaces = 5;

/** Somebody else wrote to it meanwhile: then it is looked at again. */
export const purgeOne = async (
  agency: string,
  ref: string,
  deps: PurgeDeps,
): Promise<Verdict | undefined> => {
  for (let races = 0; ; races += 1) {
    try {
      return await remove(agency, ref, deps);
    } catch (error) {
      if (!hasCode(error, 'conflict') || races >= mostRaces) throw error;
    }
  }
};

/** The trail of what was destroyed long ago goes too; its stub stays. */
const forget = async (agency: string, stub: Stored<Stub>, { store }: PurgeDeps): Promise<void> => {
  for (;;) {
    const query = { term: refTerm(stub.id), kinds: ['audit'] as const, limit: mostAtOnce + 1 };
    const { items } = await store.list(agency, query);
    const last = items.length <= mostAtOnce;
    const changes = items.slice(0, mostAtOnce).map(gone);
    await store.commit(agency, [...changes, ...(last ? [without(stub, stubTerm)] : [])]);
    if (last) return;
  }
};

export type Tidied = { left: number; forgotten: number };

/** What an earlier run did not end, and trails whose own time is over. */
export const tidy = async (
  agency: string,
  deps: PurgeDeps,
  most = Number.POSITIVE_INFINITY,
): Promise<Tidied> => {
  const { store, policy, clock } = deps;
  const done: Tidied = { left: 0, forgotten: 0 };
  const unlessRaced = (error: unknown): void => {
    if (!hasCode(error, 'conflict')) throw error;
  };
  const kinds = ['stub'] as const;
  for await (const { items: stubs } of pagesOf(store, agency, { term: leftTerm, kinds, limit: pageSize }))
    for (const stub of stubs.slice(0, most - done.left)) {
      await sweepLeft(agency, stub as Stored<Stub>, deps).catch(unlessRaced);
      done.left += 1;
    }
  const until = new Date(clock());
  until.setUTCFullYear(until.getUTCFullYear() - policy.retention.trailYears);
  const old = { term: stubTerm, kinds, limit: pageSize, to: until.toISOString() };
  for await (const { items: stubs } of pagesOf(store, agency, old))
    for (const stub of stubs.slice(0, most - done.forgotten)) {
      await forget(agency, stub as Stored<Stub>, deps).catch(unlessRaced);
      done.forgotten += 1;
    }
  return done;
};

/** Every record whose time is over, the newest first, with what becomes of it and when it was made. Nothing is changed. */
export async function* overIn(
  agency: string,
  deps: PurgeDeps,
  before?: string,
): AsyncGenerator<Verdict & { at: string }> {
  const { store, policy, clock } = deps;
  const term = [goingTerm, ...dueTerms(localDate(clock(), policy))];
  const query: Query = { term, kinds: ['record'], limit: pageSize, ...(before ? { to: before } : {}) };
  for await (const { items } of pagesOf(store, agency, query))
    for (const item of items) {
      const verdict = await verdictOn(agency, item as Stored<KeptRecord>, deps);
      if (verdict) yield { ...verdict, at: item.at };
    }
}
