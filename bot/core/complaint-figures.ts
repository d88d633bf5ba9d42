import { abouts, type Complaint } from '../../dialogs/complaint/record.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { type Book, dayMs, figuresBy, listingOf, periods, type Says, sayMonth } from './figures.ts';

/** Complaints in counts: what they are about, whether people heard in time that theirs came, and how they ended. */

const fields = ['about', 'days'] as const;

const options = (field: string): readonly string[] => (field === 'about' ? abouts : periods);

const groups = ['about', 'month', 'heard', 'outcome', 'state'] as const;
type Group = (typeof groups)[number];

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Whether the person heard in time that their complaint came. */
const heardCode = ({ receivedOn, acknowledgedOn }: Complaint, today: string, pack: PolicyPack): string => {
  const last = dayAfter(receivedOn, pack.timers.complaint.acknowledgeDays);
  if (acknowledgedOn) return acknowledgedOn <= last ? 'in-time' : 'late';
  return today <= last ? 'running' : 'over';
};

const codesOf = (
  record: Complaint,
  now: Date,
  pack: PolicyPack,
): Readonly<Record<Group, readonly string[]>> => ({
  about: [record.about],
  month: [record.receivedOn],
  heard: [heardCode(record, localDate(now, pack), pack)],
  outcome: [record.outcome?.code ?? 'open'],
  state: [record.status === 'closed' ? 'closed' : 'open'],
});

const say = (name: string, code: string, { words }: Says): string => {
  if (name === 'month') return sayMonth(code);
  return name === 'days' ? words(`figures.days.${code}`) : words(`complaint-figures.${name}.${code}`);
};

const daysOpen = ({ receivedOn, outcome }: Complaint, pack: PolicyPack): number[] =>
  outcome
    ? [
        (Date.parse(`${localDate(new Date(outcome.at), pack)}T00:00:00Z`) -
          Date.parse(`${receivedOn}T00:00:00Z`)) /
          dayMs,
      ]
    : [];

const row: Book['row'] = (record, says) => {
  const complaint = record as Complaint;
  const { reference, receivedOn, acknowledgedOn, about, outcome, status } = complaint;
  return [
    ...[reference, receivedOn, say('about', about, says), acknowledgedOn ?? ''],
    ...[outcome ? say('outcome', outcome.code, says) : ''],
    ...[outcome ? localDate(new Date(outcome.at), says.policy) : ''],
    say('state', status === 'closed' ? 'closed' : 'open', says),
  ];
};

export const complaintFigures: Book = {
  name: 'complaint-figures',
  right: 'register.agency',
  fields,
  options,
  listing: listingOf('complaint', 'about'),
  figures: figuresBy<Complaint, Group>(groups, { codesOf, days: daysOpen }),
  groups,
  say,
  columns: ['ref', 'received', 'about', 'heard', 'outcome', 'decided', 'state'],
  row,
};
