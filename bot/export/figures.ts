import { sayWhen } from '../../dialogs/engine/say.ts';
import type { RecordBody } from '../../dialogs/engine/types.ts';
import type { DocumentSection, RecordDocument } from '../core/document.ts';
import { plainWords } from '../core/document.ts';
import { everyPage } from '../core/every-page.ts';
import type { Asking, Book, Filter, Says } from '../core/figures.ts';
import type { BookName, Form } from '../core/file-names.ts';
import type { Store } from '../core/ports.ts';
import { sayFilter, sayMeasures } from '../core/present/figures.ts';
import { chartOf } from './chart.ts';
import { csvOf } from './csv.ts';

/** A register as a file: a table of its entries, a chart of what can be seen in them, and a document. */

type Given = Says & {
  book: Book;
  entries: readonly RecordBody[];
  /** There are more than these. */
  partly: boolean;
  filter: Filter;
  now: Date;
};

const tableOf = ({ book, entries, ...says }: Given): string =>
  csvOf([
    book.columns.map((name) => says.words(`${book.name}.csv.${name}`)),
    ...entries.map((entry) => book.row(entry, says)),
  ]);

const figuresOf = ({ book, entries, now, policy }: Given) => book.figures(entries, now, policy);

/** What is said above the bars. */
const headOf = (given: Given): string[] => {
  const { book, entries, filter, now, words, policy } = given;
  const figures = figuresOf(given);
  return [
    words('figures.shown', { what: sayFilter(filter, given) }),
    words('figures.count', { n: figures.all }),
    ...(given.partly ? [words('figures.partly', { n: figures.all })] : []),
    ...sayMeasures(figures, given),
    ...(book.alerts?.(entries, now, given) ?? []).map(({ text }) => plainWords(text)),
    words('figures.files.made', { when: sayWhen(now, policy) }),
  ];
};

const pictureOf = (given: Given): string => {
  const { book, words } = given;
  const { groups } = figuresOf(given);
  return chartOf({
    title: words(`${book.name}.title`),
    lead: headOf(given),
    groups: book.groups.map((group) => ({
      title: words(`${book.name}.groups.${group}`),
      bars: (groups[group] ?? []).map(({ code, count }) => ({ say: book.say(group, code, given), count })),
    })),
  });
};

const sectionOf = (heading: string, more: Partial<DocumentSection>): DocumentSection => ({
  ...{ heading, lead: [], facts: [], items: [] },
  ...more,
});

const documentOf = (given: Given): RecordDocument => {
  const { book, entries, now, policy, words } = given;
  const { groups } = figuresOf(given);
  const countsOf = (group: string): DocumentSection[] => {
    const facts = (groups[group] ?? []).map(({ code, count }) => ({
      label: book.say(group, code, given),
      value: String(count),
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
const mostInFile = 20_000;

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
