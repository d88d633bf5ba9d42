import { cleanText } from '../../cards/text.ts';
import { sayDate } from '../../dialogs/engine/say.ts';
import type { Context, RecordBody, Said, Section } from '../../dialogs/engine/types.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import type { Words } from '../../dialogs/words.ts';
import { type DocumentFact, type DocumentSection, plainWords, type RecordDocument } from './document.ts';
import type { KeptRecord } from './records.ts';

/**
 * What a dialog gives the person that a record is about, to keep. Not a copy of the record: it is said to them, and
 * whoever has never heard of us must understand it. Its reference stands at its end alone, as a number to say.
 */

/** The part of a dialog that makes it. */
type Giving = {
  name: string;
  receipt?(record: RecordBody, ctx: Context): readonly Section[];
};

/** Printed larger, and without anything that is only for us. */
export type ReceiptDocument = RecordDocument & { reader: 'person' };

type Shown = { words: Words; ctx: Context };

const sectionsOf = (record: KeptRecord, dialog: Giving, ctx: Context): readonly Section[] =>
  dialog.receipt?.(record, ctx) ?? [];

export const hasReceipt = (record: KeptRecord, dialog: Giving, ctx: Context): boolean =>
  sectionsOf(record, dialog, ctx).length > 0;

const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim();

/** What is filled in is ours as well: dates. What was typed stands in lists and facts. */
const say = ({ key, params }: Said, words: Words): string => plainWords(words(key, params));

const factOf = (fact: Section['facts'][number], words: Words): DocumentFact => ({
  label: plainWords(words(fact.label)),
  value: 'said' in fact ? say(fact.said, words) : oneLine(fact.value),
});

const sectionOf = ({ heading, lead, facts, items = [] }: Section, words: Words): DocumentSection => ({
  heading: say(heading, words),
  lead: lead.map((said) => say(said, words)),
  facts: facts.map((fact) => factOf(fact, words)),
  items: items.map((item) => (typeof item === 'string' ? oneLine(item) : say(item, words))),
});

const aboutOf = ({ practice }: KeptRecord, agency: string, words: Words): DocumentFact[] => [
  ...(practice ? [{ label: words('copy.document.note'), value: words('copy.document.practice') }] : []),
  { label: words('copy.receipt.document.from'), value: agency },
];

/** Undefined where there is nothing to keep yet. */
export const receiptDocument = (
  record: KeptRecord,
  dialog: Giving,
  { words, ctx }: Shown,
): ReceiptDocument | undefined => {
  const sections = sectionsOf(record, dialog, ctx);
  if (sections.length === 0) return undefined;
  const { policy, now } = ctx;
  const agency = policy.agencies.find(({ id }) => id === record.agencyId)?.name ?? record.agencyId;
  const title = words(`${dialog.name}.receipt.titles.${record.status}`);
  const day = sayDate(localDate(now, policy));
  return {
    reader: 'person',
    title,
    reference: record.reference,
    header: words('copy.receipt.document.header', { agency, title }),
    about: aboutOf(record, agency, words),
    sections: sections.map((section) => sectionOf(section, words)),
    footer: words.list('copy.receipt.document.footer', { day, ref: record.reference }).slice(),
    copiedAt: now.toISOString(),
  };
};
