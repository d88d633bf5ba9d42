import type { Citation, Context } from '../../engine/types.ts';
import type { Facts } from './questions.ts';
import { citationsOf, reasonsOf } from './reasons.ts';
import type { Risk } from './scales.ts';
import { type Weighed, weigh } from './weigh.ts';

/** What the facts of a breach come to: whether the regulator hears of it, and the people. Advice; whoever leads decides. */

export type Outcome = 'REPORT_AND_TELL' | 'REPORT' | 'RECORD_ONLY';

export type Triage = {
  outcome: Outcome;
  risk: Risk;
  report: boolean;
  tell: boolean;
  /** Somebody may be in danger: people are told today, and the regulator too. */
  urgent: boolean;
  /** Codes, the strongest first. */
  reasons: readonly string[];
  citations: readonly Citation[];
  /** What else to mind, as keys of words. */
  warnings: readonly string[];
  /** What each respect came to. */
  path: readonly { row: string; when: string; to: string }[];
};

type At = Pick<Context, 'policy' | 'person'>;

export const sectorIn = ({ policy, person }: At): string =>
  policy.agencies.find(({ id }) => id === person.agency)?.sector ?? '';

/** Where bodies of this kind report it: from there it goes on to the regulator. */
export const toolkitFor = (at: At): At['policy']['toolkit'] =>
  at.policy.toolkit?.sectors.includes(sectorIn(at)) ? at.policy.toolkit : undefined;

const outcomeOf = (report: boolean, tell: boolean): Outcome => {
  if (!report) return 'RECORD_ONLY';
  return tell ? 'REPORT_AND_TELL' : 'REPORT';
};

const warningsOf = (weighed: Weighed, tell: boolean, sector: string): string[] => {
  const { facts, danger, notSharedOnly } = weighed;
  const said: [boolean, string][] = [
    [danger, 'danger'],
    [notSharedOnly, 'not-shared'],
    [facts.personal === 'dead' && !danger, 'dead'],
    [facts.protected === 'password', 'password'],
    [facts.holder === 'for-another', 'for-another'],
    [facts.holder === 'supplier', 'supplier'],
    [tell && facts.each === 'too-many', 'in-public'],
    [tell && facts.telling !== undefined && facts.telling !== 'safe', 'safe-way'],
    [weighed.risk === 'risk', 'may-tell'],
    [sector === 'police', 'police'],
  ];
  return said.filter(([is]) => is).map(([, key]) => `breach.assess.warnings.${key}`);
};

const pathOf = (weighed: Weighed): Triage['path'] => [
  { row: 'severity', when: `severity${weighed.severity}`, to: 'exposure' },
  { row: 'nearness', when: `nearness${weighed.nearness}`, to: 'exposure' },
  { row: 'exposure', when: weighed.exposure, to: 'scale' },
  { row: 'scale', when: weighed.scaled, to: 'reach' },
  { row: 'reach', when: weighed.reach, to: 'accuracy' },
  { row: 'accuracy', when: weighed.accuracy, to: 'danger' },
  { row: 'danger', when: weighed.danger ? 'danger' : 'no-danger', to: 'risk' },
  { row: 'risk', when: weighed.risk, to: 'end' },
];

export const triageOf = (facts: Facts, ctx: At): Triage => {
  const weighed = weigh(facts);
  const sector = sectorIn(ctx);
  const { risk, danger } = weighed;
  const report = risk === 'risk' || risk === 'high';
  // Danger to somebody is never taken to have passed: they are told, or whoever can keep them safe is.
  const ended = facts.ended === 'yes' && !danger;
  const tell = risk === 'high' && !ended;
  return {
    outcome: outcomeOf(report, tell),
    risk,
    report,
    tell,
    urgent: danger,
    reasons: [...reasonsOf(weighed), ...(risk === 'high' && ended ? ['RISK_ENDED'] : [])],
    citations: citationsOf(weighed, tell, sector),
    warnings: warningsOf(weighed, tell, sector),
    path: pathOf(weighed),
  };
};
