import { startable } from '../../dialogs/registry.ts';
import type { Words } from '../../dialogs/words.ts';

/** What somebody means by what they typed, as far as our own word files say. */

/** Danger is looked for at both ends of a message: a pasted book must not hold up the others. */
const mostRead = 4000;
const bothEnds = (text: string): string =>
  text.length <= 2 * mostRead ? text : `${text.slice(0, mostRead)} ${text.slice(-mostRead)}`;

export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[^\p{L}\p{N}\s?'-]/gu, ' ')
    .replace(/^\s*sharewell\b/, ' ')
    .replace(/[-\s]+/g, ' ')
    .trim();

/** Commands are found whatever apostrophes or question mark people put to them. */
const commandKey = (plain: string): string => plain.replace(/'/g, '').replace(/(?<=\S)\s*\?+$/, '');

/** What was typed after one of these words: a name, or a code. */
const after = (words: readonly string[]): ((text: string) => string | undefined) => {
  const pattern = new RegExp(`^\\W*(?:sharewell\\b\\W*)?(?:${words.join('|')})\\s+(\\S.*)$`, 'isu');
  return (text) => pattern.exec(text.normalize('NFKC').replace(/\p{Cf}/gu, ''))?.[1]?.trim();
};

/** `hub here NB`, where there are several. */
const placing = (words: Words): Matcher['placed'] => {
  const here = after(words.list('commands.hub-here.words'));
  const notHere = after(words.list('commands.hub-not-here.words'));
  const codeIn = (text: string | undefined) => /^[2-9A-Z]{2}$/i.exec(text ?? '')?.[0].toUpperCase();
  return (text) => {
    const [on, off] = [codeIn(here(text)), codeIn(notHere(text))];
    if (on) return { action: 'here', code: on };
    return off ? { action: 'notHere', code: off } : undefined;
  };
};

export type Matcher = {
  word(text: string): string | undefined;
  danger(text: string): boolean;
  /** What is to be found, as it was typed after the word for finding. */
  sought(text: string): string | undefined;
  /** A name to look for on the register. */
  called(text: string): string | undefined;
  /** The code of a hub, where it is said which of several meets in a channel, or no longer does. */
  placed(text: string): { action: 'here' | 'notHere'; code: string } | undefined;
  /** A record, to see how long it is kept. */
  kept(text: string): string | undefined;
  /** A law entry that somebody wants to know more of. */
  cited(text: string): string | undefined;
  /** A code for linking two channels. */
  linked(text: string): string | undefined;
};

/** To find out something is a question, and so is a whole sentence that ends as one. */
const question = '(?:out\\b|(?:\\S+\\s+){4,}.*\\?\\s*$)';

/** Words of our own file, which hold nothing that means something in a pattern; the longest first. */
const soughtPattern = (words: readonly string[]): RegExp => {
  const word = [...words].sort((a, b) => b.length - a.length).join('|');
  return new RegExp(`^\\W*(?:sharewell\\b\\W*)?(?:${word})\\s+(?!${question})(\\S.*)$`, 'isu');
};

export const createMatcher = (words: Words, commands: readonly string[]): Matcher => {
  const table = new Map<string, string>();
  for (const word of words.list('commands.link.words')) table.set(commandKey(normalise(word)), 'link');
  for (const name of commands)
    for (const word of words.list(`commands.${name}.words`)) table.set(commandKey(normalise(word)), name);
  for (const name of startable)
    for (const word of words.list(`${name}.command.words`)) table.set(commandKey(normalise(word)), name);
  const finding = soughtPattern(words.list('commands.find.words'));
  const about = after(words.list('documents.about'));
  const phrases = words.list('urgent.command.phrases').map((phrase) => new RegExp(phrase, 'i'));
  return {
    word: (text) => table.get(commandKey(text)),
    linked: after(words.list('commands.link.words')),
    called: after(words.list('people.called')),
    kept: after(words.list('commands.retention.words')),
    placed: placing(words),
    cited: (text) => /^L-\d{1,3}$/i.exec(about(text) ?? '')?.[0].toUpperCase(),
    danger: (text) => phrases.some((phrase) => phrase.test(bothEnds(text))),
    sought: (text) => finding.exec(text.normalize('NFKC').replace(/\p{Cf}/gu, ''))?.[1]?.trim(),
  };
};
