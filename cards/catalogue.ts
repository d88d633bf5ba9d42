import { z } from 'zod';
import {
  assumedRow,
  button as buttonElement,
  buttonGroup,
  changeId,
  inputGroup,
  line,
  option as optionElement,
  row as rowElement,
} from './elements.ts';
import { cleanText, escapeText } from './text.ts';

/**
 * Every card there is: the schema of its data. Few and generic; capabilities bring words and data. `words` are ours
 * and may use markdown; `typed` came from a person and is escaped on its way to the card.
 */
const words = z.string();
const typed = z.string().transform(escapeText);

const press = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).optional());
const button = z
  .object({ title: words, press, style: z.enum(['default', 'positive', 'destructive']).default('default') })
  .transform(buttonElement);
const buttons = z.array(button).default([]);

/** A line of a label and what stands against it. `typed` facts show a person's words. */
const fact = z.union([
  z.object({ title: words, words }).transform((f) => ({ title: f.title, value: f.words })),
  z.object({ title: words, typed }).transform((f) => ({ title: f.title, value: f.typed })),
]);
const facts = z.array(fact).default([]);
const paragraphs = z.array(words).default([]);

const option = z.object({ detail: words.default(''), button }).transform(optionElement);
const row = z.object({ label: words, value: typed, change: button });

/** Told to whoever asks for it, by pressing the title. */
const sources = z.object({ title: words, text: words }).optional();

const input = z
  .object({
    id: z.string(),
    kind: z.enum(['text', 'long', 'choice', 'many', 'date', 'time', 'number', 'toggle']),
    label: words,
    hint: words.default(''),
    error: words.default(''),
    placeholder: words.default(''),
    value: z.string().transform(cleanText).default(''),
    maxLength: z.number().default(2000),
    compact: z.boolean().default(false),
    choices: z
      .array(
        z.union([
          z.object({ title: words, value: z.string() }),
          z.object({ typed: z.string(), value: z.string() }),
        ]),
      )
      .default([]),
  })
  .transform(inputGroup);

/** Only the secure web, and this machine itself, where nothing travels. */
const address = z.union([
  z.url({ protocol: /^https$/ }),
  z.url({ protocol: /^http$/, hostname: /^(localhost|127\.0\.0\.1)$/ }),
]);

const link = z.object({ title: words, url: address });

/** `alt` is for whoever does not see it. */
const image = z.object({ url: address, alt: words.min(1) });

const page = z
  .object({
    title: words,
    progress: words.default(''),
    alert: words.default(''),
    /** What is recommended, and what to do now: it stands out from all the rest. */
    verdict: z.object({ title: words, next: words }).optional(),
    warnings: paragraphs,
    lead: paragraphs,
    facts,
    links: z.array(link).default([]),
    /** What is left to say before the answer. */
    closing: paragraphs,
    inputs: z.array(input).default([]),
    /** The question that is answered by pressing one of the options. */
    ask: words.default(''),
    hint: words.default(''),
    options: z.array(option).default([]),
    /** What was taken as read, under words that say so, and the words that bring out a way to change each. */
    assumed: words.default(''),
    rows: z.array(row).default([]),
    changeRows: words.default(''),
    sources,
    buttons,
  })
  .transform((data) => ({
    ...data,
    rows: data.rows.map(assumedRow),
    changes: data.rows.map((_, index) => changeId(index)),
  }));

export const catalogue = {
  /** Questions that belong together, with what to know before answering. */
  page,
  /** All answers, each with a way to change it, before anything is recorded. */
  check: z.object({
    title: words,
    lead: paragraphs,
    alert: words.default(''),
    rows: z.array(row.transform(rowElement)),
    buttons,
  }),
  /** A kept record: what was recorded, where it stands, what may be done next. */
  record: z.object({
    title: words,
    status: words,
    lead: paragraphs,
    warnings: paragraphs,
    facts,
    links: z.array(link).default([]),
    sources,
    /** What else there is to see, apart from what there is to do: a card has room for five at its end. */
    beside: buttons,
    buttons,
  }),
  /** A list of things, each with its own button. */
  list: z.object({
    title: words,
    lead: paragraphs,
    items: z.array(z.object({ title: words, detail: words.default(''), button })).default([]),
    buttons,
  }),
  /** Something to tell: welcome, help, outcome, fault. */
  message: z.object({
    title: words,
    tone: z.enum(['plain', 'good', 'warning', 'attention']).default('plain'),
    lead: paragraphs,
    /** To be copied elsewhere: shown line by line, as it is. */
    copy: z.array(typed).default([]),
    facts,
    links: z.array(link).default([]),
    image: image.optional(),
    buttons,
  }),
  /** An answer of the guidance: what it says, where it comes from, and ways on in groups of their own. */
  answer: z.object({
    title: words,
    lead: paragraphs,
    from: paragraphs,
    groups: z
      .array(z.object({ title: words, across: z.boolean().default(false), buttons }).transform(buttonGroup))
      .default([]),
    buttons,
  }),
  /** How it stands with everybody who was asked, for all who were. */
  board: z.object({
    title: words,
    status: words,
    lead: paragraphs,
    lines: z
      .array(
        z
          .object({ name: words, state: words, tone: z.enum(['plain', 'good', 'warning', 'attention']) })
          .transform(line),
      )
      .default([]),
    buttons,
  }),
  /** A message owed to somebody: a reference, never case detail. */
  notice: z.object({
    title: words,
    for: words.default(''),
    lead: paragraphs,
    facts,
    beside: buttons,
    buttons,
  }),
} as const;

export type CardName = keyof typeof catalogue;
export type CardData<N extends CardName> = z.input<(typeof catalogue)[N]>;
export const cardNames = Object.keys(catalogue) as CardName[];
