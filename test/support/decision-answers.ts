import { inDetail } from '../../dialogs/decision/asked.ts';
import { type Facts, factsOf } from '../../dialogs/decision/facts.ts';
import { type DecisionAnswers, type QuestionName, questions } from '../../dialogs/decision/questions.ts';
import { holds } from '../../dialogs/decision/rules.ts';
import { NOT_SURE } from '../../dialogs/engine/accept.ts';
import type { Context, Question } from '../../dialogs/engine/types.ts';

/** What may be answered in a sharing decision: all of it, or one of each kind where many do the same. */

type Value = string | readonly string[] | undefined;

const subsets = (options: readonly string[]): readonly (readonly string[])[] =>
  options.reduce<string[][]>((all, option) => all.flatMap((some) => [some, [...some, option]]), [[]]);

/** The first of each kind. */
const oneOfEach = <T>(entries: readonly (readonly [string, T])[], kind: (entry: T) => unknown): string[] => {
  const kinds = new Map<string, string>();
  for (const [id, entry] of entries) {
    const name = String(kind(entry));
    if (!kinds.has(name)) kinds.set(name, id);
  }
  return [...kinds.values()];
};

const six = ['why', 'what', 'who', 'use', 'effects', 'rights'];
/** Lines that raise no question, that hint at an opinion and at somebody else, and that a law restricts. */
export const itemsOfEachKind = [
  'The attendance record of this term\nThe date of the last visit',
  'The neighbour says that there is shouting at night\nThe date of the last visit',
  'The letter from the sexual health clinic\nThe date of the last visit',
];

const picked = (ctx: Context): Partial<Record<QuestionName, readonly Value[]>> => {
  const { purposes, gateways, partners, duty16LA } = ctx.policy;
  const offered = (question: QuestionName) =>
    (questions[question] as Question).pick?.({}, ctx).map(({ value }) => value) ?? [];
  const entries = <T>(ids: readonly string[], from: Readonly<Record<string, T>>) =>
    ids.flatMap((id): (readonly [string, T])[] => {
      const entry = from[id];
      return entry ? [[id, entry]] : [];
    });
  return {
    recipient: [
      ...oneOfEach(entries(offered('recipient'), partners), ({ sector }) =>
        duty16LA.sectors.includes(sector),
      ),
      'other',
    ],
    purpose: [
      ...oneOfEach(
        entries(offered('purpose'), purposes),
        (one) => `${one.family === 'care'} ${one.secondaryUse}`,
      ),
      'none',
      NOT_SURE,
    ],
    gateway: [
      ...oneOfEach(entries(offered('gateway'), gateways), (one) => `${one.kind} ${one.naming}`),
      'none',
    ],
    ageBand: ['under-13', '13-15', '16-17', 'adult', 'unborn', 'unknown'],
    harmMarks: [undefined, ['csa'], ['child'], ['others'], ['csa', 'others']],
    infoKind: [undefined, ['ordinary'], ['health']],
    informed: [['none'], six.slice(1), six],
    covers: [['none'], ...subsets(['items', 'recipient', 'purpose']).slice(1)],
    items: itemsOfEachKind,
    final: ['as-recommended', 'differ'],
    finalOutcome: ['SHARE', 'SEEK_ADVICE', 'DO_NOT_SHARE'],
    told: ['yes', 'no'],
    wellbeing: ['person', 'could-harm'],
    departureReason: ['The family asked for one more day, and the school agrees.'],
  };
};

/** Every value that the question may be answered with; where many do the same, one of each kind. */
export const domainOf = (ctx: Context): ((question: QuestionName) => readonly Value[]) => {
  const chosen = picked(ctx);
  const known = new Map<QuestionName, readonly Value[]>();
  const values = (name: QuestionName): readonly Value[] => {
    const question = questions[name] as Question;
    if (chosen[name]) return chosen[name];
    if (!question.options) return ['Some words.'];
    if (question.kind === 'many') return [[question.options[0] ?? '']];
    if (question.decides === false && !question.judgement) return [question.options[0]];
    const all = [...question.options, ...(question.judgement ? [NOT_SURE] : [])];
    return question.required ? all : [undefined, ...all.filter((option) => option !== question.assumed)];
  };
  return (name) => {
    const found = known.get(name) ?? values(name);
    known.set(name, found);
    return found;
  };
};

const sound = {
  giver: 'self',
  informed: six,
  free: 'yes',
  form: 'explicit',
  evidence: 'noted',
  covers: ['items', 'recipient', 'purpose'],
  limits: 'none',
  stale: 'no',
};
/** One for each thing that the check can say. `decision-consent.test.ts` goes through all that may be answered. */
const onFile: readonly DecisionAnswers[] = [
  sound,
  { ...sound, free: 'no' },
  { ...sound, free: 'no', limits: 'part' },
  { ...sound, limits: 'part' },
  { ...sound, covers: ['recipient', 'purpose'] },
  { ...sound, limits: 'all' },
  { ...sound, giver: 'child-refuses' },
  { ...sound, giver: NOT_SURE },
  { ...sound, free: NOT_SURE },
];
export const consentsOnFile = (facts: Facts): readonly DecisionAnswers[] | undefined =>
  inDetail(facts) && !facts.said('giver') ? onFile : undefined;

/** All the weighing's answers that decide, but for harms that come to the same. */
export const allWeighings: readonly DecisionAnswers[] = (() => {
  const harms = new Map<string, DecisionAnswers>();
  const likelihoods = ['none', 'possible', 'likely', 'occurring'];
  const severities = ['low', 'moderate', 'serious', 'grave'];
  const sides = likelihoods.flatMap((likelihood) => severities.map((severity) => [likelihood, severity]));
  for (const [harmIfNotLikelihood, harmIfNotSeverity] of sides)
    for (const [harmIfSharedLikelihood, harmIfSharedSeverity] of sides)
      for (const threat of ['no', 'yes'])
        for (const proof of ['credible', 'old-unproven']) {
          const harm = {
            ...{ harmIfNotLikelihood, harmIfNotSeverity, threat, proof },
            ...{ harmIfSharedLikelihood, harmIfSharedSeverity },
          };
          const rules = ['clear', 'harmIfNotHigher', 'harmIfNotLower', 'clearButDangerous'] as const;
          const facts = factsOf({ whoAtRisk: 'child', ...harm }, {} as Context);
          const kind = rules.map((rule) => holds(rule, facts)).join();
          if (!harms.has(kind)) harms.set(kind, harm);
        }
  const written = { harmIfNot: 'Some words.', harmIfShared: 'Some words.', interestsAgainst: ['none'] };
  const who = [
    ...['child', 'others', 'adult-pressed', 'nobody'].map((whoAtRisk) => ({ whoAtRisk })),
    ...['close', 'marac', 'not-assessed', 'lower', NOT_SURE].map((adultRisk) => ({
      whoAtRisk: 'adult-able',
      adultRisk,
    })),
  ];
  return [...harms.values()].flatMap((harm) =>
    who.flatMap((risk) =>
      ['yes', 'no', NOT_SURE].flatMap((necessary) =>
        ['yes', 'less', 'no', NOT_SURE].flatMap((proportionate) =>
          [undefined, 'serious-crime', 'public-health'].map((ground) => ({
            ...{ ...risk, ...written, ...harm, necessary, proportionate, ground },
            interestsFor: undefined,
          })),
        ),
      ),
    ),
  );
})();
