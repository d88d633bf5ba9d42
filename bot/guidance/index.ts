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
const pairs = 0.4;

const counted = (features: readonly string[]): Map<string, number> => {
  const count = new Map<string, number>();
  for (const feature of features) count.set(feature, (count.get(feature) ?? 0) + 1);
  return count;
};

/** The fewer texts have a feature, the more it says; one that no text has says most. */
const weightOf = (feature: string, size: number, have: number): number =>
  Math.log(1 + size / (have || 0.5)) * (feature.includes('_') ? pairs : 1);

/** A feature that no text has still counts for the length, and is `absent`. */
const absent = -1;

type Weighed = { feature: number; weight: number };

const weigh = ({ at, starts, size }: Space, feature: string): Weighed => {
  const n = at.get(feature) ?? absent;
  const have = n === absent ? 0 : (starts[n + 1] as number) - (starts[n] as number);
  return { feature: n, weight: weightOf(feature, size, have) };
};

/** Each feature with its weight; together they are one long. */
const vectorOf = (features: readonly string[], space: Space): Weighed[] => {
  const vector: Weighed[] = [];
  let squares = 0;
  for (const [name, times] of counted(features)) {
    const weighed = weigh(space, name);
    weighed.weight *= times;
    squares += weighed.weight * weighed.weight;
    vector.push(weighed);
  }
  const length = Math.sqrt(squares) || 1;
  for (const weighed of vector) weighed.weight /= length;
  return vector;
};

export const spaceOf = (texts: readonly (readonly string[])[]): Space => {
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
    for (const { feature, weight } of vectorOf(features, space)) {
      const place = next[feature] as number;
      next[feature] = place + 1;
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

/** Adds how near each text is to the question. What more than `most` of the texts have tells little, and is left out. */
export const add = (
  scores: Float32Array,
  features: readonly string[],
  space: Space,
  { share, most = 1 }: { share: number; most?: number },
): void => {
  for (const { feature, weight } of vectorOf(features, space)) {
    if (feature === absent) continue;
    const by = share * weight;
    const start = space.starts[feature] as number;
    const end = space.starts[feature + 1] as number;
    if (end - start > most * space.size) continue;
    for (let place = start; place < end; place += 1) {
      const text = space.texts[place] as number;
      scores[text] = (scores[text] as number) + by * (space.weights[place] as number);
    }
  }
};

/** A question, read once for all it is held against. */
export type Features = { terms: readonly string[]; grams: readonly string[] };

export const featuresOf = (text: string): Features => ({ terms: termsOf(text), grams: gramsOf(text) });

/** How near each text is to the question: by its words, and by its letters. */
export const nearness = (
  index: Index,
  { terms, grams }: Features,
  share: { terms: number; grams: number; most?: number },
): Float32Array => {
  const scores = new Float32Array(index.size);
  add(scores, terms, index.terms, { ...share, share: share.terms });
  add(scores, grams, index.grams, { ...share, share: share.grams });
  return scores;
};

/** How much a word says. */
export const heaviness = (index: Index, term: string): number => weigh(index.terms, term).weight;

/** How much of what the question says is known at all. */
export const known = (index: Index, { terms }: Features): number => {
  const all = terms.filter((term) => !term.includes('_')).map((term) => weigh(index.terms, term));
  const sum = (some: readonly Weighed[]) => some.reduce((whole, { weight }) => whole + weight, 0);
  return all.length === 0 ? 0 : sum(all.filter(({ feature }) => feature !== absent)) / sum(all);
};
