/**
 * What a person typed, as they typed it. Slack sends messages with its own marks: `<@U1>` for a mention,
 * `<https://a.b|a.b>` for a link it made, `&lt;` for a character. None of that may reach a record.
 */
const mark = /<([^<>]*)>/g;

const linked = (target: string, label: string): string => {
  const address = target.replace(/^mailto:|^tel:/, '');
  // A link that Slack made shows its own address; one that the person wrote has other words, and both are kept.
  return address.includes(label) || label.includes(address) ? label : `${label} (${address})`;
};

const readable = (inside: string): string => {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  if (target.startsWith('@') || target.startsWith('#')) {
    return `${target[0]}${(label || target.slice(1)).replace(/^[@#]/, '')}`;
  }
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0]}`;
  return label ? linked(target, label) : target.replace(/^mailto:|^tel:/, '');
};

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

export const plainText = (text: string): string =>
  text
    .replace(mark, (_, inside: string) => readable(inside))
    // One pass: an ampersand that was typed before `lt;` must not become a bracket.
    .replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity)
    .trim();

/** The text of a mention without the mention of the bot itself; when its id is not known, without the first one. */
export const withoutMention = (text: string, bot: string | undefined): string => {
  const first = /<@([A-Z0-9]+)(?:\|[^>]*)?>/;
  const own = bot === undefined ? first : new RegExp(`<@${bot}(?:\\|[^>]*)?>`);
  return text.replace(own, ' ').replace(/^[\s:,]+/, '');
};
