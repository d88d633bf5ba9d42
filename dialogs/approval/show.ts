import { sayWhen } from '../engine/say.ts';
import type { Context, View } from '../engine/types.ts';
import { toAnswer } from './asking.ts';
import type { ApprovalRecord, ApprovalTurn } from './record.ts';

/** How it reads: what is asked and on what ground, what was said, and what can be done now. */

type Fact = View['facts'][number];

const label = (name: string): string => `approval.facts.${name}`;
const said = (name: string, key: string): Fact => ({ label: label(name), said: { key } });
const value = (name: string, text: string | undefined): Fact[] =>
  text ? [{ label: label(name), value: text }] : [];
const when = (name: string, at: string, ctx: Context): Fact => ({
  label: label(name),
  said: { key: 'common.when', params: { when: sayWhen(at, ctx.policy) } },
});

const turnFacts = ({ what, at, name, text }: ApprovalTurn, ctx: Context): Fact[] =>
  text ? [...value(what, text), ...value(`${what}By`, name)] : [when(what, at, ctx)];

const actionsOf = ({ status, createdBy }: ApprovalRecord, { person }: Context): string[] => {
  const own = createdBy.id === person.id;
  switch (status) {
    case 'asked':
      return own ? ['withdraw'] : [...toAnswer];
    case 'question':
      return own ? ['reply', 'withdraw'] : toAnswer.filter((name) => name !== 'ask');
    default:
      return [];
  }
};

const outcomeFacts = ({ outcome }: ApprovalRecord): Fact[] =>
  outcome ? [...value('by', outcome.name), ...value('why', outcome.reason)] : [];

export const show = (record: ApprovalRecord, ctx: Context): View => {
  const { status, outcome, dueAt, overdue, recommendation, decided, triggers, protects, question } = record;
  const waits = status === 'asked' || status === 'question';
  return {
    status: {
      key: `approval.status.${waits && overdue ? 'overdue' : status}`,
      params: { when: sayWhen(outcome?.at ?? dueAt, ctx.policy) },
    },
    lead: waits
      ? [
          { key: 'approval.lead.support' },
          ...(protects ? [{ key: 'approval.notices.protect' }] : []),
          { key: 'approval.notices.backing' },
        ]
      : [{ key: `approval.lead.${status}` }],
    facts: [
      ...outcomeFacts(record),
      ...value('decision', record.decision),
      said('asked', `approval.questions.question.options.${question}`),
      ...value('note', record.note),
      ...(recommendation ? [said('recommended', `decision.outcomes.${recommendation.outcome}.title`)] : []),
      ...(decided ? [said('decided', `decision.outcomes.${decided}.title`)] : []),
      ...(recommendation?.reasons ?? []).map((code) => said('reason', `decision.codes.${code}`)),
      ...triggers.map((trigger) => said('trigger', `approval.triggers.${trigger}`)),
      said('urgency', `approval.questions.urgency.options.${record.urgency}`),
      ...(waits ? [when('due', dueAt, ctx)] : []),
      ...record.turns.flatMap((turn) => turnFacts(turn, ctx)),
    ],
    actions: actionsOf(record, ctx),
    about: record.decision,
  };
};
