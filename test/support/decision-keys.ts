import { secondaryUse, sharing } from '../../dialogs/decision/conditions.ts';
import { consentCheck, pastAsking, refused } from '../../dialogs/decision/consent.ts';
import { csaMarked, type Facts, factsOf, harmMarked, isChild } from '../../dialogs/decision/facts.ts';
import { flagged } from '../../dialogs/decision/items.ts';
import type { DecisionAnswers } from '../../dialogs/decision/questions.ts';
import { holds } from '../../dialogs/decision/rules.ts';
import { spotted } from '../../dialogs/decision/spotted.ts';
import type { RowName } from '../../dialogs/decision/table.ts';
import { NOT_SURE } from '../../dialogs/engine/accept.ts';
import type { Found } from '../../dialogs/engine/table.ts';
import type { Context } from '../../dialogs/engine/types.ts';

/** What later rows of the decision can still tell apart about what was answered and found. */

/** The marks that were set, as the rules read them. */
export const marksOf = (facts: Facts): readonly boolean[] => [
  csaMarked(facts),
  harmMarked(facts),
  holds('csaUnsure', facts),
];

const weighed = ['whoAtRisk', 'necessary', 'proportionate', 'ground', 'adultRisk'] as const;
const harms = ['harmIfNot', 'harmIfShared'] as const;

const order = [
  ...['T0', 'T1', 'T1a', 'T1p', 'T1f', 'T1r', 'T1b', 'T2', 'T3', 'D1', 'D1w', 'T4', 'Q1', 'Q1b', 'Q2', 'Q2a'],
  ...['Q3', 'Q4', 'Q5a', 'Q4d', 'Q4c', 'Q4b', 'Q5b', 'Q5d', 'Q2b', 'Q5c', 'PI1', 'PI2', 'PI3', 'PI4', 'PI5'],
  ...['PI6', 'PI7', 'Q7c', 'RS', 'RS2', 'Q6', 'Q6n', 'Q6b', 'Q7', 'Q7d', 'Q7s', 'Q7n'],
] as readonly RowName[];

const ages: Readonly<Record<string, string>> = {
  'under-13': 'small',
  '13-15': 'small',
  '18-25-vulnerable': 'adult',
  'adult-carer': 'adult',
};
const ageOf = (facts: Facts): string => ages[facts.is('ageBand') ?? ''] ?? facts.is('ageBand') ?? '';

const dutyOf = (facts: Facts) => [isChild(facts), holds('duty16LA', facts), facts.is('lets') === 'law'];
const consentOf = (facts: Facts) => [consentCheck(facts).result, pastAsking(facts)];

/** Rows whose ways, and whose answers for them, hang on little of what was said before: found once for each. */
export const hangsOn: Partial<Record<RowName, (facts: Facts) => unknown>> = {
  Q2: () => '',
  Q3: () => '',
  Q4: (facts) => [ageOf(facts), harmMarked(facts)],
  Q5a: (facts) => [dutyOf(facts), consentOf(facts)],
  Q4b: harmMarked,
  Q7d: (facts) => sharing.includes(facts.found.recommendation?.outcome ?? ''),
};

/**
 * What is read of earlier answers, and the last row that reads it. Two runs that agree on all of it go on alike:
 * `decision-paths.test.ts` holds that against runs that nobody simplified.
 */
const readings: readonly (readonly [last: RowName, of: (facts: Facts) => unknown])[] = [
  ['T3', (facts) => [facts.is('wants'), facts.is('fileAuthority'), facts.is('alive'), facts.said('alive')]],
  ['T2', (facts) => facts.is('recipient') === 'other'],
  ['D1w', (facts) => [facts.is('deadWish'), facts.is('deadRelatives')]],
  ['Q1', (facts) => (facts.ctx.policy.purposes[facts.is('purpose') ?? ''] ? '' : facts.is('purpose'))],
  ['Q4', ageOf],
  ['Q5a', dutyOf],
  ['Q4d', consentOf],
  ['Q5c', (facts) => [facts.is('actToday') === NOT_SURE, secondaryUse(facts), facts.is('smallCells')]],
  ['Q5c', (facts) => facts.is('lets') === 'not-basis' && facts.is('objects') === 'no'],
  ['Q4b', (facts) => facts.said('canAsk')],
  ['Q5c', (facts) => [facts.is('vital'), facts.is('patientInfo')]],
  ['PI7', (facts) => [weighed.map((name) => facts.is(name)), facts.is('threat'), facts.is('proof')]],
  ['PI7', (facts) => harms.map((side) => [facts.is(`${side}Likelihood`), facts.is(`${side}Severity`)])],
  ['Q6', (facts) => [facts.said('items'), flagged(facts.is('items')) && !facts.said('opinionLines')]],
  ['Q6', (facts) => [facts.is('howMany') === 'many-once', secondaryUse(facts), facts.is('identifiable')]],
  ['RS', (facts) => spotted(facts).length > 0],
  ['RS2', (facts) => facts.is('deadRoute') === 'statutory'],
  ['Q6n', (facts) => facts.is('proportionate') === 'less'],
  // Whoever shares against the advice says once whether the person is told.
  ['Q7s', (facts) => facts.said('told')],
  ['Q7n', marksOf],
  // Nothing reads it any more: kept so that an ending still knows that somebody said no.
  ['Q7n', refused],
];

/** What is told apart in one case and another at its end: who is marked, and whether somebody said no. */
export const caseOf = (facts: Facts): string => JSON.stringify([marksOf(facts), refused(facts)]);

const remembered: readonly (readonly [last: RowName, note: string])[] = [
  ['Q6n', 'PRIVATE_RECIPIENT'],
  ['Q6b', 'TESTED'],
  ['Q7n', 'PART_CHECKED'],
  ...['CHILD_DECIDES', 'PARENT_RISK', 'NOT_ENTITLED', 'RELEASE', 'TOTALS_ONLY', 'WITHHOLD'].map(
    (note) => ['Q7n', note] as const,
  ),
];

const kept = remembered.filter(([last]) => last === 'Q7n').map(([, note]) => note);

/** What a run ends with: the recommendation, and the notes that no way of the table carries. */
export const endOf = ({ recommendation, notes }: Found): string =>
  JSON.stringify([
    recommendation?.outcome,
    recommendation?.reasons,
    kept.filter((note) => notes.includes(note)),
  ]);

const until = <T extends readonly [RowName, ...unknown[]]>(row: RowName, all: readonly T[]): readonly T[] =>
  all.filter(([last]) => order.indexOf(last) >= order.indexOf(row));
const readFrom = Object.fromEntries(order.map((row) => [row, until(row, readings)])) as Record<
  RowName,
  typeof readings
>;
const notesFrom = Object.fromEntries(order.map((row) => [row, until(row, remembered)])) as Record<
  RowName,
  typeof remembered
>;

/** The same for all that cannot be told apart from this row on. */
export const keyOf = (row: RowName, answers: DecisionAnswers, found: Found, ctx: Context): string => {
  const facts = factsOf(answers, ctx, found);
  const notes = notesFrom[row].filter(([, note]) => found.notes.includes(note)).map(([, note]) => note);
  return JSON.stringify([row, found.recommendation, notes, readFrom[row].map(([, of]) => of(facts))]);
};
