import type { DecisionRecord } from '../decision/record.ts';
import { agencyName, executiveOf, partnerPicks } from '../dispute/parties.ts';
import { procedure } from '../dispute/questions.ts';
import { type Impact, impacts, type Point, points } from '../dispute/record.ts';
import { answersKept, base } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import { referenceOnly } from '../engine/no-names.ts';
import { sayWhen } from '../engine/say.ts';
import type { Action, Context, Dialog, Effect, Outcome, RecordBody, Tell, View } from '../engine/types.ts';
import { type Refusal, refusalSchema } from './record.ts';

/** Somebody would not share: the reason and what it led to are kept and counted, and a dispute can be opened from it. */

export type RefusalAnswers = {
  by: 'them' | 'us';
  partner: string;
  decisionRef: string;
  point: Point;
  impact: Impact;
};

const ask = ['by', 'partner', 'decisionRef', 'point', 'impact'] as const;
const needed = { required: true, citations: [procedure] } as const;
const recorded: Outcome = { outcome: 'RECORDED', reasons: [], citations: [procedure] };

const theirAgency = ({ partner }: Refusal, { policy }: Context): string =>
  policy.partners[partner]?.agency ?? '';

/** Codes for the central register: who, why, what it led to, and whether it was overturned. */
const entry = (record: Refusal, ctx: Context): Tell => {
  const { reference, agencyId, by, reason, impact, laterOverturned, createdAt } = record;
  const theirs = theirAgency(record, ctx);
  return {
    id: `entry-${laterOverturned ? 2 : 1}`,
    partner: '',
    agency: ctx.policy.hostAgency,
    to: executiveOf(ctx.policy),
    dialog: 'register-entry',
    thread: `${agencyId}/${reference}/entry`,
    input: {
      kind: 'refusal',
      n: laterOverturned ? 2 : 1,
      agencies: [agencyId, theirs],
      withheldBy: by === 'us' ? agencyId : theirs,
      reasonCode: reason,
      stage: record.status,
      openedAt: createdAt,
      impact,
      ...(laterOverturned ? { outcome: 'share' } : {}),
      trendTags: laterOverturned ? ['overturned'] : [],
    },
  };
};

const record = (answers: RefusalAnswers, _: Outcome, ctx: Context, given: object): Effect<Refusal> => {
  const body: Refusal = {
    ...base(ctx),
    type: 'refusal',
    schemaVersion: 1,
    status: 'recorded',
    ...{ by: answers.by, partner: answers.partner, decisionRef: answers.decisionRef },
    ...{ reason: answers.point, impact: answers.impact },
    laterOverturned: false,
    answers: answersKept(given as Parameters<typeof answersKept>[0], 'refusal'),
  };
  return {
    record: body,
    reason: 'refusal.recorded',
    notices: [],
    due: [],
    tells: [entry(body, ctx)],
    // A dispute that ends otherwise finds it by this.
    thread: `${body.agencyId}/${body.reference}`,
  };
};

const overturn = (before: Refusal, ctx: Context): Effect<Refusal> => {
  const overturnedAt = ctx.now.toISOString();
  const next: Refusal = { ...before, status: 'overturned', laterOverturned: true, overturnedAt };
  return { record: next, reason: 'refusal.overturned', notices: [], due: [], tells: [entry(next, ctx)] };
};

/** They have thought again. */
const overturned: Action<Refusal> = {
  from: ['recorded'],
  by: ['owner', 'manager'],
  apply: (before, _, ctx) => overturn(before, ctx),
};

/** A dispute about it was settled, and it is shared. */
const heard: Action<Refusal> = {
  from: ['recorded', 'overturned'],
  by: ['clock'],
  apply: (before, _, ctx) =>
    before.laterOverturned
      ? { record: before, reason: 'refusal.overturned', notices: [], due: [] }
      : overturn(before, ctx),
};

const show = (refusal: Refusal, ctx: Context): View => {
  const { status, by, partner, decisionRef, reason, impact, overturnedAt = '' } = refusal;
  const name = agencyName(theirAgency(refusal, ctx), ctx.policy);
  return {
    status: {
      key: `refusal.status.${status}`,
      params: { when: overturnedAt && sayWhen(overturnedAt, ctx.policy) },
    },
    lead: status === 'recorded' ? [{ key: `refusal.lead.${by}` }] : [],
    facts: [
      { label: 'refusal.facts.by', said: { key: `refusal.questions.by.options.${by}` } },
      { label: 'refusal.facts.partner', value: ctx.policy.partners[partner]?.title ?? partner },
      { label: 'refusal.facts.agency', value: name },
      { label: 'refusal.facts.decisionRef', value: decisionRef },
      { label: 'refusal.facts.reason', said: { key: `dispute.questions.point.options.${reason}` } },
      {
        label: 'refusal.facts.impact',
        said: { key: `dispute.result.questions.impact.options.${impact}` },
      },
    ],
    actions: status === 'recorded' ? ['overturned'] : [],
    ...(status === 'recorded' ? { begins: [{ dialog: 'dispute' }] } : {}),
  };
};

const begins = (from: RecordBody) => {
  if (from.type !== 'decision') return undefined;
  const { reference, recipient = [] } = from as DecisionRecord;
  return { filled: { decisionRef: reference, partner: recipient[0]?.id ?? '', by: 'them' } };
};

export const refusal: Dialog<RefusalAnswers, Refusal> = {
  name: 'refusal',
  version: 1,
  prefix: 'Y',
  schema: refusalSchema,
  review: false,
  questions: {
    by: { kind: 'choice', options: ['them', 'us'], ...needed },
    partner: { kind: 'choice', pick: partnerPicks, ...needed },
    decisionRef: { kind: 'text', maxLength: 30, check: referenceOnly, ...needed },
    point: { kind: 'choice', options: points, words: 'dispute', ...needed },
    impact: { kind: 'choice', options: impacts, words: 'dispute.result', ...needed },
  },
  next: inOrder([{ page: 'refusal', ask }], () => recorded),
  begins,
  record,
  lifecycle: {
    states: ['recorded', 'overturned'],
    rests: ['recorded', 'overturned'],
    actions: { overturned, heard },
  },
  show,
  facets: ({ decisionRef, reason, partner }) => ({
    subject: decisionRef,
    grounds: [reason],
    recipients: [partner],
  }),
};
