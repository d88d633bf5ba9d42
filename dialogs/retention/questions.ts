import { bases } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import { noNames } from '../engine/no-names.ts';
import type { ActionForm, Citation, Context, Question } from '../engine/types.ts';
import { addDays, localDate } from '../engine/working-time.ts';

/** What is asked before anything is done about how long a record is kept. */

export const southampton: Citation = { id: 'southampton-2010', section: 'section 8' };
export const rotherham: Citation = { id: 'rotherham-3.2', section: 'section 3.1' };

export const grounds = ['inquiry', 'court', 'complaint', 'dispute', 'breach', 'other'] as const;
export type Ground = (typeof grounds)[number];

export const why: Question = {
  kind: 'long',
  required: true,
  maxLength: 500,
  check: noNames,
  citations: [southampton],
};

const farthestDays = 36_600;

export const untilFault = (until: unknown, { now, policy, record }: Context): string | undefined => {
  const today = localDate(now, policy);
  if (String(until) <= today) return 'in-the-past';
  if (String(until) > addDays(today, farthestDays)) return 'too-long-kept';
  return record && String(until) === record.retention.reviewOn ? 'same-day' : undefined;
};

/** Whoever sent it said how long: our own policy does not overrule them, and only they make a time shorter. */
export const basisFault = (
  basis: unknown,
  { until }: Readonly<Record<string, unknown>>,
  { record }: Context,
): string | undefined => {
  if (!record) return undefined;
  const { basis: before = 'policy', reviewOn } = record.retention;
  if (bases.indexOf(basis as 'policy') > bases.indexOf(before)) return `said-${before}`;
  return basis === 'policy' && String(until) < reviewOn ? 'not-shorter' : undefined;
};

export const form = <A>(questions: ActionForm<A>['questions'], review = false): ActionForm<A> => ({
  version: 1,
  review,
  words: 'retention',
  questions,
  next: inOrder(
    [{ page: 'ask', ask: Object.keys(questions) as (keyof A & string)[] }],
    () => 'done' as const,
  ),
});
