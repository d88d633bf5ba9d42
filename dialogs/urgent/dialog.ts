import { newsTo } from '../decision/to-hub.ts';
import { answersKept, asUser, base } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import type { Context, Dialog, Given, Outcome, Question } from '../engine/types.ts';
import { workingDaysAfter } from '../engine/working-time.ts';
import { lifecycle, remindAt } from './lifecycle.ts';
import { type UrgentRecord, urgentRecordSchema } from './record.ts';
import { show } from './show.ts';

/** Danger now: what to do first, five short fields, and go. Nothing else may stand before it. */

export type UrgentAnswers = { caseRef: string; risk: string; shared: string; with: string; whyNow: string };

const procedure = { id: 'norfolk-2015', section: 'Appendix 3' };
const withoutConsent = { id: 'law:L-05', section: 'rule 3' };

const field = (kind: 'text' | 'long', maxLength: number): Question => ({
  kind,
  maxLength,
  required: true,
  spot: true,
  citations: [withoutConsent, procedure],
});

export const shareNow: Outcome = {
  outcome: 'SHARE',
  reasons: ['URGENT_HARM'],
  citations: [
    withoutConsent,
    { id: 'law:L-04', section: '' },
    procedure,
    { id: 'rotherham-3.2', section: 'section 3.1' },
  ],
};

const makeRecord = (answers: UrgentAnswers, outcome: Outcome, ctx: Context, given: Given): UrgentRecord => {
  const at = ctx.now.toISOString();
  const { completeWithinWorkingDays, completeAt } = ctx.policy.timers.urgent;
  return {
    ...base(ctx),
    schemaVersion: 1,
    ...answers,
    type: 'decision',
    lane: 'urgent',
    status: 'to-complete',
    direction: 'out',
    subjectRef: answers.caseRef,
    sharedAt: at,
    managerTold: ctx.person.manager ? { who: ctx.person.manager, at } : null,
    answers: answersKept(given, 'U1'),
    recommendation: { outcome: 'SHARE', reasons: [...outcome.reasons], citations: [...outcome.citations] },
    final: { outcome: 'SHARE', by: asUser(ctx.person), at },
    completeBy: workingDaysAfter(ctx.now, completeWithinWorkingDays, completeAt, ctx.policy).toISOString(),
    overdue: false,
    reminders: 0,
  };
};

export const urgent: Dialog<UrgentAnswers, UrgentRecord> = {
  name: 'urgent',
  version: 1,
  prefix: 'D',
  schema: urgentRecordSchema,
  review: false,
  questions: {
    caseRef: field('text', 80),
    risk: field('long', 600),
    shared: field('long', 600),
    with: field('text', 200),
    whyNow: field('text', 300),
  },
  next: inOrder(
    [{ page: 'now', ask: ['caseRef', 'risk', 'shared', 'with', 'whyNow'], contacts: true }],
    () => shareNow,
  ),
  // What it was pressed on is told that it did not wait.
  begins: ({ type, reference }) => {
    if (type === 'enquiry') return {};
    return type === 'dispute' ? { answered: { dispute: reference } } : undefined;
  },
  finds: ({ dispute }) => (dispute ? [{ facet: 'case', key: String(dispute) }] : []),
  record: (answers, outcome, ctx, { dispute, ...given }) => {
    const record = makeRecord(answers, outcome, ctx, given);
    const { manager } = ctx.person;
    const ref = dispute && String(dispute.value);
    return {
      record,
      ...(ref
        ? { also: [{ dialog: 'dispute', ref, action: 'urgentUsed', input: { ref: ctx.reference } }] }
        : {}),
      reason: 'urgent.recorded',
      notices: manager ? [{ id: 'told', to: manager, kind: 'urgent.told', params: {} }] : [],
      due: [
        { id: 'remind-0', at: remindAt(ctx), action: 'remind' },
        { id: 'overdue', at: record.completeBy, action: 'overdue' },
      ],
      tells: newsTo(record.links, { ref: record.reference, decided: 'shared', at: record.sharedAt, n: 1 }),
    };
  },
  lifecycle,
  show,
  facets: ({ subjectRef, recommendation, final, with: recipient }) => ({
    subject: subjectRef,
    outcome: final.outcome,
    recipients: [recipient],
    grounds: recommendation.reasons,
  }),
};
