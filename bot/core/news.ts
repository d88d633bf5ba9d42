import { localDate } from '../../dialogs/engine/working-time.ts';
import { type News, newsIn } from '../../dialogs/policy/controlled.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Words } from '../../dialogs/words.ts';
import { documentsOf } from './documents.ts';
import { isRegistered, type Person } from './people.ts';
import type { Guidance, Stored } from './ports.ts';

/**
 * What has changed in what people rely on. Nobody is written to for it: each person sees it once, above or below what
 * they asked for, and what they have seen stands in their own record, which every turn reads.
 */

/** After so long it is no news any more; the list of changes still has it. */
const days = 90;
const dayMs = 86_400_000;

/** A pack and the checklists change with a deploy, and are looked through once. */
const known = new WeakMap<PolicyPack, readonly News[]>();

const ofPack = (policy: PolicyPack, words: Words): readonly News[] => {
  const found = known.get(policy) ?? newsIn(documentsOf(policy, words));
  known.set(policy, found);
  return found;
};

type Knows = { policy: PolicyPack; words: Words; guidance: Pick<Guidance, 'news'> };

/** What counts by now, the newest first. */
export const allNews = ({ policy, words, guidance }: Knows, now: Date): News[] => {
  const today = localDate(now, policy);
  return [...ofPack(policy, words), ...guidance.news()]
    .filter(({ date }) => date <= today)
    .sort((a, b) => b.date.localeCompare(a.date) || a.id.localeCompare(b.id));
};

const lately = (all: readonly News[], now: Date): News[] => {
  const since = new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10);
  return all.filter(({ date }) => date > since);
};

/** What somebody has not seen yet. Whoever came later has nothing to unlearn. */
export const unseen = (all: readonly News[], person: Stored<Person> | undefined, now: Date): News[] => {
  if (!person || !isRegistered(person.body)) return [];
  const { body, at } = person;
  return lately(all, now).filter(({ id, date }) => date >= at.slice(0, 10) && !body.heard?.includes(id));
};

/** Of what is no news any more nobody needs to remember that they saw it. */
export const heardOf = (all: readonly News[], now: Date): string[] => lately(all, now).map(({ id }) => id);
