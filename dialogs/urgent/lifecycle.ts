import type { Action, ActionForm, Context, Due, Lifecycle, Notice, Page, Question } from '../engine/types.ts';
import { workingDaysAfter } from '../engine/working-time.ts';
import type { UrgentRecord } from './record.ts';

/** After the danger: the record is completed, and until it is, the clock reminds. */

export type CompletionAnswers = {
  reached: 'yes' | 'not-yet';
  advice: 'none' | 'manager' | 'safeguarding-lead' | 'dpo' | 'caldicott' | 'legal' | 'police' | 'other';
  adviceOutcome?: string;
  told: 'yes' | 'not-yet' | 'no';
  toldReason?: string;
};

const arrival = { id: 'norfolk-2015', section: 'section 1' };
const procedure = { id: 'norfolk-2015', section: 'Appendix 3' };
const openness = { id: 'norfolk-2015', section: 'Appendix 2, rule 2' };

const choice = (options: readonly string[], citations: Question['citations']): Question => ({
  kind: 'choice',
  options,
  required: true,
  citations,
});
const detail = (citations: Question['citations']): Question => ({
  kind: 'long',
  required: true,
  maxLength: 1000,
  spot: true,
  citations,
});

const afterwards: Page<CompletionAnswers> = { page: 'afterwards', ask: ['reached', 'advice', 'told'] };

const details = (answers: Partial<CompletionAnswers>): Page<CompletionAnswers> => ({
  page: 'details',
  ask: [
    ...(answers.advice === 'none' ? [] : (['adviceOutcome'] as const)),
    ...(answers.told === 'yes' ? [] : (['toldReason'] as const)),
  ],
});

const completion: ActionForm<CompletionAnswers> = {
  version: 1,
  review: true,
  questions: {
    reached: choice(['yes', 'not-yet'], [arrival]),
    advice: choice(
      ['none', 'manager', 'safeguarding-lead', 'dpo', 'caldicott', 'legal', 'police', 'other'],
      [procedure],
    ),
    adviceOutcome: detail([procedure]),
    told: choice(['yes', 'not-yet', 'no'], [openness]),
    toldReason: detail([openness]),
  },
  next: (answers) => {
    if (!answers.reached || !answers.advice || !answers.told) return afterwards;
    const page = details(answers);
    return page.ask.every((question) => answers[question] !== undefined) ? 'done' : page;
  },
};

const complete: Action<UrgentRecord, CompletionAnswers> = {
  from: ['to-complete'],
  by: ['owner'],
  ask: completion,
  apply: (record, answers, ctx) => {
    const at = ctx.now.toISOString();
    return {
      record: {
        ...record,
        status: 'completed',
        completedAt: at,
        overdue: false,
        ...(answers.reached === 'yes' ? { receiptConfirmed: { at, by: record.createdBy } } : {}),
        adviceFrom: answers.advice,
        ...(answers.adviceOutcome ? { adviceOutcome: answers.adviceOutcome } : {}),
        told: {
          b: answers.told === 'yes',
          when: answers.told,
          ...(answers.toldReason ? { reason: answers.toldReason } : {}),
        },
      },
      reason: 'urgent.completed',
      notices: [],
      due: [],
    };
  },
};

/** The next working morning. */
export const remindAt = (ctx: Context): string =>
  workingDaysAfter(ctx.now, 1, ctx.policy.timers.urgent.remindAt, ctx.policy).toISOString();

const toOwner = (record: UrgentRecord, kind: string): Notice => ({
  id: `${kind}-${record.reminders}`,
  to: record.createdBy.id,
  kind: `urgent.${kind}`,
  params: {},
});

const nextReminder = (record: UrgentRecord, ctx: Context): Due[] =>
  record.reminders + 1 < ctx.policy.timers.urgent.mostReminders
    ? [{ id: `remind-${record.reminders + 1}`, at: remindAt(ctx), action: 'remind' }]
    : [];

const remind: Action<UrgentRecord> = {
  from: ['to-complete'],
  by: ['clock'],
  apply: (record, _, ctx) => ({
    record: { ...record, reminders: record.reminders + 1 },
    reason: 'urgent.reminded',
    notices: [toOwner(record, 'remind')],
    due: nextReminder(record, ctx),
  }),
};

const overdue: Action<UrgentRecord> = {
  from: ['to-complete'],
  by: ['clock'],
  apply: (record) => ({
    record: { ...record, overdue: true },
    reason: 'urgent.overdue',
    notices: [
      toOwner(record, 'overdue'),
      ...(record.managerTold
        ? [{ id: 'overdue-manager', to: record.managerTold.who, kind: 'urgent.overdue-manager', params: {} }]
        : []),
    ],
    due: [],
  }),
};

export const lifecycle: Lifecycle<UrgentRecord> = {
  states: ['to-complete', 'completed'],
  actions: { complete, remind, overdue },
};
