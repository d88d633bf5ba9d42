import { cleanText } from '../../cards/text.ts';
import { sayCitations } from '../../dialogs/engine/say.ts';
import type { Citation, Context, Said, Section, View } from '../../dialogs/engine/types.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import type { Words } from '../../dialogs/words.ts';
import { belongs } from './access.ts';
import type { KeptRecord, VersionEntry } from './records.ts';

/**
 * A record as a document for the case file: one model, which text and PDF render. Everything in it is plain text:
 * the marks of our own words are taken out, and what a person typed is cleaned of what only deceives.
 */
export type DocumentFact = { label: string; value: string };
export type DocumentSection = {
  heading: string;
  lead: readonly string[];
  facts: readonly DocumentFact[];
  items: readonly string[];
};
export type RecordDocument = {
  title: string;
  reference: string;
  /** What every page says at its top. */
  header: string;
  /** Reference, status, when and by whom it was made. */
  about: readonly DocumentFact[];
  sections: readonly DocumentSection[];
  footer: readonly string[];
  copiedAt: string;
};

/** `mask` takes out of typed text what a reader must not learn. */
export type Shown = { words: Words; ctx: Context; mask?: (text: string) => string };

/** Our words without the marks that cards read: bold, italic, links with their address behind them. */
export const plainWords = (text: string): string =>
  cleanText(
    text
      .replace(/\*\*([^*]+)\*\*/g, '$1')
      .replace(/(?<![\p{L}\p{N}_])_([^_]+)_(?![\p{L}\p{N}_])/gu, '$1')
      .replace(/\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g, '$1 ($2)'),
  );

const typedText = (text: string): string => cleanText(text).replaceAll('\t', '   ').trim();

const formats = new Map<string, { day: Intl.DateTimeFormat; time: Intl.DateTimeFormat }>();

/** With the year: a copy is read long after. */
export const sayDate = (at: string | Date, { ctx, words }: Shown): string => {
  const timeZone = ctx.policy.workingDay.zone;
  const { day, time } = formats.get(timeZone) ?? {
    day: new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long', year: 'numeric' }),
    time: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hour12: false }),
  };
  formats.set(timeZone, { day, time });
  const moment = new Date(at);
  return words('copy.document.when', { day: day.format(moment), time: time.format(moment) });
};

const oneLine = (text: string): string => typedText(text).replace(/\s*\n\s*/g, ' ');

const asItIs = (text: string): string => text;

/** Marks are taken out before values are put in: a value may be what a person typed, and stays as it is. */
export const say = ({ key, params = {} }: Said, { words, mask = asItIs }: Shown): string => {
  const names = Object.fromEntries(Object.keys(params).map((name) => [name, `{${name}}`]));
  return plainWords(words(key, names)).replace(/\{(\w+)\}/g, (_, name: string) =>
    mask(oneLine(params[name] ?? '')),
  );
};

const factOf = (fact: View['facts'][number], shown: Shown): DocumentFact => {
  const { words, mask = asItIs } = shown;
  const label = plainWords(words(fact.label));
  if ('said' in fact) return { label, value: say(fact.said, shown) };
  return { label, value: mask(typedText(fact.value)) || words('engine.blank') };
};

export const sectionOf = ({ heading, lead, facts, items = [] }: Section, shown: Shown): DocumentSection => ({
  heading: say(heading, shown),
  lead: lead.map((said) => say(said, shown)),
  facts: facts.map((fact) => factOf(fact, shown)),
  items: items.map((item) =>
    typeof item === 'string' ? (shown.mask ?? asItIs)(oneLine(item)) : say(item, shown),
  ),
});

export const roleOf = (role: string, words: Words): string =>
  words.has(`copy.roles.${role}`) ? words(`copy.roles.${role}`) : role;

const roleIn = (record: KeptRecord, id: string, { person }: Context): string => {
  if (id === record.createdBy.id) return record.createdBy.role;
  if (id === person.id) return person.roles[0] ?? 'unregistered';
  return id === belongs(record).manager ? 'manager' : 'other';
};

/** By role and id: names change, and a copy outlives them. */
const whoOf = (id: string, record: KeptRecord, { words, ctx }: Shown): string =>
  id === 'clock'
    ? words('copy.document.clock')
    : words('copy.document.person', { role: roleOf(roleIn(record, id, ctx), words), id });

export const reasonOf = (reason: string, words: Words): string => {
  const key = reason.replace('.', '.reasons.');
  return words.has(key) ? plainWords(words(key)) : reason;
};

const versionFact = (version: VersionEntry, record: KeptRecord, shown: Shown): DocumentFact => ({
  label: shown.words('copy.document.version', { n: version.n }),
  value: shown.words('copy.document.version-text', {
    when: sayDate(version.at, shown),
    who: whoOf(version.by, record, shown),
    reason: reasonOf(version.reason, shown.words),
    code: version.hash.slice(0, 12),
  }),
});

const citationsOf = (record: KeptRecord): readonly Citation[] =>
  (record as { recommendation?: { citations?: readonly Citation[] } }).recommendation?.citations ?? [];

const sourcesSection = (record: KeptRecord, { words, ctx }: Shown): DocumentSection[] => {
  const items = [...new Set(sayCitations(citationsOf(record), ctx.policy))].map(plainWords);
  return items.length === 0 ? [] : [{ heading: words('copy.document.sources'), lead: [], facts: [], items }];
};

export const bodyOf = (
  record: KeptRecord,
  dialog: AnyDialog,
  view: View,
  shown: Shown,
): DocumentSection[] => {
  const sections = dialog.copy?.(record, shown.ctx) ?? [
    { heading: { key: 'copy.document.recorded' }, lead: view.lead, facts: view.facts },
  ];
  return sections
    .filter(({ lead, facts }) => lead.length + facts.length > 0)
    .map((section) => sectionOf(section, shown));
};

const aboutOf = (record: KeptRecord, view: View, shown: Shown): DocumentFact[] => [
  ...(record.practice
    ? [{ label: shown.words('copy.document.note'), value: shown.words('copy.document.practice') }]
    : []),
  { label: shown.words('notices.ref'), value: record.reference },
  { label: shown.words('copy.document.status'), value: say(view.status, shown) },
  { label: shown.words('copy.document.made'), value: sayDate(record.createdAt, shown) },
  { label: shown.words('copy.document.by'), value: whoOf(record.createdBy.id, record, shown) },
  ...(record.advice?.length
    ? [{ label: shown.words('record.advice'), value: record.advice.join(', ') }]
    : []),
];

const footerOf = (record: KeptRecord, shown: Shown): string[] => {
  const { words, ctx } = shown;
  return words
    .list('copy.document.footer', {
      name: typedText(ctx.person.name) || words('user'),
      id: ctx.person.id,
      when: sayDate(ctx.now, shown),
      guidance: record.guidanceVersion,
      law: record.lawVersion,
    })
    .slice();
};

export const recordDocument = (record: KeptRecord, dialog: AnyDialog, shown: Shown): RecordDocument => {
  const { words, ctx } = shown;
  const view = dialog.show(record, ctx);
  const versions: DocumentSection = {
    heading: words('copy.document.versions'),
    lead: [words('copy.document.versions-lead')],
    facts: record.versions.map((version) => versionFact(version, record, shown)),
    items: [],
  };
  return {
    title: words('copy.document.title', { name: words(`${dialog.name}.kept`) }),
    reference: record.reference,
    header: words('copy.document.header', { ref: record.reference }),
    about: aboutOf(record, view, shown),
    sections: [...bodyOf(record, dialog, view, shown), ...sourcesSection(record, shown), versions],
    footer: footerOf(record, shown),
    copiedAt: ctx.now.toISOString(),
  };
};
