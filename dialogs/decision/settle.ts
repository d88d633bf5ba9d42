import type { Found, Give } from '../engine/table.ts';
import { csaMarked, type Facts, harmMarked } from './facts.ts';

/** How one finding meets another: the first that decides stands, and after it only a stop or a narrowing. */

/** While abuse of a child is marked nothing says "do not share"; an unsure answer with a harm mark goes to a manager. */
const guarded = ({ outcome, reason }: Give, facts: Facts): Give => {
  if (outcome === 'DO_NOT_SHARE' && csaMarked(facts)) return { outcome: 'ESCALATE', reason };
  if (outcome === 'SEEK_ADVICE' && unsure(reason) && harmMarked(facts))
    return { outcome: 'ESCALATE', reason };
  return { outcome, reason };
};

/** Reasons of questions that somebody was not sure of twice. */
const unsure = (reason: string): boolean =>
  reason.endsWith('_UNSURE') || reason === 'CAPACITY' || reason === 'NOT_FREE';

const narrower: Readonly<Record<string, string>> = { SHARE: 'SHARE_LIMITED' };

export const settle = (given: Give, found: Found, facts: Facts): Found => {
  const { outcome, reason } = guarded(given, facts);
  const before = found.recommendation;
  const with_ = (as: string, reasons: readonly string[]): Found => ({
    ...found,
    recommendation: { outcome: as, reasons },
  });
  if (!before) return with_(outcome, [reason]);
  const [first = '', ...others] = before.reasons;
  if (given.as === 'narrow')
    return with_(narrower[before.outcome] ?? before.outcome, [...before.reasons, reason]);
  if (given.as === 'stop') return with_(outcome, [reason, ...before.reasons]);
  // The covered part goes; with the rest as well it is a whole share again.
  if (first === 'CONSENT_PARTIAL')
    return with_(outcome === 'SHARE' ? 'SHARE' : 'SHARE_LIMITED', [first, reason, ...others]);
  // The dead person's record could go; what holds for living relatives in it is stricter and stands.
  return with_(outcome, [reason, ...before.reasons]);
};
