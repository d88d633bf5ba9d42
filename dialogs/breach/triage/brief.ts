import type { Brief, Context, Said } from '../../engine/types.ts';
import type { Facts } from './questions.ts';
import { triageOf } from './triage.ts';

/** The recommendation as whoever leads reads it: what, why, what would change it, and on what it rests. */

const said = (key: string): Said => ({ key: `breach.assess.${key}` });

export const briefOf = (facts: Facts, ctx: Context): Brief => {
  const { outcome, risk, urgent, reasons, citations, warnings } = triageOf(facts, ctx);
  return {
    outcome: said(`outcomes.${outcome}.title`),
    next: said(`outcomes.${outcome}.next`),
    reasons: reasons.map((code) => said(`codes.${code}`)),
    changes: [said(`changes.${urgent ? 'danger' : risk}`)],
    notes: [],
    facts: [{ label: 'breach.assess.facts.risk', said: said(`risks.${risk}`) }],
    warnings: warnings.map((key) => ({ key })),
    citations,
  };
};
