import { sayWhen } from '../engine/say.ts';
import type { Context, Due, Said } from '../engine/types.ts';
import type { PolicyPack } from '../policy/pack.ts';
import type { Breach } from './record.ts';
import { isSettled } from './stages.ts';

/** The time that the law gives, in real hours: nights, weekends and holidays count, and so does a change of the clocks. */

const hour = 3_600_000;

export const hoursAfter = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * hour).toISOString();

export const reportByOf = (awareAt: string, { timers }: Pick<PolicyPack, 'timers'>): string =>
  hoursAfter(awareAt, timers.breach.hours);

const leftMs = ({ reportBy }: Pick<Breach, 'reportBy'>, now: Date): number =>
  Date.parse(reportBy) - now.getTime();

export const isOver = (record: Pick<Breach, 'reportBy'>, { now }: Context): boolean =>
  leftMs(record, now) <= 0;

const marks = ({ policy }: Context): number[] =>
  [...new Set(policy.timers.breach.remindBeforeHours)].sort((a, b) => a - b);

/** The last reminder that is due by now, as hours before the end. */
export const markReached = (record: Pick<Breach, 'reportBy'>, ctx: Context): number | undefined =>
  marks(ctx).find((mark) => leftMs(record, ctx.now) <= mark * hour);

/** Near the end, those who were told hear it too. */
export const isNear = (mark: number | undefined, ctx: Context): boolean =>
  mark !== undefined && marks(ctx).slice(0, 2).includes(mark);

/** When it is said again that it is over. */
export const nextOverdue = ({ reportBy, overdueSaidAt }: Breach, { policy }: Context): string =>
  overdueSaidAt ? hoursAfter(overdueSaidAt, policy.timers.breach.lateEveryHours) : reportBy;

/** Everything that the clock is to do from now on. One of an earlier time that comes too finds nothing to do. */
export const clockDues = (record: Breach, ctx: Context): Due[] => {
  if (isSettled(record)) return [];
  const { reportBy } = record;
  const now = ctx.now.toISOString();
  const id = (what: string) => `${what}-${reportBy}-${now}`;
  return [
    ...marks(ctx)
      .map((mark) => ({ id: id(`remind-${mark}`), at: hoursAfter(reportBy, -mark), action: 'remind' }))
      .filter(({ at }) => at > now),
    { id: id('overdue'), at: nextOverdue(record, ctx), action: 'overdue' },
  ];
};

const few = (count: number): string => (count > 1 ? 'n' : String(count));

/** How much of it is left, or how long it is over, in days and hours. */
export const sayLeft = (record: Pick<Breach, 'reportBy'>, ctx: Context): Said => {
  const left = leftMs(record, ctx.now);
  const hours = Math.floor(Math.abs(left) / hour);
  const [d, h] = [Math.floor(hours / 24), hours % 24];
  return {
    key: `breach.clock.${left > 0 ? 'left' : 'over'}.${few(d)}-${few(h)}`,
    params: { by: sayWhen(record.reportBy, ctx.policy), d: String(d), h: String(h) },
  };
};
