import { agencyName } from '../../dialogs/dispute/parties.ts';
import type { RecordBody } from '../../dialogs/engine/types.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import { answered, waitedFor } from '../../dialogs/enquiry/clocks.ts';
import type { Enquiry, Request } from '../../dialogs/enquiry/record.ts';
import { hubTitle } from '../../dialogs/hub/seats.ts';
import { ratings } from '../../dialogs/policy/catalogue.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { lateIn } from './enquiries.ts';
import { type Book, type Count, counted, median, ninetieth, periods, type Says, since } from './figures.ts';
import { facetTerm, typedKey } from './terms.ts';

/** A hub in figures, for who leads it: how long answers take, who is late, who cannot share, and how it ended. */

const fields = ['hub', 'agency', 'rating', 'days'] as const;

const options = (field: string, { hubs, agencies }: PolicyPack): readonly string[] => {
  if (field === 'hub') return hubs.map(({ code }) => code);
  if (field === 'agency') return agencies.map(({ id }) => id);
  return field === 'rating' ? ratings : periods;
};

const fewestDays = '90';

const listing: Book['listing'] = ({ agency, rating, days = fewestDays }, { now }, limit) => ({
  term: 'type:enquiry',
  ...(agency || rating
    ? {
        and: [
          ...(agency ? [facetTerm('recipient', typedKey(agency))] : []),
          ...(rating ? [facetTerm('ground', rating)] : []),
        ],
      }
    : {}),
  kinds: ['record'],
  limit,
  from: since(days, now),
});

const hourMs = 3_600_000;

/** From the question to the answer, by the clock on the wall. */
const hoursOf = ({ askedAt, answeredAt }: Request): number[] =>
  answeredAt ? [Math.round(((Date.parse(answeredAt) - Date.parse(askedAt)) / hourMs) * 10) / 10] : [];

type Timed = { code: string; hours: number };
type Measure = (numbers: readonly number[]) => number | undefined;

/** The longest first. */
const measured = (all: readonly Timed[], measure: Measure): Count[] =>
  [...new Set(all.map(({ code }) => code))]
    .map((code) => ({
      code,
      count: measure(all.filter((one) => one.code === code).map(({ hours }) => hours)),
    }))
    .flatMap(({ code, count }) => (count === undefined ? [] : [{ code, count }]))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));

const wasLate = ({ answeredAt, dueAt, until }: Request): boolean =>
  answeredAt !== undefined && answeredAt > (until ?? dueAt);

const standsOf = (record: Enquiry, now: Date): string => {
  if (record.status === 'closed') return 'closed';
  return lateIn(record, now).length > 0 ? 'late' : record.status;
};

const answerCodes = (record: Enquiry, now: Date): string[] => [
  ...answered(record).map(({ state }) => state),
  ...waitedFor(record).map((one) => (lateIn(record, now).includes(one) ? 'late' : 'asked')),
];

const groups = [
  ...['stands', 'answers', 'median', 'slowest', 'rating', 'rating-slowest'],
  ...['late', 'refused', 'outcome'],
] as const;

const figures = (records: readonly RecordBody[], now: Date) => {
  const all = records as readonly Enquiry[];
  const requests = all.flatMap((record) => record.requests.map((request) => ({ record, request })));
  const timed = (codeOf: (one: (typeof requests)[number]) => string): Timed[] =>
    requests.flatMap((one) => hoursOf(one.request).map((hours) => ({ code: codeOf(one), hours })));
  const byAgency = timed(({ request }) => request.agency);
  const byRating = timed(({ record }) => record.rating);
  const late = requests.filter(
    ({ record, request }) => wasLate(request) || lateIn(record, now).includes(request),
  );
  return {
    all: all.length,
    groups: {
      stands: counted(all.map((record) => standsOf(record, now))),
      answers: counted(all.flatMap((record) => answerCodes(record, now))),
      median: measured(byAgency, median),
      slowest: measured(byAgency, ninetieth),
      rating: measured(byRating, median),
      'rating-slowest': measured(byRating, ninetieth),
      late: counted(late.map(({ request }) => request.agency)),
      refused: counted(
        requests.filter(({ request }) => request.state === 'cannot').map(({ request }) => request.agency),
      ),
      outcome: counted(all.flatMap(({ outcome }) => outcome?.code ?? [])),
    },
  };
};

const ofAgencies: readonly string[] = ['agency', 'median', 'slowest', 'late', 'refused'];

const say = (name: string, code: string, { words, policy }: Says): string => {
  if (name === 'hub') return hubTitle(code, policy);
  if (name === 'days') return words(`figures.days.${code}`);
  if (ofAgencies.includes(name)) return agencyName(code, policy);
  const group = name === 'rating-slowest' ? 'rating' : name;
  return words(`hub-figures.${group}.${code}`);
};

const row = (record: RecordBody, says: Says): string[] => {
  const enquiry = record as Enquiry;
  const { reference, openedAt, rating, requests, outcome } = enquiry;
  const hours = requests.flatMap(hoursOf);
  return [
    ...[reference, localDate(new Date(openedAt), says.policy), say('rating', rating, says)],
    ...[say('stands', enquiry.status, says), String(requests.length), String(answered(enquiry).length)],
    ...[
      String(requests.filter(wasLate).length),
      String(requests.filter((one) => one.state === 'cannot').length),
    ],
    ...[String(median(hours) ?? ''), String(ninetieth(hours) ?? '')],
    outcome ? say('outcome', outcome.code, says) : '',
  ];
};

export const hubFigures: Book = {
  name: 'hub-figures',
  right: 'work',
  ofHub: true,
  fields,
  options,
  listing,
  figures,
  groups,
  say,
  columns: [
    ...['ref', 'opened', 'rating', 'stands', 'asked', 'answered', 'late', 'refused'],
    ...['median', 'slowest', 'outcome'],
  ],
  row,
};
