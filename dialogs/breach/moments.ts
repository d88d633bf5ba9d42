import type { Citation, Context, Question } from '../engine/types.ts';
import { atLocal, localDate } from '../engine/working-time.ts';
import type { Breach } from './record.ts';

/** Days and times that people write down: they are past, and none is before the agency knew. */

export const law: Citation = { id: 'law:L-08', section: '' };
export const protocol: Citation = { id: 'rotherham-3.2', section: 'section 6.2' };

const minute = 60_000;
/** People write minutes: what came in the same one is not before it. */
const wholeMinute = (at: string): string =>
  new Date(Math.floor(Date.parse(at) / minute) * minute).toISOString();

/** A day alone begins at midnight: the clock runs from then rather than too late. A time alone is today's. */
export const momentOf = (date: string | undefined, time: string | undefined, ctx: Context): string => {
  if (!date && !time) return ctx.now.toISOString();
  const day = date ?? localDate(ctx.now, ctx.policy);
  return atLocal(day, time ?? '00:00', ctx.policy).toISOString();
};

type Bound = (ctx: Context) => { from?: string | undefined; until?: string | undefined };

/** What is wrong with it, as the key of its words. */
const faultOf = (at: string, bound: Bound, ctx: Context): string | undefined => {
  if (at > ctx.now.toISOString()) return 'time-to-come';
  const { from, until } = bound(ctx);
  if (from && at < wholeMinute(from)) return 'before-known';
  return until && at > until ? 'after-known' : undefined;
};

const dayFault = (date: string, bound: Bound, ctx: Context): string | undefined => {
  const { now, policy } = ctx;
  if (date > localDate(now, policy)) return 'in-the-future';
  const { from } = bound(ctx);
  return from && date < localDate(new Date(from), policy) ? 'before-known' : undefined;
};

/** Two questions, of which the second knows the answer to the first. */
export const moment = <D extends string, T extends string>(
  names: { date: D; time: T },
  required: boolean,
  bound: Bound = () => ({}),
  words?: string,
): Record<D | T, Question> => {
  const shared = { required, citations: [law], ...(words ? { words } : {}) };
  const date: Question = {
    ...shared,
    kind: 'date',
    check: (day, _, ctx) => dayFault(String(day), bound, ctx),
  };
  const time: Question = {
    ...shared,
    kind: 'time',
    // Where the day was refused, that is enough to say.
    check: (at, answers, ctx) =>
      required && !answers[names.date]
        ? undefined
        : faultOf(momentOf(answers[names.date] as string | undefined, String(at), ctx), bound, ctx),
  };
  return { [names.date]: date, [names.time]: time } as Record<D | T, Question>;
};

const recordOf = ({ record }: Context): Breach | undefined => record as Breach | undefined;

/** Not before the agency knew. */
export const sinceKnown: Bound = (ctx) => ({ from: recordOf(ctx)?.awareAt });
/** Not after it was reported: by then somebody knew. */
export const untilReported: Bound = (ctx) => ({ until: recordOf(ctx)?.createdAt });
