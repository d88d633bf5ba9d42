import { z } from 'zod';
import type { File, Source } from './check.ts';
import { type Entry, headFaults, id, noHead, readHead, splitFile, variantsOf } from './entry.ts';

/** A document of the deployment, quoted word for word: each of its sections is an answer. */

const head = z.strictObject({
  id,
  title: z.string().min(1, 'write the title of the document').max(120, 'use at most 120 characters'),
  date: z.string().min(1, 'say of when it is, for example March 2026'),
  reviewed: z.iso.date('write a date as 2026-11-21'),
  owner: z.string().min(1, 'name who keeps it'),
});

type Head = z.infer<typeof head>;
type Section = { title: string; text: string; asked: readonly string[] };

/** More than this does not fit on a card. */
const longest = 6000;
const shortest = 700;

/** `## ` begins a section, and `### Asked` the ways to ask for it, which are not quoted. */
const sectionsIn = (body: string): Section[] =>
  body
    .split(/^## /m)
    .slice(1)
    .map((piece) => {
      const [title = '', ...lines] = piece.split('\n');
      const [text = '', asked = ''] = lines.join('\n').split(/^### Asked[ \t]*$/m);
      return { title: title.trim(), text: text.trim(), asked: variantsOf(asked) };
    });

const faultsIn = (sections: readonly Section[]): string[] => [
  ...(sections.length > 0 ? [] : ['it has no section: begin each with a line such as "## 1 Purpose"']),
  ...sections.flatMap(({ title, text }, at) => [
    ...(title ? [] : [`section ${at + 1} has no title after "##"`]),
    ...(text ? [] : [`"${title}" is empty`]),
    ...(text.length > longest
      ? [`"${title}" has ${text.length} characters: split it into sections of at most ${longest}`]
      : []),
    ...(sections.findIndex((other) => other.title === title) === at
      ? []
      : [`has two sections with the title "${title}"`]),
  ]),
];

const sentence = /[^.!?\n]+[.!?]?/g;

/** Whoever asks in the words of the document finds the section that says so. */
const waysTo = ({ title, text, asked }: Section): string[] => {
  const said = (text.match(sentence) ?? []).map((one) => one.trim()).filter((one) => one.length >= 20);
  return [...new Set([title.replace(/^[\d.]+\s*/, ''), ...asked, ...said])];
};

/** As many whole paragraphs as a card shows at once, and the rest. */
const parts = (text: string): { short: string; more: string } => {
  const paragraphs = text.split(/\n\s*\n/);
  let count = 1;
  while (count < paragraphs.length && paragraphs.slice(0, count + 1).join('\n\n').length <= shortest)
    count += 1;
  return { short: paragraphs.slice(0, count).join('\n\n'), more: paragraphs.slice(count).join('\n\n') };
};

const entryOf = (document: Head, section: Section, at: number): Entry => ({
  id: `${document.id}-${at + 1}`,
  title: `${document.title}: ${section.title}`.slice(0, 120),
  kind: 'answer',
  topic: 'documents',
  citations: [{ id: document.id, section: section.title, title: `${document.title} (${document.date})` }],
  related: [],
  reviewed: document.reviewed,
  owner: document.owner,
  ...parts(section.text),
  before: '',
  differs: '',
  asked: waysTo(section),
  quoted: true,
});

export type Protocol = { id: string; source: Source; entries: readonly Entry[] };

export const readProtocol = ({ text }: File): Protocol | { faults: readonly string[] } => {
  const file = splitFile(text);
  if (!file) return { faults: [noHead] };
  const parsed = head.safeParse(readHead(file.head));
  const sections = sectionsIn(file.body);
  const faults = [...(parsed.success ? [] : headFaults(parsed.error)), ...faultsIn(sections)];
  if (!parsed.success || faults.length > 0) return { faults };
  const { id: name, title, date } = parsed.data;
  return {
    id: name,
    source: { title, date, sections: sections.map((section) => section.title) },
    entries: sections.map((section, at) => entryOf(parsed.data, section, at)),
  };
};
