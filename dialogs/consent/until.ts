import type { Context, Due } from '../engine/types.ts';
import { addDays, atLocal, isWorkingDay, localDate } from '../engine/working-time.ts';
import type { ConsentRecord } from './record.ts';

/** How long a consent holds, and when the clock looks at it. */

/** Its last day, or undefined where nobody set one. */
export const holdsUntil = ({
  scope: { to },
  reviewOn,
}: Pick<ConsentRecord, 'scope' | 'reviewOn'>): string | undefined =>
  [to, reviewOn].filter((day): day is string => day !== undefined).sort()[0];

export const hasEnded = (record: ConsentRecord, { now, policy }: Context): boolean => {
  const until = holdsUntil(record);
  return until !== undefined && localDate(now, policy) > until;
};

/** Where nobody said when to look at it again. */
export const reviewDay = ({ now, policy }: Context): string => {
  const day = new Date(`${localDate(now, policy)}T00:00:00Z`);
  const first = new Date(
    Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + policy.timers.consent.reviewAfterMonths, 1),
  );
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return addDays(first.toISOString().slice(0, 10), Math.min(day.getUTCDate(), last) - 1);
};

/** On a working day: nobody reads a reminder on a Sunday. */
const workingDayFrom = (day: string, ctx: Context): string => {
  let at = day;
  while (!isWorkingDay(at, ctx.policy)) at = addDays(at, 1);
  return at;
};

const remindOn = (until: string, ctx: Context): string =>
  workingDayFrom(addDays(until, -ctx.policy.timers.consent.remindBeforeDays), ctx);

/** A reminder may come for an end that was put off since. */
export const endsSoon = (record: ConsentRecord, ctx: Context): boolean => {
  const until = holdsUntil(record);
  const today = localDate(ctx.now, ctx.policy);
  return until !== undefined && today <= until && today >= remindOn(until, ctx);
};

export const expiryDue = (record: ConsentRecord, ctx: Context): Due[] => {
  const until = holdsUntil(record);
  if (!until) return [];
  const { at } = ctx.policy.timers.consent;
  const soon = remindOn(until, ctx);
  const round = record.changes.length;
  const ends: Due = {
    id: `expire-${round}`,
    at: atLocal(addDays(until, 1), '00:00', ctx.policy).toISOString(),
    action: 'expire',
  };
  if (soon <= localDate(ctx.now, ctx.policy)) return [ends];
  return [{ id: `remind-${round}`, at: atLocal(soon, at, ctx.policy).toISOString(), action: 'remind' }, ends];
};
