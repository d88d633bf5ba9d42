import type { RecordBody } from '../../../dialogs/engine/types.ts';
import type { Words } from '../../../dialogs/words.ts';
import {
  type Alert,
  type Asking,
  type Book,
  type Count,
  type Figures,
  type Filter,
  figuresOf,
  mostEntries,
  packFilter,
  type Says,
} from '../figures.ts';
import { forms } from '../file-names.ts';
import { linkMinutes } from '../links.ts';
import type { Reply } from '../reply.ts';
import type { Scene } from '../scene.ts';
import { command, urgentButton } from './buttons.ts';
import { moreButton, rowsOf } from './list.ts';

/** A register in counts on cards: bars with their numbers, a list, and a card to choose what to see. */

type Shown = Says & { book: Book };

/** How long it is would tell how many. */
const few = '░';
const widest = 12;
const mostBars = 9;

/** Blocks of one width, each bar with its number: the picture says nothing that the number does not. */
const bar = (count: number, most: number): string =>
  '█'.repeat(Math.max(1, Math.round((count / most) * widest)));

/** How many there are, or that they are few. */
export const sayCount = ({ count, few }: Omit<Count, 'code'>, words: Words): string =>
  few ? words('figures.few', { n: count }) : String(count);

const chartOf = (group: string, counts: readonly Count[], { book, ...says }: Shown): string[] => {
  const shown = counts.slice(0, mostBars);
  const most = Math.max(1, ...shown.map(({ count }) => count));
  const lines = shown.map(
    ({ code, ...one }) =>
      `${one.few ? few : bar(one.count, most)} ${sayCount(one, says.words)}  ${book.say(group, code, says)}`,
  );
  return lines.length === 0 ? [] : [[says.words(`${book.name}.groups.${group}`), ...lines].join('\n')];
};

export const sayFilter = (filter: Filter, { book, ...says }: Shown): string => {
  const chosen = [...book.fields, ...(book.days ?? [])].flatMap((field) => {
    const code = filter[field];
    return code ? [book.say(field, code, says)] : [];
  });
  return chosen.length > 0 ? chosen.join('; ') : says.words(`${book.name}.everything`);
};

export const sayMeasures = ({ measures = [] }: Figures, { book, words }: Shown): string[] =>
  measures.map(({ code, n }) => words(`${book.name}.measures.${code}`, { n }));

type Seen = {
  figures: Figures;
  alerts: readonly Alert[];
  filter: Filter;
  /** Where the list goes on. */
  next: string | undefined;
  lead: readonly string[];
};

const leadOf = ({ figures, alerts, filter, next, lead }: Seen, shown: Shown): string[] => {
  const { words, book } = shown;
  const what = [words('figures.shown', { what: sayFilter(filter, shown) }), ...lead];
  if (figures.all === 0) return [...what, words(`${book.name}.none`)];
  return [
    ...what,
    ...alerts.map(({ text }) => text),
    words('figures.count', { n: sayCount({ ...figures, count: figures.all }, words) }),
    ...(next ? [words('figures.partly', { n: mostEntries })] : []),
    ...sayMeasures(figures, shown),
  ];
};

const buttonsOf = ({ figures, alerts, filter, next }: Seen, { words, book }: Shown) => {
  const page = packFilter(filter);
  const [alert] = alerts;
  const listWord = `${book.name}-list`;
  return [
    ...(alert
      ? [moreButton(words, 'figures.buttons.alert', { word: listWord, page: packFilter(alert.filter) })]
      : []),
    ...(next
      ? [moreButton(words, 'figures.buttons.further', { word: `${book.name}-further`, page, value: next })]
      : []),
    ...(figures.all > 0 && book.row
      ? [moreButton(words, 'figures.buttons.list', { word: listWord, page })]
      : []),
    moreButton(words, 'figures.buttons.choose', { word: `${book.name}-choose`, page }),
    ...(figures.all > 0
      ? [{ title: words('figures.buttons.files'), press: { do: 'copy' as const, word: book.name, page } }]
      : []),
    urgentButton(words),
  ];
};

export const figuresReply = (
  records: readonly RecordBody[],
  filter: Filter,
  next: string | undefined,
  shown: Shown & Asking,
): Reply => {
  const { words, book, now } = shown;
  const figures = figuresOf(book, records, shown);
  const alerts = book.alerts?.(records, now, shown) ?? [];
  const seen = { figures, alerts, filter, next, lead: book.lead?.(filter, shown, words) ?? [] };
  return {
    card: 'message',
    data: {
      title: words(`${book.name}.title`),
      tone: seen.alerts.length > 0 ? 'warning' : 'plain',
      lead: leadOf(seen, shown),
      copy: book.groups.flatMap((group) => chartOf(group, figures.groups[group] ?? [], shown)),
      buttons: buttonsOf(seen, shown),
    },
    summary: words(`${book.name}.summary`),
    how: 'new',
    audience: 'person',
  };
};

export const entriesReply = ({ words, listed, next, context }: Scene, filter: Filter, book: Book): Reply => {
  const ctx = context('');
  const items = rowsOf(listed, words, ctx);
  const page = packFilter(filter);
  return {
    card: 'list',
    data: {
      title: words(`${book.name}.title`),
      lead: [
        words('figures.shown', { what: sayFilter(filter, { words, policy: ctx.policy, book }) }),
        words(items.length > 0 ? 'figures.newest' : `${book.name}.none`),
      ],
      items,
      buttons: [
        ...(next ? [moreButton(words, 'lists.more', { word: `${book.name}-list`, page, value: next })] : []),
        moreButton(words, 'figures.buttons.choose', { word: `${book.name}-choose`, page }),
        command(words, book.name),
        urgentButton(words),
      ],
    },
    summary: words(`${book.name}.summary`),
    how: 'new',
    audience: 'person',
  };
};

/** No option has this name: it chooses nothing. */
const any = 'any';

const choiceOf = (field: string, filter: Filter, { book, ...says }: Shown) => ({
  id: field,
  kind: 'choice' as const,
  label: says.words(`${book.name}.fields.${field}`),
  value: filter[field] ?? any,
  compact: true,
  choices: [
    { title: says.words('find.any'), value: any },
    ...book.options(field, says.policy).map((value) => ({ title: book.say(field, value, says), value })),
  ],
});

const dayOf = (field: string, filter: Filter, { book, words }: Shown) => ({
  id: field,
  kind: 'date' as const,
  label: words(`${book.name}.fields.${field}`),
  value: filter[field] ?? '',
});

/** What to see: each may be left open. */
export const chooseReply = (filter: Filter, shown: Shown): Reply => {
  const { words, book } = shown;
  return {
    card: 'page',
    data: {
      title: words('figures.choose.title'),
      lead: [words('figures.choose.lead')],
      inputs: [
        ...book.fields.map((field) => choiceOf(field, filter, shown)),
        ...(book.days ?? []).map((field) => dayOf(field, filter, shown)),
      ],
      buttons: [
        {
          title: words('figures.choose.submit'),
          press: { do: 'find' as const, word: book.name },
          style: 'positive' as const,
        },
        command(words, book.name),
        urgentButton(words),
      ],
    },
    summary: words(`${book.name}.summary`),
    how: 'new',
    audience: 'person',
  };
};

export const filesReply = (urls: readonly (string | undefined)[], filter: Filter, shown: Shown): Reply => {
  const { words, book } = shown;
  const links = forms.flatMap((form, at) => {
    const url = urls[at];
    return url ? [{ title: words(`figures.files.${form}`), url }] : [];
  });
  return {
    card: 'message',
    data: {
      title: words('figures.files.title', { name: words(`${book.name}.title`) }),
      lead: [
        words('figures.shown', { what: sayFilter(filter, shown) }),
        links.length > 0
          ? words('figures.files.lead', { minutes: linkMinutes })
          : words('figures.files.nowhere'),
      ],
      links,
      buttons: [command(words, book.name), urgentButton(words)],
    },
    summary: words(`${book.name}.summary`),
    how: 'new',
    audience: 'person',
  };
};
