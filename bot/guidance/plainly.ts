import type { Entry } from './entry.ts';

/**
 * A question in words that the guidance has itself. Names of people, places and schools, numbers and addresses are not
 * among them, so they are left out, and what is left can be read by who keeps the guidance.
 */

const longest = 180;
/** Stands for what was left out, and stays when the rest is read again. */
const left = '\u2026';
const word = /\u2026|[\p{L}\p{N}]+(?:['\u2019-][\p{L}\p{N}]+)*/gu;

const written = (text: string): string => text.normalize('NFC').replace(/\u2019/g, "'");

/** Words that entries hold in small letters, and what they write in capitals throughout. A name is neither. */
export const vocabularyOf = (entries: readonly Entry[]): string[] => {
  const all = new Set<string>();
  for (const { kind, title, short, more, before, differs, asked } of entries) {
    if (kind === 'refuse') continue;
    for (const [found] of written([title, short, more, before, differs, ...asked].join('\n')).matchAll(word))
      if (/^\p{Ll}/u.test(found) || /^\p{Lu}{2,}$/u.test(found)) all.add(found.toLowerCase());
  }
  return [...all].sort();
};

/** Common words are names too where they begin with a capital. */
const isName = (found: string, starts: boolean): boolean => /^\p{Lu}\p{Ll}/u.test(found) && !starts;

export const inPlainWords = (question: string, vocabulary: ReadonlySet<string>): string => {
  const text = written(question).slice(0, 4 * longest);
  const said: string[] = [];
  for (const found of text.matchAll(word)) {
    const starts = /(^|[.!?]\s*)$/.test(text.slice(0, found.index));
    const one = found[0].toLowerCase();
    const known = !/\p{N}/u.test(one) && vocabulary.has(one.replace(/'s$/, '')) && !isName(found[0], starts);
    if (known || said.at(-1) !== left) said.push(known ? one : left);
  }
  const plain = said.join(' ');
  if (!/\p{L}/u.test(plain)) return '';
  return plain.length <= longest ? plain : `${plain.slice(0, longest).replace(/\s+\S*$/, '')} ${left}`;
};
