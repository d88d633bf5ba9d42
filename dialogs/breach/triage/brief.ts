import { sayWhen } from '../../engine/say.ts';
import type { Brief, Context, Said } from '../../engine/types.ts';
import type { Breach } from '../record.ts';
import type { Facts } from './questions.ts';
import { toolkitFor, triageOf } from './triage.ts';

/** The recommendation as whoever leads reads it: what, why, what would change it, and on what it rests. */

const said = (key: string, params?: Said['params']): Said => ({
  key: `breach.assess.${key}`,
  ...(params ? { params } : {}),
});

/** By when the regulator is to know. */
const due = ({ record, policy }: Context): Brief['facts'] => {
  const by = (record as Partial<Breach> | undefined)?.reportBy;
  return by
    ? [
        {
          label: 'breach.assess.facts.reportBy',
          said: { key: 'common.when', params: { when: sayWhen(by, policy) } },
        },
      ]
    : [];
};

export const briefOf = (facts: Facts, ctx: Context): Brief => {
  const { outcome, risk, report, urgent, reasons, citations, warnings } = triageOf(facts, ctx);
  const toolkit = toolkitFor(ctx);
  return {
    outcome: said(`outcomes.${outcome}.title`),
    next: said(`outcomes.${outcome}.next`),
    reasons: reasons.map((code) => said(`codes.${code}`)),
    changes: [said(`changes.${urgent ? 'danger' : risk}`)],
    notes: report && toolkit ? [said('toolkit', toolkit.page)] : [],
    facts: [{ label: 'breach.assess.facts.risk', said: said(`risks.${risk}`) }, ...(report ? due(ctx) : [])],
    warnings: warnings.map((key) => ({ key })),
    citations,
  };
};
