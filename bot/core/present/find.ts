import { outcomes } from '../../../dialogs/policy/catalogue.ts';
import type { PolicyPack } from '../../../dialogs/policy/pack.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Reach } from '../access.ts';
import type { Stored } from '../ports.ts';
import type { Reply } from '../reply.ts';
import type { Scene } from '../scene.ts';
import {
  type Faults,
  type Field,
  fields,
  grounds,
  isDay,
  isFaulty,
  longest,
  packSearch,
  recipientsOf,
  type Search,
  type Written,
} from '../search.ts';
import { pageSize } from '../search-listing.ts';
import { type ButtonData, command, urgentButton } from './buttons.ts';
import { moreButton, rowsOf } from './list.ts';

/** The card to look for records with, and what was found. */

type Choice = { title: string; value: string };

const choicesFor = (field: Field, words: Words, pack: PolicyPack): Choice[] => {
  const said = (kind: string, codes: readonly string[]) =>
    codes.map((value) => ({ title: words(`find.${kind}.${value}`), value }));
  const any = { title: words('find.any'), value: '' };
  switch (field) {
    case 'recipient':
      return [
        any,
        ...recipientsOf(pack).map(({ value, title, whole }) => ({
          value,
          title: whole ? words('find.whole-agency', { name: title }) : title,
        })),
      ];
    case 'outcome':
      return [any, ...said('outcomes', outcomes)];
    case 'ground':
      return [any, ...said('grounds', grounds)];
    default:
      return [];
  }
};

/** A day that cannot be read is shown as it was written, which a date field could not do. */
const kindOf = (field: Field, value: string) => {
  if (field === 'reference' || field === 'subject') return 'text';
  if (field !== 'from' && field !== 'to') return 'choice';
  return value === '' || isDay(value) ? 'date' : 'text';
};

const faultWords = (field: Field, fault: string | undefined, words: Words): string => {
  if (!fault) return '';
  const params = { label: words(`find.fields.${field}.label`), max: longest };
  return words(words.has(`find.faults.${fault}`) ? `find.faults.${fault}` : `engine.errors.${fault}`, params);
};

const inputFor = (field: Field, { words, pack, written, faults }: Card) => {
  const value = written[field] ?? '';
  const hint = `find.fields.${field}.hint`;
  const choices = choicesFor(field, words, pack);
  return {
    id: field,
    kind: kindOf(field, value),
    label: words(`find.fields.${field}.label`),
    hint: words.has(hint) ? words(hint) : '',
    error: faultWords(field, faults[field], words),
    value,
    compact: true,
    choices,
    // What an empty menu stands for.
    placeholder: choices[0]?.title ?? '',
  } as const;
};

type Card = { words: Words; pack: PolicyPack; written: Written; faults: Faults };

const alertFor = (faults: Faults, words: Words): string => {
  if (faults.none) return words(`find.faults.${faults.none}`);
  return isFaulty(faults) ? words('engine.again') : '';
};

/** With what was written in it, and what of it was not clear. */
export const findReply = (card: Card, how: Reply['how']): Reply => ({
  card: 'page',
  data: {
    title: card.words('find.title'),
    alert: alertFor(card.faults, card.words),
    lead: [...card.words.list('find.lead')],
    inputs: fields.map((field) => inputFor(field, card)),
    buttons: [
      { title: card.words('find.submit'), press: { do: 'find' }, style: 'positive' },
      command(card.words, 'my-records'),
      urgentButton(card.words),
    ],
  },
  summary: card.words('find.summary'),
  how,
  audience: 'person',
});

type Found = {
  search: Search;
  reach: Reach;
  /** What was found by its reference, and what the list says; nothing that the person may not see. */
  items: readonly Stored[];
  /** This is not the first page. */
  further: boolean;
};

/** A page that is not full and goes on has looked far enough for once, and says so. */
const leadFor = (rows: number, unfinished: boolean, { further }: Found): string => {
  if (unfinished) return rows > 0 ? 'find.found.some' : 'find.found.none-yet';
  if (rows > 0) return 'find.found.lead';
  return further ? 'lists.no-more' : 'find.found.none';
};

const furtherButtons = (next: string | undefined, unfinished: boolean, { search }: Found, words: Words) =>
  next
    ? [
        moreButton(words, unfinished ? 'lists.further' : 'lists.more', {
          word: 'find',
          ask: packSearch(search),
          value: next,
        }),
      ]
    : [];

export const foundReply = (
  found: Found,
  { words, context, next, listed }: Pick<Scene, 'words' | 'context' | 'next' | 'listed'>,
): Reply => {
  const rows = rowsOf(found.items, words, context(''));
  const unfinished = next !== undefined && listed.length < pageSize;
  const buttons: ButtonData[] = [
    ...furtherButtons(next, unfinished, found, words),
    { ...command(words, 'find'), title: words('find.again') },
    urgentButton(words),
  ];
  return {
    card: 'list',
    data: {
      title: words('find.found.title'),
      lead: [words(leadFor(rows.length, unfinished, found)), words(`find.found.reach.${found.reach}`)],
      items: rows,
      buttons,
    },
    summary: words('engine.summary.list'),
    how: 'new',
    audience: 'person',
  };
};
