import { executiveOf } from '../dispute/parties.ts';
import { procedure } from '../dispute/questions.ts';
import { asUser } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import { noNames } from '../engine/no-names.ts';
import type { Action, ActionForm, Context, Due, Question } from '../engine/types.ts';
import { addDays, atLocal, localDate } from '../engine/working-time.ts';
import type { RegisterEntry } from './record.ts';

/** What follows from a trend: something to do, which post does it, and by when. The clock asks when the day has passed. */

type PlanAnswers = { what: string; owner: string; due: string };

const ahead: Question['check'] = (value, _, { now, policy }) =>
  String(value) < localDate(now, policy) ? 'in-the-past' : undefined;

const planForm: ActionForm<PlanAnswers> = {
  version: 1,
  review: false,
  questions: {
    what: { kind: 'long', required: true, maxLength: 300, check: noNames, citations: [procedure] },
    owner: { kind: 'long', required: true, maxLength: 80, check: noNames, citations: [procedure] },
    due: { kind: 'date', required: true, check: ahead, citations: [procedure] },
  },
  next: inOrder([{ page: 'plan', ask: ['what', 'owner', 'due'] }], () => 'done' as const),
};

const both = ['open', 'settled'] as const;

/** The morning after, and each week after that. */
const chaseDue = (due: string, days: number, { policy }: Context): Due => {
  const day = addDays(due, days);
  const at = atLocal(day, policy.timers.consent.at, policy).toISOString();
  return { id: `plan-${due}-${days}`, at, action: 'planOverdue' };
};

const plan: Action<RegisterEntry, PlanAnswers> = {
  from: both,
  by: ['executive'],
  ask: planForm,
  apply: (record, { what, owner, due }, ctx) => {
    const at = ctx.now.toISOString();
    const action = { text: what, owner, due, at, by: asUser(ctx.person), overdue: false };
    const day = chaseDue(due, 1, ctx);
    return {
      record: { ...record, action },
      reason: 'register-entry.planned',
      notices: [],
      due: [{ ...day, id: `${day.id}-${at}` }],
    };
  },
};

const planDone: Action<RegisterEntry> = {
  from: both,
  by: ['executive'],
  when: ({ action }) => action !== undefined && !action.doneAt,
  apply: (record, _, { now }) => ({
    record: record.action ? { ...record, action: { ...record.action, doneAt: now.toISOString() } } : record,
    reason: 'register-entry.plan-done',
    notices: [],
    due: [],
  }),
};

const planOverdue: Action<RegisterEntry> = {
  from: both,
  by: ['clock'],
  when: ({ action }, { now, policy }) =>
    action !== undefined && !action.doneAt && action.due < localDate(now, policy),
  apply: (record, _, ctx) => {
    const today = localDate(ctx.now, ctx.policy);
    return {
      record: record.action ? { ...record, action: { ...record.action, overdue: true } } : record,
      reason: 'register-entry.plan-overdue',
      notices: [
        { id: `plan-${today}`, to: executiveOf(ctx.policy), kind: 'register-entry.overdue', params: {} },
      ],
      due: [{ ...chaseDue(today, 7, ctx), id: `plan-${today}-again` }],
    };
  },
};

export const planActions = { plan, planDone, planOverdue };
