import { waitedFor } from '../../dialogs/enquiry/clocks.ts';
import type { Enquiry, Request } from '../../dialogs/enquiry/record.ts';
import type { Query } from './ports.ts';
import { facetTerm } from './terms.ts';

/** The enquiries of a hub as its lists see them: which there are, and which comes first. */

/** More than a busy hub has open at once. They are put in order here, so they are read together. */
export const mostOpen = 200;

const type = 'type:enquiry';

export const enquiriesIn: Query = { term: type, kinds: ['record'], limit: 1_000 };

export const openEnquiries: Query = {
  term: [facetTerm('outcome', 'open'), facetTerm('outcome', 'assessed')],
  and: [type],
  kinds: ['record'],
  limit: mostOpen,
};

/** Named late already, or about to be: a clock may come a moment after its time. */
export const lateIn = (record: Enquiry, now: Date): Request[] =>
  waitedFor(record).filter(({ late, until, dueAt }) => late || (until ?? dueAt) <= now.toISOString());

const rank = { red: 0, amber: 1, green: 2 } as const;

/** When the next agency is due to answer. */
export const nextDue = (record: Enquiry): string | undefined =>
  waitedFor(record)
    .map(({ dueAt, until }) => until ?? dueAt)
    .sort()[0];

/** An agency that has not answered yet. */
export const waitsFor = (record: Enquiry, agency: string): boolean =>
  waitedFor(record).some((one) => one.agency === agency);

type Order = readonly (number | string)[];

const compare = (a: Order, b: Order): number => {
  for (const [at, one] of a.entries()) {
    const other = b[at] ?? '';
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
};

/** For one agency to answer first, where somebody asks for themselves; then red, then late, then what is due soonest. */
export const inOrder = (records: readonly Enquiry[], now: Date, agency?: string): Enquiry[] => {
  const orderOf = (record: Enquiry): Order => [
    agency && waitsFor(record, agency) ? 0 : 1,
    rank[record.rating],
    lateIn(record, now).length > 0 ? 0 : 1,
    nextDue(record) ?? '9',
    record.reference,
  ];
  return records
    .map((record) => ({ record, order: orderOf(record) }))
    .sort((a, b) => compare(a.order, b.order))
    .map(({ record }) => record);
};
