import { nextOf } from '../engine/posts.ts';
import { sayWhen } from '../engine/say.ts';
import type { Action, Context, Effect, Notice } from '../engine/types.ts';
import { askNotice, chaseDue, dueFrom, lineOf, onDecision } from './asking.ts';
import { type ApprovalRecord, open } from './record.ts';

/** Nobody has answered in time: asked again, then the next of the line beside them, and at last: please ring. */

const joined = (record: ApprovalRecord, what: 'joined' | 'stand-in', to: string, ctx: Context) => ({
  asked: [...(record.asked ?? []), to],
  turns: [...record.turns, { what, at: ctx.now.toISOString(), name: to }],
});

const toOwner = (record: ApprovalRecord, kind: string): Notice => ({
  id: `${kind}-${record.chases}`,
  to: record.createdBy.id,
  kind: `approval.${kind}`,
  params: { decision: record.decision },
});

const chased = (record: ApprovalRecord, ctx: Context): Effect<ApprovalRecord> => {
  const say = (at: string) => sayWhen(at, ctx.policy);
  const { asked = [], readers = [], chases } = record;
  const first = chases === 0;
  const one = first ? undefined : nextOf(lineOf(record, ctx), [...asked, ...readers]);
  const last = chases + 1 >= ctx.policy.timers.ask.mostChases || (!first && one === undefined);
  const next: ApprovalRecord = {
    ...record,
    ...(one ? joined(record, 'joined', one, ctx) : {}),
    chases: chases + 1,
    overdue: true,
    ...(last ? {} : { dueAt: dueFrom(ctx) }),
  };
  return {
    record: next,
    reason: 'approval.chased',
    notices: [
      ...(first ? asked.map((id) => askNotice(next, id, 'chase', say)) : []),
      ...(one ? [askNotice(next, one, 'deputy', say)] : []),
      ...(one && !last ? [toOwner(next, 'moved')] : []),
      ...(last ? [toOwner(next, 'ring')] : []),
    ],
    due: last ? [] : chaseDue(next),
    also: onDecision(next, ctx),
  };
};

/** A time that was set before the record moved on comes to nothing. */
export const chase: Action<ApprovalRecord> = {
  from: ['asked'],
  by: ['clock'],
  when: ({ dueAt }, { now }) => now.toISOString() >= dueAt,
  apply: (record, _, ctx) => chased(record, ctx),
};

/** Whoever was asked is away, and somebody answers for them: never whoever asks. */
export const standIn: Action<ApprovalRecord, { to?: string }> = {
  from: open,
  by: ['clock'],
  apply: (record, { to }, ctx) => {
    const may = to !== undefined && to !== record.createdBy.id && !(record.asked ?? []).includes(to);
    const next: ApprovalRecord = may ? { ...record, ...joined(record, 'stand-in', to, ctx) } : record;
    return {
      record: next,
      reason: 'approval.standIn',
      notices: may ? [askNotice(next, to, 'stand-in', (at) => sayWhen(at, ctx.policy))] : [],
      due: [],
      also: onDecision(next, ctx),
    };
  },
};
