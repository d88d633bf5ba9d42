import { unescapeText } from '../../cards/text.ts';

/**
 * The small part of markdown that our words use: **bold**, *italic* or _italic_, `- ` lists and [links](https://...).
 * What a person typed arrives with a backslash before every character that could mean something, so it can only ever
 * become a plain run.
 */
export type Run = { text: string; bold?: true; italic?: true; url?: string };
export type Part = { kind: 'text'; runs: Run[] } | { kind: 'list'; items: Run[][] };

type Token = { text: string; mark?: 'bold' | 'italic'; opens?: boolean; closes?: boolean; url?: string };

const piece =
  /\\[\s\S]|\*\*|[*_]|\[((?:[^[\]\\]|\\.)+)\]\((https:\/\/(?:[^\s()<>\\]|\\[\s\S]|\([^\s()<>\\]*\))+)\)|[^\\*_[]+|[[\\]/g;
// A mark that no backslash makes harmless: most text has none, and is then one run.
const mayMark = /^(?:[^\\*_[]|\\[\s\S])*[*_[]/;
const bare = (text: string): string => (text.includes('\\') ? unescapeText(text) : text);
const word = /[\p{L}\p{N}]/u;

/** A mark opens before a word and closes after one; inside a word an underscore is only an underscore. */
const delimiter = (text: string, before: string, after: string): Token => ({
  text,
  mark: text === '**' ? 'bold' : 'italic',
  opens: after !== '' && !/\s/.test(after) && !(text === '_' && word.test(before)),
  closes: before !== '' && !/\s/.test(before) && !(text === '_' && word.test(after)),
});

const tokens = (line: string): Token[] => {
  const list: Token[] = [];
  piece.lastIndex = 0;
  for (let found = piece.exec(line); found; found = piece.exec(line)) {
    const [text, label, url] = found;
    if (url !== undefined) list.push({ text: bare(label ?? ''), url: bare(url) });
    else if (text === '**' || text === '*' || text === '_')
      list.push(delimiter(text, line.charAt(found.index - 1), line.charAt(piece.lastIndex)));
    else list.push({ text: bare(text) });
  }
  return list;
};

/** Pairs each closing mark with the nearest opening one of its kind. A mark without a partner stays what it is. */
const pair = (list: Token[]): Map<number, number> => {
  const open: number[] = [];
  const pairs = new Map<number, number>();
  list.forEach((token, index) => {
    if (!token.mark) return;
    const at = open.findLastIndex((start) => list[start]?.text === token.text);
    if (token.closes && at >= 0 && (open[at] ?? 0) + 1 < index) {
      pairs.set(open[at] ?? 0, index);
      open.length = at;
    } else if (token.opens) open.push(index);
  });
  return pairs;
};

const sameLook = (a: Run | undefined, b: Run): a is Run =>
  a !== undefined && a.bold === b.bold && a.italic === b.italic && a.url === undefined && b.url === undefined;

const runsOf = (line: string): Run[] => {
  if (!mayMark.test(line)) return line === '' ? [] : [{ text: bare(line) }];
  const list = tokens(line);
  const pairs = pair(list);
  const ends = new Set(pairs.values());
  const depth = { bold: 0, italic: 0 };
  const runs: Run[] = [];
  list.forEach((token, index) => {
    if (token.mark && pairs.has(index)) depth[token.mark] += 1;
    else if (token.mark && ends.has(index)) depth[token.mark] -= 1;
    else {
      const run: Run = { text: token.text };
      if (depth.bold > 0) run.bold = true;
      if (depth.italic > 0) run.italic = true;
      if (token.url !== undefined) run.url = token.url;
      const last = runs.at(-1);
      if (sameLook(last, run)) last.text += run.text;
      else runs.push(run);
    }
  });
  return runs;
};

/** Escaping doubles the line breaks that a person typed, because markdown needs two; here one is one. */
const single = (text: string): string => (text.includes('\n') ? text.replace(/\n\n/g, '\n') : text);

/** Text as parts, in order; none when there is nothing to see. */
export const parseText = (markdown: string): Part[] => {
  if (markdown.trim() === '') return [];
  const text = single(markdown);
  if (!text.startsWith('- ') && !text.includes('\n- ')) return [{ kind: 'text', runs: runsOf(text) }];
  const parts: Part[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.some((line) => line.trim() !== ''))
      parts.push({ kind: 'text', runs: runsOf(lines.join('\n')) });
    lines = [];
  };
  for (const line of text.split('\n')) {
    if (!line.startsWith('- ') || line.trim() === '-') lines.push(line);
    else {
      flush();
      const before = parts.at(-1);
      const item = runsOf(line.slice(2));
      if (before?.kind === 'list') before.items.push(item);
      else parts.push({ kind: 'list', items: [item] });
    }
  }
  flush();
  return parts;
};

/** The bare words, when words are all there is: no mark, no link, no list. */
export const literalOf = (parts: readonly Part[]): string | undefined => {
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== 'text' || part.runs.length !== 1) return undefined;
  const [run] = part.runs;
  return run && !run.bold && !run.italic && run.url === undefined ? run.text : undefined;
};

/** The words of any text, where no mark can be shown; the address of a link stands behind its words. */
export const wordsOf = (parts: readonly Part[]): string => {
  const literal = literalOf(parts);
  if (literal !== undefined) return literal;
  const line = (runs: readonly Run[]) =>
    runs.map(({ text, url }) => (url === undefined ? text : `${text} (${url})`)).join('');
  return parts
    .map((part) =>
      part.kind === 'text' ? line(part.runs) : part.items.map((item) => `- ${line(item)}`).join('\n'),
    )
    .join('\n');
};
