/**
 * Text that people typed is data. On a card it must stay exactly that: no markdown, no link, no mention, no trick of
 * direction. Adaptive Cards read markdown in text blocks, so every character that could mean something is escaped.
 * Channels that do not read markdown turn it back with `unescapeText`.
 */

// Characters that show nothing and are used to disguise text: controls, zero-width, and direction overrides.
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const special = /[\\`*_{}[\]()#+\-.!|~<>@&:/$]/g;

/** What a person reads: the same words without the characters that can only deceive. */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(unseen, '')
    .replace(loneSurrogate, '\ufffd');

export const escapeText = (text: string): string => cleanText(text).replace(special, '\\$&').replace(/\n/g, '\n\n');

export const unescapeText = (text: string): string => text.replace(/\\([\\`*_{}[\]()#+\-.!|~<>@&:/$])/g, '$1');
