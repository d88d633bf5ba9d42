import { of } from '../engine/sides.ts';
import { aims } from './aims.ts';
import {
  type CourtFlow,
  type Dates,
  FROM,
  type Kind,
  type Party,
  type Status,
  type Step,
  type StepOf,
} from './record.ts';

/** Where it stands, from the steps of all sides and nothing else. */

export type Standing = Pick<
  CourtFlow,
  'flow' | 'side' | 'steps' | 'to' | 'from' | 'rule' | 'court' | 'dates' | 'agencyId'
>;

export const allOf = <K extends Kind>({ steps }: Pick<Standing, 'steps'>, kind: K): StepOf<K>[] =>
  steps.filter((step): step is StepOf<K> => step.kind === kind);

export const last = <K extends Kind>(record: Pick<Standing, 'steps'>, kind: K): StepOf<K> | undefined =>
  allOf(record, kind).at(-1);

export const courseOf = ({ flow }: Pick<Standing, 'flow'>) => aims[flow].course;

/** Whether we began it, and so whether others answer us. */
export const isOurs = ({ side }: Pick<Standing, 'side'>): boolean => side === FROM;

/** The timetable as it was told last. */
export const datesOf = (record: Pick<Standing, 'dates' | 'steps'>): Dates =>
  last(record, 'changed')?.dates ?? record.dates;

/** The last step that the others must hear of: it was opened, changed, or released to them. */
export const newsFor = ({ flow, steps }: Pick<Standing, 'flow' | 'steps'>): Step | undefined => {
  const course = aims[flow].course;
  const kinds: readonly Kind[] = course === 'leave' ? ['released'] : ['opened', 'changed'];
  return course === 'defence' ? undefined : of(steps, FROM).findLast(({ kind }) => kinds.includes(kind));
};

const hasBeenSent = (record: Standing, agency: string, n: number): boolean =>
  allOf(record, 'sent').some(({ to, of: which }) => to === agency && which >= n);

/** To whom something must be sent by hand still, and which step of ours. */
export const toSend = (record: Standing): { agency: string; of: number }[] => {
  if (!isOurs(record) || last(record, 'closed')) return [];
  const course = courseOf(record);
  if (course === 'leave') {
    // A court has no part in Sharewell: what it is asked goes by hand.
    const { court } = record;
    return court && !hasBeenSent(record, court, 1) ? [{ agency: court, of: 1 }] : [];
  }
  const news = newsFor(record);
  return news
    ? record.to
        .filter(({ agency, here }) => !here && !hasBeenSent(record, agency, news.n))
        .map(({ agency }) => ({ agency, of: news.n }))
    : [];
};

export const hasReplied = (record: Standing, agency: string): boolean =>
  allOf(record, 'replied').some((step) => step.agency === agency);

/** Whether they said that they have the latest of it; whoever answers has it. */
export const hasHeard = (record: Standing, agency: string): boolean => {
  const n = newsFor(record)?.n ?? 1;
  return (
    hasReplied(record, agency) ||
    allOf(record, 'acknowledged').some((step) => step.agency === agency && step.of >= n)
  );
};

/** Those of the other side who have it, and have not said so; or have not answered. */
export const notHeard = (record: Standing): Party[] =>
  newsFor(record) ? record.to.filter(({ agency }) => !hasHeard(record, agency)) : [];
export const notReplied = (record: Standing): Party[] =>
  record.to.filter(({ agency }) => !hasReplied(record, agency));

const asNotice = (record: Standing): Status => {
  if (!isOurs(record)) return hasHeard(record, record.side) ? 'told' : 'sent';
  if (last(record, 'held')) return 'held';
  if (toSend(record).length > 0) return 'sending';
  return notHeard(record).length > 0 ? 'sent' : 'told';
};

const asRequest = (record: Standing): Status => {
  if (!isOurs(record)) {
    if (hasReplied(record, record.side)) return 'replied';
    return hasHeard(record, record.side) ? 'acknowledged' : 'sent';
  }
  if (toSend(record).length > 0) return 'sending';
  if (notReplied(record).length === 0) return 'replied';
  return notHeard(record).length > 0 ? 'sent' : 'acknowledged';
};

const ruled = (record: Standing): Status | undefined => {
  const ruling = last(record, 'ruled')?.ruling;
  if (ruling) return ruling === 'granted' ? 'ready' : 'refused';
  return last(record, 'hearing') ? 'listed' : undefined;
};

const asLeave = (record: Standing): Status => {
  if (!isOurs(record)) return hasHeard(record, record.side) ? 'told' : 'sent';
  if (last(record, 'released')) return 'released';
  if (!record.court) return 'ready';
  return ruled(record) ?? (toSend(record).length > 0 ? 'sending' : 'asked');
};

const asDefence = (record: Standing): Status => {
  if (last(record, 'released')) return 'released';
  const outcome = last(record, 'settled')?.outcome;
  if (!outcome) return 'consulting';
  if (outcome === 'judge') return ruled(record) ?? 'asked';
  return outcome === 'disclose' ? 'ready' : 'refused';
};

const courses = { notice: asNotice, request: asRequest, leave: asLeave, defence: asDefence } as const;

export const statusOf = (record: Standing): Status =>
  last(record, 'closed') ? 'closed' : courses[courseOf(record)](record);

/** Whether it waits for this side to say that it came, or to answer. */
export const owes = (record: Standing): boolean => {
  if (isOurs(record)) return false;
  const status = statusOf(record);
  return status === 'sent' || (status === 'acknowledged' && courseOf(record) === 'request');
};

/** Prosecutors were asked, and the authority has said what it thinks. */
export const isTalkedOver = (record: Standing): boolean =>
  last(record, 'consulted') !== undefined && last(record, 'viewed') !== undefined;

/** Both cases are heard on the same day: whoever is wanted in both cannot be. */
export const clashes = (record: Pick<Standing, 'dates' | 'steps'>): boolean => {
  const { criminalOn, familyOn } = datesOf(record);
  return criminalOn !== undefined && criminalOn === familyOn;
};
