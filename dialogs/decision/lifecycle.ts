import { goesOnAlone, needsApproval } from '../approval/triggers.ts';
import type { ConsentRecord } from '../consent/record.ts';
import { hasEnded } from '../consent/until.ts';
import { asUser, copiedFrom } from '../engine/base.ts';
import type {
  Action,
  ActionForm,
  Citation,
  Context,
  Due,
  Lifecycle,
  Question,
  RecordBody,
} from '../engine/types.ts';
import { workingDaysAfter } from '../engine/working-time.ts';
import { routePicks } from './picks.ts';
import type { DecisionRecord } from './record.ts';
import { chase, late, overdue, remind, waiting } from './reminders.ts';

/** After the decision: it is sent, it arrives, it helped or not; or what was waited for comes, or does not. */

const everywhere = [...waiting, 'decided', 'held', 'shared', 'closed'] as const;

const arrival: Citation = { id: 'norfolk-2015', section: 'section 1' };
const secure: Citation = { id: 'southampton-2010', section: 'sections 6, 18' };

const nextDay = (days: number, at: string, ctx: Context): string =>
  workingDaysAfter(ctx.now, days, at, ctx.policy).toISOString();

/** Before the day it is due: there is still time to ask. */
const remindDue = ({ dueAt = '' }: DecisionRecord, ctx: Context): Due[] => {
  const { wait, consent } = ctx.policy.timers;
  const at = nextDay(wait.remindAfterWorkingDays, consent.at, ctx);
  return at < dueAt ? [{ id: 'remind', at, action: 'remind' }] : [];
};

/** When the clock looks again at a decision that was just made. */
export const dueAfter = (record: DecisionRecord, ctx: Context): Due[] => {
  const action = record.status.startsWith('awaiting') ? 'overdue' : 'late';
  return [
    ...(record.status === 'awaiting-consent' ? remindDue(record, ctx) : []),
    ...(record.dueAt ? [{ id: 'wait', at: record.dueAt, action }] : []),
  ];
};

type SentAnswers = { wentOn?: string; route: string; rightPerson: 'yes' };

/** What it rests on may have been taken back since: then nothing goes, and the decision is made again. */
const stillStands: Question['check'] = (_, __, ctx) => {
  const { consentRefs = [], createdAt = '' } = (ctx.record ?? {}) as Partial<DecisionRecord>;
  const falls = (one: RecordBody): boolean => {
    if (!consentRefs.includes(one.reference)) return false;
    const since = (one as ConsentRecord).changes.filter(({ from }) => from > createdAt);
    // A new yes for the very same makes good that it ran out.
    const ranOut = since.at(-1)?.change === 'expire' || hasEnded(one as ConsentRecord, ctx);
    return ranOut || since.some(({ change }) => change !== 'expire' && change !== 'renew');
  };
  return ctx.found?.some(falls) ? 'consent-changed' : undefined;
};

/** Where the agency wants a yes first, nothing goes before it. */
const allowed: Question['check'] = (_, __, { record, policy }) =>
  record && needsApproval(record as DecisionRecord, policy) ? 'approval-needed' : undefined;

/** Somebody was asked, and it goes without their yes. */
const alone = ({ record, policy }: Context): boolean =>
  record !== undefined &&
  goesOnAlone(record as DecisionRecord) &&
  !needsApproval(record as DecisionRecord, policy);

const sentForm: ActionForm<SentAnswers> = {
  version: 1,
  review: false,
  questions: {
    wentOn: { kind: 'long', required: true, maxLength: 500, spot: true, citations: [arrival] },
    route: { kind: 'choice', required: true, pick: routePicks, citations: [secure] },
    rightPerson: {
      kind: 'choice',
      options: ['yes'],
      required: true,
      check: (...given) => stillStands(...given) ?? allowed(...given),
      citations: [arrival],
    },
  },
  next: (answers, ctx) => {
    if (alone(ctx) && !answers.wentOn) return { page: 'alone', ask: ['wentOn'] };
    return answers.route && answers.rightPerson
      ? 'done'
      : { page: 'sent', ask: ['route', 'rightPerson'], by: 'rightPerson' };
  },
};

const sent: Action<DecisionRecord, SentAnswers> = {
  from: ['decided', 'held'],
  by: ['owner'],
  ask: sentForm,
  apply: (record, { route, wentOn }, ctx) => {
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
        ...(wentOn ? { wentOn: { reason: wentOn, at: ctx.now.toISOString() } } : {}),
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

const copied = copiedFrom<DecisionRecord>(everywhere, 'decision.copied', ['owner']);

/** What was waited for is on record, and the decision went on as a new one. */
const resumed: Action<DecisionRecord, { by?: string }> = {
  from: [...waiting, 'decided', 'held'],
  by: [],
  apply: (record, { by = '' }) => ({
    record: { ...record, status: 'closed', overdue: false, resumedBy: by },
    reason: 'decision.resumed',
    notices: [],
    due: [],
  }),
};

/** Somebody was asked about it. */
const advised: Action<DecisionRecord, { ref?: string }> = {
  from: everywhere,
  by: [],
  apply: (record, { ref }) => ({
    record: { ...record, advice: [...(record.advice ?? []), ...(ref ? [ref] : [])] },
    reason: 'decision.advised',
    notices: [],
    due: [],
  }),
};

type Approved = { ref: string; status: string; at: string; who?: string; readers: string[] };

/** How it stands with the manager it was taken to; whoever is asked may read what they are asked about. */
const approval: Action<DecisionRecord, Partial<Approved>> = {
  from: everywhere,
  by: [],
  apply: (record, { ref, status = '', at = '', who, readers = [] }) => {
    const others = (record.approvals ?? []).filter((one) => one.ref !== ref);
    const one = ref ? [{ ref, status, at, ...(who ? { who } : {}) }] : [];
    return {
      record: {
        ...record,
        approvals: [...others, ...one],
        readers: [...new Set([...(record.readers ?? []), ...readers])],
        links: [...new Set([...record.links, ...(ref ? [ref] : [])])],
      },
      reason: 'decision.approval',
      notices: [],
      due: [],
    };
  },
};

export const lifecycle: Lifecycle<DecisionRecord> = {
  states: ['decided', 'held', ...waiting, 'shared', 'closed'],
  actions: { sent, received, answered, resumed, advised, approval, copied, remind, overdue, late, chase },
};
