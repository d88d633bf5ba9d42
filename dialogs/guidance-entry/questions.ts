import { linesOf } from '../decision/items.ts';
import type { Citation, Context, Dialog, GuidanceText, Page } from '../engine/types.ts';
import { type GuidanceEntryRecord, kinds } from './record.ts';

/** What an answer of the guidance is made of, as its owner writes it. */

export type EntryAnswers = {
  title: string;
  kind: (typeof kinds)[number];
  short: string;
  more?: string;
  before?: string;
  sources?: string;
  /** Of a new answer; and more of them for one that takes the place of another. */
  asked?: string;
  moreWays?: string;
  keptBy: string;
  place?: string;
};

const fewestWays = 5;

/** A document and its section with a bar between them; a law by its id in the policy pack. */
export const sourceOf = (line: string): Citation => {
  const [id = '', section = ''] = line.split('|').map((part) => part.trim());
  return { id, section };
};

const knownLaws = (value: unknown, _: unknown, { policy }: Context): string | undefined => {
  const laws = linesOf(value)
    .map((line) => sourceOf(line).id)
    .filter((id) => id.startsWith('law:'));
  return laws.every((id) => Object.hasOwn(policy.law, id.slice(4))) ? undefined : 'no-such-law';
};

const waysOf = (value: unknown): string[] => [...new Set(linesOf(value).map((line) => line.toLowerCase()))];

const long = (maxLength: number, required = true) =>
  ({ kind: 'long', required, maxLength, spot: true, citations: [] }) as const;

export const questions = {
  title: { kind: 'text', required: true, maxLength: 120, spot: true, citations: [] },
  kind: { kind: 'choice', options: kinds, required: true, citations: [] },
  short: long(600),
  more: long(2000, false),
  before: long(1000, false),
  sources: { ...long(1000), check: knownLaws },
  asked: {
    ...long(3000),
    check: (value) => (waysOf(value).length < fewestWays ? 'too-few-ways' : undefined),
  },
  moreWays: long(3000, false),
  keptBy: { kind: 'text', required: true, maxLength: 100, citations: [] },
  place: {
    kind: 'text',
    required: false,
    maxLength: 60,
    check: (value) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(String(value)) ? undefined : 'no-entry-name'),
    citations: [],
  },
} as const satisfies Dialog<Required<EntryAnswers>>['questions'];

/** What is not covered has no source to name; what takes the place of another is asked for as that was. */
export const nextPage = (answers: Partial<EntryAnswers>): Page<EntryAnswers> | undefined => {
  if (!('short' in answers))
    return { page: 'say', ask: ['title', 'kind', 'short', 'more', 'before', 'place'] };
  const ways = answers.place ? 'moreWays' : 'asked';
  const ask = [...(answers.kind === 'answer' ? (['sources'] as const) : []), ways, 'keptBy'] as const;
  return ask.every((name) => name in answers) ? undefined : { page: 'find', ask };
};

type Entry = Pick<
  GuidanceEntryRecord,
  'kind' | 'title' | 'currentText' | 'more' | 'historicalText' | 'source' | 'asked' | 'owner'
>;

export const filledFrom = (
  entry: GuidanceText & { asked: readonly string[] },
): Readonly<Record<string, unknown>> => ({
  title: entry.title,
  kind: entry.kind,
  short: entry.currentText,
  more: entry.more,
  before: entry.historicalText,
  sources: entry.source.map(({ id, section }) => [id, section].filter(Boolean).join(' | ')).join('\n'),
  asked: entry.asked.join('\n'),
  moreWays: entry.asked.join('\n'),
  keptBy: entry.owner,
  place: entry.entry,
});

export const entryFrom = (answers: EntryAnswers): Entry => ({
  kind: answers.kind,
  title: answers.title,
  currentText: answers.short,
  more: answers.more ?? '',
  historicalText: answers.before ?? '',
  source: answers.kind === 'answer' ? linesOf(answers.sources).map(sourceOf) : [],
  asked: linesOf(answers.place ? answers.moreWays : answers.asked),
  owner: answers.keptBy,
});
