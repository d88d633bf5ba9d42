import { z } from 'zod';
import { button as buttonElement, inputGroup } from './elements.ts';
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
    choices: z.array(z.object({ title: words, value: z.string() })).default([]),
  })
  .transform(inputGroup);

const link = z.object({ title: words, url: z.url({ protocol: /^https$/ }) });

export const catalogue = {
  /** Questions that belong together, with what to know before answering. */
  page: z.object({
    title: words,
    progress: words.default(''),
    alert: words.default(''),
    lead: paragraphs,
    facts,
    links: z.array(link).default([]),
    errors: paragraphs,
    inputs: z.array(input).default([]),
    sources: words.default(''),
    buttons,
  }),
  /** All answers, each with a way to change it, before anything is recorded. */
  check: z.object({
    title: words,
    lead: paragraphs,
    alert: words.default(''),
    rows: z.array(z.object({ label: words, value: typed, change: button })),
    buttons,
  }),
  /** A kept record: what was recorded, where it stands, what may be done next. */
  record: z.object({
    title: words,
    status: words,
    lead: paragraphs,
    warnings: paragraphs,
    facts,
    sources: words.default(''),
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
    facts,
    links: z.array(link).default([]),
    buttons,
  }),
  /** A message owed to somebody: a reference, never case detail. */
  notice: z.object({
    title: words,
    for: words.default(''),
    lead: paragraphs,
    facts,
    buttons,
  }),
} as const;

export type CardName = keyof typeof catalogue;
export type CardData<N extends CardName> = z.input<(typeof catalogue)[N]>;
export const cardNames = Object.keys(catalogue) as CardName[];
