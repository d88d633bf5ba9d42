import { sayDate } from '../../dialogs/engine/say.ts';
import { addDays, atLocal, localDate } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Filter } from './figures.ts';

/** From one day to another, both included, as an office counts them. */

export const spans = ['month', 'last-month', 'quarter', 'last-quarter', 'year', 'last-year'] as const;
type Span = (typeof spans)[number];
const usual: Span = 'quarter';

/** How many months it has. */
const lengths = { month: 1, quarter: 3, year: 12 } as const;

const firstOf = (months: number): string =>
  `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;

const daysOf = (span: Span, today: string): { from: string; to: string } => {
  const length = lengths[span.replace('last-', '') as keyof typeof lengths];
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  const start = months - (months % length);
  if (!span.startsWith('last-')) return { from: firstOf(start), to: today };
  return { from: firstOf(start - length), to: addDays(firstOf(start), -1) };
};

/** Own days count before a period; the two may be given in either order. */
export const spanOf = (
  { period, from, to }: Filter,
  now: Date,
  policy: PolicyPack,
): { from: string; to: string } => {
  const today = localDate(now, policy);
  if (!from && !to) return daysOf(spans.find((one) => one === period) ?? usual, today);
  const [first = today, last = today] = [from ?? to ?? today, to ?? today].sort();
  return { from: first, to: last };
};

/** The moments between which something was made. */
export const momentsOf = (filter: Filter, now: Date, policy: PolicyPack): { from: string; to: string } => {
  const { from, to } = spanOf(filter, now, policy);
  return {
    from: atLocal(from, '00:00', policy).toISOString(),
    to: atLocal(addDays(to, 1), '00:00', policy).toISOString(),
  };
};

export const saySpan = (filter: Filter, now: Date, policy: PolicyPack): { from: string; to: string } => {
  const { from, to } = spanOf(filter, now, policy);
  return { from: sayDate(from), to: sayDate(to) };
};
