import { yearsLater } from '../engine/base.ts';
import type { Context, RecordBody, Who } from '../engine/types.ts';
import type { PolicyPack } from '../policy/pack.ts';

/** How long a record is kept, and what keeps it longer. */

export const keeperRoles = ['dpo', 'caldicott', 'siro'] as const;

type Rule = { rule: string; years: number; from: 'made' | 'closed'; purge: 'review' | 'auto' };

export const ruleFor = (type: string, { retention }: Pick<PolicyPack, 'retention'>): Rule =>
  retention.types?.[type] ?? retention;

type Today = Pick<Context, 'now' | 'policy'>;

/** What the policy pack says of its type, from the day it was made or the day it was over. A day that somebody set stays. */
export const retained = <R extends RecordBody>(
  record: R,
  before: RecordBody | undefined,
  rests: readonly string[],
  { now, policy }: Today,
): R => {
  const rule = ruleFor(record.type, policy);
  const named = policy.retention.types?.[record.type] !== undefined;
  const closes = before !== undefined && rests.includes(record.status) && !rests.includes(before.status);
  const counts = before === undefined ? named : closes && rule.from === 'closed';
  if (!counts || record.retention.basis) return record;
  const reviewOn = yearsLater(now, rule.years);
  return { ...record, retention: { ...record.retention, rule: rule.rule, reviewOn } };
};

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** A hold on many records at once, such as for an inquiry: what it is called. */
export const wideHoldOn = (
  { type, agencyId }: Pick<RecordBody, 'type' | 'agencyId'>,
  { now, policy }: Today,
): string | undefined => {
  const today = day(now);
  const hold = policy.retention.holds?.find(
    ({ from, until, agencies, types }) =>
      from <= today &&
      (until === undefined || today <= until) &&
      (agencies?.includes(agencyId) ?? true) &&
      (types?.includes(type) ?? true),
  );
  return hold?.title;
};

export const isDue = ({ retention }: RecordBody, { now }: Pick<Context, 'now'>): boolean =>
  retention.reviewOn <= day(now) && !retention.archived && !retention.agreed;

/** Why it may not be destroyed now, whoever wants it; nothing, where it may. */
export type Stays =
  | { why: 'held' }
  | { why: 'wide'; title: string }
  | { why: 'archived' }
  | { why: 'open' }
  | { why: 'linked'; refs: readonly string[] };

export const staysFor = (
  record: RecordBody,
  rests: readonly string[],
  openLinks: readonly string[],
  today: Today,
): Stays | undefined => {
  const { hold, archived } = record.retention;
  const title = wideHoldOn(record, today);
  if (hold) return { why: 'held' };
  if (title) return { why: 'wide', title };
  if (!rests.includes(record.status)) return { why: 'open' };
  if (openLinks.length > 0) return { why: 'linked', refs: openLinks };
  return archived ? { why: 'archived' } : undefined;
};

/** Whether its time to be removed has come: two people said so, or its rule does. */
export const isOver = (record: RecordBody, today: Today): boolean => {
  const { agreed, asked, basis } = record.retention;
  const { now, policy } = today;
  if (agreed) {
    const grace = policy.retention.graceDays * 86_400_000;
    return Date.parse(agreed.at) + grace <= now.getTime();
  }
  // A day that somebody set is looked at by somebody.
  return !asked && !basis && ruleFor(record.type, policy).purge === 'auto' && isDue(record, today);
};

export const keepers: readonly Who[] = ['keeper'];
export const ownerOrKeeper: readonly Who[] = ['owner', 'keeper'];
