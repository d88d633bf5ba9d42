import { nextOf } from '../engine/posts.ts';
import { ask } from '../engine/sides.ts';
import type { Action, Context, Notice } from '../engine/types.ts';
import { chaseAfter, chaseDue, follow, withStep } from './follow.ts';
import { chainFor, oursOf } from './parties.ts';
import type { Dispute } from './record.ts';
import { owes } from './steps.ts';

/** What the clock does with a dispute: it asks again, brings in who stands in, and ends a stage that took too long. */

const toAll = (record: Dispute, id: string, kind: string): Notice[] =>
  (record.asked ?? []).map((to, at) => ({ id: `${id}-${at}`, to, kind: `dispute.${kind}`, params: {} }));

/** From the second time on, whoever stands in is asked too. */
const withDeputy = (record: Dispute, { policy }: Context): Dispute => {
  const { asked = [], chases, tier } = record;
  const deputy = nextOf(chainFor(tier, oursOf(record), policy), asked);
  return chases < 2 || asked.length > 1 || !deputy ? record : ask(record, [...asked, deputy]);
};

const isPast = (at: string | undefined, { now }: Context): boolean =>
  at !== undefined && at <= now.toISOString();

export const chase: Action<Dispute> = {
  from: ['stage1', 'stage2', 'decided'],
  by: ['clock'],
  // One that was set in an earlier stage has nothing to say to this one.
  when: (record, ctx) => owes(record) && isPast(record.chaseAt, ctx),
  apply: (record, _, ctx) => {
    const chased = { ...record, chases: record.chases + 1, chaseAt: chaseAfter(ctx) };
    const next = withDeputy(chased, ctx);
    const { status, chases, steps } = next;
    return {
      record: next,
      reason: 'dispute.chased',
      notices: toAll(next, `chase-${status}-${steps.length}-${chases}`, 'chase'),
      due: chases < ctx.policy.timers.ask.mostChases ? [chaseDue(next)] : [],
    };
  },
};

/** Managers who did not settle it in time leave it to the heads of service; they, in turn, are told that it is late. */
export const overdue: Action<Dispute> = {
  from: ['stage1', 'stage2', 'decided'],
  by: ['clock'],
  when: (record, ctx) => isPast(record.dueAt, ctx) && !record.late.includes(record.status),
  apply: (record, _, ctx) => {
    const { status, parties, side } = record;
    const late: Dispute = { ...record, late: [...record.late, status] };
    if (status === 'stage1') return follow(record, withStep(late, { kind: 'passed' }, ctx), 'passed', ctx);
    const { worker } = parties[side];
    const toWorker = record.asked?.includes(worker)
      ? []
      : [{ id: `late-${status}-worker`, to: worker, kind: 'dispute.late', params: {} }];
    return {
      record: late,
      reason: 'dispute.late',
      notices: [...toAll(late, `late-${status}`, 'late'), ...toWorker],
      due: [],
    };
  },
};
