import { asUser } from '../engine/base.ts';
import type {
  Action,
  ActionForm,
  Citation,
  Context,
  Due,
  Effect,
  Lifecycle,
  Notice,
} from '../engine/types.ts';
import { workingDaysAfter } from '../engine/working-time.ts';
import { routePicks } from './picks.ts';
import type { DecisionRecord } from './record.ts';

/** After the decision: it is sent, it arrives, it helped or not; or what was waited for comes, or does not. */

const waiting = ['awaiting-consent', 'awaiting-originator', 'awaiting-advice', 'awaiting-approval'] as const;
const everywhere = [...waiting, 'decided', 'held', 'shared', 'closed'] as const;

const arrival: Citation = { id: 'norfolk-2015', section: 'section 1' };
const secure: Citation = { id: 'southampton-2010', section: 'sections 6, 18' };

const nextDay = (days: number, at: string, ctx: Context): string =>
  workingDaysAfter(ctx.now, days, at, ctx.policy).toISOString();

const toOwner = (record: DecisionRecord, id: string, kind: string): Notice => ({
  id,
  to: record.createdBy.id,
  kind: `decision.${kind}`,
  params: {},
});
const toManager = ({ manager }: DecisionRecord, id: string, kind: string): Notice[] =>
  manager ? [{ id, to: manager, kind: `decision.${kind}`, params: {} }] : [];

/** Who hears of a decision that was just made, and when the clock looks at it again. */
export const noticesOf = (record: DecisionRecord): Pick<Effect<DecisionRecord>, 'notices' | 'due'> => {
  const escalates = record.final.outcome === 'ESCALATE' || record.departure?.escalated === true;
  const action = record.status.startsWith('awaiting') ? 'overdue' : 'late';
  const due: Due[] = record.dueAt ? [{ id: 'wait', at: record.dueAt, action }] : [];
  return { notices: escalates ? toManager(record, 'escalated', 'escalated') : [], due };
};

type SentAnswers = { route: string; rightPerson: 'yes' };

const sentForm: ActionForm<SentAnswers> = {
  version: 1,
  review: false,
  questions: {
    route: { kind: 'choice', required: true, pick: routePicks, citations: [secure] },
    rightPerson: { kind: 'choice', options: ['yes'], required: true, citations: [arrival] },
  },
  next: (answers) =>
    answers.route && answers.rightPerson
      ? 'done'
      : { page: 'sent', ask: ['route', 'rightPerson'], by: 'rightPerson' },
};

const sent: Action<DecisionRecord, SentAnswers> = {
  from: ['decided', 'held'],
  by: ['owner'],
  ask: sentForm,
  apply: (record, { route }, ctx) => {
    const { workingDays, at } = ctx.policy.timers.receipt;
    const due = nextDay(workingDays, at, ctx);
    return {
      record: {
        ...record,
        status: 'shared',
        overdue: false,
        method: route,
        transferAt: ctx.now.toISOString(),
        dueAt: due,
      },
      reason: 'decision.sent',
      notices: [],
      due: [{ id: 'receipt', at: due, action: 'chase' }],
    };
  },
};

type ReceivedAnswers = { reached: 'yes' | 'not-yet' | 'refused'; helped?: string; note?: string };

const receivedForm: ActionForm<ReceivedAnswers> = {
  version: 1,
  review: false,
  questions: {
    reached: { kind: 'choice', options: ['yes', 'not-yet', 'refused'], required: true, citations: [arrival] },
    helped: {
      kind: 'choice',
      options: ['yes', 'no', 'too-soon'],
      required: false,
      citations: [arrival],
    },
    note: { kind: 'long', required: false, maxLength: 1000, spot: true, citations: [arrival] },
  },
  next: (answers) =>
    'reached' in answers ? 'done' : { page: 'received', ask: ['reached', 'helped', 'note'] },
};

const received: Action<DecisionRecord, ReceivedAnswers> = {
  from: ['shared'],
  by: ['owner'],
  ask: receivedForm,
  apply: (record, answers, ctx) => {
    const at = ctx.now.toISOString();
    const there = answers.reached === 'yes';
    return {
      record: {
        ...record,
        status: there ? 'closed' : 'shared',
        receipt: {
          answer: answers.reached,
          ...(answers.helped ? { helped: answers.helped } : {}),
          ...(answers.note ? { note: answers.note } : {}),
        },
        ...(there ? { receiptConfirmed: { at, by: asUser(ctx.person) }, overdue: false } : {}),
      },
      reason: `decision.received-${answers.reached}`,
      notices: [],
      due: [],
    };
  },
};

type AnsweredAnswers = { answer: 'yes' | 'no' | 'none'; note?: string };

const answeredForm: ActionForm<AnsweredAnswers> = {
  version: 1,
  review: false,
  questions: {
    answer: { kind: 'choice', options: ['yes', 'no', 'none'], required: true, citations: [arrival] },
    note: { kind: 'long', required: false, maxLength: 1000, spot: true, citations: [arrival] },
  },
  next: (answers) => ('answer' in answers ? 'done' : { page: 'answered', ask: ['answer', 'note'] }),
};

/** What was waited for came, or did not: this record ends, and the decision is made again with what is known now. */
const answered: Action<DecisionRecord, AnsweredAnswers> = {
  from: waiting,
  by: ['owner'],
  ask: answeredForm,
  apply: (record, { answer, note }, ctx) => ({
    record: {
      ...record,
      status: 'closed',
      overdue: false,
      answered: { answer, at: ctx.now.toISOString(), ...(note ? { note } : {}) },
    },
    reason: `decision.answered-${answer}`,
    notices: [],
    due: [],
  }),
};

const copied: Action<DecisionRecord> = {
  from: everywhere,
  by: ['owner'],
  apply: (record, _, ctx) => ({
    record: { ...record, caseFileCopy: { at: ctx.now.toISOString(), by: asUser(ctx.person) } },
    reason: 'decision.copied',
    notices: [],
    due: [],
  }),
};

/** The due time passed and nothing came: the owner is asked again, and the manager is told. */
const overdue: Action<DecisionRecord> = {
  from: waiting,
  by: ['clock'],
  apply: (record) => ({
    record: { ...record, overdue: true },
    reason: 'decision.overdue',
    notices: [
      toOwner(record, 'overdue', 'overdue'),
      ...toManager(record, 'overdue-manager', 'overdue-manager'),
    ],
    due: [],
  }),
};

/** A day was set for it, and it has not been sent. */
const late: Action<DecisionRecord> = {
  from: ['decided', 'held'],
  by: ['clock'],
  apply: (record) => ({
    record: { ...record, overdue: true },
    reason: 'decision.late',
    notices: [toOwner(record, 'late', 'late')],
    due: [],
  }),
};

/** Nobody has said yet that what was sent arrived. */
const chase: Action<DecisionRecord> = {
  from: ['shared'],
  by: ['clock'],
  apply: (record) => ({
    record: { ...record, overdue: true },
    reason: 'decision.chased',
    notices: [toOwner(record, 'chase', 'chase')],
    due: [],
  }),
};

export const lifecycle: Lifecycle<DecisionRecord> = {
  states: ['decided', 'held', ...waiting, 'shared', 'closed'],
  actions: { sent, received, answered, copied, overdue, late, chase },
};
