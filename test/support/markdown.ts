import MarkdownIt from 'markdown-it';

/** Reads a text as the clients of Adaptive Cards do, links in plain text included. */
const markdown = new MarkdownIt({ linkify: true });

type Token = ReturnType<typeof markdown.parse>[number];

const flat = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap((token) => [token, ...flat(token.children ?? [])]);

const plain = new Set([
  'paragraph_open',
  'paragraph_close',
  'inline',
  'text',
  'text_special',
  'softbreak',
  'hardbreak',
]);

/** What a reader sees of it, and everything in it that is more than words: links, emphasis, lists, code, HTML. */
export const readMarkdown = (text: string): { visible: string; more: string[] } => {
  const tokens = flat(markdown.parse(text, {}));
  const shown = (token: Token) =>
    token.type === 'paragraph_close' || token.type.endsWith('break')
      ? '\n'
      : token.children
        ? ''
        : token.content;
  return {
    visible: tokens.map(shown).join(''),
    more: tokens.map((token) => token.type).filter((type) => !plain.has(type)),
  };
};
