import { sayDate, sayWhen } from '../../dialogs/engine/say.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { RegisterEntry } from '../../dialogs/register-entry/record.ts';
import type { Words } from '../../dialogs/words.ts';
import { centralListing, type Filter, type Group, groups, trendsOf } from '../core/central.ts';
import type { DocumentSection, RecordDocument } from '../core/document.ts';
import { plainWords } from '../core/document.ts';
import type { CentralFile } from '../core/links.ts';
import type { Store, Stored } from '../core/ports.ts';
import { sayAlerts, sayCode, sayFilter } from '../core/present/central.ts';
import { centralChart } from './central-chart.ts';
import { csvOf } from './csv.ts';

/** The central register as a file: a table of its entries, a chart of what can be seen in them, and a document. */

type Says = { words: Words; policy: PolicyPack };
type Given = Says & { entries: readonly RegisterEntry[]; filter: Filter; now: Date };

const columns = [
  ...['ref', 'kind', 'agency', 'other', 'held', 'reason', 'stage', 'outcome', 'impact', 'days'],
  ...['on', 'tags', 'plan', 'owner', 'due', 'done'],
] as const;

const rowOf = (entry: RegisterEntry, says: Says): string[] => {
  const { agencies, action, outcome, impact, daysToSettle, trendTags } = entry;
  const day = (at: string | undefined): string => (at ? localDate(new Date(at), says.policy) : '');
  const agency = (id = ''): string => sayCode('agency', id, says);
  return [
    ...[entry.reference, sayCode('kind', entry.kind, says), agency(agencies[0]), agency(agencies[1])],
    ...[agency(entry.withheldBy), sayCode('reason', entry.reasonCode, says)],
    ...[sayCode('stage', entry.stage, says), outcome ? sayCode('outcome', outcome, says) : ''],
    ...[impact ? sayCode('impact', impact, says) : '', String(daysToSettle ?? '')],
    ...[day(entry.openedAt), trendTags.map((tag) => says.words(`register-entry.tags.${tag}`)).join('; ')],
    ...[action?.text ?? '', action?.owner ?? '', action?.due ?? '', day(action?.doneAt)],
  ];
};

export const centralTable = ({ entries, ...says }: Given): string =>
  csvOf([
    columns.map((name) => says.words(`central.files.csv.${name}`)),
    ...entries.map((entry) => rowOf(entry, says)),
  ]);

/** What is said above the bars. */
const headOf = ({ entries, filter, now, ...says }: Given): string[] => {
  const { words, policy } = says;
  const trends = trendsOf(entries, now, policy);
  return [
    words('central.shown', { what: sayFilter(filter, says) }),
    words('central.count', { n: trends.all }),
    ...(trends.medianDays === undefined ? [] : [words('central.median', { n: trends.medianDays })]),
    ...sayAlerts(trends, says).map(plainWords),
    words('central.files.made', { when: sayWhen(now, policy) }),
  ];
};

export const centralPicture = (given: Given): string => {
  const { entries, now, policy, words } = given;
  return centralChart(trendsOf(entries, now, policy), (group, code) => sayCode(group, code, given), {
    title: words('central.title'),
    lead: headOf(given),
    group: (name) => words(`central.groups.${name}`),
  });
};

const sectionOf = (heading: string, more: Partial<DocumentSection>): DocumentSection => ({
  ...{ heading, lead: [], facts: [], items: [] },
  ...more,
});

export const centralDocument = (given: Given): RecordDocument => {
  const { entries, now, policy, words } = given;
  const trends = trendsOf(entries, now, policy);
  const countsOf = (group: Group): DocumentSection[] =>
    trends.groups[group].length === 0
      ? []
      : [
          sectionOf(words(`central.groups.${group}`), {
            facts: trends.groups[group].map(({ code, count }) => ({
              label: sayCode(group, code, given),
              value: String(count),
            })),
          }),
        ];
  const planned = entries.flatMap(({ action, reference }) =>
    action ? [{ label: `${reference}: ${action.owner}, ${sayDate(action.due)}`, value: action.text }] : [],
  );
  return {
    title: words('central.title'),
    reference: words('central.title'),
    header: words('central.files.header'),
    about: [{ label: words('central.files.about'), value: sayFilter(given.filter, given) }],
    sections: [
      sectionOf(words('central.files.seen'), { lead: headOf(given) }),
      ...groups.flatMap(countsOf),
      ...(planned.length > 0 ? [sectionOf(words('central.files.planned'), { facts: planned })] : []),
    ],
    footer: [words('central.files.made', { when: sayWhen(now, policy) })],
    copiedAt: now.toISOString(),
  };
};

const mostInFile = 20_000;

/** All that was chosen, page after page. */
export const centralEntries = async (
  store: Pick<Store, 'list'>,
  agency: string,
  filter: Filter,
  now: Date,
): Promise<RegisterEntry[]> => {
  const { cursor: _, ...query } = centralListing(filter, now, 500);
  const found: Stored[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list(agency, query, cursor);
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined && found.length < mostInFile);
  return found.map(({ body }) => body as RegisterEntry);
};

export const centralTypes: Readonly<Record<CentralFile, { type: string; name: string }>> = {
  'central-csv': { type: 'text/csv; charset=utf-8', name: 'central-register.csv' },
  'central-svg': { type: 'image/svg+xml; charset=utf-8', name: 'central-register.svg' },
  'central-pdf': { type: 'application/pdf', name: 'central-register.pdf' },
};

export const centralFile = async (
  what: CentralFile,
  given: Given,
  pdf: (document: RecordDocument) => Promise<Buffer>,
): Promise<Buffer> => {
  switch (what) {
    case 'central-csv':
      return Buffer.from(centralTable(given));
    case 'central-svg':
      return Buffer.from(centralPicture(given));
    case 'central-pdf':
      return pdf(centralDocument(given));
  }
};
