import { keptBack } from '../consent/on-record.ts';
import { sayDate } from '../engine/say.ts';
import type { Brief, Context, Outcome, Said, View } from '../engine/types.ts';
import { duty16LAOn } from '../policy/dated.ts';
import { otherGrounds } from './conditions.ts';
import { onRecord } from './consent.ts';
import { aboutChild, csaMarked, type Facts, isChild, partnerOf, recipientName, sectorOf } from './facts.ts';
import { linesOf } from './items.ts';

/** The recommendation as the person reads it: what, why, what would change it, and on what it rests. */

const fact = (label: string, value: string): View['facts'][number] => ({
  label: `decision.facts.${label}`,
  value,
});
const said = (label: string, key: string): View['facts'][number] => ({
  label: `decision.facts.${label}`,
  said: { key },
});

/** The route that was chosen, else the one the recipient prefers. */
export const routeOf = (facts: Facts): string | undefined => {
  if (facts.is('method') === 'none') return undefined;
  const [usual] = Object.keys(facts.ctx.policy.secureRoutes);
  return facts.is('method') ?? partnerOf(facts)?.routes[0] ?? usual;
};

/** A line that was taken out, or that they did not agree to. */
export const staysBehind = (facts: Facts, line: string): boolean =>
  facts.has('leaveOut', line) || facts.has('notAgreed', line) || isKeptBack(facts, line);

/** In words that they asked to keep private, and nothing but their yes to go by. */
const isKeptBack = (facts: Facts, line: string): boolean => {
  const reasons = facts.found.recommendation?.reasons ?? [];
  const found = facts.is('lets') === 'on-file' ? onRecord(facts) : undefined;
  if (!found || reasons.some((reason) => otherGrounds.includes(reason))) return false;
  return keptBack(found.record, facts.is('items') ?? '').includes(line);
};

/** What goes: the lines that were not left out. */
export const goingLines = (facts: Facts): string[] =>
  linesOf(facts.is('items')).filter((_, index) => !staysBehind(facts, String(index + 1)));

const sharingFacts = (outcome: Outcome, facts: Facts): View['facts'] => {
  if (!outcome.basis) return [];
  const route = facts.ctx.policy.secureRoutes[routeOf(facts) ?? ''];
  return [
    fact('what', goingLines(facts).join('\n')),
    fact('with', recipientName(facts)),
    route ? fact('how', `${route.title}. ${route.mind}`) : said('how', 'decision.facts.no-route'),
    said('basis', `decision.basis.${outcome.basis.article6}`),
    ...(outcome.basis.further === 'none'
      ? []
      : [said('further', `decision.further.${outcome.basis.further}`)]),
  ];
};

/** A duty that was passed and not yet confirmed is shown, and changes nothing. */
const announced = (facts: Facts, ctx: Context): Said[] =>
  aboutChild(facts) && duty16LAOn(ctx.policy, ctx.now, sectorOf(facts)) === 'announced'
    ? [{ key: 'decision.lines.announced', params: { from: sayDate(ctx.policy.duty16LA.from) } }]
    : [];

const adviser = (outcome: Outcome, ctx: Context): View['facts'] => {
  const { advisers } = ctx.policy;
  const redirect: Record<string, (keyof typeof advisers)[]> = {
    REDIRECT_SAR: outcome.reasons.includes('OWN_DATA') ? ['access'] : ['access', 'safeguardingLead'],
    REDIRECT_FOI: ['foi'],
    REDIRECT_AGREEMENT: ['agreements', 'dpo'],
    REFER_CAG: ['caldicott', 'dpo'],
    SEEK_ADVICE: ['safeguardingLead', 'dpo', 'caldicott', 'legal'],
    ESCALATE: ['safeguardingLead'],
  };
  return (redirect[outcome.outcome] ?? []).map((who) => ({
    label: `decision.advisers.${who}`,
    value: `${advisers[who].title}: ${advisers[who].text}`,
  }));
};

const warnings = (outcome: Outcome, facts: Facts): Said[] => [
  ...(outcome.outcome !== 'SHARE' && csaMarked(facts) ? [{ key: 'decision.warnings.csa' }] : []),
  ...(outcome.basis && isChild(facts) ? [{ key: 'decision.warnings.arrival' }] : []),
];

export const brief = (outcome: Outcome, facts: Facts, ctx: Context): Brief => {
  const [first = ''] = outcome.reasons;
  return {
    outcome: { key: `decision.outcomes.${outcome.outcome}.title` },
    next: { key: `decision.outcomes.${outcome.outcome}.next` },
    reasons: outcome.reasons.map((code) => ({ key: `decision.codes.${code}` })),
    changes: [{ key: `decision.changes.${first}` }],
    ...(outcome.basis ? { line: { key: `decision.lines.${outcome.basis.line}` } } : {}),
    notes: announced(facts, ctx),
    facts: [...sharingFacts(outcome, facts), ...adviser(outcome, ctx)],
    warnings: warnings(outcome, facts),
    citations: outcome.citations,
  };
};
