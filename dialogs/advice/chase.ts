import { nextOf } from '../engine/posts.ts';
import type { Action, Context, Effect } from '../engine/types.ts';
import type { AdviceRecord } from './record.ts';
import { dueFrom, everAsked, toAdviser, toAsker, turnDue } from './turns.ts';
import { askerOf, contactOf, holdersOf, lineOf } from './whom.ts';

/** Nobody answered in time: whoever stands in is asked too, then all once more, and at last the asker rings. */

const chases = ({ reassigned, reminded }: AdviceRecord): number =>
  reassigned.filter(({ why }) => why === 'no-answer').length + Number(reminded ?? false);

const passTo = (to: string, record: AdviceRecord, ctx: Context): Effect<AdviceRecord> => {
  const { asked = [], adviser, agencyId } = record;
  const holds = holdersOf(record.role, askerOf(record), ctx.policy).includes(to);
  const at = ctx.now.toISOString();
  const next: AdviceRecord = {
    ...record,
    asked: [...asked, to],
    adviser: { id: to, role: holds ? record.role : 'stand-in', agency: agencyId },
    dueAt: dueFrom(ctx),
    reassigned: [...record.reassigned, { from: adviser.id, to, at, why: 'no-answer' }],
  };
  return {
    record: next,
    reason: 'advice.chased',
    notices: [
      toAdviser(next, to, 'asked', ctx),
      // It may still be answered by whoever was asked first.
      ...asked.map((one) => toAdviser(next, one, 'waited', ctx)),
      toAsker(next, 'moved'),
    ],
    due: [turnDue(next)],
  };
};

const remind = (record: AdviceRecord, ctx: Context): Effect<AdviceRecord> => {
  const next = { ...record, reminded: true, dueAt: dueFrom(ctx) };
  return {
    record: next,
    reason: 'advice.reminded',
    notices: (record.asked ?? []).map((one) => toAdviser(next, one, 'remind', ctx)),
    due: [turnDue(next)],
  };
};

const giveUp = (record: AdviceRecord, ctx: Context): Effect<AdviceRecord> => ({
  record: { ...record, status: 'unanswered' },
  reason: 'advice.unanswered',
  notices: [toAsker(record, 'unanswered', { ring: contactOf(record.role, ctx.policy) })],
  due: [],
});

/** Whoever is asked is away: whoever answers for them is asked too, and the time runs on. Never whoever asks. */
export const standIn: Action<AdviceRecord, { to?: string }> = {
  from: ['asked'],
  by: ['clock'],
  apply: (record, { to }, ctx) => {
    const { asked = [], adviser, createdBy } = record;
    const may = to !== undefined && to !== createdBy.id && !asked.includes(to);
    if (!may) return { record, reason: 'advice.stoodIn', notices: [], due: [] };
    const moved = { from: adviser.id, to, at: ctx.now.toISOString(), why: 'away' as const };
    const next = { ...record, asked: [...asked, to], reassigned: [...record.reassigned, moved] };
    return { record: next, reason: 'advice.stoodIn', notices: [toAdviser(next, to, 'asked', ctx)], due: [] };
  },
};

export const chase: Action<AdviceRecord> = {
  from: ['asked'],
  by: ['clock'],
  when: ({ dueAt }, { now }) => dueAt <= now.toISOString(),
  apply: (record, _, ctx) => {
    if (chases(record) >= ctx.policy.timers.ask.mostChases) return giveUp(record, ctx);
    const next = nextOf(lineOf(record.role, askerOf(record), ctx.policy), everAsked(record));
    if (next) return passTo(next, record, ctx);
    return record.reminded ? giveUp(record, ctx) : remind(record, ctx);
  },
};
