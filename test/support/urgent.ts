import { give, nextStep } from '../../dialogs/engine/next-step.ts';
import type { Context, Effect, Given } from '../../dialogs/engine/types.ts';
import { type UrgentAnswers, urgent } from '../../dialogs/urgent/dialog.ts';
import type { CompletionAnswers } from '../../dialogs/urgent/lifecycle.ts';
import type { UrgentRecord } from '../../dialogs/urgent/record.ts';

/** Five made-up lines, each with a word that stands nowhere else. */
export const urgentAnswers: UrgentAnswers = {
  caseRef: 'CR-20417',
  risk: 'Mother threatened with a zebrafish knife.',
  shared: 'Address and the quokka threat.',
  with: 'Duty social worker, axolotl team',
  whyNow: 'He is on his way, said the okapi.',
};

export const givenAt = (answers: Readonly<Record<string, unknown>>, ctx: Context): Given =>
  give({}, answers, ctx.now.toISOString());

/** What finishing the urgent page leads to. */
export const recordUrgent = (ctx: Context, answers: UrgentAnswers = urgentAnswers): Effect<UrgentRecord> => {
  const given = givenAt(answers, ctx);
  const step = nextStep(urgent, given, ctx);
  if (step.kind !== 'end') throw new Error('the urgent page is not answered');
  return urgent.record(step.answers, step.end, ctx, given);
};

/** What an action does to a record; its answers run through its own pages first. */
export const actOn = (
  record: UrgentRecord,
  name: 'complete' | 'remind' | 'overdue',
  ctx: Context,
  answers: Partial<CompletionAnswers> = {},
): Effect<UrgentRecord> => {
  const action = urgent.lifecycle.actions[name];
  if (!action) throw new Error(`no action ${name}`);
  if (!action.ask) return action.apply(record, {}, ctx);
  const step = nextStep(action.ask, givenAt(answers, ctx), ctx);
  if (step.kind !== 'end') throw new Error('the action needs more answers');
  return action.apply(record, step.answers, ctx);
};
