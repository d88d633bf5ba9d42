import { workingHoursAfter } from '../engine/working-time.ts';
import type { Rating } from '../policy/catalogue.ts';
import type { PolicyPack } from '../policy/pack.ts';
import type { Enquiry, Request } from './record.ts';

/** By when an agency is to answer: red runs on, through nights and weekends; the others count office hours. */

export const dueFor = (rating: Rating, code: string, at: Date, policy: PolicyPack): string => {
  const { hours, runsOn } = policy.hubs.find((hub) => hub.code === code)?.clocks[rating] ?? {
    hours: 4,
    runsOn: true,
  };
  const due = runsOn ? new Date(at.getTime() + hours * 3_600_000) : workingHoursAfter(at, hours, policy);
  return due.toISOString();
};

const isAnswered = ({ state }: Request): boolean => state !== 'asked' && state !== 'needs-time';

export const answered = ({ requests }: Pick<Enquiry, 'requests'>): Request[] => requests.filter(isAnswered);
export const waitedFor = ({ requests }: Pick<Enquiry, 'requests'>): Request[] =>
  requests.filter((one) => !isAnswered(one));
