import { gramsOf, termsOf } from './words.ts';

/** Texts that can be asked for: the rarer a word is among them, the more it says. */

/** Plain data, so that the build can write it down. For each feature, a run of texts and how much it weighs there. */
export type Space = {
  size: number;
  at: ReadonlyMap<string, number>;
  starts: Uint32Array;
  texts: Uint32Array;
  weights: Float32Array;
};

export type Index = { size: number; terms: Space; grams: Space };

/** Pairs of words are rarer than words, and say less than that makes them weigh. */
const pairs = 0.6;

const counted = (features: readonly string[]): Map<string, number> => {
  const count = new Map<string, number>();
  for (const feature of features) count.set(feature, (count.get(feature) ?? 0) + 1);
  return count;
};

/** The fewer texts have a feature, the more it says; one that no text has says most. */
const weightOf = (feature: string, size: number, have: number): number =>
  Math.log(1 + size / (have || 0.5)) * (feature.includes('_') ? pairs : 1);

const weigh = ({ at, starts, size }: Space, feature: string): number => {
  const n = at.get(feature);
  const have = n === undefined ? 0 : (starts[n + 1] as number) - (starts[n] as number);
  return weightOf(feature, size, have);
};

/** Each feature with its weight; together they are one long. */
const vectorOf = (features: readonly string[], weight: (feature: string) => number): [string, number][] => {
  const weights = [...counted(features)].map(([feature, times]): [string, number] => [
    feature,
    times * weight(feature),
  ]);
  const length = Math.sqrt(weights.reduce((sum, [, each]) => sum + each * each, 0)) || 1;
  return weights.map(([feature, each]) => [feature, each / length]);
};

const spaceOf = (texts: readonly (readonly string[])[]): Space => {
  const have = new Map<string, number>();
  for (const features of texts) for (const one of new Set(features)) have.set(one, (have.get(one) ?? 0) + 1);
  const at = new Map([...have.keys()].map((feature, n) => [feature, n]));
  const starts = new Uint32Array(have.size + 1);
  for (const [n, count] of [...have.values()].entries()) starts[n + 1] = (starts[n] as number) + count;
  const next = starts.slice();
  const all = starts[have.size] as number;
  const space = {
    size: texts.length,
    at,
    starts,
    texts: new Uint32Array(all),
    weights: new Float32Array(all),
  };
  for (const [text, features] of texts.entries())
    for (const [feature, weight] of vectorOf(features, (one) => weigh(space, one))) {
      const n = at.get(feature) as number;
      const place = next[n] as number;
      next[n] = place + 1;
      space.texts[place] = text;
      space.weights[place] = weight;
    }
  return space;
};

export const indexOf = (texts: readonly string[]): Index => ({
  size: texts.length,
  terms: spaceOf(texts.map(termsOf)),
  grams: spaceOf(texts.map(gramsOf)),
});

const add = (scores: Float32Array, features: readonly string[], space: Space, share: number): void => {
  for (const [feature, weight] of vectorOf(features, (one) => weigh(space, one))) {
    const n = space.at.get(feature);
    if (n === undefined) continue;
    const end = space.starts[n + 1] as number;
    for (let place = space.starts[n] as number; place < end; place += 1) {
      const text = space.texts[place] as number;
      scores[text] = (scores[text] as number) + share * weight * (space.weights[place] as number);
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
export const known = ({ terms }: Index, question: string): number => {
  const all = termsOf(question).filter((term) => !term.includes('_'));
  const sum = (some: readonly string[]) => some.reduce((whole, term) => whole + weigh(terms, term), 0);
  return all.length === 0 ? 0 : sum(all.filter((term) => terms.at.has(term))) / sum(all);
};
