import { type Ground, groundForm, groundKept } from '../consent/ground.ts';
import { asUser } from '../engine/base.ts';
import type { Action, Context, Due, Effect, Lifecycle } from '../engine/types.ts';
import { workingDaysAfter } from '../engine/working-time.ts';
import type { ConsentNotice } from './record.ts';

/** The answer to another agency: we stopped, we hold nothing, or we must go on and why. Until then the clock asks again. */

export const chaseDue = ({ chases }: Pick<ConsentNotice, 'chases'>, { now, policy }: Context): Due[] => {
  const { answerWithinWorkingDays, at, mostChases } = policy.timers.consent;
  if (chases >= mostChases) return [];
  const due = workingDaysAfter(now, answerWithinWorkingDays, at, policy).toISOString();
  return [{ id: `chase-${chases + 1}`, at: due, action: 'chase' }];
};

type Status = ConsentNotice['status'];

const answer = (
  record: ConsentNotice,
  status: Status,
  ctx: Context,
  more: Partial<ConsentNotice> = {},
): Effect<ConsentNotice> => ({
  record: { ...record, ...more, status, answeredAt: ctx.now.toISOString(), answeredBy: asUser(ctx.person) },
  reason: `consent-notice.${status}`,
  notices: [],
  due: [],
  answers: { ...record.origin, code: status },
});

/** What can be answered in one press, and what takes a reason. */
export const toAnswer = ['stopped', 'nothing', 'goOn'] as const;

/** The first message may be answered long after the clock asked again. */
const plainly = (status: Status): Action<ConsentNotice> => ({
  from: ['told'],
  by: ['owner', 'manager'],
  late: true,
  apply: (record, _, ctx) => answer(record, status, ctx),
});

const goOn: Action<ConsentNotice, Ground> = {
  from: ['told'],
  by: ['owner', 'manager'],
  ask: groundForm,
  apply: (record, ground, ctx) => answer(record, 'continuing', ctx, { continuing: groundKept(ground) }),
};

/** Nobody has answered: asked again, with whoever stands in; at the last time whoever told us hears of it. */
const chase: Action<ConsentNotice> = {
  from: ['told'],
  by: ['clock'],
  apply: (record, _, ctx) => {
    const next = { ...record, chases: record.chases + 1 };
    const to = [record.createdBy.id, ...(record.manager ? [record.manager] : [])];
    const last = next.chases >= ctx.policy.timers.consent.mostChases;
    return {
      record: next,
      reason: 'consent-notice.chased',
      notices: to.map((id, at) => ({
        id: `chase-${next.chases}-${at}`,
        to: id,
        kind: 'consent-notice.chase',
        params: { refs: record.refs.join(', ') || record.consentRef },
        actions: toAnswer,
      })),
      due: chaseDue(next, ctx),
      ...(last ? { answers: { ...record.origin, code: 'late' } } : {}),
    };
  },
};

export const lifecycle: Lifecycle<ConsentNotice> = {
  states: ['told', 'stopped', 'nothing', 'continuing'],
  rests: ['stopped', 'nothing', 'continuing'],
  actions: { stopped: plainly('stopped'), nothing: plainly('nothing'), goOn, chase },
};
