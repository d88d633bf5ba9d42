import { sayDate } from '../../dialogs/engine/say.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import { type Controlled, overdueAmong } from '../../dialogs/policy/controlled.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Words } from '../../dialogs/words.ts';
import { askOnce } from './ask-once.ts';
import { documentsOf } from './documents.ts';
import { nextMonday } from './hub-digest.ts';
import type { Change, Clock, Guidance, Store } from './ports.ts';
import { owe } from './records.ts';
import { findTerm } from './terms.ts';

/** On Mondays, what has come to its day of review is told to who keeps it: once for each day of review. */

export type Reviews = { documents: true };

const change = (now: Date, policy: PolicyPack): Change => {
  const due = nextMonday(now, policy);
  const body: Reviews = { documents: true };
  return { op: 'enqueue', queue: 'deadlines', id: `documents/${due}`, due, body };
};

/** Asked for at every start, and by each for the next: its name is the same whoever asks. */
export const askForReviews = (
  store: Pick<Store, 'commit'>,
  { now, policy }: { now: Date; policy: PolicyPack },
): Promise<void> => askOnce(store, policy.hostAgency, change(now, policy));

export type ReviewDeps = {
  store: Store;
  policy: PolicyPack;
  words: Words;
  clock: Clock;
  guidance: Pick<Guidance, 'documents'>;
};

const keepers = async ({ store, policy }: ReviewDeps): Promise<string[]> => {
  const term = findTerm({ facet: 'role', key: 'guidance-owner' });
  const { items } = await store.list(policy.hostAgency, { term, kinds: ['person'], limit: 50 });
  return items.map(({ id }) => id);
};

/** Answers are for who keeps the guidance; law, purposes and checklists for the data protection officer of the host. */
const readersOf = (
  one: Controlled,
  keeping: readonly string[],
  { policy }: ReviewDeps,
): readonly string[] => {
  const [officer] = policy.agencies.find(({ id }) => id === policy.hostAgency)?.posts.dpo ?? [];
  return one.kind !== 'guidance' && officer ? [officer] : keeping;
};

type Owed = { id: string; to: string; day: string; count: number };

const owedFor = (late: readonly Controlled[], keeping: readonly string[], deps: ReviewDeps): Owed[] => {
  const all = new Map<string, Owed>();
  for (const one of late)
    for (const to of readersOf(one, keeping, deps)) {
      const id = `documents/${one.reviewOn}/${to}`;
      const known = all.get(id) ?? { id, to, day: one.reviewOn, count: 0 };
      all.set(id, { ...known, count: known.count + 1 });
    }
  return [...all.values()];
};

/** A commit holds only so much: what is left over comes on another Monday. */
const mostAtOnce = 20;

export const remindOfReviews = async (deps: ReviewDeps): Promise<Change[]> => {
  const { store, policy, words, clock, guidance } = deps;
  const now = clock();
  await askForReviews(store, { now, policy });
  const all = [...documentsOf(policy, words), ...(await guidance.documents())];
  const owed = owedFor(overdueAmong(all, localDate(now, policy)), await keepers(deps), deps);
  const told = await store.read(
    policy.hostAgency,
    owed.map(({ id }) => ({ kind: 'notice', id })),
  );
  return owed
    .filter((_, at) => !told[at])
    .slice(0, mostAtOnce)
    .flatMap(({ id, to, day, count }) =>
      owe({
        ...{ id, to, kind: 'review', ref: '', from: 'clock', who: '' },
        params: { count: String(count), day: sayDate(day) },
        ...{ actions: [], sentAt: now.toISOString(), attempts: 0 },
      }),
    );
};
