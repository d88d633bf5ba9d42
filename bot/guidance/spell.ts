import type { Entry } from './entry.ts';
import { isCommon } from './meanings.ts';
import { withoutNames } from './names.ts';
import { inPlainEnglish } from './spoken.ts';
import { isWritten, plain, stem } from './words.ts';

/** Mistyped words, put right by the words that the entries use. */

export type Spelling = {
  /** Each word, and how often it stands there. */
  words: ReadonlyMap<string, number>;
  stems: ReadonlySet<string>;
  /** The words by their first letter and length. */
  shelves: ReadonlyMap<string, readonly string[]>;
};

/** What people ask holds mistakes too: a word counts when several ask with it, and no word like it is used far more. */
const often = 3;
const farMore = 10;
const shortest = 4;

const shelfOf = (word: string, longer = 0): string => `${word[0]}${word.length + longer}`;

const count = (into: Map<string, number>, text: string): void => {
  for (const word of plain(text).split(' ')) into.set(word, (into.get(word) ?? 0) + 1);
};

/** Letters to add, drop, change or swap to make one of the other; `most` and one where there are more. */
const apart = (a: string, b: string, most: number): number => {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] as number) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] as number;
};

const mostFor = (word: string): number => (word.length < 6 ? 1 : 2);

const nearestTo = ({ words, shelves }: Spelling, word: string): string => {
  let most = mostFor(word);
  let best = word;
  for (const longer of [0, -1, 1, -2, 2]) {
    if (Math.abs(longer) > most) continue;
    for (const other of shelves.get(shelfOf(word, longer)) ?? []) {
      const far = apart(word, other, most);
      if (far > most || (far === most && best !== word && (words.get(other) ?? 0) <= (words.get(best) ?? 0)))
        continue;
      best = other;
      most = far;
    }
  }
  return best;
};

const shelvesOf = (words: Iterable<string>): Map<string, string[]> => {
  const shelves = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < shortest) continue;
    const shelf = shelfOf(word);
    shelves.set(shelf, [...(shelves.get(shelf) ?? []), word]);
  }
  return shelves;
};

export const spellingOf = (entries: readonly Entry[]): Spelling => {
  const words = new Map<string, number>();
  const asked = new Map<string, number>();
  for (const { title, short, more, before, differs, asked: ways } of entries) {
    for (const text of [title, short, more, before, differs]) count(words, text);
    for (const way of ways) count(asked, way);
  }
  const add = (word: string, times: number) => words.set(word, (words.get(word) ?? 0) + times);
  const others = [...asked].filter(([word, times]) => {
    const sure = words.has(word) || isCommon(word);
    if (sure) add(word, times);
    return !sure && times >= often;
  });
  const first = { words, stems: new Set<string>(), shelves: shelvesOf(words.keys()) };
  const real = others.filter(([word, times]) => {
    const like = nearestTo(first, word);
    return like === word || (words.get(like) ?? 0) < farMore * times;
  });
  for (const [word, times] of real) add(word, times);
  return { words, stems: new Set([...words.keys()].map(stem)), shelves: shelvesOf(words.keys()) };
};

const spelled = (spelling: Spelling, word: string): string => {
  const right =
    word.length < shortest ||
    /\d/.test(word) ||
    isWritten(word) ||
    isCommon(word) ||
    spelling.words.has(word) ||
    spelling.stems.has(stem(word));
  return right ? word : nearestTo(spelling, word);
};

export const respell = (spelling: Spelling, text: string): string =>
  inPlainEnglish(withoutNames(text))
    .split(' ')
    .map((word) => spelled(spelling, word))
    .join(' ');
