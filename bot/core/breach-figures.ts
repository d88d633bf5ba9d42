import { type Breach, classes } from '../../dialogs/breach/record.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { type Book, daysBetween, figuresBy, listingOf, periods, type Says, sayMonth } from './figures.ts';

/** Breaches in counts, for who answers for the agency. All of them: those that the regulator never heard of too. */

const fields = ['class', 'days'] as const;

const options = (field: string): readonly string[] => (field === 'class' ? classes : periods);

const groups = ['class', 'month', 'report', 'time', 'told', 'state'] as const;
type Group = (typeof groups)[number];

type Codes = Readonly<Record<Group, readonly string[]>>;

const reportCode = ({ regulator }: Breach): string => {
  if (!regulator) return 'undecided';
  if (regulator.decision === 'not-report') return 'not-needed';
  return regulator.at ? 'reported' : 'to-report';
};

/** Whether it was, or still can be, in time. What need not be reported has no time to keep. */
const timeCode = ({ regulator, reportBy }: Breach, now: Date): string[] => {
  if (regulator?.decision === 'not-report') return [];
  if (regulator?.at) return [regulator.at <= reportBy ? 'in-time' : 'late'];
  return [now.toISOString() <= reportBy ? 'running' : 'over'];
};

const toldCode = ({ peopleTold, assessment }: Breach): string => {
  if (peopleTold?.at) return 'told';
  if (peopleTold?.reasonNot) return 'not-told';
  if (!assessment) return 'undecided';
  return assessment.tell.b ? 'to-tell' : 'not-needed';
};

const codesOf = (record: Breach, now: Date, pack: PolicyPack): Codes => ({
  class: record.class,
  month: [localDate(new Date(record.createdAt), pack)],
  report: [reportCode(record)],
  time: timeCode(record, now),
  told: [toldCode(record)],
  state: [record.closedAt ? 'closed' : 'open'],
});

const say = (name: string, code: string, { words }: Says): string => {
  if (name === 'month') return sayMonth(code);
  if (name === 'days') return words(`figures.days.${code}`);
  return name === 'class'
    ? words(`breach.questions.class.options.${code}`)
    : words(`breach-figures.${name}.${code}`);
};

const row: Book['row'] = (record, says) => {
  const breach = record as Breach;
  const { reference, status, awareAt, reportBy, regulator, closedAt, riskToPeople } = breach;
  const day = (at: string | undefined): string => (at ? localDate(new Date(at), says.policy) : '');
  return [
    ...[reference, breach.class.map((code) => say('class', code, says)).join('; '), day(awareAt)],
    ...[day(reportBy), say('risk', riskToPeople, says), say('report', reportCode(breach), says)],
    ...[day(regulator?.at), regulator?.reference ?? '', say('told', toldCode(breach), says)],
    ...[says.words(`breach-figures.status.${status}`), day(closedAt)],
  ];
};

export const breachFigures: Book = {
  name: 'breach-figures',
  right: 'register.agency',
  fields,
  options,
  listing: listingOf('breach', 'class'),
  figures: figuresBy<Breach, Group>(groups, {
    codesOf,
    days: ({ createdAt, closedAt }) => (closedAt ? [daysBetween(createdAt, closedAt)] : []),
  }),
  groups,
  say,
  columns: [
    ...['ref', 'class', 'aware', 'by', 'risk', 'report', 'sent', 'their-ref', 'told', 'status', 'closed'],
  ],
  row,
};
