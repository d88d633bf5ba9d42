import { sayCitations } from '../../../dialogs/engine/say.ts';
import type { Context } from '../../../dialogs/engine/types.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Answered, GuidanceEntry } from '../ports.ts';
import type { Reply } from '../reply.ts';
import { type ButtonData, command, urgentButton } from './buttons.ts';

/** An answer of the guidance as a card: the short one first, the rest on request, and always where it comes from. */

export type Much = 'short' | 'whole';

type Shown = { words: Words; ctx: Context; much: Much; how: Reply['how'] };

const mostRelated = 2;
/** More than these are not shown by every client; the way to what cannot wait is always among them. */
const mostButtons = 5;

/** As much of a title as a button shows on a phone. */
const longest = 50;
const shortTitle = (title: string): string => {
  const plain = title.replace(/\s*\([^)]*\)$/, '');
  return plain.length <= longest ? plain : `${plain.slice(0, longest).replace(/\s+\S*$/, '')}\u2026`;
};

const ofEntry = ({ id, title }: GuidanceEntry): ButtonData => ({
  title: shortTitle(title),
  press: { do: 'ask', word: id },
});

/** Paragraphs, and lists as lines of their own. */
const paragraphs = (text: string): string[] =>
  text
    .split(/\n\s*\n|\n(?=- )/)
    .map((part) =>
      part
        .trim()
        .replace(/\s*\n\s*/g, ' ')
        .replace(/^- /, '\u2022 '),
    )
    .filter(Boolean);

const whole = ({ more, before, differs }: GuidanceEntry, words: Words): string[] => [
  ...paragraphs(more),
  ...(before ? [words('answer.before'), ...paragraphs(before)] : []),
  ...(differs ? [words('answer.differs'), ...paragraphs(differs)] : []),
];

const sources = ({ citations }: GuidanceEntry, { words, ctx }: Shown): string[] =>
  citations.length === 0
    ? []
    : [words('answer.sources', { sources: [...new Set(sayCitations(citations, ctx.policy))].join('; ') })];

const choose = (choices: readonly GuidanceEntry[], words: Words) => ({
  title: words('answer.choose.title'),
  lead: [...words.list('answer.choose.lead')],
  buttons: choices.map(ofEntry),
});

const told = ({ band, related }: Answered, entry: GuidanceEntry, shown: Shown) => {
  const { words, much } = shown;
  const further = entry.more || entry.before || entry.differs;
  const rest: ButtonData = {
    title: words('answer.more'),
    press: { do: 'ask', word: entry.id, value: 'whole' },
  };
  return {
    title: entry.title,
    lead: [
      ...paragraphs(entry.short),
      ...(much === 'whole' ? whole(entry, words) : []),
      ...sources(entry, shown),
    ],
    buttons: [
      ...(further && much === 'short' ? [rest] : []),
      ...related.slice(0, mostRelated).map(ofEntry),
      ...(band === 'answer' ? [{ ...command(words, 'decision'), title: words('answer.real') }] : []),
    ],
  };
};

export const answerReply = (answered: Answered, shown: Shown): Reply => {
  const { words, how } = shown;
  const { buttons, ...said } =
    answered.band === 'choose' || !answered.entry
      ? choose(answered.choices, words)
      : told(answered, answered.entry, shown);
  const all = [...buttons, command(words, 'help')];
  return {
    card: 'message',
    data: { ...said, buttons: [...all.slice(0, mostButtons - 1), urgentButton(words)] },
    summary: words('answer.summary'),
    how,
    audience: 'place',
  };
};
