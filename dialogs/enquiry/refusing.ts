import type { Context } from '../engine/types.ts';
import type { Enquiry, Request } from './record.ts';

/** It refused, or decided against sharing: whoever asked may not agree with that. */
const isRefusal = ({ state, decided }: Request): boolean =>
  decided === 'not-shared' || (state === 'cannot' && (decided === undefined || decided === 'waiting'));

/** An agency other than one's own that will not share, and with which there is no dispute of ours yet. */
export const refusing = (record: Enquiry, { person }: Pick<Context, 'person'>): Request | undefined =>
  record.requests.find(
    (request) =>
      isRefusal(request) &&
      request.agency !== person.agency &&
      !record.disputes.some(({ agency, by }) => agency === request.agency && by === person.agency),
  );
