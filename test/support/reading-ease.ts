/** How hard words are to read: the Flesch-Kincaid grade, with syllables counted by a simple rule. */

type Bundle = { readonly [key: string]: string | readonly string[] | Bundle };

/** Every text of a word file with its key; patterns and words to type are not read by anyone. */
export const textsOf = (bundle: Bundle, path = ''): [key: string, text: string][] =>
  Object.entries(bundle).flatMap(([name, value]): [string, string][] => {
    const key = path ? `${path}.${name}` : name;
    if (/(^|\.)command\.(words|phrases)$/.test(key)) return [];
    if (typeof value === 'string') return [[key, value]];
    if (Array.isArray(value)) return value.map((text: string, i) => [`${key}.${i}`, text]);
    return textsOf(value as Bundle, key);
  });

const plain = (text: string): string => text.replace(/\{\w+\}/g, 'this').replace(/[*_"()]/g, '');

export const sentencesOf = (text: string): string[] =>
  plain(text)
    .split(/(?<=[.?!])\s+/)
    .filter((sentence) => /\p{L}/u.test(sentence));

export const wordsOf = (sentence: string): string[] => sentence.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];

/** Groups of vowels, less a silent last e: near enough for English prose. */
export const syllablesOf = (word: string): number => {
  const bare = word.toLowerCase().replace(/[^a-z]/g, '');
  const silent = bare.replace(/(?:[^laeiouy]es|[^aeiouytd]ed|[^l]e)$/, '');
  return Math.max(1, silent.match(/[aeiouy]+/g)?.length ?? 1);
};

export const gradeOf = (texts: readonly string[]): number => {
  const sentences = texts.flatMap(sentencesOf);
  const words = sentences.flatMap(wordsOf);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
};
