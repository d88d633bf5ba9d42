import { readFileSync } from 'node:fs';

/** What common words mean, as numbers that lie close where meanings do. `bot/cli/meanings.mjs` writes them. */

type Meanings = { dims: number; at: ReadonlyMap<string, number>; bytes: Int8Array };

const readMeanings = (): Meanings => {
  const file = readFileSync(new URL('meanings.bin', import.meta.url));
  const start = 4 + file.readUInt32LE(0);
  const { dims, words } = JSON.parse(file.toString('utf8', 4, start)) as { dims: number; words: string[] };
  return {
    dims,
    at: new Map(words.map((word, at) => [word, at])),
    bytes: new Int8Array(file.buffer, file.byteOffset + start, words.length * dims),
  };
};

let kept: Meanings | undefined;

const meanings = (): Meanings => {
  kept ??= readMeanings();
  return kept;
};

/** Whether it is a word at all, and so not a mistyped one. */
export const isCommon = (word: string): boolean => meanings().at.has(word);

const unit = (vector: Float32Array): Float32Array => {
  const length = Math.sqrt(vector.reduce((sum, one) => sum + one * one, 0)) || 1;
  return vector.map((one) => one / length);
};

/** What the words of a text mean together; the more a word weighs, the more it counts. */
export const meaningOf = (words: readonly string[], weigh: (word: string) => number): Float32Array => {
  const { dims, at, bytes } = meanings();
  const sum = new Float32Array(dims);
  for (const word of words) {
    const start = (at.get(word) ?? -1) * dims;
    if (start < 0) continue;
    let squares = 0;
    for (let n = start; n < start + dims; n += 1) squares += (bytes[n] as number) ** 2;
    const by = weigh(word) / Math.sqrt(squares || 1);
    for (let n = 0; n < dims; n += 1) sum[n] = (sum[n] as number) + by * (bytes[start + n] as number);
  }
  return unit(sum);
};

/** The meanings of several texts: what all have in common is taken away, since it tells none of them apart. */
export type Sense = { common: Float32Array; of: Float32Array };

export const apartFrom = (meaning: Float32Array, common: Float32Array): Float32Array =>
  unit(meaning.map((one, n) => one - (common[n] as number)));

const sumOf = (vectors: readonly Float32Array[]): Float32Array => {
  const sum = new Float32Array(meanings().dims);
  for (const vector of vectors) for (const [n, one] of vector.entries()) sum[n] = (sum[n] as number) + one;
  return sum;
};

/** One meaning for each group of texts, one after the other. */
export const senseOf = (groups: readonly (readonly Float32Array[])[]): Sense => {
  const all = groups.flat();
  const common = sumOf(all).map((one) => one / (all.length || 1));
  const of = new Float32Array(groups.length * common.length);
  for (const [at, group] of groups.entries())
    of.set(unit(sumOf(group.map((one) => apartFrom(one, common)))), at * common.length);
  return { common, of };
};

/** How near a meaning is to that of a group. */
export const alike = (meaning: Float32Array, { of }: Sense, group: number): number => {
  const start = group * meaning.length;
  let sum = 0;
  for (let n = 0; n < meaning.length; n += 1) sum += (meaning[n] as number) * (of[start + n] as number);
  return sum;
};
