import { type Features, featuresOf, type Index } from './index.ts';

/**
 * Whether the guidance speaks of what is asked: each word, and each run of letters, leans one way or the other. Learnt
 * from the ways of asking: those of the answers against those of what is not covered or refused.
 */
export type Cover = { leans: Float32Array; base: number };

/** A way of asking, and whether an entry answers it. */
export type Sample = { text: string; answered: boolean };

type Way = { features: Uint32Array; answered: boolean };

const unseen = Number.POSITIVE_INFINITY;

/** Where each word and run of letters stands: first all words of the index, then all runs. */
const placesOf = ({ terms, grams }: Index, features: Features): number[] => {
  const shift = terms.at.size;
  const runs = new Set(features.grams.map((gram) => shift + (grams.at.get(gram) ?? unseen)));
  const words = new Set(features.terms.map((term) => terms.at.get(term) ?? unseen));
  return [...words, ...runs];
};

const chance = (sum: number): number => 1 / (1 + Math.exp(-sum));

/** Far enough from every way before it that one subject does not push all at once; the same order each time. */
const stride = 7919;
const rounds = 6;
const step = 0.3;

const sumOf = (leans: Float32Array, features: Uint32Array): number => {
  let sum = 0;
  for (const feature of features) sum += leans[feature] as number;
  return sum;
};

/** Both sides weigh the same, however many ways each has. */
export const coverOf = (index: Index, texts: readonly Sample[]): Cover => {
  const ways = texts.map(({ text, answered }): Way => {
    const features = Uint32Array.from(placesOf(index, featuresOf(text)));
    return { features, answered };
  });
  const yes = ways.filter(({ answered }) => answered).length;
  const share = { yes: ways.length / 2 / (yes || 1), no: ways.length / 2 / (ways.length - yes || 1) };
  const leans = new Float32Array(index.terms.at.size + index.grams.at.size);
  const moved = new Float32Array(leans.length).fill(1e-6);
  let base = 0;
  for (let n = 0; n < rounds * ways.length; n += 1) {
    const { features, answered } = ways[(n * stride) % ways.length] as Way;
    const each = 1 / Math.sqrt(features.length || 1);
    const off = chance(base + each * sumOf(leans, features)) - Number(answered);
    const push = off * (answered ? share.yes : share.no);
    base -= (0.02 * push) / (1 + Math.floor(n / ways.length));
    for (const feature of features) {
      moved[feature] = (moved[feature] as number) + (push * each) ** 2;
      leans[feature] =
        (leans[feature] as number) - (step * push * each) / Math.sqrt(moved[feature] as number);
    }
  }
  return { leans, base };
};

/** Above nothing it does, below it does not; what was never seen says nothing. */
export const covered = ({ leans, base }: Cover, index: Index, features: Features): number => {
  const places = placesOf(index, features);
  let sum = 0;
  for (const place of places) sum += leans[place] ?? 0;
  return base + sum / Math.sqrt(places.length || 1);
};
