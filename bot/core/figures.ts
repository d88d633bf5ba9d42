import type { Actor, RecordBody } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Words } from '../../dialogs/words.ts';
import type { Right } from './access.ts';
import { careful } from './careful.ts';
import type { BookName } from './file-names.ts';
import type { Listing } from './scene.ts';
import { isDay } from './search.ts';
import { facetTerm } from './terms.ts';

/** A register in counts: what is picked from it, and what can be seen in it. Codes, agencies and days; nothing of a case. */

export type Says = { words: Words; policy: PolicyPack };
/** `few`: so many at most. */
export type Count = { code: string; count: number; few?: true };
export type Filter = Readonly<Record<string, string>>;

export type Figures = {
  all: number;
  /** So many at most. */
  few?: true;
  groups: Readonly<Record<string, readonly Count[]>>;
  /** How long it took, each by the name that its words have. */
  measures?: readonly { code: string; n: number }[];
};

/** Who wants to see them, and when. */
export type Asking = { now: Date; policy: PolicyPack; actor: Actor; registered: boolean };

/** What somebody should look at, and what to pick to see it. */
export type Alert = { text: string; filter: Filter };

export type Book = {
  /** Its words stand under this name, and its buttons and links call it so. */
  name: BookName;
  right: Right;
  /** Of a hub, which the filter names: for whoever leads it. */
  ofHub?: true;
  /** Small numbers are not told in it, nor anything they could be worked out from. */
  careful?: true;
  /** What can be picked. */
  fields: readonly string[];
  /** What is picked as a day. */
  days?: readonly string[];
  options(field: string, pack: PolicyPack): readonly string[];
  listing(filter: Filter, asking: Asking, limit: number): Listing;
  figures(records: readonly RecordBody[], now: Date, pack: PolicyPack): Figures;
  alerts?(records: readonly RecordBody[], now: Date, says: Says): readonly Alert[];
  /** What to know before reading it. */
  lead?(filter: Filter, asking: Asking, words: Words): readonly string[];
  /** In the order in which they are shown. */
  groups: readonly string[];
  /** A code of a group or a field, as people say it. */
  say(name: string, code: string, says: Says): string;
  /** Its table; where there is none, nothing is shown of any one record. */
  columns: readonly string[];
  row?(record: RecordBody, says: Says): readonly string[];
  /** What is planned because of it. */
  planned?(records: readonly RecordBody[]): readonly { label: string; value: string }[];
};

/** What is told of them. */
export const figuresOf = (
  book: Pick<Book, 'figures' | 'careful'>,
  records: readonly RecordBody[],
  { now, policy }: Pick<Asking, 'now' | 'policy'>,
): Figures => {
  const found = book.figures(records, now, policy);
  return book.careful ? careful(found, policy) : found;
};

export const dayMs = 86_400_000;

/** A card looks at no more than these, the newest first; a file at as many pages of them as it takes. */
export const mostEntries = 1_000;

type Choices = Pick<Book, 'fields' | 'days' | 'options'>;

/** What is not among the options, or is no day, counts as not chosen. */
export const readFilter = (
  { fields, days = [], options }: Choices,
  given: Readonly<Record<string, unknown>>,
  pack: PolicyPack,
): Filter =>
  Object.fromEntries(
    [...fields, ...days].flatMap((field) => {
      const value = String(given[field] ?? '');
      const is = days.includes(field) ? isDay(value) : options(field, pack).includes(value);
      return is ? [[field, value]] : [];
    }),
  );

/** Short enough for a button. */
export const packFilter = (filter: Filter): string => new URLSearchParams({ ...filter }).toString() || 'all';
export const unpackFilter = (book: Choices, text: string, pack: PolicyPack): Filter =>
  readFilter(book, Object.fromEntries(new URLSearchParams(text)), pack);

export const periods = ['30', '90', '365'] as const;

export const since = (days: string, now: Date): string =>
  new Date(now.getTime() - Number(days) * dayMs).toISOString();

/** The most frequent first. */
export const counted = (codes: readonly string[]): Count[] => {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
};

export const median = (numbers: readonly number[]): number | undefined => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return undefined;
  return sorted.length % 2 === 1 ? upper : Math.round((((sorted[middle - 1] ?? 0) + upper) / 2) * 10) / 10;
};

/** Nine in ten took so long or less. */
export const ninetieth = (numbers: readonly number[]): number | undefined =>
  [...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length * 0.9) - 1];

/** What could be measured. */
export const measuresOf = (all: Readonly<Record<string, number | undefined>>): Pick<Figures, 'measures'> => ({
  measures: Object.entries(all).flatMap(([code, n]) => (n === undefined ? [] : [{ code, n }])),
});

/** From one moment to another, in days with one place. */
export const daysBetween = (from: string, to: string): number =>
  Math.round(((Date.parse(to) - Date.parse(from)) / dayMs) * 10) / 10;

/** The same in every book: the month, newest first. */
export const byMonth = (days: readonly string[]): Count[] =>
  counted(days.map((day) => day.slice(0, 7))).sort((a, b) => b.code.localeCompare(a.code));

const months = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });
export const sayMonth = (month: string): string => months.format(new Date(`${month}-01T00:00:00Z`));

/** The records of one type, narrowed by what it is about and by how far back. */
export const listingOf =
  (type: string, about: string): Book['listing'] =>
  (filter, { now }, limit) => ({
    term: `type:${type}`,
    ...(filter[about] ? { and: [facetTerm('ground', filter[about])] } : {}),
    kinds: ['record'],
    limit,
    ...(filter.days ? { from: since(filter.days, now) } : {}),
  });

type Coded<R, G extends string> = {
  codesOf(record: R, now: Date, pack: PolicyPack): Readonly<Record<G, readonly string[]>>;
  /** How many days it took. */
  days(record: R, pack: PolicyPack): readonly number[];
};

/** Each record counts under its own codes. */
export const figuresBy =
  <R extends RecordBody, G extends string>(groups: readonly G[], { codesOf, days }: Coded<R, G>) =>
  (records: readonly RecordBody[], now: Date, pack: PolicyPack): Figures => {
    const all = records as readonly R[];
    const codes = all.map((record) => codesOf(record, now, pack));
    const countsOf = (group: G): Count[] => {
      const found = codes.flatMap((one) => one[group]);
      return group === 'month' ? byMonth(found) : counted(found);
    };
    return {
      all: all.length,
      groups: Object.fromEntries(groups.map((group) => [group, countsOf(group)])),
      ...measuresOf({ median: median(all.flatMap((record) => days(record, pack))) }),
    };
  };
