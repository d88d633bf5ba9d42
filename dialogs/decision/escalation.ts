import { aboutDecision } from '../approval/asking.ts';
import { chainOf } from '../engine/posts.ts';
import type { Also, Context } from '../engine/types.ts';
import type { DecisionRecord } from './record.ts';

/** Taken to a manager at once, where the person says so or the advice is to do so. */
export const escalation = (
  record: DecisionRecord,
  ctx: Context,
): { also: Also[]; known: Partial<DecisionRecord> } => {
  const escalates = record.final.outcome === 'ESCALATE' || record.departure?.escalated === true;
  const [first] = chainOf(ctx.person, ctx.policy);
  const ref = ctx.another?.('approval');
  if (!escalates || !first || !ref) return { also: [], known: {} };
  const about = aboutDecision(record, ctx);
  const input = {
    about,
    question: record.departure ? 'agree' : 'advise',
    urgency: about.protects ? 'today' : 'soon',
  };
  const at = ctx.now.toISOString();
  return {
    also: [{ dialog: 'approval', input }],
    known: { approvals: [{ ref, status: 'asked', at }], readers: [first], links: [...record.links, ref] },
  };
};
