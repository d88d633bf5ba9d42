import type { Effect, RecordBody, Tell } from '../../dialogs/engine/types.ts';
import type { PlaceAddress } from '../../dialogs/hub/record.ts';
import type { RegisterErrand } from './enrolling.ts';
import type { LinkErrand } from './linking.ts';
import type { Change } from './ports.ts';
import { refTerm } from './terms.ts';

/** What one agency owes another to hear: kept with the teller until the other has it, and has answered. */

export type Telling = Tell & {
  /** The record it is about. */
  ref: string;
  /** Who is told when it cannot be delivered, or is not answered. */
  asker: string;
  sentAt: string;
  /** The other agency has its record. */
  carriedAt?: string;
  /** Its message arrived. */
  reachedAt?: string;
  answer?: { code: string; at: string };
  /** Why its message has not arrived yet. */
  failure?: string;
  /** Nobody tries any more. */
  gaveUp?: boolean;
  late?: boolean;
};

/** Work in the queue of notices: one of its own, cards to rewrite, something for another agency, or news of it. */
export type Errand =
  | { do?: undefined }
  | { do: 'carry' }
  | { do: 'rewrite'; ref: string }
  | { do: 'board'; ref: string; n: number }
  | { do: 'boards'; address: PlaceAddress; action: 'here' | 'notHere' }
  | ReportErrand
  | RegisterErrand
  | LinkErrand;

/** News for whoever told us something. Each is true for ever, so that hearing it twice changes nothing. */
export type ReportErrand = {
  do: 'report';
  agency: string;
  id: string;
  news: Partial<Pick<Telling, 'reachedAt' | 'answer' | 'failure' | 'gaveUp' | 'late'>>;
};

export const aboutTerm = (ref: string): string => `about:${ref}`;

export const errand = (id: string, due: string, body: Errand): Change => ({
  op: 'enqueue',
  queue: 'notices',
  id,
  due,
  body,
});

/** `id` is the notice's or the record's, `what` tells its news apart. */
export const reportChange = (
  id: string,
  what: string,
  at: string,
  report: Omit<ReportErrand, 'do'>,
): Change => errand(`${id}/${what}`, at, { do: 'report', ...report });

const carryChanges = (tell: Tell, ref: string, by: string, at: string): Change[] => {
  const telling: Telling = { asker: by, ...tell, id: `${ref}/${tell.id}`, ref, sentAt: at };
  const { id } = telling;
  return [
    { op: 'create', item: { kind: 'telling', id, at, terms: [aboutTerm(ref)], body: telling } },
    errand(id, at, { do: 'carry' }),
  ];
};

/** What keeping a record owes to other agencies: something to hear, or an answer. */
export const tellChanges = (
  { tells = [], answers, record }: Effect<RecordBody>,
  ref: string,
  { now }: { now: Date },
): Change[] => {
  const at = now.toISOString();
  return [
    ...tells.flatMap((tell) => carryChanges(tell, ref, record.createdBy.id, at)),
    ...(answers
      ? [
          reportChange(ref, `answer-${answers.code}`, at, {
            agency: answers.agency,
            id: answers.id,
            news: answers.code === 'late' ? { late: true } : { answer: { code: answers.code, at } },
          }),
        ]
      : []),
  ];
};

/** Where a record is found by a name that two agencies share: made with it, so that there is never more than one. */
export type Thread = { ref: string };

export const threadChange = (id: string, ref: string, at: string): Change => ({
  op: 'create',
  item: { kind: 'thread', id, at, terms: [refTerm(ref)], body: { ref } satisfies Thread },
});
