import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import { agencyName } from '../../dialogs/dispute/parties.ts';
import type { Dispute } from '../../dialogs/dispute/record.ts';
import { standingOf } from '../../dialogs/dispute/steps.ts';
import { sayDate } from '../../dialogs/engine/say.ts';
import type { RecordBody } from '../../dialogs/engine/types.ts';
import { gatewayTitle } from '../../dialogs/policy/catalogue.ts';
import type { UrgentRecord } from '../../dialogs/urgent/record.ts';
import { reachOf } from './access.ts';
import { enough } from './careful.ts';
import { type Book, counted, daysBetween, measuresOf, median, ninetieth, type Says } from './figures.ts';
import { codesOf, groups, type ReportKind, reportKinds, typesOf } from './report-codes.ts';
import { momentsOf, saySpan, spans } from './report-span.ts';

/** How sharing goes, in counts: for who answers for the agency, and for managers of their own people. */

const options = (field: string): readonly string[] => (field === 'about' ? reportKinds : spans);

const listing: Book['listing'] = (filter, { now, policy, actor, registered }, limit) => {
  const types = typesOf(filter.about as ReportKind | undefined);
  const whole = reachOf(actor, registered) === 'agency';
  return {
    ...(whole ? { term: types } : { term: `chain:${actor.id}`, and: [types] }),
    kinds: ['record'],
    limit,
    ...momentsOf(filter, now, policy),
  };
};

const minuteMs = 60_000;

/** From the first answer to the decision. */
const minutesToDecide = (record: RecordBody): number[] => {
  const { type, lane, answers = [], createdAt } = record as DecisionRecord;
  if (type !== 'decision' || lane !== 'decision' || answers.length === 0) return [];
  const first = Math.min(...answers.map(({ at }) => Date.parse(at)));
  return [Math.round((Date.parse(createdAt) - first) / minuteMs)];
};

const hoursToComplete = (record: RecordBody): number[] => {
  const { lane, completedAt, createdAt } = record as unknown as UrgentRecord;
  return lane === 'urgent' && completedAt
    ? [Math.round((Date.parse(completedAt) - Date.parse(createdAt)) / (60 * minuteMs))]
    : [];
};

const daysToSettle = (record: RecordBody): number[] => {
  if (record.type !== 'dispute') return [];
  const { steps, openedAt } = record as Dispute;
  const last = steps.findLast(({ kind }) => kind === 'said');
  return standingOf(steps).say && last ? [daysBetween(openedAt, last.at)] : [];
};

/** A refusal that became a dispute counts as the dispute. */
const withoutDisputed = (records: readonly RecordBody[]): readonly RecordBody[] => {
  const disputed = new Set(records.flatMap(({ type, links }) => (type === 'dispute' ? links : [])));
  return records.filter(({ type, reference }) => type !== 'refusal' || !disputed.has(reference));
};

const figures: Book['figures'] = (records, now, policy) => {
  const all = withoutDisputed(records.filter(({ practice }) => !practice));
  const codes = all.map((record) => codesOf(record, { now, policy }));
  const times = (of: (record: RecordBody) => number[]) => enough(all.flatMap(of), policy);
  const [decided, completed, settled] = [minutesToDecide, hoursToComplete, daysToSettle].map(times);
  return {
    all: all.length,
    groups: Object.fromEntries(
      groups.map((group) => [group, counted(codes.flatMap((one) => one[group] ?? []))]),
    ),
    ...measuresOf({
      decided: median(decided ?? []),
      'decided-most': ninetieth(decided ?? []),
      completed: median(completed ?? []),
      settled: median(settled ?? []),
    }),
  };
};

/** The first words of a sentence that goes on to explain. */
const inShort = (text: string): string => text.split(':')[0] ?? text;

const sayDeparture = (code: string, { words }: Says): string => {
  const [from = '', to = ''] = code.split('>').map((outcome) => words(`find.outcomes.${outcome}`));
  return words('reports.departed', { from, to });
};

const ofAgencies: readonly string[] = ['withheld', 'undue', 'disclosed'];

const known = (key: string, code: string, { words }: Says): string => (words.has(key) ? words(key) : code);

const say = (name: string, code: string, says: Says): string => {
  const { words, policy } = says;
  if (ofAgencies.includes(name)) return agencyName(code, policy);
  switch (name) {
    case 'from':
    case 'to':
      return words(`reports.${name}`, { day: sayDate(code) });
    case 'outcome':
      return known(`find.outcomes.${code}`, code, says);
    case 'advised-for':
      return known(`find.grounds.${code}`, code, says);
    case 'basis':
      return inShort(known(`decision.basis.${code}`, code, says));
    case 'gateway':
      return policy.gateways[code] ? gatewayTitle(policy.gateways[code]) : code;
    case 'purpose':
      return policy.purposes[code]?.label ?? code;
    case 'departed':
      return sayDeparture(code, says);
    case 'dispute':
      return words(`register-entry.stages.${code}`).replace(/\.$/, '');
    case 'breach':
      return words(`breach.questions.class.options.${code}`);
    case 'complaint':
      return words(`complaint-figures.about.${code}`);
    case 'overdue':
      return words(`${code}.kept`);
    default:
      return words(`reports.${name}.${code}`);
  }
};

const lead: Book['lead'] = (filter, { now, policy, actor, registered }, words) => [
  words('reports.span', saySpan(filter, now, policy)),
  words(`reports.reach.${reachOf(actor, registered) === 'agency' ? 'agency' : 'chain'}`),
  words('reports.careful', { n: policy.thresholds.smallNumber }),
];

export const reports: Book = {
  name: 'reports',
  right: 'reports.see',
  careful: true,
  fields: ['about', 'period'],
  days: ['from', 'to'],
  options,
  listing,
  figures,
  lead,
  groups,
  say,
  columns: [],
};
