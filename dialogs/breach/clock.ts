import { nextOf } from '../engine/posts.ts';
import type { Action, Context, Due } from '../engine/types.ts';
import { addDays, atLocal, localDate, workingHoursAfter } from '../engine/working-time.ts';
import { hoursAfter, isNear, isOver, markReached, nextOverdue } from './clock-time.ts';
import { askedOf, clockNotices, leadNotice, readersOf, to } from './notices.ts';
import { type Breach, statuses } from './record.ts';
import { chainFor } from './route.ts';
import { isSettled, tasksOpen } from './stages.ts';

/** What the clock does with a breach. Whatever comes late, or twice, finds nothing to do. */

const live = statuses.filter((status) => status !== 'closed');

/** Before the time is over, to whoever leads; near its end, to all who were told. */
export const remind: Action<Breach> = {
  from: live,
  by: ['clock'],
  when: (record, ctx) => {
    const mark = markReached(record, ctx);
    const isNew = mark !== undefined && (record.warned === undefined || mark < record.warned);
    return isNew && !isSettled(record) && !isOver(record, ctx);
  },
  apply: (record, _, ctx) => {
    const mark = markReached(record, ctx);
    return {
      record: { ...record, ...(mark === undefined ? {} : { warned: mark }) },
      reason: 'breach.reminded',
      notices: clockNotices(record, `remind-${mark}-${record.reportBy}`, 'remind', isNear(mark, ctx), ctx),
      due: [],
    };
  },
};

export const overdue: Action<Breach> = {
  from: live,
  by: ['clock'],
  when: (record, ctx) =>
    !isSettled(record) && isOver(record, ctx) && ctx.now.toISOString() >= nextOverdue(record, ctx),
  apply: (record, _, ctx) => {
    const now = ctx.now.toISOString();
    const next: Breach = { ...record, overdueSaidAt: now };
    const again = hoursAfter(now, ctx.policy.timers.breach.lateEveryHours);
    return {
      record: next,
      reason: 'breach.overdue',
      notices: clockNotices(next, `overdue-${now}`, 'overdue', true, ctx),
      due: [{ id: `overdue-${again}`, at: again, action: 'overdue' }],
    };
  },
};

export const chaseAfter = ({ now, policy }: Context): string =>
  workingHoursAfter(now, policy.timers.ask.workingHours, policy).toISOString();

/** Out of office hours several of them fall on one time. */
export const chaseDue = ({ chaseAt = '' }: Breach, { now }: Context): Due => ({
  id: `chase-${chaseAt}-${now.toISOString()}`,
  at: chaseAt,
  action: 'chase',
});

export const reporterIn = ({ createdBy, agencyId, manager }: Breach) => ({
  id: createdBy.id,
  agency: agencyId,
  manager,
});

/** One more who may lead; they are no longer only told. */
const joined = (record: Breach, one: string): Breach => ({
  ...record,
  asked: [...askedOf(record), one],
  readers: readersOf(record).filter((reader) => reader !== one),
});

/** From the second time on, whoever stands in is asked too. */
export const chase: Action<Breach> = {
  from: live,
  by: ['clock'],
  when: ({ heededAt, chaseAt }, { now }) =>
    !heededAt && chaseAt !== undefined && chaseAt <= now.toISOString(),
  apply: (record, _, ctx) => {
    const { mostChases } = ctx.policy.timers.ask;
    const chases = record.chases + 1;
    const asked = askedOf(record);
    const deputy = chases > 1 ? nextOf(chainFor(reporterIn(record), ctx.policy), asked) : undefined;
    const { chaseAt: __, ...rest } = deputy ? joined(record, deputy) : record;
    const next: Breach = { ...rest, chases, ...(chases < mostChases ? { chaseAt: chaseAfter(ctx) } : {}) };
    return {
      record: next,
      reason: 'breach.chased',
      notices: [
        ...leadNotice(next, asked, `chase-${chases}`, 'chase', ctx),
        ...leadNotice(next, deputy ? [deputy] : [], `deputy-${chases}`, 'deputy', ctx),
      ],
      due: next.chaseAt ? [chaseDue(next, ctx)] : [],
    };
  },
};

/** Whoever leads is away, and somebody answers for them: never whoever reported it. */
export const standIn: Action<Breach, { to?: string }> = {
  from: live,
  by: ['clock'],
  apply: (record, { to: one }, ctx) => {
    const may = one !== undefined && one !== record.createdBy.id && !askedOf(record).includes(one);
    const next = may ? joined(record, one) : record;
    return {
      record: next,
      reason: 'breach.stood-in',
      notices: may ? leadNotice(next, [one], `stand-in-${one}`, 'deputy', ctx) : [],
      due: [],
    };
  },
};

const lateTasks = (record: Breach, { now, policy }: Context): Breach['actions'] =>
  tasksOpen(record).filter(({ due }) => due < localDate(now, policy));

/** The morning after a day, and each week after that. */
export const taskDue = (day: string, days: number, { now, policy }: Context): Due => {
  const at = atLocal(addDays(day, days), policy.timers.complaint.at, policy).toISOString();
  return { id: `task-${at}-${now.toISOString()}`, at, action: 'taskLate' };
};

/** Something that was to be done by now is not: said once for each that is new, and each week. */
export const taskLate: Action<Breach> = {
  from: live,
  by: ['clock'],
  when: (record, ctx) => {
    const late = lateTasks(record, ctx);
    const today = localDate(ctx.now, ctx.policy);
    const { tasksSaidOn: said } = record;
    if (late.length === 0 || said === today) return false;
    return said === undefined || addDays(said, 7) <= today || late.some(({ overdue: known }) => !known);
  },
  apply: (record, _, ctx) => {
    const today = localDate(ctx.now, ctx.policy);
    const late = lateTasks(record, ctx).map(({ n }) => n);
    const actions = record.actions.map((one) => (late.includes(one.n) ? { ...one, overdue: true } : one));
    return {
      record: { ...record, actions, tasksSaidOn: today },
      reason: 'breach.task-late',
      notices: to(askedOf(record), `task-${today}`, 'task', ctx, { actions: ['taskDone'] }),
      due: [taskDue(today, 7, ctx)],
    };
  },
};
