import type { Context } from '../engine/types.ts';
import { atLocal, workingDaysAfter } from '../engine/working-time.ts';
import { routeOf } from './brief.ts';
import { sharing } from './conditions.ts';
import type { Facts } from './facts.ts';
import type { DecisionRecord } from './record.ts';

/** Where a decision stands when it is made, and by when something must come of it. */

/** It waits for somebody, for a secure route, to be sent, or for nothing. */
export const statusFor = (outcome: string, facts: Facts): DecisionRecord['status'] => {
  const waits: Readonly<Record<string, DecisionRecord['status']>> = {
    SEEK_CONSENT: 'awaiting-consent',
    SEEK_ORIGINATOR: 'awaiting-originator',
    SEEK_ADVICE: 'awaiting-advice',
    ESCALATE: 'awaiting-approval',
    REFER_CAG: 'awaiting-approval',
  };
  if (sharing.includes(outcome)) return routeOf(facts) ? 'decided' : 'held';
  return waits[outcome] ?? 'closed';
};

/** When it is due: the day the request names, else for what waits the usual time. */
export const dueOf = (facts: Facts, status: DecisionRecord['status'], ctx: Context): { dueAt?: string } => {
  const { wait } = ctx.policy.timers;
  if (status === 'closed') return {};
  if (facts.said('dueOn'))
    return { dueAt: atLocal(facts.is('dueOn') ?? '', wait.at, ctx.policy).toISOString() };
  return status.startsWith('awaiting')
    ? { dueAt: workingDaysAfter(ctx.now, wait.workingDays, wait.at, ctx.policy).toISOString() }
    : {};
};
