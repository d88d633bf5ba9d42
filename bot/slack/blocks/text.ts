import type {
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextQuote,
  RichTextSection,
} from '@slack/types';
import { limits } from '../limits.ts';
import type { Part, Run } from '../markdown.ts';

/** Stands where Slack demands a text and the card has none. */
export const nothing = '–';

/** `emoji: false` keeps `:smile:` as typed; plain text knows no other markup. */
export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false });

// Words in which no character can mean anything to mrkdwn once & < > are escaped: no * _ ~ ` @ #, no colon that could
// begin an emoji code, and nothing odd at either end, where the stars of the bold stand.
const harmless = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M} ,.;()'’"“”?!/&<>+%£-]|:(?=$| ))*$/u;

export const escapeMrkdwn = (text: string): string =>
  text.replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));

/** Bold, where that is safe. `verbatim` stops Slack from finding links and names in it. */
export const bold = (text: string): MrkdwnElement | undefined =>
  harmless.test(text) && !text.endsWith(' ')
    ? { type: 'mrkdwn', text: `*${escapeMrkdwn(text)}*`, verbatim: true }
    : undefined;

const isHighHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** The largest cut at or before `max` that leaves every character whole. */
export const wholeUpTo = (text: string, max: number): number =>
  isHighHalf(text.charCodeAt(max - 1)) ? max - 1 : max;

/** For labels on controls only: whoever shortens also shows the full words nearby. */
export const shorten = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, wholeUpTo(text, max - 1))}…`;

/** Pieces of at most `max` characters that join to the same text, cut after a space where there is one. */
export const chunk = (text: string, max: number): string[] => {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const gap = Math.max(rest.lastIndexOf(' ', max - 1), rest.lastIndexOf('\n', max - 1)) + 1;
    const cut = gap > max / 2 ? gap : wholeUpTo(rest, max);
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
};

const element = ({ text, url, bold, italic }: Run): RichTextElement => {
  const made: RichTextElement = url === undefined ? { type: 'text', text } : { type: 'link', url, text };
  if (bold || italic) made.style = { ...(bold ? { bold } : {}), ...(italic ? { italic } : {}) };
  return made;
};

const section = (runs: readonly Run[]): RichTextSection => ({
  type: 'rich_text_section',
  elements: runs.map(element),
});

const heavier = (runs: readonly Run[]): Run[] => runs.map((run) => ({ ...run, bold: true }));

/** The same parts, all bold. */
export const embolden = (parts: readonly Part[]): Part[] =>
  parts.map((part) =>
    part.kind === 'text'
      ? { kind: 'text', runs: heavier(part.runs) }
      : { kind: 'list', items: part.items.map(heavier) },
  );

const size = (runs: readonly Run[]): number => runs.reduce((sum, run) => sum + run.text.length, 0);

/** One part as parts of at most one block's size each. Only text is cut; a link is short enough to stay whole. */
const smaller = (part: Part, max: number): Part[] => {
  if (part.kind === 'list')
    return size(part.items.flat()) <= max
      ? [part]
      : part.items.flatMap((item) =>
          smallerRuns(item, max).map((runs): Part => ({ kind: 'list', items: [runs] })),
        );
  return smallerRuns(part.runs, max).map((runs): Part => ({ kind: 'text', runs }));
};

const smallerRuns = (runs: readonly Run[], max: number): Run[][] => {
  if (size(runs) <= max) return [[...runs]];
  const lines: Run[][] = [[]];
  let room = max;
  for (const run of runs.flatMap((r) => chunk(r.text, max).map((text) => ({ ...r, text })))) {
    if (run.text.length > room) {
      lines.push([]);
      room = max;
    }
    lines.at(-1)?.push(run);
    room -= run.text.length;
  }
  return lines.filter((line) => line.length > 0);
};

const textElement = (runs: readonly Run[], set: Setting): RichTextSection | RichTextQuote =>
  set === 'apart' ? { type: 'rich_text_quote', elements: runs.map(element) } : section(runs);

const richBlock = (parts: readonly Part[], set: Setting): RichTextBlock => ({
  type: 'rich_text',
  elements: parts.map((part) =>
    part.kind === 'text'
      ? textElement(part.runs, set)
      : { type: 'rich_text_list', style: 'bullet', elements: part.items.map(section) },
  ),
});

const partSize = (part: Part): number => size(part.kind === 'text' ? part.runs : part.items.flat());

/** What a card sets apart by colour has a bar beside it here. */
export type Setting = 'plain' | 'apart';

/** Every word of the parts, in as many rich text blocks as it takes. Here literals are literals: the safest text. */
export const rich = (parts: readonly Part[], set: Setting = 'plain'): RichTextBlock[] => {
  const max = limits.richText.characters;
  if (parts.length === 0) return [];
  if (parts.reduce((sum, part) => sum + partSize(part), 0) <= max) return [richBlock(parts, set)];
  const groups: Part[][] = [[]];
  let room = max;
  for (const part of parts.flatMap((p) => smaller(p, max))) {
    const length = partSize(part);
    if (length > room) {
      groups.push([]);
      room = max;
    }
    groups.at(-1)?.push(part);
    room -= length;
  }
  return groups.filter((group) => group.length > 0).map((group) => richBlock(group, set));
};

/** Line by line as it is, to be copied elsewhere. */
const preformatted = (text: string): RichTextBlock[] =>
  chunk(text, limits.richText.characters).map((piece) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: piece }] }],
  }));

const preformattedIn = (block: KnownBlock | undefined): string | undefined => {
  const part = block?.type === 'rich_text' ? block.elements[0] : undefined;
  const run = part?.type === 'rich_text_preformatted' ? part.elements[0] : undefined;
  return run?.type === 'text' ? run.text : undefined;
};

/** Paragraphs to copy stand in one box as long as it has room: then they are selected at once. */
export const addPreformatted = (blocks: KnownBlock[], text: string): void => {
  const before = preformattedIn(blocks.at(-1));
  const joined = before === undefined ? '' : `${before}\n\n${text}`;
  const fits = joined !== '' && joined.length <= limits.richText.characters;
  if (fits) blocks.pop();
  blocks.push(...preformatted(fits ? joined : text));
};

export const richWords = (text: string): RichTextBlock[] => rich([{ kind: 'text', runs: [{ text }] }]);
