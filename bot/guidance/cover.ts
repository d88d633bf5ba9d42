import { type Features, featuresOf } from './index.ts';

/**
 * Whether the guidance speaks of what is asked: each word, and each run of letters, leans one way or the other. Learnt
 * from the ways of asking: those of the answers against those of what is not covered or refused.
 */
export type Cover = { at: ReadonlyMap<string, number>; leans: Float32Array; base: number };

type Way = { features: Uint32Array; answered: boolean };

const namesOf = ({ terms, grams }: Features): string[] => [...new Set([...terms, ...grams])];

/** A way of asking, and whether an entry answers it. */
export type Sample = { text: string; answered: boolean };

const numbered = (texts: readonly Sample[]): { ways: Way[]; at: Map<string, number> } => {
  const at = new Map<string, number>();
  const numberOf = (name: string): number => {
    const n = at.get(name) ?? at.size;
    at.set(name, n);
    return n;
  };
  const ways = texts.map(({ text, answered }) => ({
    features: Uint32Array.from(namesOf(featuresOf(text)), numberOf),
    answered,
  }));
  return { ways, at };
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
export const coverOf = (texts: readonly Sample[]): Cover => {
  const { ways, at } = numbered(texts);
  const yes = ways.filter(({ answered }) => answered).length;
  const share = { yes: ways.length / 2 / (yes || 1), no: ways.length / 2 / (ways.length - yes || 1) };
  const leans = new Float32Array(at.size);
  const moved = new Float32Array(at.size).fill(1e-6);
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
  return { at, leans, base };
};

/** Above nothing it does, below it does not; what was never seen says nothing. */
export const covered = ({ at, leans, base }: Cover, features: Features): number => {
  const names = namesOf(features);
  let sum = 0;
  for (const name of names) sum += leans[at.get(name) ?? -1] ?? 0;
  return base + sum / Math.sqrt(names.length || 1);
};
