import { ask, merged, of } from '../engine/sides.ts';
import type { Context, Due, Effect, Notice, Tell } from '../engine/types.ts';
import { atLocal, localDate, workingDaysAfter, workingDaysBetween } from '../engine/working-time.ts';
import { noticesAfter } from './notices.ts';
import { chainFor } from './parties.ts';
import { type CourtFlow, FROM, type Kind, type Late, type Step } from './record.ts';
import { courseOf, datesOf, isOurs, last, newsFor, notHeard, owes, statusOf, toSend } from './steps.ts';

/** What follows when it has moved: who is asked now, who is told, by when, and what the other side hears. */

type NewStep = Step extends infer One
  ? One extends Step
    ? Omit<One, 'side' | 'n' | 'at' | 'by'>
    : never
  : never;

/** One more step of our own. */
export const withStep = (record: CourtFlow, step: NewStep, { person, now }: Context): CourtFlow => {
  const { side, steps, agencyId } = record;
  const by = { id: person.id, role: person.roles[0] ?? 'clock', agency: agencyId };
  const added = { ...step, side, n: of(steps, side).length + 1, at: now.toISOString(), by } as Step;
  return { ...record, steps: merged(steps, [added]) };
};

/** What it waits for that has a time limit of its own, beside the answer. */
export const waitOf = (record: CourtFlow): Late | undefined => {
  if (toSend(record).length > 0) return 'send';
  if (!isOurs(record)) return owes(record) && statusOf(record) === 'sent' ? 'acknowledge' : undefined;
  return newsFor(record) && notHeard(record).length > 0 && statusOf(record) !== 'closed'
    ? 'acknowledge'
    : undefined;
};

export const daysLater = (days: number, { now, policy }: Context): string =>
  workingDaysAfter(now, days, policy.timers.court.at, policy).toISOString();

const waits = (record: CourtFlow, ctx: Context): CourtFlow => {
  const { ackBy: _, chaseAt: __, ...rest } = record;
  const wait = waitOf(record);
  if (!wait) return { ...rest, chases: 0 };
  const { send, acknowledge } = ctx.policy.timers.court;
  const at = daysLater((wait === 'send' ? send : acknowledge).workingDays, ctx);
  return { ...rest, ackBy: at, chaseAt: at, chases: 0 };
};

const asking = (before: CourtFlow | undefined, record: CourtFlow, ctx: Context): CourtFlow => {
  if (isOurs(record)) return record;
  if (!owes(record)) return before?.asked?.length ? ask(record, []) : record;
  const anew = !before || !owes(before);
  return anew ? ask(record, chainFor(record, ctx).slice(0, 1)) : record;
};

export const chaseDue = ({ steps, chaseAt = '', chases }: CourtFlow): Due => ({
  id: `chase-${steps.length}-${chases + 1}`,
  at: chaseAt,
  action: 'chase',
});

/** Once when it begins: a word before the answer is due, and what is done when it is late. */
const answerDues = (record: CourtFlow, ctx: Context): Due[] => {
  const { dueAt } = record;
  if (!dueAt) return [];
  const { now, policy } = ctx;
  const left = workingDaysBetween(now, new Date(dueAt), policy);
  const days = left - policy.timers.court.remindBeforeWorkingDays;
  const remind: Due[] =
    days > 0 && !isOurs(record) ? [{ id: 'remind', at: daysLater(days, ctx), action: 'remind' }] : [];
  return [...remind, { id: 'overdue', at: dueAt, action: 'overdue' }];
};

/** The day on which a court hears it, the later where there are two. */
export const hearingDay = (record: CourtFlow): string | undefined => {
  const { criminalOn, familyOn } = datesOf(record);
  const linked = record.flow === 'hearings' ? [criminalOn, familyOn].filter((day) => day !== undefined) : [];
  return last(record, 'hearing')?.on ?? linked.sort().at(-1);
};

const hearingDues = (before: CourtFlow | undefined, record: CourtFlow, { now, policy }: Context): Due[] => {
  const day = hearingDay(record);
  if (!isOurs(record) || !day || (before && hearingDay(before) === day)) return [];
  if (day < localDate(now, policy)) return [];
  const at = atLocal(day, policy.timers.court.at, policy).toISOString();
  return [{ id: `hearing-${day}-${record.steps.length}`, at, action: 'hearingDue' }];
};

/** What is only for us to know stays here: how it was sent, and what was said among ourselves. */
const told: readonly Kind[] = [
  ...(['opened', 'changed', 'ruled', 'released', 'held', 'closed'] as const),
  ...(['acknowledged', 'replied'] as const),
];

const ourDecision = (step: Step): Step => {
  if (step.kind !== 'replied' && step.kind !== 'released') return step;
  const { decision: _, ...rest } = step;
  return rest;
};

const mine = ({ steps, side }: CourtFlow): Step[] =>
  of(steps, side)
    .filter(({ kind }) => told.includes(kind))
    .filter((step) => side !== FROM || step.kind !== 'acknowledged')
    .map(ourDecision);

const openingOf = (record: CourtFlow) => {
  const { thread, flow, from, criminalRef, familyRef, material, relevance, proportionality } = record;
  const { officer, beganOn, appliedOn, receivedOn, victim, dates, openedAt, dueAt } = record;
  return {
    ...{ thread, flow, from, criminalRef, familyRef, material, relevance, proportionality },
    ...{ officer, beganOn, appliedOn, receivedOn, victim, dates, openedAt, dueAt },
  };
};

const toOthers = (record: CourtFlow): Tell[] => {
  const { to, thread, steps } = record;
  if (!newsFor(record)) return [];
  const input = { ...openingOf(record), steps: mine(record) };
  return to
    .filter(({ here }) => here)
    .map(({ agency, contact = '' }) => ({
      id: `${agency}-${steps.length}`,
      partner: '',
      ...{ agency, to: contact, dialog: 'court', input },
      thread: `${thread}/${agency}`,
    }));
};

/** Back to whoever began it; what came by another route is answered by that. */
const toFrom = (record: CourtFlow): Tell[] => {
  const { from, thread, side, steps } = record;
  return from.worker
    ? [
        {
          id: `${FROM}-${of(steps, side).length}`,
          partner: '',
          ...{ agency: from.agency, to: from.worker, dialog: 'court', thread: `${thread}/${FROM}` },
          input: { steps: mine(record) },
        },
      ]
    : [];
};

const tellsOf = (before: CourtFlow | undefined, record: CourtFlow): Tell[] => {
  const { steps, side } = record;
  const known = before ? mine(before).length : 0;
  if (of(steps, side).length === 0 || mine(record).length === known) return [];
  return isOurs(record) ? toOthers(record) : toFrom(record);
};

type More = { notices?: readonly Notice[]; due?: readonly Due[] };

/** `before` is what we had; where nothing of it changed, nothing follows. */
export const follow = (
  before: CourtFlow | undefined,
  after: CourtFlow,
  reason: string,
  ctx: Context,
  { notices = [], due = [] }: More = {},
): Effect<CourtFlow> => {
  const stood: CourtFlow = { ...after, status: statusOf(after) };
  const again = !before || waitOf(before) !== waitOf(stood) || newsFor(before)?.n !== newsFor(stood)?.n;
  const timed = again ? waits(stood, ctx) : stood;
  const record = asking(before, timed, ctx);
  const asksAnswer = !before && courseOf(record) === 'request';
  return {
    record,
    reason: `court.${reason}`,
    notices: [...noticesAfter(before, record, ctx), ...notices],
    due: [
      ...(again && record.chaseAt ? [chaseDue(record)] : []),
      ...(asksAnswer ? answerDues(record, ctx) : []),
      ...hearingDues(before, record, ctx),
      ...due,
    ],
    tells: tellsOf(before, record),
    ...(before ? {} : { thread: `${record.thread}/${record.side}` }),
  };
};
