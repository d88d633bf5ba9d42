import type { AnyDialog } from '../../dialogs/registry.ts';
import { dialogOf } from '../../dialogs/registry.ts';
import { type ChainCheck, checkChain } from './chain-check.ts';
import {
  bodyOf,
  type DocumentFact,
  type DocumentSection,
  plainWords,
  type RecordDocument,
  reasonOf,
  type Shown,
  say,
  sayDate,
} from './document.ts';
import type { EvidenceItems } from './evidence-items.ts';
import { type Naming, namingOf } from './evidence-people.ts';
import { referencePattern } from './ids.ts';
import { noticeWords } from './present/notice.ts';
import type { KeptNotice, KeptRecord, TrailEntry, Version } from './records.ts';
import type { Telling } from './tellings.ts';

/** The evidence pack of a record: what it was and when, whether that can be trusted, who was told, and who looked. */

type Packed = { record: KeptRecord; dialog: AnyDialog; items: EvidenceItems; naming: Naming; shown: Shown };

const section = (heading: string, more: Partial<DocumentSection>): DocumentSection => ({
  ...{ heading, lead: [], facts: [], items: [] },
  ...more,
});

const sayCheck = (check: ChainCheck, { words }: Shown): string => {
  switch (check.result) {
    case 'whole':
      return words('papers.evidence.check.whole', { n: check.versions });
    case 'partly':
      return words('papers.evidence.check.partly');
    default:
      return words(`papers.evidence.check.${check.result}`, { n: check.at });
  }
};

const versionFact = (version: Version, { shown, naming }: Packed): DocumentFact => ({
  label: shown.words('copy.document.version', { n: version.n }),
  value: shown.words('papers.evidence.version', {
    when: sayDate(version.at, shown),
    who: naming.who(version.by),
    reason: reasonOf(version.reason, shown.words),
    hash: version.hash,
    previous: version.previous || shown.words('papers.evidence.first'),
  }),
});

const noticeFact = (notice: KeptNotice, { record, shown, naming }: Packed): DocumentFact => {
  const { words } = shown;
  const title = `${noticeWords(notice.kind)}.title`;
  const params = { who: '', ref: record.reference, ...notice.params };
  const state = notice.deliveredAt ? 'delivered' : notice.failure ? 'failed' : 'under-way';
  const said = [
    words('papers.evidence.notice.sent', { when: sayDate(notice.sentAt, shown), who: naming.who(notice.to) }),
    words(`papers.evidence.notice.${state}`, { when: sayDate(notice.deliveredAt ?? notice.sentAt, shown) }),
    ...(notice.acknowledgedAt
      ? [words('papers.evidence.notice.read', { when: sayDate(notice.acknowledgedAt, shown) })]
      : []),
  ];
  return {
    label: words.has(title) ? say({ key: title, params }, shown) : notice.kind,
    value: said.join(' '),
  };
};

const tellingFact = ({ partner, agency, ...telling }: Telling, { shown }: Packed): DocumentFact => {
  const { words, ctx } = shown;
  const said = (name: string, at: string | undefined) =>
    at ? [words(`papers.evidence.told.${name}`, { when: sayDate(at, shown) })] : [];
  return {
    label: ctx.policy.partners[partner]?.title ?? agency,
    value: [
      ...said('sent', telling.sentAt),
      ...said('carried', telling.carriedAt),
      ...said('reached', telling.reachedAt),
      ...said('answered', telling.answer?.at),
      ...(telling.gaveUp ? [words('papers.evidence.told.gave-up')] : []),
    ].join(' '),
  };
};

/** References of other records, wherever this one names them. */
const namedIn = (value: unknown): string[] => {
  if (typeof value === 'string') return referencePattern.test(value) ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(namedIn) : [];
};

const aboutLine = (record: KeptRecord, { shown }: Packed): string => {
  const dialog = dialogOf(record);
  const { words, ctx } = shown;
  if (!dialog) return record.reference;
  return words('papers.evidence.about-line', {
    ref: record.reference,
    name: words(`${dialog.name}.kept`),
    status: say(dialog.show(record, ctx).status, shown),
  });
};

const linkedItems = (packed: Packed): string[] => {
  const { record, items } = packed;
  const about = new Set(items.about.map(({ reference }) => reference));
  const named = [...new Set(namedIn(record))].filter((ref) => ref !== record.reference && !about.has(ref));
  return [...items.about.map((each) => aboutLine(each, packed)), ...named];
};

const looks: readonly TrailEntry['what'][] = ['read', 'exported'];

/** Entries of before papers were told apart say only that there was one. */
const lookKey = ({ what, paper }: TrailEntry, { words }: Packed['shown']): string => {
  const key = `papers.evidence.trail.papers.${paper}`;
  return paper && words.has(key) ? key : `papers.evidence.trail.${what}`;
};

const lookFact = (entry: TrailEntry, { shown, naming }: Packed): DocumentFact => ({
  label: sayDate(entry.at, shown),
  value: shown.words(lookKey(entry, shown), { who: naming.who(entry.who) }),
});

const sectionsOf = (packed: Packed): DocumentSection[] => {
  const { record, dialog, items, naming, shown } = packed;
  const { words, ctx } = shown;
  const { mask } = naming;
  const check = checkChain(items.versions, record, items.partly);
  const none = [words('papers.evidence.none')];
  const listed = (name: string, facts: readonly DocumentFact[]): DocumentSection =>
    section(words(`papers.evidence.headings.${name}`), facts.length > 0 ? { facts } : { lead: none });
  const linked = linkedItems(packed);
  const seen = items.trail.filter(({ what }) => looks.includes(what));
  return [
    section(words('papers.evidence.headings.check'), {
      lead: [sayCheck(check, shown), ...(items.partly ? [words('papers.evidence.partly')] : [])],
    }),
    ...bodyOf(record, dialog, dialog.show(record, ctx), { ...shown, ...(mask ? { mask } : {}) }),
    listed(
      'versions',
      items.versions.map((version) => versionFact(version, packed)),
    ),
    section(words('papers.evidence.headings.linked'), linked.length > 0 ? { items: linked } : { lead: none }),
    listed(
      'notices',
      items.notices.map((notice) => noticeFact(notice, packed)),
    ),
    ...(items.tellings.length > 0
      ? [
          listed(
            'told',
            items.tellings.map((telling) => tellingFact(telling, packed)),
          ),
        ]
      : []),
    listed(
      'trail',
      seen.map((entry) => lookFact(entry, packed)),
    ),
  ];
};

const aboutOf = ({ record, dialog, naming, shown }: Packed, plain: boolean): DocumentFact[] => {
  const { words, ctx } = shown;
  const note = words('copy.document.note');
  return [
    ...(record.practice ? [{ label: note, value: words('copy.document.practice') }] : []),
    ...(plain ? [{ label: note, value: words('papers.evidence.plain') }] : []),
    { label: words('notices.ref'), value: record.reference },
    { label: words('copy.document.status'), value: say(dialog.show(record, ctx).status, shown) },
    { label: words('copy.document.made'), value: sayDate(record.createdAt, shown) },
    { label: words('copy.document.by'), value: naming.who(record.createdBy.id) },
  ];
};

export const evidenceDocument = (
  record: KeptRecord,
  dialog: AnyDialog,
  items: EvidenceItems,
  { plain, ...given }: Shown & { plain: boolean },
): RecordDocument => {
  const naming = namingOf(record, items, plain, given);
  const shown: Shown = { ...given, ...(naming.mask ? { mask: naming.mask } : {}) };
  const packed = { record, dialog, items, naming, shown };
  const { words, ctx } = shown;
  return {
    title: plainWords(words('papers.evidence.document', { name: words(`${dialog.name}.kept`) })),
    reference: record.reference,
    header: words('papers.evidence.header', { ref: record.reference }),
    about: aboutOf(packed, plain),
    sections: sectionsOf(packed),
    footer: [
      ...words.list('papers.evidence.footer'),
      words('papers.made', { who: naming.who(ctx.person.id), when: sayDate(ctx.now, shown) }),
    ],
    copiedAt: ctx.now.toISOString(),
  };
};

/** The same for a machine: each line is one thing as the store has it, so that every hash can be made again. */
export const evidenceLines = (record: KeptRecord, items: EvidenceItems): string =>
  [
    { kind: 'check', ...checkChain(items.versions, record, items.partly), partly: items.partly },
    { kind: 'record', body: record },
    ...items.versions.map((body) => ({ kind: 'version', body })),
    ...items.notices.map(({ who: _, shown: __, ...body }) => ({ kind: 'notice', body })),
    ...items.tellings.map((body) => ({ kind: 'telling', body })),
    ...items.trail.map((body) => ({ kind: 'audit', body })),
    ...items.about.map(({ reference, type, status }) => ({
      kind: 'linked',
      body: { reference, type, status },
    })),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
