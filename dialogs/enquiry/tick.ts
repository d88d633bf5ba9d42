import type { Action, Context } from '../engine/types.ts';
import { chaseFor, nextTick, owesDecision, planChaseFor, waitedFor } from './clocks.ts';
import { moved, toLeads, toMembers } from './moved.ts';
import type { Enquiry, Owed, Request, Task } from './record.ts';

/** What the clock does: it reminds, names who is late, asks again, and tells whoever leads. */

/** One request or action as it is after the clock has looked, what happened, and who hears of it. */
type Looked<T> = { after: T; what?: 'late' | 'chased' | 'reminded' | 'overdue'; owes: Owed[] };

const isPast = (at: string | undefined, { now }: Context): boolean =>
  at !== undefined && at <= now.toISOString();

const nothing = <T>(after: T): Looked<T> => ({ after, owes: [] });

/** Asked again and again; after that it is for whoever leads, who has heard of it each time. */
const chased = (request: Request, record: Enquiry, ctx: Context): Request => {
  const { chaseAt: _, ...rest } = request;
  const chases = request.chases + 1;
  const more = chases < ctx.policy.timers.ask.mostChases;
  return { ...rest, chases, ...(more ? { chaseAt: chaseFor(record, ctx.now, ctx.policy) } : {}) };
};

const lookAtWaiting = (request: Request, record: Enquiry, ctx: Context): Looked<Request> => {
  const { agency, late, remindAt, until, dueAt, chaseAt } = request;
  const { reference } = record;
  const isLate = !late && isPast(until ?? dueAt, ctx);
  if (isLate || (late && isPast(chaseAt, ctx)))
    return {
      after: { ...chased(request, record, ctx), late: true },
      what: isLate ? 'late' : 'chased',
      owes: [
        ...toMembers(reference, agency, { kind: 'late', action: 'answer' }, ctx),
        ...toLeads(agency, 'late-lead', ctx),
      ],
    };
  if (late || !isPast(remindAt, ctx)) return nothing(request);
  const { remindAt: _, ...after } = request;
  const owes = toMembers(reference, agency, { kind: 'remind', action: 'answer' }, ctx);
  return { after, what: 'reminded', owes };
};

const lookAtDecision = (request: Request, record: Enquiry, ctx: Context): Looked<Request> => {
  if (!isPast(request.chaseAt, ctx)) return nothing(request);
  const after = chased(request, record, ctx);
  return {
    after,
    what: 'chased',
    owes: [
      ...toMembers(record.reference, request.agency, { kind: 'decide' }, ctx),
      ...(after.chases > 1 ? toLeads(request.agency, 'decide-lead', ctx) : []),
    ],
  };
};

const lookAt = (request: Request, record: Enquiry, ctx: Context): Looked<Request> => {
  if (owesDecision(request)) return lookAtDecision(request, record, ctx);
  const waits = waitedFor(record).includes(request) && record.status !== 'closed';
  return waits ? lookAtWaiting(request, record, ctx) : nothing(request);
};

const lookAtTask = (task: Task, { reference }: Enquiry, ctx: Context): Looked<Task> => {
  if (task.doneAt || !isPast(task.chaseAt, ctx)) return nothing(task);
  const chases = task.chases + 1;
  const after = { ...task, overdue: true, chases };
  return {
    after: { ...after, chaseAt: planChaseFor(after, ctx.now, ctx.policy) },
    what: 'overdue',
    owes: [
      ...toMembers(reference, task.agency, { kind: 'plan-late', action: 'joint' }, ctx),
      ...(chases > 1 ? toLeads(task.agency, 'plan-late-lead', ctx) : []),
    ],
  };
};

const worstFirst = ['late', 'overdue', 'chased', 'reminded'] as const;

export const tick: Action<Enquiry> = {
  from: ['open', 'assessed', 'closed'],
  by: ['clock'],
  when: (record, ctx) => isPast(nextTick(record), ctx),
  apply: (record, _, ctx) => {
    const requests = record.requests.map((request) => lookAt(request, record, ctx));
    const plan = record.plan.map((task) => lookAtTask(task, record, ctx));
    const all = [...requests, ...plan];
    const after = {
      ...record,
      requests: requests.map((one) => one.after),
      plan: plan.map((one) => one.after),
    };
    const reason = worstFirst.find((what) => all.some((one) => one.what === what)) ?? 'told';
    return moved(
      record,
      after,
      reason,
      ctx,
      all.flatMap(({ owes }) => owes),
    );
  },
};
