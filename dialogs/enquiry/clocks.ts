import { atLocal, workingDaysAfter, workingHoursAfter } from '../engine/working-time.ts';
import type { Hub, Rating } from '../policy/catalogue.ts';
import type { PolicyPack } from '../policy/pack.ts';
import type { Enquiry, Request, Task } from './record.ts';

/** By when an agency is to answer: red runs on, through nights and weekends; the others count office hours. */

const hourMs = 3_600_000;

type Clocked = Pick<Enquiry, 'hub' | 'rating'>;

/** A hub that the pack no longer has still finishes what was begun in it. */
const usual = { clocks: { red: { hours: 4, runsOn: true } }, lateEveryHours: 4 };

const hubIn = (code: string, { hubs }: PolicyPack): Hub | undefined => hubs.find((hub) => hub.code === code);

export const clockOf = ({ hub, rating }: Clocked, policy: PolicyPack) =>
  hubIn(hub, policy)?.clocks[rating] ?? usual.clocks.red;

const hoursAfter = (at: Date, hours: number, runsOn: boolean, policy: PolicyPack): string => {
  const due = runsOn ? new Date(at.getTime() + hours * hourMs) : workingHoursAfter(at, hours, policy);
  return due.toISOString();
};

const partOf = (clocked: Clocked, at: Date, part: number, policy: PolicyPack): string => {
  const { hours, runsOn } = clockOf(clocked, policy);
  return hoursAfter(at, hours * part, runsOn, policy);
};

export const dueFor = (rating: Rating, hub: string, at: Date, policy: PolicyPack): string =>
  partOf({ hub, rating }, at, 1, policy);

/** Half the time is over: whoever has not answered is reminded. */
export const remindFor = (rating: Rating, hub: string, at: Date, policy: PolicyPack): string =>
  partOf({ hub, rating }, at, 0.5, policy);

/** Who needs more time has as much again, and no more. */
export const mostUntil = (enquiry: Clocked, { dueAt }: Request, policy: PolicyPack): string =>
  partOf(enquiry, new Date(dueAt), 1, policy);

/** When somebody is asked again. */
export const chaseFor = (enquiry: Clocked, at: Date, policy: PolicyPack): string => {
  const { lateEveryHours } = hubIn(enquiry.hub, policy) ?? usual;
  return hoursAfter(at, lateEveryHours, clockOf(enquiry, policy).runsOn, policy);
};

const morning = '09:00';

/** An action of the plan is overdue on the morning after its day. */
export const overdueFrom = (due: string, policy: PolicyPack): string =>
  workingDaysAfter(atLocal(due, '12:00', policy), 1, morning, policy).toISOString();

const oftenAtFirst = 5;

/** Every working day, and every week once that has not helped: until it is done. */
export const planChaseFor = ({ chases }: Pick<Task, 'chases'>, at: Date, policy: PolicyPack): string =>
  workingDaysAfter(at, chases < oftenAtFirst ? 1 : 5, morning, policy).toISOString();

const isAnswered = ({ state }: Request): boolean => state !== 'asked' && state !== 'needs-time';

export const answered = ({ requests }: Pick<Enquiry, 'requests'>): Request[] => requests.filter(isAnswered);
export const waitedFor = ({ requests }: Pick<Enquiry, 'requests'>): Request[] =>
  requests.filter((one) => !isAnswered(one));

/** It holds something, or will not share: then it owes a decision of its own, with its reasons. */
export const owesDecision = ({ state, decided = 'deciding' }: Request): boolean =>
  (state === 'holds' || state === 'cannot') && decided === 'deciding';

const timesOf = (record: Enquiry): (string | undefined)[] => [
  ...record.requests.flatMap((request) => {
    if (isAnswered(request)) return owesDecision(request) ? [request.chaseAt] : [];
    if (record.status === 'closed') return [];
    return request.late ? [request.chaseAt] : [request.remindAt, request.until ?? request.dueAt];
  }),
  ...record.plan.flatMap(({ doneAt, chaseAt }) => (doneAt ? [] : [chaseAt])),
];

/** When the clock has something to do with it next: nothing is earlier than what can be sent now. */
export const nextTick = (record: Enquiry): string | undefined => {
  if (record.owed.length > 0) return '';
  return timesOf(record)
    .filter((at) => at !== undefined)
    .sort()[0];
};
