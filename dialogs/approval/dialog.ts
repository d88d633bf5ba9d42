import { z } from 'zod';
import type { DecisionRecord } from '../decision/record.ts';
import { answersKept, base } from '../engine/base.ts';
import { chainOf } from '../engine/posts.ts';
import { sayWhen } from '../engine/say.ts';
import type {
  Begun,
  Citation,
  Context,
  Dialog,
  Effect,
  Given,
  Outcome,
  Page,
  RecordBody,
} from '../engine/types.ts';
import { aboutDecision, askNotice, chaseDue, dueFrom, onDecision } from './asking.ts';
import { lifecycle } from './lifecycle.ts';
import { type ApprovalRecord, approvalRecordSchema, asks, urgencies } from './record.ts';
import { show } from './show.ts';
import { isPending, triggersOf } from './triggers.ts';

/** A decision is taken to a manager: support for whoever decides, and not a gate. */

export type ApprovalAnswers = {
  decision: string;
  question: (typeof asks)[number];
  urgency: (typeof urgencies)[number];
  note?: string;
};

const managers: Citation = { id: 'norfolk-2015', section: 'section 1' };
const line: Citation = { id: 'southampton-2010', section: 'section 13' };

/** Only whoever decided takes it further. */
const theDecision = (ref: unknown, { found = [], person }: Context): DecisionRecord | undefined => {
  const wanted = String(ref).trim().toUpperCase();
  const one = found.find(({ reference }) => reference === wanted);
  return one?.type === 'decision' && 'final' in one && 'purpose' in one && one.createdBy.id === person.id
    ? (one as DecisionRecord)
    : undefined;
};

const decisionFault = (ref: unknown, ctx: Context): string | undefined => {
  if (ctx.found === undefined) return undefined;
  const decision = theDecision(ref, ctx);
  if (!decision) return 'no-such-decision';
  return isPending(decision) ? 'asked-already' : undefined;
};

const questions = {
  decision: {
    kind: 'text',
    required: true,
    maxLength: 20,
    check: (ref, _, ctx) => decisionFault(ref, ctx),
    citations: [managers],
  },
  question: {
    kind: 'choice',
    options: asks,
    required: true,
    check: (_, __, { person, policy }) =>
      chainOf(person, policy).length === 0 ? 'nobody-to-ask' : undefined,
    citations: [managers, line],
  },
  urgency: { kind: 'choice', options: urgencies, required: true, citations: [managers] },
  note: { kind: 'long', required: false, maxLength: 500, spot: true, citations: [managers] },
} as const satisfies Dialog<ApprovalAnswers>['questions'];

const outcome: Outcome = { outcome: 'ASKED', reasons: [], citations: [managers, line] };

const next = ({ decision, question }: Partial<ApprovalAnswers>): Page<ApprovalAnswers> | Outcome => {
  if (!decision) return { page: 'which', ask: ['decision'] };
  return question ? outcome : { page: 'ask', ask: ['question', 'urgency', 'note'] };
};

type About = ReturnType<typeof aboutDecision>;
type Asked = Pick<ApprovalRecord, 'question' | 'urgency' | 'note'>;

const asking = (
  about: About,
  asked: Asked,
  ctx: Context,
  answers: ApprovalRecord['answers'],
): Effect<ApprovalRecord> => {
  const [first] = chainOf(ctx.person, ctx.policy);
  const record: ApprovalRecord = {
    ...base(ctx),
    type: 'approval',
    schemaVersion: 1,
    status: 'asked',
    links: [about.decision],
    ...about,
    ...asked,
    asked: first ? [first] : [],
    dueAt: dueFrom(ctx),
    overdue: false,
    chases: 0,
    turns: [],
    answers,
  };
  return {
    record,
    reason: 'approval.asked',
    notices: first ? [askNotice(record, first, 'asked', (at) => sayWhen(at, ctx.policy))] : [],
    due: chaseDue(record),
  };
};

const makeRecord = (
  { decision: ref, question, urgency, note }: ApprovalAnswers,
  _: Outcome,
  ctx: Context,
  given: Given,
): Effect<ApprovalRecord> => {
  const decision = theDecision(ref, ctx);
  const about = decision
    ? aboutDecision(decision, ctx)
    : { decision: ref.trim().toUpperCase(), triggers: [], protects: false };
  const effect = asking(
    about,
    { question, urgency, ...(note ? { note } : {}) },
    ctx,
    answersKept(given, 'approval'),
  );
  return { ...effect, also: onDecision(effect.record, ctx) };
};

const input = z.object({
  about: approvalRecordSchema.pick({
    decision: true,
    triggers: true,
    recommendation: true,
    decided: true,
    protects: true,
  }),
  question: z.enum(asks),
  urgency: z.enum(urgencies),
});

/** Whoever decided asked for it as they decided: the decision knows already. */
const takes = (given: Readonly<Record<string, unknown>>, ctx: Context): Effect<ApprovalRecord> => {
  const { about, ...asked } = input.parse(given);
  return asking(about as About, asked, ctx, []);
};

const suggested = { departs: 'agree', objection: 'objection', refused: 'refused', doubt: 'advise' } as const;

const begins = (record: RecordBody, ctx: Context): Begun | undefined => {
  const decision = theDecision(record.reference, { ...ctx, found: [record] });
  if (!decision) return undefined;
  const [trigger] = triggersOf(decision, ctx.policy);
  const question = trigger && trigger !== 'rule' ? suggested[trigger] : 'agree';
  const urgency = aboutDecision(decision, ctx).protects ? 'today' : 'soon';
  return { answered: { decision: decision.reference }, filled: { question, urgency } };
};

export const approval: Dialog<ApprovalAnswers, ApprovalRecord> = {
  name: 'approval',
  version: 1,
  prefix: 'M',
  schema: approvalRecordSchema,
  review: false,
  questions,
  next,
  finds: ({ decision }) => (decision ? [{ facet: 'about', key: String(decision) }] : []),
  begins,
  record: makeRecord,
  takes,
  lifecycle,
  show,
  facets: () => ({ grounds: [] }),
};
