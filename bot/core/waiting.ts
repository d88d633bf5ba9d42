import type { Actor, RecordBody } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { dialogOf } from '../../dialogs/registry.ts';
import type { Words } from '../../dialogs/words.ts';
import { isOwn } from './access.ts';
import type { Draft } from './drafts.ts';
import type { Stored } from './ports.ts';
import type { Listing } from './scene.ts';
import { ownTerms } from './terms.ts';

/** What waits for somebody: to answer, to finish, to read. What is overdue comes first. Nothing of a case. */

/** More than anybody should have waiting. All are looked at, so that the oldest is not the one that is missed. */
export const mostWaiting = 200;

export const waitingListing = (actor: Pick<Actor, 'id' | 'was'>): Listing => ({
  term: ownTerms('waits', actor),
  kinds: ['draft', 'record', 'notice'],
  limit: mostWaiting,
});

/** The fields that say until when. */
type Timed = RecordBody & { dueAt?: string; completeBy?: string };

const closesAt = ({ startedAt }: Draft, { timers }: Pick<PolicyPack, 'timers'>): string =>
  new Date(Date.parse(startedAt) + timers.draft.closeAfterDays * 86_400_000).toISOString();

export const recordDue = ({ dueAt, completeBy }: Timed): string | undefined => dueAt ?? completeBy;

export const dueOf = (item: Stored, pack: Pick<PolicyPack, 'timers'>): string | undefined => {
  if (item.kind === 'draft') return closesAt(item.body as Draft, pack);
  return item.kind === 'record' ? recordDue(item.body as RecordBody) : undefined;
};

export type Waiting = { item: Stored; due?: string; overdue: boolean };

/** Overdue first, then what is due soonest; what has no time comes last, the oldest of it first. */
export const inTurn = (items: readonly Stored[], now: Date, pack: Pick<PolicyPack, 'timers'>): Waiting[] => {
  const at = now.toISOString();
  const all = items.map((item): Waiting => {
    const due = dueOf(item, pack);
    return { item, ...(due ? { due } : {}), overdue: due !== undefined && due < at };
  });
  const last = '~';
  const keyOf = ({ due, item }: Waiting): string => `${due ?? last}|${item.at}`;
  return all.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
};

/** Somebody asked them, or it is their own to finish. */
const kindOf = (
  { item: { kind, body } }: Waiting,
  actor: Pick<Actor, 'id' | 'was'>,
  words: Words,
): string => {
  if (kind === 'draft') return words('waiting.drafts');
  if (kind === 'notice') return words('waiting.notices');
  const record = body as RecordBody;
  return isOwn(actor, record.createdBy.id) ? words('waiting.own') : words(`${dialogOf(record)?.name}.kept`);
};

/** How many of each kind, what is overdue before the rest. */
export const countsOf = (all: readonly Waiting[], actor: Pick<Actor, 'id' | 'was'>, words: Words): string => {
  const counts = new Map<string, number>();
  const overdue = all.filter((one) => one.overdue).length;
  if (overdue > 0) counts.set(words('waiting.overdue'), overdue);
  for (const one of all) {
    const name = kindOf(one, actor, words);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, n]) => words('waiting.count', { name, n })).join(' ');
};
