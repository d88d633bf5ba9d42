import { z } from 'zod';
import type { Citation } from '../../dialogs/engine/types.ts';
import type { EditionChange } from '../../dialogs/policy/edition.ts';
import { readChanges } from './editions.ts';

/** An authored answer, as one markdown file: what it answers, what it says, and how people ask it. */

export const topics = [
  'basics',
  'law',
  'consent',
  'deciding',
  'agreements',
  'roles',
  'security',
  'quality',
  'retention',
  'onward',
  'statistics',
  'disputes',
  'breaches',
  'complaints',
  'courts',
  'hub',
  'documents',
] as const;

export type Kind = 'answer' | 'boundary' | 'refuse';

export type Entry = {
  id: string;
  title: string;
  /** `boundary`: the guidance does not cover it, and says who would know. `refuse`: what Sharewell does not do. */
  kind: Kind;
  topic: (typeof topics)[number];
  citations: readonly Citation[];
  related: readonly string[];
  reviewed: string;
  owner: string;
  /** The answer in short, and what follows on request. */
  short: string;
  more: string;
  /** What an old document said, and where documents differ. */
  before: string;
  differs: string;
  asked: readonly string[];
  /** What was changed since it was first written. */
  changes?: readonly EditionChange[];
  /** When its owner looks at it again; a year after the last time, where it does not say. */
  reviewOn?: string;
  /** It is said word for word in a document of the deployment. */
  quoted?: true;
  /** The record of who wrote or changed it in the chat. */
  ref?: string;
};

export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower case words joined by hyphens')
  .max(60);
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  );

const head = z.strictObject({
  id,
  title: z.string().min(1, 'write the question as a title').max(120, 'use at most 120 characters'),
  kind: z.enum(['answer', 'boundary', 'refuse']),
  topic: z.enum(topics),
  citations: z.array(z.string()).default([]),
  related: list,
  reviewed: z.iso.date('write a date as 2026-11-21'),
  review: z.iso.date('write a date as 2027-11-21').optional(),
  owner: z.string().min(1, 'name who keeps it'),
});

/** `law:L-05`, or a document and its section with a bar between them. */
const citationOf = (text: string): Citation => {
  const [source = '', section = ''] = text.split(' | ').map((part) => part.trim());
  return { id: source, section };
};

/** `name: value` lines, and lists of `- item` under a name. */
export const readHead = (text: string): Record<string, unknown> => {
  const fields: Record<string, unknown> = {};
  let last = '';
  for (const line of text.split('\n')) {
    const item = /^\s*-\s+(.*)$/.exec(line);
    if (item)
      fields[last] = [
        ...(Array.isArray(fields[last]) ? (fields[last] as string[]) : []),
        item[1]?.trim() ?? '',
      ];
    const field = /^([a-z]+):\s*(.*)$/.exec(line);
    if (!item && field) {
      last = field[1] ?? '';
      if (field[2]) fields[last] = field[2].trim();
    }
  }
  return fields;
};

type Part = 'more' | 'before' | 'differs' | 'asked' | 'changes';

/** The parts of an entry, by their headings. */
const headings: ReadonlyMap<string, Part> = new Map([
  ['more', 'more'],
  ['then', 'before'],
  ['differs', 'differs'],
  ['asked', 'asked'],
  ['changes', 'changes'],
]);

const readBody = (text: string): Record<Part | 'short', string> & { unknown: string[] } => {
  const found = { short: '', more: '', before: '', differs: '', asked: '', changes: '' };
  const unknown: string[] = [];
  const [short = '', ...rest] = text.split(/^## /m);
  found.short = short.trim();
  for (const piece of rest) {
    const [title = '', ...lines] = piece.split('\n');
    const part = headings.get(title.trim().toLowerCase());
    if (part) found[part] = lines.join('\n').trim();
    else unknown.push(title.trim());
  }
  return { ...found, unknown };
};

export const variantsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => /^-\s+(.*)$/.exec(line.trim())?.[1]?.trim() ?? '')
    .filter((line) => line !== '');

export type Read = { entry: Entry } | { faults: readonly string[] };

/** A file in its two parts: its head, and what is below. */
export const splitFile = (text: string): { head: string; body: string } | undefined => {
  const whole = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replace(/\r\n/g, '\n').replace(/^\ufeff/, ''));
  return whole ? { head: whole[1] ?? '', body: whole[2] ?? '' } : undefined;
};

export const noHead = 'it must begin with its head between two lines of ---';

export const headFaults = ({ issues }: z.ZodError): string[] =>
  issues.map(({ path, message }) => `${path.join('.') || 'head'}: ${message}`);

export const readEntry = (text: string): Read => {
  const file = splitFile(text);
  if (!file) return { faults: [noHead] };
  const parsed = head.safeParse(readHead(file.head));
  const { unknown, asked, changes: lines, ...body } = readBody(file.body);
  const { changes, faults: wrong } = readChanges(lines);
  const faults = [
    ...(parsed.success ? [] : headFaults(parsed.error)),
    ...(body.short ? [] : ['the short answer is missing: write it under the head']),
    ...(variantsOf(asked).length > 0
      ? []
      : ['"## Asked" is missing: list how people ask this, one a line with a hyphen']),
    ...wrong,
    ...unknown.map(
      (title) => `"## ${title}" is no part of an entry: use More, Then, Differs, Asked or Changes`,
    ),
  ];
  if (!parsed.success || faults.length > 0) return { faults };
  const { review, ...rest } = parsed.data;
  return {
    entry: {
      ...rest,
      citations: parsed.data.citations.map(citationOf),
      ...body,
      asked: variantsOf(asked),
      ...(review ? { reviewOn: review } : {}),
      ...(changes.length > 0 ? { changes } : {}),
    },
  };
};
