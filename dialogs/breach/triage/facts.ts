import type { Breach, BreachClass } from '../record.ts';
import { type Fact, type Facts, options, questions, type Value } from './questions.ts';
import { gotOut, weigh } from './weigh.ts';

/** Which facts matter to what happened, and which of them a report says already. */

const ways: Readonly<Partial<Record<BreachClass, readonly Value<'happened'>[]>>> = {
  misdirected: ['sent'],
  confidentiality: ['sent'],
  'over-disclosure': ['sent'],
  onward: ['sent'],
  insecure: ['sent'],
  availability: ['lost', 'unavailable'],
  integrity: ['wrong'],
  'failure-to-share': ['not-shared'],
};

type Reported = Pick<Breach, 'class' | 'count' | 'exposedTo' | 'assessment'>;

/** As whoever noticed it reported it; as it was weighed before, where it was. */
export const knownOf = ({ class: classes, count, exposedTo, assessment }: Reported): Facts => {
  if (assessment) return factsIn(assessment.facts);
  const happened = [...new Set(classes.flatMap((one) => ways[one] ?? []))];
  return {
    ...(happened.length > 0 ? { happened } : {}),
    count,
    // Somebody outside may be a stranger or know them: whoever leads must say which.
    ...(exposedTo === 'outsider' ? {} : { exposedTo }),
  };
};

const isOption = (fact: Fact, value: unknown): boolean => options[fact].some((option) => option === value);

/** Only what is a fact, and was said. */
export const factsIn = (answers: Readonly<Record<string, unknown>>): Facts =>
  Object.fromEntries(
    (Object.keys(questions) as Fact[])
      .filter(
        (fact) =>
          [answers[fact]].flat().length > 0 && [answers[fact]].flat().every((one) => isOption(fact, one)),
      )
      .map((fact) => [fact, answers[fact]]),
  );

export const always = ['happened', 'danger', 'personal', 'holder'] as const satisfies readonly Fact[];
export const ofInformation = ['kinds', 'whose', 'count'] as const satisfies readonly Fact[];
export const ofExposure = ['exposedTo', 'back', 'protected', 'purpose'] as const satisfies readonly Fact[];
export const ofTelling = ['ended', 'each', 'telling'] as const satisfies readonly Fact[];

export const ofEffect = ({ happened = [] }: Facts): ('reach' | 'accuracy')[] => [
  ...(happened.includes('unavailable') ? (['reach'] as const) : []),
  ...(happened.includes('wrong') ? (['accuracy'] as const) : []),
];

/** What matters here, in the order in which it is asked. */
export const matters = (facts: Facts): Fact[] => {
  const { risk } = weigh(facts);
  if (risk === 'none') return [...always];
  return [
    ...always,
    ...ofInformation,
    ...(gotOut(facts) ? ofExposure : []),
    ...ofEffect(facts),
    ...(risk === 'high' ? ofTelling : []),
  ];
};
