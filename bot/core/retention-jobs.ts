import { postOf } from '../../dialogs/engine/posts.ts';
import type { RecordBody } from '../../dialogs/engine/types.ts';
import { addDays, atLocal, isWorkingDay, localDate } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { isDue, keeperRoles } from '../../dialogs/retention/rules.ts';
import { askOnce } from './ask-once.ts';
import { pagesOf } from './every-page.ts';
import type { Change, Clock, Store } from './ports.ts';
import { overIn, purgeOne, tidy } from './purge.ts';
import { owe } from './records.ts';
import { dueTerms } from './terms.ts';

/** What the clock does about how long records are kept: each night what is over goes, each month people hear what is due. */

/** Where a night has more than one job can look at, the next goes on with what was made `before`. */
export type RetentionJob = { purge: string; before?: string } | { reviews: string; after?: string };

type Deps = { store: Store; policy: PolicyPack; clock: Clock };

const job = (id: string, due: string, body: RetentionJob): Change => ({
  op: 'enqueue',
  queue: 'deadlines',
  id: `${id}/${due}`,
  due,
  body,
});

const nightly = (agency: string, now: Date, policy: PolicyPack): Change[] => {
  const { purgeAt } = policy.retention;
  if (!purgeAt) return [];
  const today = localDate(now, policy);
  const tonight = atLocal(today, purgeAt, policy);
  const due = tonight > now ? tonight : atLocal(addDays(today, 1), purgeAt, policy);
  return [job(`purge/${agency}`, due.toISOString(), { purge: agency })];
};

const reviewsAt = '08:30';

/** The first working day of the month. */
const monthly = (agency: string, now: Date, policy: PolicyPack): Change => {
  for (let date = localDate(now, policy); ; date = addDays(date, 1)) {
    const first = `${date.slice(0, 8)}01`;
    let day = first;
    while (!isWorkingDay(day, policy)) day = addDays(day, 1);
    const due = atLocal(day, reviewsAt, policy);
    if (due > now) return job(`reviews/${agency}`, due.toISOString(), { reviews: agency });
  }
};

/** Each asks for the next, and its name is the same whoever asks. */
export const openRetention = async (
  store: Pick<Store, 'commit'>,
  { now, policy }: { now: Date; policy: PolicyPack },
): Promise<void> => {
  for (const { id } of policy.agencies)
    for (const change of [...nightly(id, now, policy), monthly(id, now, policy)])
      await askOnce(store, id, change);
};

/** One job must end before its lease does. */
const mostANight = { gone: 20, looked: 100 };

/** What is over, the newest first, until that was enough for one job; then up to where it came. */
const purgeSome = async (agency: string, before: string | undefined, deps: Deps) => {
  let gone = 0;
  let looked = 0;
  let last = '';
  for await (const { ref, result, at } of overIn(agency, deps, before)) {
    // What was made in one moment is looked at by one job: the next begins before it.
    if (at !== last && (gone >= mostANight.gone || looked >= mostANight.looked)) return last;
    last = at;
    looked += 1;
    if (result !== 'goes') continue;
    await purgeOne(agency, ref, deps);
    gone += 1;
  }
  return undefined;
};

const purgeNight = async (agency: string, before: string | undefined, deps: Deps): Promise<Change[]> => {
  const { store, clock, policy } = deps;
  const reached = await purgeSome(agency, before, deps);
  const { left, forgotten } = await tidy(agency, deps, mostANight.gone);
  const now = clock();
  for (const change of nightly(agency, now, policy)) await askOnce(store, agency, change);
  if (reached === undefined && left + forgotten < mostANight.gone) return [];
  const body = { purge: agency, ...(reached === undefined ? {} : { before: reached }) };
  return [job(`purge/${agency}`, new Date(now.getTime() + 1_000).toISOString(), body)];
};

type Counts = { all: number; of: Map<string, number> };

const countDue = async (agency: string, { store, policy, clock }: Deps): Promise<Counts> => {
  const now = clock();
  const counts: Counts = { all: 0, of: new Map() };
  const term = dueTerms(localDate(now, policy));
  for await (const { items } of pagesOf(store, agency, { term, kinds: ['record'], limit: 100 }))
    for (const { body } of items) {
      const record = body as RecordBody;
      if (!isDue(record, { now })) continue;
      const { id } = record.createdBy;
      counts.all += 1;
      if (id !== 'clock') counts.of.set(id, (counts.of.get(id) ?? 0) + 1);
    }
  return counts;
};

/** A commit holds a hundred changes, and a notice is two. */
const mostTold = 40;

const tellReviews = async (agency: string, after: string, deps: Deps): Promise<Change[]> => {
  const { store, policy, clock } = deps;
  const now = clock();
  const counts = await countDue(agency, deps);
  if (counts.all > 0)
    for (const post of keeperRoles)
      for (const id of postOf(agency, post, policy)) counts.of.set(id, counts.all);
  const next = [...counts.of].filter(([id]) => id > after).sort(([a], [b]) => (a < b ? -1 : 1));
  const page = next.slice(0, mostTold);
  const sentAt = now.toISOString();
  const month = localDate(now, policy).slice(0, 7);
  const notices = page.flatMap(([to, count]) =>
    owe({
      ...{ id: `retention/${month}/${to}`, to, kind: 'retention.due', params: { count: String(count) } },
      ...{ ref: '', from: 'clock', who: '', sentAt, attempts: 0 },
    }),
  );
  const last = page.at(-1)?.[0];
  await askOnce(store, agency, monthly(agency, now, policy));
  if (next.length <= mostTold || last === undefined) return notices;
  return [...notices, job(`reviews/${agency}/${last}`, sentAt, { reviews: agency, after: last })];
};

export const retentionJob = (body: RetentionJob, deps: Deps): Promise<Change[]> =>
  'purge' in body
    ? purgeNight(body.purge, body.before, deps)
    : tellReviews(body.reviews, body.after ?? '', deps);
