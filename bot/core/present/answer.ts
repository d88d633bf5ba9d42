import { sayCitations, sayDate } from '../../../dialogs/engine/say.ts';
import type { Context } from '../../../dialogs/engine/types.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Answered, EntryTitle, GuidanceEntry } from '../ports.ts';
import type { Reply } from '../reply.ts';
import type { Press } from '../turn.ts';
import { type ButtonData, command, urgentButton } from './buttons.ts';
import { commandNames, wordFor } from './greet.ts';
import { messageReply } from './message.ts';

/** An answer of the guidance as a card: the short one first, the rest on request, and always where it comes from. */

/** `thanks`: the short one, to somebody who said that it helped. */
export type Much = 'short' | 'whole' | 'thanks';

/** `plainly` is the question without names: it comes back with "No". */
type Shown = { words: Words; ctx: Context; plainly: string };
type ShownAnswer = Shown & { much: Much; how: Reply['how'] };

const mostRelated = 3;

/** As much of a title as a button shows on a phone. */
const longest = 50;
export const shortTitle = (title: string): string => {
  const plain = title.replace(/\s*\([^)]*\)$/, '');
  return plain.length <= longest ? plain : `${plain.slice(0, longest).replace(/\s+\S*$/, '')}\u2026`;
};

const ofEntry = ({ id, title }: EntryTitle): ButtonData => ({
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

/** Where it comes from, when somebody last looked at it, and who that is. */
const from = ({ citations, reviewed, owner }: GuidanceEntry, { words, ctx }: Shown): string[] => [
  ...(citations.length === 0
    ? []
    : [words('answer.sources', { sources: [...new Set(sayCitations(citations, ctx.policy))].join('; ') })]),
  words('answer.kept', { day: sayDate(reviewed), owner }),
];

type Group = { title: string; across?: boolean; buttons: ButtonData[] };

/** Who keeps it, and how it came to be as it is. */
const about = ({ id }: GuidanceEntry, words: Words): Group => ({
  title: words('documents.stands'),
  buttons: [
    {
      title: words('documents.buttons.about'),
      press: { do: 'more', word: 'about', value: `guidance:${id}` },
    },
  ],
});

/** Whether it helped is asked only of who asked a question. */
const helped = ({ id }: GuidanceEntry, { words, plainly, much }: ShownAnswer): Group[] => {
  if (much === 'thanks') return [{ title: words('answer.thanks'), buttons: [] }];
  if (!plainly) return [];
  const press = (value: string): Press => ({ do: 'ask', word: id, value, ask: plainly });
  return [
    {
      title: words('answer.helped.title'),
      across: true,
      buttons: [
        { title: words('answer.helped.yes'), press: press('yes') },
        { title: words('answer.helped.no'), press: press('no') },
      ],
    },
  ];
};

const near = (entries: readonly EntryTitle[], words: Words): Group[] =>
  entries.length === 0
    ? []
    : [{ title: words('answer.near'), buttons: entries.slice(0, mostRelated).map(ofEntry) }];

/** What is begun where it has happened, for topics where that is not a decision. */
const happened: ReadonlyMap<string | undefined, string> = new Map([
  ['breaches', 'breach'],
  ['complaints', 'complaint'],
]);

/** A case is for a decision, or for what its topic is about. */
const realButton = (words: Words, topic?: string): ButtonData => {
  const name = happened.get(topic);
  return name ? command(words, name) : { ...command(words, 'decision'), title: words('answer.real') };
};

/** Whoever is not helped finds a person; what cannot wait is always among them. */
const waysOn = (words: Words, real: boolean, topic?: string): ButtonData[] => [
  ...(real ? [realButton(words, topic)] : []),
  { ...command(words, 'advice'), title: words('answer.person') },
  urgentButton(words),
];

/** Who keeps the guidance changes an answer where they read it. */
const correctButton = ({ id, kind, ref }: GuidanceEntry, { words, ctx }: Shown): ButtonData[] =>
  kind !== 'refuse' && ctx.person.roles.includes('guidance-owner')
    ? [{ title: words('answer.correct'), press: ref ? { do: 'open', ref } : { do: 'correct', word: id } }]
    : [];

const card = (data: Extract<Reply, { card: 'answer' }>['data'], words: Words, how: Reply['how']): Reply => ({
  card: 'answer',
  data,
  summary: words('answer.summary'),
  how,
  audience: 'place',
});

const chooseReply = (choices: readonly EntryTitle[], { words, plainly, how }: ShownAnswer): Reply => {
  const none: ButtonData = {
    title: words('answer.choose.none'),
    press: { do: 'ask', value: 'no', ask: plainly },
  };
  const buttons = [...choices.map(ofEntry), ...(plainly ? [none] : [])];
  return card(
    {
      title: words('answer.choose.title'),
      lead: [...words.list('answer.choose.lead')],
      groups: [{ title: words('answer.choose.mean'), buttons }],
      buttons: waysOn(words, false),
    },
    words,
    how,
  );
};

export const answerReply = (answered: Answered, shown: ShownAnswer): Reply => {
  const { entry, band, choices, related } = answered;
  const { words, much, how } = shown;
  if (band === 'choose' || !entry) return chooseReply(choices, shown);
  const further = much !== 'whole' && (entry.more || entry.before || entry.differs);
  const rest: Press = { do: 'ask', word: entry.id, value: 'whole', ask: shown.plainly };
  return card(
    {
      title: entry.title,
      lead: [
        ...(entry.quoted ? [words('answer.quoted')] : []),
        ...paragraphs(entry.short),
        ...(much === 'whole' ? whole(entry, words) : []),
      ],
      from: from(entry, shown),
      groups: [
        ...helped(entry, shown),
        ...near(related, words),
        ...(much === 'whole' ? [about(entry, words)] : []),
      ],
      buttons: [
        ...(further ? [{ title: words('answer.more'), press: rest }] : []),
        ...correctButton(entry, shown),
        ...waysOn(words, band === 'answer', entry.topic),
      ],
    },
    words,
    how,
  );
};

/** It did not help: what else is near, and whom to ask. */
export const sorryReply = (others: readonly EntryTitle[], { words, plainly }: Shown): Reply =>
  card(
    {
      title: words('answer.sorry.title'),
      lead: [words(plainly ? 'answer.sorry.noted' : 'answer.sorry.lead', { text: plainly })],
      groups: near(others, words),
      buttons: waysOn(words, true),
    },
    words,
    'replace',
  );

/** It is not known, and is not guessed. */
export const unknownReply = ({ words, plainly, noted }: Shown & { noted: boolean }): Reply => {
  const known = commandNames.map((name) => `**${wordFor(name, words)}**`).join(', ');
  return messageReply(words, 'unknown', {
    lead: [
      ...words.list('unknown.lead'),
      words(noted ? 'unknown.noted' : 'unknown.nothing', { text: plainly }),
      words('unknown.words', { words: known }),
    ],
    buttons: [...waysOn(words, false).slice(0, -1), command(words, 'guidance'), command(words, 'help')],
  });
};
