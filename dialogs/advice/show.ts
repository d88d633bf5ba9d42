import { sayWhen } from '../engine/say.ts';
import type { Context, RecordBody, Said, View } from '../engine/types.ts';
import type { AdviceRecord } from './record.ts';
import { backOf, targets } from './turns.ts';
import { contactOf } from './whom.ts';

/** How it reads: to whoever asked, to whoever is asked, and beside the question it is about. */

type Fact = View['facts'][number];

const label = (name: string): string => `advice.facts.${name}`;
const value = (name: string, text: string | undefined): Fact[] =>
  text ? [{ label: label(name), value: text }] : [];
const said = (name: string, key: string, params?: Said['params']): Fact => ({
  label: label(name),
  said: { key, ...(params ? { params } : {}) },
});
const when = (at: string, { policy }: Context) => ({ when: sayWhen(at, policy) });

/** What the adviser said, under their post. */
const answerOf = ({ answer, adviser }: AdviceRecord): Fact[] =>
  answer ? [{ label: `advice.said.${adviser.role}`, value: answer }] : [];

const isAdvice = (record: RecordBody): record is AdviceRecord => record.type === 'advice';

/** Beside what it is about: what was said, or that nobody has answered yet; of one question, where that is named. */
export const beside = (
  records: readonly RecordBody[],
  ctx: Context,
  asked?: { questions: readonly string[]; action?: string },
): View['facts'] =>
  records.filter(isAdvice).flatMap((record) => {
    const { about, status, dueAt, role } = record;
    if (asked && !(asked.questions.includes(about?.question ?? '') && about?.action === asked.action))
      return [];
    if (record.answer) return answerOf(record);
    const params = { ref: record.reference, ...when(dueAt, ctx) };
    return [{ label: `advice.beside.${role}`, said: { key: `advice.waits.${status}`, params } }];
  });

/** A draft that it is about is closed after so many days, and then there is nothing left to wait for. */
const isOpen = ({ about, decisionRef, gone, createdAt }: AdviceRecord, { now, policy }: Context): boolean =>
  about?.draft !== undefined &&
  decisionRef === undefined &&
  !gone &&
  now.getTime() - Date.parse(createdAt) < policy.timers.draft.closeAfterDays * 86_400_000;

const statusOf = (record: AdviceRecord, ctx: Context): Said => {
  const { status, takenBack, followed, reminded, reassigned } = record;
  const params = when(record.dueAt, ctx);
  if (takenBack) return { key: 'advice.status.takenBack' };
  if (followed) return { key: `advice.status.${followed.b ? 'followed' : 'not-followed'}` };
  if (status === 'answered')
    return { key: `advice.status.${isOpen(record, ctx) ? 'answered' : 'to-follow'}` };
  if (status === 'unanswered') return { key: 'advice.status.unanswered' };
  if (reminded) return { key: 'advice.status.reminded', params };
  return { key: `advice.status.${reassigned.length > 0 ? 'passed' : 'asked'}`, params };
};

const identity = ({ identityRevealed: { b, reason } }: AdviceRecord): Fact[] => [
  said('identity', `advice.facts.identity-${b ? 'yes' : 'no'}`),
  ...value('identityReason', reason),
];

const path = (record: AdviceRecord, ctx: Context): Fact[] => [
  said('role', `advice.roles.${record.role}`),
  ...record.reassigned.map(({ at, why }) => said('moved', `advice.facts.${why}`, when(at, ctx))),
];

const answered = (record: AdviceRecord, ctx: Context): Fact[] => [
  ...answerOf(record),
  ...value('adviser', record.adviserName),
  ...(record.answeredAt ? [said('answeredAt', 'common.when', when(record.answeredAt, ctx))] : []),
  ...value('whyNot', record.followed?.reason),
  ...value('decision', record.decisionRef),
];

const actionsOf = (record: AdviceRecord, ctx: Context): string[] => {
  switch (record.status) {
    case 'asked':
    case 'unanswered':
      return ['answer', ...(targets(record, ctx).length > 0 ? ['pass'] : []), 'takeBack'];
    case 'answered':
      return isOpen(record, ctx) ? [] : ['followed'];
    case 'closed':
      return [];
  }
};

const leadOf = (record: AdviceRecord, ctx: Context): string => {
  if (record.createdBy.id !== ctx.person.id) return 'advice.lead.adviser';
  return `advice.lead.${record.status === 'answered' && isOpen(record, ctx) ? 'open' : record.status}`;
};

export const show = (record: AdviceRecord, ctx: Context): View => ({
  status: statusOf(record, ctx),
  lead: [{ key: leadOf(record, ctx) }],
  facts: [
    ...value('gist', record.questionDeidentified),
    ...path(record, ctx),
    ...identity(record),
    ...(record.status === 'unanswered' ? value('ring', contactOf(record.role, ctx.policy)) : []),
    ...answered(record, ctx),
  ],
  actions: actionsOf(record, ctx),
  ...(record.createdBy.id === ctx.person.id ? backOf(record) : {}),
});
