import { nextOf } from '../engine/posts.ts';
import { ask } from '../engine/sides.ts';
import type { Action, Context, Notice } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { chaseDue, daysLater, hearingDay, waitOf } from './follow.ts';
import { namesOf, ownersOf, toAcknowledge, toEach } from './notices.ts';
import { chainFor } from './parties.ts';
import { type CourtFlow, type Late, type Status, statuses } from './record.ts';
import { hasReplied, isOurs, last, notHeard, notReplied, owes, toSend } from './steps.ts';

/** What the clock does: it asks again, brings in who stands in, marks what is late, and asks what came of a hearing. */

const open: readonly Status[] = statuses.filter((status) => status !== 'closed');

const isPast = (at: string | undefined, { now }: Context): boolean =>
  at !== undefined && at <= now.toISOString();

const isLate = (record: CourtFlow, late: Late): CourtFlow =>
  record.late.includes(late) ? record : { ...record, late: [...record.late, late] };

/** Whoever stands in is asked beside the one who did not answer. */
const withDeputy = (record: CourtFlow, ctx: Context): CourtFlow => {
  const { asked = [] } = record;
  const deputy = nextOf(chainFor(record, ctx), asked);
  return deputy ? ask(record, [...asked, deputy]) : record;
};

const chaseNotices = (record: CourtFlow, wait: Late, ctx: Context): Notice[] => {
  const { asked = [], from, steps, chases } = record;
  const id = `chase-${steps.length}-${chases}`;
  if (!isOurs(record))
    return toEach(asked, id, 'chase', { agency: namesOf([from.agency], ctx) }, toAcknowledge(record));
  const whom = ownersOf(record, chases > 1);
  const late = wait === 'send' ? toSend(record) : notHeard(record);
  return toEach(whom, id, wait === 'send' ? 'unsent' : 'unheard', {
    agency: namesOf(
      late.map(({ agency }) => agency),
      ctx,
    ),
  });
};

export const chase: Action<CourtFlow> = {
  from: open,
  by: ['clock'],
  // One that was set for what has been done since has nothing to say.
  when: (record, ctx) => waitOf(record) !== undefined && isPast(record.chaseAt, ctx),
  apply: (record, _, ctx) => {
    const wait = waitOf(record) ?? 'acknowledge';
    const chased: CourtFlow = {
      ...isLate(record, wait),
      chases: record.chases + 1,
      chaseAt: daysLater(1, ctx),
    };
    const next = isOurs(record) ? chased : withDeputy(chased, ctx);
    return {
      record: next,
      reason: 'court.chased',
      notices: chaseNotices(next, wait, ctx),
      due: next.chases < ctx.policy.timers.court.mostChases ? [chaseDue(next)] : [],
    };
  },
};

const isUnanswered = (record: CourtFlow): boolean =>
  isOurs(record) ? notReplied(record).length > 0 : !hasReplied(record, record.side);

export const remind: Action<CourtFlow> = {
  from: ['sent', 'acknowledged'],
  by: ['clock'],
  when: isUnanswered,
  apply: (record, _, ctx) => ({
    record,
    reason: 'court.reminded',
    notices: toEach(record.asked ?? [], 'remind', 'remind', { agency: namesOf([record.from.agency], ctx) }),
    due: [],
  }),
};

/** Both sides know when it is late, each by its own clock. */
export const overdue: Action<CourtFlow> = {
  from: ['sending', 'sent', 'acknowledged'],
  by: ['clock'],
  when: (record, ctx) => isUnanswered(record) && isPast(record.dueAt, ctx) && !record.late.includes('reply'),
  apply: (record, _, ctx) => {
    const late = isLate(record, 'reply');
    const next = isOurs(record) ? late : withDeputy(late, ctx);
    const whose = isOurs(record) ? notReplied(record).map(({ agency }) => agency) : [record.from.agency];
    const whom = isOurs(record) ? ownersOf(record, true) : [...(next.asked ?? []), ...ownersOf(next, false)];
    const kind = isOurs(record) ? 'late-theirs' : 'late';
    return {
      record: next,
      reason: 'court.late',
      notices: toEach(whom, 'late', kind, { agency: namesOf(whose, ctx) }),
      due: [],
    };
  },
};

export const hearingDue: Action<CourtFlow> = {
  from: ['sending', 'sent', 'told', 'listed'],
  by: ['clock'],
  when: (record, { now, policy }) => {
    const day = hearingDay(record);
    return day !== undefined && day <= localDate(now, policy) && !last(record, 'held');
  },
  apply: (record) => ({
    record,
    reason: 'court.hearing-due',
    notices: toEach(ownersOf(record, false), `hearing-${hearingDay(record)}`, 'hearing', {}),
    due: [],
  }),
};

/** Somebody answers for whoever is away. */
export const standIn: Action<CourtFlow, { to?: string }> = {
  from: ['sent', 'acknowledged'],
  by: ['clock'],
  when: owes,
  apply: (record, { to }, ctx) => {
    const next = to ? ask(record, [...(record.asked ?? []), to]) : record;
    const params = { agency: namesOf([record.from.agency], ctx) };
    return {
      record: next,
      reason: 'court.stood-in',
      notices: toEach(to ? [to] : [], `stand-in-${to}`, 'stand-in', params, toAcknowledge(next)),
      due: [],
    };
  },
};
