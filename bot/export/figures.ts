import { sayWhen } from '../../dialogs/engine/say.ts';
import type { RecordBody } from '../../dialogs/engine/types.ts';
import type { DocumentSection, RecordDocument } from '../core/document.ts';
import { plainWords } from '../core/document.ts';
import { everyPage } from '../core/every-page.ts';
import { type Asking, type Book, type Filter, figuresOf, type Says } from '../core/figures.ts';
import type { BookName, Form } from '../core/file-names.ts';
import type { Store } from '../core/ports.ts';
import { sayCount, sayFilter, sayMeasures } from '../core/present/figures.ts';
import { chartOf } from './chart.ts';
import { csvOf } from './csv.ts';

/** A register as a file: a table of its entries, a chart of what can be seen in them, and a document. */

type Given = Says &
  Asking & {
    book: Book;
    entries: readonly RecordBody[];
    /** There are more than these. */
    partly: boolean;
    filter: Filter;
  };

const figuresIn = (given: Given) => figuresOf(given.book, given.entries, given);

/** Of what shows no single record, the counts are the table. */
const countsIn = (given: Given): string[][] => {
  const { book, words } = given;
  const { groups } = figuresIn(given);
  return book.groups.flatMap((group) =>
    (groups[group] ?? []).map(({ code, ...one }) => [
      words(`${book.name}.groups.${group}`),
      book.say(group, code, given),
      sayCount(one, words),
    ]),
  );
};

const tableOf = (given: Given): string => {
  const { book, entries, words } = given;
  if (!book.row)
    return csvOf([
      ['group', 'what', 'count'].map((name) => words(`figures.csv.${name}`)),
      ...countsIn(given),
    ]);
  return csvOf([
    book.columns.map((name) => words(`${book.name}.csv.${name}`)),
    ...entries.map((entry) => book.row?.(entry, given) ?? []),
  ]);
};

const mostInFile = 20_000;

/** What is said above the bars. */
const headOf = (given: Given): string[] => {
  const { book, entries, filter, now, words, policy } = given;
  const figures = figuresIn(given);
  return [
    words('figures.shown', { what: sayFilter(filter, given) }),
    ...(book.lead?.(filter, given, words) ?? []),
    words('figures.count', { n: sayCount({ ...figures, count: figures.all }, words) }),
    ...(given.partly ? [words('figures.partly', { n: mostInFile })] : []),
    ...sayMeasures(figures, given),
    ...(book.alerts?.(entries, now, given) ?? []).map(({ text }) => plainWords(text)),
    words('figures.files.made', { when: sayWhen(now, policy) }),
  ];
};

const pictureOf = (given: Given): string => {
  const { book, words } = given;
  const { groups } = figuresIn(given);
  return chartOf({
    title: words(`${book.name}.title`),
    lead: headOf(given),
    groups: book.groups.map((group) => ({
      title: words(`${book.name}.groups.${group}`),
      bars: (groups[group] ?? []).map(({ code, ...one }) => ({
        say: book.say(group, code, given),
        count: one.few ? 0 : one.count,
        shown: sayCount(one, words),
      })),
    })),
  });
};

const sectionOf = (heading: string, more: Partial<DocumentSection>): DocumentSection => ({
  ...{ heading, lead: [], facts: [], items: [] },
  ...more,
});

const documentOf = (given: Given): RecordDocument => {
  const { book, entries, now, policy, words } = given;
  const { groups } = figuresIn(given);
  const countsOf = (group: string): DocumentSection[] => {
    const facts = (groups[group] ?? []).map(({ code, ...one }) => ({
      label: book.say(group, code, given),
      value: sayCount(one, words),
    }));
    return facts.length === 0 ? [] : [sectionOf(words(`${book.name}.groups.${group}`), { facts })];
  };
  const planned = book.planned?.(entries) ?? [];
  const title = words(`${book.name}.title`);
  return {
    title,
    reference: title,
    header: words('figures.files.header', { name: title }),
    about: [{ label: words('figures.files.about'), value: sayFilter(given.filter, given) }],
    sections: [
      sectionOf(words('figures.files.seen'), { lead: headOf(given) }),
      ...book.groups.flatMap(countsOf),
      ...(planned.length > 0 ? [sectionOf(words('figures.files.planned'), { facts: planned })] : []),
    ],
    footer: [words('figures.files.made', { when: sayWhen(now, policy) })],
    copiedAt: now.toISOString(),
  };
};

const pageInFile = 500;

/** All that was chosen, up to a bound. */
export const entriesFor = async (
  store: Pick<Store, 'list'>,
  agency: string,
  book: Book,
  filter: Filter,
  asking: Asking,
): Promise<Pick<Given, 'entries' | 'partly'>> => {
  const { cursor: _, ...query } = book.listing(filter, asking, pageInFile);
  const { items, partly } = await everyPage(store, agency, query, mostInFile);
  return { entries: items.map(({ body }) => body as RecordBody), partly };
};

const types: Readonly<Record<Form, string>> = {
  csv: 'text/csv; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  pdf: 'application/pdf',
};

const nameOf = (book: BookName): string => (book === 'central' ? 'central-register' : book);

export const fileType = (book: BookName, form: Form): { type: string; name: string } => ({
  type: types[form],
  name: `${nameOf(book)}.${form}`,
});

export const figuresFile = async (
  form: Form,
  given: Given,
  pdf: (document: RecordDocument) => Promise<Buffer>,
): Promise<Buffer> => {
  switch (form) {
    case 'csv':
      return Buffer.from(tableOf(given));
    case 'svg':
      return Buffer.from(pictureOf(given));
    case 'pdf':
      return pdf(documentOf(given));
  }
};
