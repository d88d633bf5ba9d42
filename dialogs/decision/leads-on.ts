import type { Context, View } from '../engine/types.ts';
import { approvalBegins } from './approvals.ts';
import type { DecisionRecord } from './record.ts';

/** What may be begun from a decision, as it stands now. */

/** What waits for the person goes on with their answer; what rests on their yes can be looked at again. */
const refused = ({ status: now, receipt, answered }: DecisionRecord): boolean =>
  now === 'awaiting-originator' || receipt?.answer === 'refused' || answered?.answer === 'no';

const beginsOf = (record: DecisionRecord): NonNullable<View['begins']> => {
  const { status: now, consentRefs } = record;
  if (now === 'awaiting-consent') return [{ dialog: 'consent' }, { dialog: 'decision' }];
  // Whoever it went to would not take it, or whoever holds it would not give it.
  // What we will not share, others may ask for again.
  if (now === 'closed' && record.final.outcome === 'DO_NOT_SHARE') return [{ dialog: 'dispute' }];
  if (refused(record)) return [{ dialog: 'refusal' }, { dialog: 'dispute' }];
  return consentRefs && ['decided', 'held'].includes(now) ? [{ dialog: 'decision' }] : [];
};

/** What has gone may have gone astray. */
const went = ({ status: now, transferAt }: DecisionRecord): boolean =>
  now === 'shared' || (now === 'closed' && transferAt !== undefined);

/** Where somebody may come to harm, other agencies may hold a part of the picture. */
const hubBegins = (
  { harmMarks, agencyId }: DecisionRecord,
  { policy }: Context,
): NonNullable<View['begins']> =>
  harmMarks.length > 0 && policy.hubs.some(({ agencies }) => agencies.includes(agencyId))
    ? [{ dialog: 'enquiry-request' }]
    : [];

const courts: readonly string[] = ['police', 'prosecution', 'family-court', 'criminal-court'];

/** What goes to police, prosecutors or courts may need a notice or an application of its own. */
const courtBegins = ({ recipient }: DecisionRecord, { policy }: Context): NonNullable<View['begins']> =>
  recipient.some(({ id = '' }) => courts.includes(policy.partners[id]?.sector ?? ''))
    ? [{ dialog: 'court' }]
    : [];

/** In the order of what matters most now: a card has room for the first of them. */
export const leadsOn = (record: DecisionRecord, ctx: Context): NonNullable<View['begins']> => [
  // A manager may be quicker than a dispute.
  ...(refused(record) ? approvalBegins(record, ctx) : []),
  ...beginsOf(record),
  ...(refused(record) ? [] : approvalBegins(record, ctx)),
  ...(went(record) ? [{ dialog: 'breach' }] : []),
  { dialog: 'advice' },
  ...hubBegins(record, ctx),
  ...courtBegins(record, ctx),
  // Whoever complains of it does so later.
  ...(went(record) && record.status === 'closed' ? [{ dialog: 'complaint' }] : []),
];
