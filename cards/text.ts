/**
 * Text that people typed is data. On a card it must stay exactly that: no markdown, no link, no mention, no trick of
 * direction. Adaptive Cards read markdown in text blocks, so what could mean something is escaped; ordinary
 * sentences hold nothing to escape, which keeps them readable in clients that show the backslash.
 * Channels that do not read markdown turn it back with `unescapeText`.
 */

// Shows nothing, and is used to disguise text: controls, zero-width and direction characters. Joiners stay: names in
// several scripts need them.
const unseen = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu;
const lineBreak = /\r\n?|\u2028|\u2029/g;
const loneSurrogate = /\p{Cs}/gu;
// Four columns at the start of a line are a block of code to markdown; three are nothing.
const indent = /^[ \t]+/gm;

const marks = /[\\`*_[\]<>&~]/g;
const lineStart = /^(\s*)([#+\-=|])/gm;
const listNumber = /^(\s*\d+)([.)])/gm;
const insideAddress = /\.(?=[^\s\p{N}\p{P}])|:(?=\/)|(?<!:)\/(?=\/)|@(?=\S)/gu;

/** What a person reads: the same words without the characters that can only deceive. */
export const cleanText = (text: string): string =>
  text
    .replace(lineBreak, '\n')
    .replace(loneSurrogate, '\ufffd')
    .replace(unseen, '')
    .replace(indent, (spaces) => spaces.replaceAll('\t', '   ').slice(0, 3));

export const escapeText = (text: string): string =>
  cleanText(text)
    .replace(marks, '\\$&')
    .replace(insideAddress, '\\$&')
    .replace(listNumber, '$1\\$2')
    .replace(lineStart, '$1\\$2')
    .replace(/\n/g, '\n\n');

export const unescapeText = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
