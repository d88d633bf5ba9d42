import { sayDate } from '../engine/say.ts';
import type { Action, Context, Due, Effect, Notice } from '../engine/types.ts';
import { addDays, atLocal, isWorkingDay, localDate, workingDaysAfter } from '../engine/working-time.ts';
import { isPast, waiting, withDeputy } from '../liaison/chasing.ts';
import type { Complaint } from './record.ts';

/** By when the person is to hear, and who is asked to see to it: first whoever has it, then whoever stands in. */

const stamp = ({ status, progress }: Complaint): string => `${status}-${progress.length}`;

/** Nobody reads a reminder on a holiday: it comes on the working day before. */
const working = (day: string, ctx: Pick<Context, 'policy'>): string =>
  isWorkingDay(day, ctx.policy) ? day : working(addDays(day, -1), ctx);

/** The person is to hear by the end of this day. What has passed already is asked for at once. */
export const owed = (record: Complaint, dueOn: string, ctx: Context): { record: Complaint; due: Due[] } => {
  const { remindBeforeDays, at } = ctx.policy.timers.complaint;
  const now = ctx.now.toISOString();
  const days = remindBeforeDays.map((before) => working(addDays(dueOn, -before), ctx));
  const remindAt = [...new Set(days)]
    .map((day) => atLocal(day, at, ctx.policy).toISOString())
    .filter((time) => time > now)
    .sort();
  const first = atLocal(addDays(dueOn, 1), at, ctx.policy).toISOString();
  const [, lateAt = first] = [now, first].sort();
  const next: Complaint = {
    ...record,
    ...{ dueOn, remindAt, lateAt, lates: 0 },
    dueAt: atLocal(addDays(dueOn, 1), '00:00', ctx.policy).toISOString(),
  };
  return {
    record: next,
    due: [
      ...remindAt.map((time, index) => ({
        id: `remind-${stamp(next)}-${index}`,
        at: time,
        action: 'remind',
      })),
      lateDue(next),
    ],
  };
};

const lateDue = (record: Complaint): Due => ({
  id: `late-${stamp(record)}-${record.lates}`,
  at: record.lateAt ?? '',
  action: 'late',
});

/** Nothing is owed any more. */
export const settled = (record: Complaint): Complaint => {
  const { dueOn: _, dueAt: __, lateAt: ___, ...rest } = record;
  return { ...rest, remindAt: [] };
};

/** From the day after, by the calendar of the wall: whether or not the clock has come round to it. */
export const isOverdue = ({ dueOn }: Pick<Complaint, 'dueOn'>, { now, policy }: Context): boolean =>
  dueOn !== undefined && localDate(now, policy) > dueOn;

export const toAsked = (
  record: Complaint,
  id: string,
  kind: string,
  params: Notice['params'] = {},
  actions?: readonly string[],
): Notice[] =>
  (record.asked ?? []).map((to) => ({
    id: `${id}-${to}`,
    to,
    kind: `complaint.${kind}`,
    params,
    ...(actions ? { actions } : {}),
  }));

const what = ({ status }: Complaint): string => (status === 'logged' ? 'acknowledge' : 'news');

const open = ['logged', 'acknowledged', 'progress'] as const;

const kept = (record: Complaint, reason: string, notices: Notice[], due: Due[]): Effect<Complaint> => ({
  record,
  reason: `complaint.${reason}`,
  notices,
  due,
});

/** However many came late, they say it once. */
export const remind: Action<Complaint> = {
  from: open,
  by: ['clock'],
  // What is overdue is said to be that.
  when: (record, ctx) => !isOverdue(record, ctx) && record.remindAt.some((at) => isPast(at, ctx)),
  apply: (record, _, ctx) => {
    const remindAt = record.remindAt.filter((at) => !isPast(at, ctx));
    const next = { ...record, remindAt };
    const id = `remind-${stamp(record)}-${record.remindAt.length}`;
    const day = sayDate(record.dueOn ?? '');
    return kept(next, 'reminded', toAsked(next, id, `${what(record)}-soon`, { day }), []);
  },
};

export const late: Action<Complaint> = {
  from: open,
  by: ['clock'],
  when: ({ lateAt }, ctx) => isPast(lateAt, ctx),
  apply: (record, _, ctx) => {
    const { timers } = ctx.policy;
    const { lateAt: __, ...rest } = withDeputy('complaint', record, ctx);
    const lates = record.lates + 1;
    const id = `late-${stamp(record)}-${lates}`;
    const again = lates < timers.ask.mostChases;
    const lateAt = workingDaysAfter(
      ctx.now,
      timers.wait.remindAfterWorkingDays,
      timers.complaint.at,
      ctx.policy,
    ).toISOString();
    const next: Complaint = { ...rest, lates, ...(again ? { lateAt } : {}) };
    const day = sayDate(record.dueOn ?? '');
    return kept(
      next,
      'late',
      toAsked(next, id, `${what(record)}-late`, { day }),
      again ? [lateDue(next)] : [],
    );
  },
};

/** Nobody has taken it up yet. From the second time on, whoever stands in is asked too. */
export const chase: Action<Complaint> = {
  from: ['logged', 'acknowledged', 'progress'],
  by: ['clock'],
  when: ({ seenAt, chaseAt }, ctx) => seenAt === undefined && isPast(chaseAt, ctx),
  apply: (record, _, ctx) => {
    const chased = { ...record, chases: record.chases + 1 };
    const next = waiting(chased.chases > 1 ? withDeputy('complaint', chased, ctx) : chased, ctx);
    const notices = toAsked(next.record, `chase-${record.chaseAt}`, 'chase', {}, ['mine']);
    return kept(next.record, 'chased', notices, next.due);
  },
};
