/** What Teams sends as text is half markup: mentions, HTML entities, and for quoted messages whole HTML. */

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;

const character = (code: number): string =>
  code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';

/** Once, from left to right: `&amp;lt;` is what somebody typed as `&lt;`, and stays that. */
const decode = (text: string): string =>
  text.replace(entity, (_all, decimal?: string, hex?: string, name?: string) => {
    if (decimal) return character(Number.parseInt(decimal, 10));
    if (hex) return character(Number.parseInt(hex, 16));
    return named[(name ?? '').toLowerCase()] ?? '';
  });

export type Mention = { id: string | undefined; text: string | undefined };
export type Bot = { id: string; name: string | undefined };

// Neither pattern can look past the next tag, so hostile text costs no more than its length.
const mentionTag = /<at(?: [^<>]*)?>([^<]*)<\/at>/gi;

/** The bot's own name goes, other people's names stay, and what was typed comes back as it was typed. */
export const typedText = (text: string, mentions: readonly Mention[], bot: Bot): string => {
  const own = mentions.filter(({ id }) => id === bot.id).map((mention) => mention.text);
  const withoutBot = text.replace(mentionTag, (tag, name: string) =>
    own.includes(tag) || decode(name) === bot.name ? ' ' : name,
  );
  return decode(withoutBot)
    .replace(/\u00a0/g, ' ')
    .trim();
};

const lineEnd = /<br\s*\/?>|<\/(?:p|div|li|tr|h[1-6]|blockquote)>/gi;
const tag = /<[^<>]*>/g;

/** The words of an HTML message, one line a paragraph. */
export const wordsOfHtml = (html: string): string =>
  decode(html.replace(lineEnd, '\n').replace(tag, ''))
    .replace(/[ \u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
