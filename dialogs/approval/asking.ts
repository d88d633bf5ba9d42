import type { DecisionRecord } from '../decision/record.ts';
import { chainOf } from '../engine/posts.ts';
import type { Also, Context, Due, Notice, RecordBody, Said } from '../engine/types.ts';
import { workingHoursAfter } from '../engine/working-time.ts';
import type { ApprovalRecord } from './record.ts';
import { triggersOf } from './triggers.ts';

/** Whom it goes to, what their card says, and by when. */

/** The line of whoever asks: nobody else may answer. */
export const lineOf = ({ createdBy, agencyId, manager }: RecordBody, { policy }: Context): string[] =>
  chainOf({ id: createdBy.id, agency: agencyId, ...(manager ? { manager } : {}) }, policy);

export const toAnswer = ['approve', 'reject', 'ask', 'reassign'] as const;

const publicProtection = ['safeguarding', 'crime'];

/** What is known of the decision that it is about: codes, and nothing that anybody typed. */
export const aboutDecision = (
  decision: DecisionRecord,
  { policy }: Context,
): Pick<ApprovalRecord, 'decision' | 'triggers' | 'recommendation' | 'decided' | 'protects'> => ({
  decision: decision.reference,
  triggers: triggersOf(decision, policy),
  recommendation: {
    outcome: decision.recommendation.outcome,
    reasons: [...decision.recommendation.reasons],
  },
  decided: decision.final.outcome,
  protects:
    decision.harmMarks.length > 0 ||
    decision.purpose.some((id) => publicProtection.includes(policy.purposes[id]?.family ?? '')),
});

export const dueFrom = ({ now, policy }: Context): string =>
  workingHoursAfter(now, policy.timers.ask.workingHours, policy).toISOString();

export const chaseDue = ({ dueAt, chases, turns }: ApprovalRecord): Due[] => [
  { id: `chase-${chases}-${turns.length}`, at: dueAt, action: 'chase' },
];

const fact = (label: string, key: string, params?: Said['params']) => ({
  label: `approval.facts.${label}`,
  said: { key, ...(params ? { params } : {}) },
});

/** The same on every card of it: what is asked, what I recommended and why, how soon. */
const facts = (record: ApprovalRecord, when: string): NonNullable<Notice['facts']> => [
  fact('decision', 'common.when', { when: record.decision }),
  fact('asked', `approval.questions.question.options.${record.question}`),
  ...(record.recommendation
    ? [fact('recommended', `decision.outcomes.${record.recommendation.outcome}.title`)]
    : []),
  ...(record.decided ? [fact('decided', `decision.outcomes.${record.decided}.title`)] : []),
  ...(record.recommendation?.reasons ?? [])
    .slice(0, 3)
    .map((code) => fact('reason', `decision.codes.${code}`)),
  fact('urgency', `approval.questions.urgency.options.${record.urgency}`),
  fact('due', 'common.when', { when }),
];

/** A card to answer on. `round` tells it apart from those before. */
export const askNotice = (
  record: ApprovalRecord,
  to: string,
  kind: 'asked' | 'chase' | 'deputy' | 'replied' | 'passed' | 'stand-in',
  sayTime: (at: string) => string,
): Notice => ({
  id: `${kind}-${record.turns.length}-${record.chases}-${to}`,
  to,
  kind: `approval.${kind}`,
  params: {},
  actions: toAnswer,
  more: [
    { key: 'approval.notices.backing' },
    ...(record.protects ? [{ key: 'approval.notices.protect' }] : []),
  ],
  facts: facts(record, sayTime(record.dueAt)),
});

/** The decision says how its approval stands, and whoever is asked may read it. */
export const onDecision = (record: ApprovalRecord, ctx: Context): Also[] => [
  {
    dialog: 'decision',
    ref: record.decision,
    action: 'approval',
    input: {
      ref: record.reference,
      status: record.status,
      at: ctx.now.toISOString(),
      ...(record.outcome ? { who: record.outcome.name } : {}),
      readers: [...(record.asked ?? []), ...(record.readers ?? [])],
    },
  },
];
