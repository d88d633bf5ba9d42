import { asUser } from '../engine/base.ts';
import { postOf } from '../engine/posts.ts';
import { sayWhen } from '../engine/say.ts';
import type {
  Action,
  ActionForm,
  Citation,
  Context,
  Effect,
  Lifecycle,
  Notice,
  Question,
} from '../engine/types.ts';
import { askNotice, chaseDue, dueFrom, lineOf, onDecision } from './asking.ts';
import { chase, standIn } from './clock.ts';
import { type ApprovalRecord, type ApprovalStatus, approvalStatuses, open } from './record.ts';

/** Yes, no, a question back, or on to somebody else: the first answer counts, and only one does. */

const managers: Citation = { id: 'norfolk-2015', section: 'section 1' };
const line: Citation = { id: 'southampton-2010', section: 'section 13' };

const why: Question = { kind: 'long', required: true, maxLength: 500, spot: true, citations: [managers] };

const oneQuestion = <N extends string>(name: N): ActionForm<Record<N, string>> =>
  ({
    version: 1,
    review: false,
    questions: { [name]: why },
    next: (answers: Readonly<Record<string, unknown>>) =>
      answers[name] === undefined ? { page: name, ask: [name] } : 'done',
  }) as unknown as ActionForm<Record<N, string>>;

const toOwner = (record: ApprovalRecord, kind: string, actions?: readonly string[]): Notice => ({
  id: `${kind}-${record.turns.length}`,
  to: record.createdBy.id,
  kind: `approval.${kind}`,
  params: { decision: record.decision },
  ...(actions ? { actions } : {}),
});

const said = (
  record: ApprovalRecord,
  what: ApprovalRecord['turns'][number]['what'],
  text: string,
  ctx: Context,
): ApprovalRecord['turns'] => [
  ...record.turns,
  { what, at: ctx.now.toISOString(), by: asUser(ctx.person), name: ctx.person.name, text },
];

/** Whoever was asked can read it for as long as it is kept, and has nothing left to do. */
const ends = (
  record: ApprovalRecord,
  status: Extract<ApprovalStatus, 'approved' | 'rejected' | 'withdrawn'>,
  ctx: Context,
  reason?: string,
): Effect<ApprovalRecord> => {
  const { asked = [], readers = [], ...rest } = record;
  const next: ApprovalRecord = {
    ...rest,
    status,
    overdue: false,
    readers: [...new Set([...readers, ...asked])],
    outcome: {
      by: asUser(ctx.person),
      name: ctx.person.name,
      at: ctx.now.toISOString(),
      ...(reason ? { reason } : {}),
    },
  };
  return {
    record: next,
    reason: `approval.${status}`,
    notices: status === 'withdrawn' ? [] : [toOwner(next, status)],
    due: [],
    also: onDecision(next, ctx),
  };
};

/** A card may be pressed long after it was sent: whatever was said since, this is the answer. */
const approve: Action<ApprovalRecord> = {
  from: open,
  by: ['asked'],
  late: true,
  apply: (record, _, ctx) => ends(record, 'approved', ctx),
};

const reject: Action<ApprovalRecord, { reason: string }> = {
  from: open,
  by: ['asked'],
  ask: oneQuestion('reason'),
  apply: (record, { reason }, ctx) => ends(record, 'rejected', ctx, reason),
};

const ask: Action<ApprovalRecord, { question: string }> = {
  from: ['asked'],
  by: ['asked'],
  ask: oneQuestion('question'),
  apply: (record, { question }, ctx) => {
    const next: ApprovalRecord = {
      ...record,
      status: 'question',
      turns: said(record, 'question', question, ctx),
    };
    return {
      record: next,
      reason: 'approval.question',
      notices: [toOwner(next, 'question', ['reply'])],
      due: [],
      also: onDecision(next, ctx),
    };
  },
};

/** It goes back to whoever asked, and their time begins anew. */
const reply: Action<ApprovalRecord, { reply: string }> = {
  from: ['question'],
  by: ['owner'],
  ask: oneQuestion('reply'),
  apply: (record, { reply: text }, ctx) => {
    const asker = record.turns.findLast(({ what }) => what === 'question')?.by?.id;
    const next: ApprovalRecord = {
      ...record,
      status: 'asked',
      overdue: false,
      dueAt: dueFrom(ctx),
      turns: said(record, 'reply', text, ctx),
    };
    const to = (record.asked ?? []).filter((id) => id === asker);
    return {
      record: next,
      reason: 'approval.reply',
      notices: (to.length > 0 ? to : (record.asked ?? [])).map((id) =>
        askNotice(next, id, 'replied', (at) => sayWhen(at, ctx.policy)),
      ),
      due: chaseDue(next),
      also: onDecision(next, ctx),
    };
  },
};

const places = ['line', 'manager', 'head-of-service'] as const;
type PassedOn = { to: (typeof places)[number]; reason: string };

/** Somebody of the same line who has not been asked. */
const newcomer = (record: ApprovalRecord, to: string, ctx: Context): string | undefined => {
  const inPost =
    to === 'manager' || to === 'head-of-service'
      ? postOf(record.agencyId, to, ctx.policy)
      : [record.manager ?? ''];
  const chain = lineOf(record, ctx);
  return inPost.find(
    (id) => chain.includes(id) && id !== ctx.person.id && !(record.asked ?? []).includes(id),
  );
};

const passForm: ActionForm<PassedOn> = {
  version: 1,
  review: false,
  questions: {
    to: {
      kind: 'choice',
      options: places,
      required: true,
      citations: [line],
      check: (to, _, ctx) =>
        ctx.record && !newcomer(ctx.record as ApprovalRecord, String(to), ctx) ? 'nobody-there' : undefined,
    },
    reason: why,
  },
  next: (answers) => ('reason' in answers ? 'done' : { page: 'reassign', ask: ['to', 'reason'] }),
};

const reassign: Action<ApprovalRecord, PassedOn> = {
  from: open,
  by: ['asked'],
  ask: passForm,
  apply: (record, { to, reason }, ctx) => {
    const one = newcomer(record, to, ctx);
    const stays = (record.asked ?? []).filter((id) => id !== ctx.person.id || one === undefined);
    const next: ApprovalRecord = {
      ...record,
      status: 'asked',
      asked: one ? [...stays, one] : stays,
      readers: [...new Set([...(record.readers ?? []), ctx.person.id])],
      dueAt: dueFrom(ctx),
      turns: said(record, 'passed', reason, ctx),
    };
    return {
      record: next,
      reason: 'approval.passed',
      notices: one
        ? [toOwner(next, 'moved'), askNotice(next, one, 'passed', (at) => sayWhen(at, ctx.policy))]
        : [],
      due: chaseDue(next),
      also: onDecision(next, ctx),
    };
  },
};

const withdraw: Action<ApprovalRecord> = {
  from: open,
  by: ['owner'],
  apply: (record, _, ctx) => ends(record, 'withdrawn', ctx),
};

export const lifecycle: Lifecycle<ApprovalRecord> = {
  states: approvalStatuses,
  rests: ['approved', 'rejected', 'withdrawn'],
  actions: { approve, reject, ask, reassign, reply, withdraw, chase, standIn },
};
