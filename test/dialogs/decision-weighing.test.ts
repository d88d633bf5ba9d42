import { beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../dialogs/decision/decide.ts';
import { factsOf } from '../../dialogs/decision/facts.ts';
import type { DecisionAnswers, QuestionName } from '../../dialogs/decision/questions.ts';
import { holds, type RuleName } from '../../dialogs/decision/rules.ts';
import { settle } from '../../dialogs/decision/settle.ts';
import { type RowName, table } from '../../dialogs/decision/table.ts';
import { NOT_SURE } from '../../dialogs/engine/accept.ts';
import { type Table, type Walk, walk } from '../../dialogs/engine/table.ts';
import { contextAt, monday } from '../support/context.ts';

/**
 * The public-interest test against a second opinion, written from the guidance alone: all that may be answered in it.
 * Steps: does it help, is it worth it (1), only an able adult is at risk (2), abuse (3), clear risk (4), crime and
 * disease (5), less (6), the balance (7).
 */

const ctx = contextAt(monday);

const likelihoods = ['none', 'possible', 'likely', 'occurring'] as const;
const severities = ['low', 'moderate', 'serious', 'grave'] as const;

type Case = {
  marks: 'none' | 'csa' | 'child' | 'others';
  cse?: 'power' | 'peers' | typeof NOT_SURE;
  age: 'under-13' | '13-15';
  who: 'child' | 'others' | 'adult-pressed' | 'adult-able' | 'nobody';
  adultRisk?: 'close' | 'marac' | 'not-assessed' | 'lower' | typeof NOT_SURE;
  ifNot: { likelihood: number; severity: number };
  ifShared: { likelihood: number; severity: number };
  threat: boolean;
  oldUnproven: boolean;
  necessary: 'yes' | 'no' | typeof NOT_SURE;
  proportionate: 'yes' | 'less' | 'no' | typeof NOT_SURE;
  ground: 'none' | 'serious-crime' | 'public-health';
};

/** Serious or grave, and likely or going on; or possible, with a threat or a history that is not just old hearsay. */
const clearRisk = ({ ifNot, threat, oldUnproven }: Case): boolean => {
  if (ifNot.severity < 3 || ifNot.likelihood === 0) return false;
  return ifNot.likelihood >= 2 || (threat && !oldUnproven);
};

const abuse = ({ marks, cse, age }: Case): 'yes' | 'no' | 'unsure' => {
  if (marks !== 'csa' || (age !== 'under-13' && cse === 'peers')) return 'no';
  return age !== 'under-13' && cse === NOT_SURE ? 'unsure' : 'yes';
};

/** Steps 2 to 7, for whoever holds that it would help. */
const steps = (one: Case, abused: 'yes' | 'no' | 'unsure', somebodyElse: boolean): string => {
  if (one.who === 'adult-able' && !somebodyElse) {
    if (one.adultRisk === 'close' || one.adultRisk === 'marac') return 'SHARE_LIMITED ADULT_HIGH_RISK';
    if (one.adultRisk === NOT_SURE) return 'SEEK_ADVICE ASSESS_RISK';
    if (one.adultRisk === 'not-assessed' && clearRisk(one)) return 'SEEK_ADVICE ASSESS_RISK';
    return 'DO_NOT_SHARE ADULT_DECIDES';
  }
  if (abused === 'unsure') return 'ESCALATE CSE_UNSURE';
  if (abused === 'yes') return 'SHARE CSE_SIGNIFICANT_HARM';
  if (clearRisk(one) && somebodyElse) {
    const dangerous = one.ifShared.severity >= 3 && one.ifShared.likelihood >= 2;
    return dangerous ? 'ESCALATE HOW_TO_SHARE_SAFELY' : 'SHARE HARM_CLEAR';
  }
  if (one.ground === 'serious-crime') return 'SHARE SERIOUS_CRIME';
  if (one.ground === 'public-health') return 'SHARE PUBLIC_HEALTH';
  if (one.proportionate === 'less') return 'SHARE_LIMITED LESS_WOULD_DO';
  if (one.proportionate === NOT_SURE) return 'ESCALATE BALANCED';
  const weight = one.ifNot.likelihood * one.ifNot.severity - one.ifShared.likelihood * one.ifShared.severity;
  if (weight === 0) return 'ESCALATE BALANCED';
  return weight > 0 ? 'SHARE PI_FAVOURS_SHARING' : 'DO_NOT_SHARE PI_FAVOURS_CONFIDENCE';
};

/** Whoever is not sure that it is worth it may be sent to a manager at once, or after what holds all the same. */
const expected = (one: Case): readonly string[] => {
  const abused = abuse(one);
  const marked = abused !== 'no' || one.marks === 'child' || one.marks === 'others';
  const somebodyElse = marked || ['child', 'others', 'adult-pressed'].includes(one.who);
  const gravest = abused !== 'no' || (clearRisk(one) && somebodyElse);
  const not = gravest ? 'ESCALATE' : 'DO_NOT_SHARE';
  if (one.necessary === NOT_SURE) return ['ESCALATE BALANCED'];
  const unsure = one.proportionate === NOT_SURE ? ['ESCALATE BALANCED'] : [];
  if (one.necessary === 'no') return [`${not} NOT_NECESSARY`, ...unsure];
  if (one.proportionate === 'no') return [`${not} NOT_PROPORTIONATE`];
  const result = steps(one, abused, somebodyElse);
  return one.proportionate === NOT_SURE && result.startsWith('SHARE') ? unsure : [result, ...unsure];
};

const risks: readonly Pick<Case, 'who' | 'adultRisk'>[] = [
  ...(['child', 'others', 'adult-pressed', 'nobody'] as const).map((who) => ({ who })),
  ...(['close', 'marac', 'not-assessed', 'lower', NOT_SURE] as const).map((adultRisk) => ({
    who: 'adult-able' as const,
    adultRisk,
  })),
];
const marked: readonly Pick<Case, 'marks' | 'cse' | 'age'>[] = [
  ...(['none', 'child', 'others'] as const).map((marks) => ({ marks, age: '13-15' as const })),
  { marks: 'csa', age: 'under-13' },
  ...(['power', 'peers', NOT_SURE] as const).map((cse) => ({ marks: 'csa', cse, age: '13-15' }) as const),
];
const sides = likelihoods.flatMap((_, likelihood) =>
  [1, 2, 3, 4].map((severity) => ({ likelihood, severity })),
);

/** Each case once. It is one object that changes: there are millions. */
function* everyCase(): Generator<Case> {
  const one = {} as Case;
  for (const mark of marked)
    for (const risk of risks)
      for (const ifNot of sides)
        for (const ifShared of sides) {
          Object.assign(one, { cse: undefined, adultRisk: undefined }, mark, risk, { ifNot, ifShared });
          for (const threat of [false, true])
            for (const oldUnproven of [false, true])
              for (const necessary of ['yes', 'no', NOT_SURE] as const)
                for (const proportionate of ['yes', 'less', 'no', NOT_SURE] as const)
                  for (const ground of ['none', 'serious-crime', 'public-health'] as const) {
                    one.threat = threat;
                    one.oldUnproven = oldUnproven;
                    one.necessary = necessary;
                    one.proportionate = proportionate;
                    one.ground = ground;
                    yield one;
                  }
        }
}

const answer = (answers: DecisionAnswers, one: Case): DecisionAnswers => {
  answers.ageBand = one.age;
  answers.harmMarks = one.marks === 'none' ? undefined : [one.marks];
  answers.cse = one.cse;
  answers.whoAtRisk = one.who;
  answers.adultRisk = one.adultRisk;
  answers.harmIfNotLikelihood = likelihoods[one.ifNot.likelihood];
  answers.harmIfNotSeverity = severities[one.ifNot.severity - 1];
  answers.harmIfSharedLikelihood = likelihoods[one.ifShared.likelihood];
  answers.harmIfSharedSeverity = severities[one.ifShared.severity - 1];
  answers.threat = one.threat ? 'yes' : 'no';
  answers.proof = one.oldUnproven ? 'old-unproven' : 'credible';
  answers.necessary = one.necessary;
  answers.proportionate = one.proportionate;
  answers.ground = one.ground;
  return answers;
};

/** The rows of the test alone: what comes after it may stop or narrow a share, and is tried elsewhere. */
const rows = Object.fromEntries(
  Object.entries(table)
    .filter(([name]) => name.startsWith('PI'))
    .map(([name, row]) => [
      name,
      { ...row, ways: row.ways.map((way) => (way.to.startsWith('PI') ? way : { ...way, to: 'end' })) },
    ]),
) as unknown as Table<RuleName, RowName, QuestionName>;

const answers: DecisionAnswers = {};
const facts = factsOf(answers, ctx);
const plan: Walk<RuleName, RowName, QuestionName> = {
  table: rows,
  start: 'PI1',
  missing: () => false,
  holds: (rule) => holds(rule, facts),
  settle: (give, before) => settle(give, before, facts),
};
const found = (one: Case): string => {
  answer(answers, one);
  const { recommendation } = walk(plan);
  return `${recommendation?.outcome} ${recommendation?.reasons.join('+')}`;
};

const groups = ['answered', 'unsure of the need', 'unsure of the measure', 'unsure of the adult'] as const;
type Group = (typeof groups)[number];
const groupOf = ({ necessary, proportionate, adultRisk }: Case): Group => {
  if (necessary === NOT_SURE) return 'unsure of the need';
  if (proportionate === NOT_SURE) return 'unsure of the measure';
  return adultRisk === NOT_SURE ? 'unsure of the adult' : 'answered';
};

const tried = new Map<Group, number>();
const apart = new Map<Group, Map<string, Case>>();
const endings = new Set<string>();

beforeAll(() => {
  for (const one of everyCase()) {
    const group = groupOf(one);
    const right = expected(one);
    const said = found(one);
    endings.add(said);
    tried.set(group, (tried.get(group) ?? 0) + 1);
    if (right.includes(said)) continue;
    const differences = apart.get(group) ?? new Map<string, Case>();
    apart.set(group, differences);
    const difference = `${said}, not ${right.join(' or ')}`;
    if (!differences.has(difference)) differences.set(difference, { ...one });
  }
  const total = [...tried.values()].reduce((sum, count) => sum + count, 0);
  process.stdout.write(`${total} weighings, ${endings.size} endings\n`);
}, 120_000);

describe('the public-interest test', () => {
  it.each(groups)('agrees with a second opinion: %s', (group) => {
    expect(Object.fromEntries(apart.get(group) ?? [])).toEqual({});
    expect(tried.get(group)).toBeGreaterThan(10_000);
  });

  it('can come to all its ends', () => {
    expect([...endings].map((ending) => ending.split(' ')[1]).sort()).toEqual(
      expect.arrayContaining([
        ...[
          'ADULT_DECIDES',
          'ADULT_HIGH_RISK',
          'ASSESS_RISK',
          'BALANCED',
          'CSE_SIGNIFICANT_HARM',
          'CSE_UNSURE',
        ],
        ...['HARM_CLEAR', 'HOW_TO_SHARE_SAFELY', 'LESS_WOULD_DO', 'NOT_NECESSARY', 'NOT_PROPORTIONATE'],
        ...['PI_FAVOURS_CONFIDENCE', 'PI_FAVOURS_SHARING', 'PUBLIC_HEALTH', 'SERIOUS_CRIME'],
      ]),
    );
  });

  it('does not ask how old a child is where abuse is not marked', () => {
    const some = { who: 'child', threat: false, oldUnproven: false, necessary: 'yes' } as const;
    for (const marks of ['none', 'child', 'others'] as const)
      for (const ifNot of sides)
        for (const ifShared of sides) {
          const rest = { ...some, ifNot, ifShared, marks, proportionate: 'yes', ground: 'none' } as const;
          expect(found({ ...rest, age: 'under-13' })).toBe(found({ ...rest, age: '13-15' }));
        }
  });

  it('is what the whole decision reads', () => {
    const before = { row: 'Q5c' as const, found: { notes: [] } };
    const written = { harmIfNot: 'Some words.', harmIfShared: 'Some words.', interestsAgainst: ['none'] };
    let run = 0;
    for (const one of everyCase()) {
      run += 1;
      if (run % 997 !== 0) continue;
      const { path, recommendation } = decide(
        { ...answer({}, one), ...written, lets: 'not-asked' },
        ctx,
        before,
      );
      const last = path.findLast(({ row }) => row.startsWith('PI'));
      const give = table[last?.row ?? 'PI1'].ways.find(({ when }) => when === last?.when)?.give;
      expect(found(one)).toContain(give?.reason);
      expect(recommendation?.reasons).toContain(give?.reason);
    }
  });
});
