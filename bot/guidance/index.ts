import { gramsOf, termsOf } from './words.ts';

/** Texts that can be asked for: the rarer a word is among them, the more it says. */

type Space = {
  /** For each feature, which texts have it and how much it weighs there. */
  lists: ReadonlyMap<string, { texts: Uint32Array; weights: Float32Array }>;
  weigh(feature: string): number;
};

export type Index = { size: number; terms: Space; grams: Space };

/** Pairs of words are rarer than words, and say less than that makes them weigh. */
const pairs = 0.6;

const counted = (features: readonly string[]): Map<string, number> => {
  const count = new Map<string, number>();
  for (const feature of features) count.set(feature, (count.get(feature) ?? 0) + 1);
  return count;
};

/** Each feature with its weight; together they are one long. */
const vectorOf = (features: readonly string[], weigh: Space['weigh']): [string, number][] => {
  const weights = [...counted(features)].map(([feature, times]): [string, number] => [
    feature,
    times * weigh(feature),
  ]);
  const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return weights.map(([feature, weight]) => [feature, weight / length]);
};

const spaceOf = (texts: readonly (readonly string[])[]): Space => {
  const have = new Map<string, number>();
  for (const features of texts) for (const one of new Set(features)) have.set(one, (have.get(one) ?? 0) + 1);
  const weigh = (feature: string) =>
    Math.log(1 + texts.length / (have.get(feature) ?? 0.5)) * (feature.includes('_') ? pairs : 1);
  const lists = new Map<string, { texts: number[]; weights: number[] }>();
  for (const [at, features] of texts.entries())
    for (const [feature, weight] of vectorOf(features, weigh)) {
      const list = lists.get(feature) ?? { texts: [], weights: [] };
      list.texts.push(at);
      list.weights.push(weight);
      lists.set(feature, list);
    }
  return {
    lists: new Map(
      [...lists].map(([feature, list]) => [
        feature,
        { texts: Uint32Array.from(list.texts), weights: Float32Array.from(list.weights) },
      ]),
    ),
    weigh,
  };
};

export const indexOf = (texts: readonly string[]): Index => ({
  size: texts.length,
  terms: spaceOf(texts.map(termsOf)),
  grams: spaceOf(texts.map(gramsOf)),
});

const add = (
  scores: Float32Array,
  features: readonly string[],
  { lists, weigh }: Space,
  share: number,
): void => {
  for (const [feature, weight] of vectorOf(features, weigh)) {
    const list = lists.get(feature);
    if (!list) continue;
    for (let at = 0; at < list.texts.length; at += 1) {
      const text = list.texts[at] as number;
      scores[text] = (scores[text] as number) + share * weight * (list.weights[at] as number);
    }
  }
};

/** How near each text is to the question: by its words, and by its letters. */
export const nearness = (
  index: Index,
  question: string,
  share: { terms: number; grams: number },
): Float32Array => {
  const scores = new Float32Array(index.size);
  add(scores, termsOf(question), index.terms, share.terms);
  add(scores, gramsOf(question), index.grams, share.grams);
  return scores;
};

/** How much of what the question says is known at all. */
export const known = ({ terms: { lists, weigh } }: Index, question: string): number => {
  const all = termsOf(question).filter((term) => !term.includes('_'));
  const weight = (some: readonly string[]) => some.reduce((sum, term) => sum + weigh(term), 0);
  return all.length === 0 ? 0 : weight(all.filter((term) => lists.has(term))) / weight(all);
};
