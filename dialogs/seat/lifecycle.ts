import { rosterRef } from '../engine/hubs.ts';
import type { Action, Context, Effect, Lifecycle } from '../engine/types.ts';
import { enquiriesQuestion, toRoster, untilQuestion } from '../hub/joining.ts';
import { refsIn } from '../hub/seats.ts';
import { answersTo, changed, chaseDue, toLeads, toThem } from './notices.ts';
import { type SeatRecord, statuses } from './record.ts';

/** Whoever leads the hub lets somebody in, or does not; whoever is invited says yes themselves. */

const settled = (record: SeatRecord, status: SeatRecord['status'], ctx: Context): SeatRecord => ({
  ...record,
  status,
  settled: { at: ctx.now.toISOString(), by: ctx.person.name },
});

/** They sit down in the same breath. */
const seatFor = (record: SeatRecord, ctx: Context) => {
  const { person = ctx.person.id, agency, name, as: role, until, reason, enquiries } = record;
  const guest = role === 'guest' ? { until, reason: reason ?? '', enquiries } : {};
  return toRoster(record.code, 'sit', { person, agency, name, role, ...guest });
};

const comesIn = (record: SeatRecord, ctx: Context): Effect<SeatRecord> => {
  const done = settled(record, 'in', ctx);
  return changed(done, 'let-in', {
    notices: toThem(done, 'in', rosterRef(record.code), ctx),
    also: [seatFor(done, ctx)],
  });
};

const letIn: Action<SeatRecord> = {
  from: ['asked'],
  by: ['lead'],
  late: true,
  when: ({ as }) => as === 'member',
  apply: (record, _, ctx) => comesIn(record, ctx),
};

type ForHowLong = { until: string; enquiries: string };

const letGuestIn: Action<SeatRecord, ForHowLong> = {
  from: ['asked'],
  by: ['lead'],
  late: true,
  when: ({ as }) => as === 'guest',
  ask: {
    version: 1,
    review: false,
    questions: { until: untilQuestion, enquiries: enquiriesQuestion },
    next: ({ until }) => (until === undefined ? { page: 'until', ask: ['until', 'enquiries'] } : 'done'),
  },
  apply: (record, { until, enquiries }, ctx) =>
    comesIn({ ...record, until, enquiries: refsIn(enquiries) }, ctx),
};

const notNow: Action<SeatRecord> = {
  from: ['asked'],
  by: ['lead'],
  late: true,
  apply: (record, _, ctx) => {
    const { person = '', agency } = record;
    return changed(settled(record, 'refused', ctx), 'refused', {
      notices: toThem(record, 'refused', rosterRef(record.code), ctx),
      also: [toRoster(record.code, 'notNow', { person, agency })],
    });
  },
};

const likeName = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

/** A name and an agency: whoever has both is who was meant. The reference alone opens nothing. */
export const isInvited = ({ agency, name, status }: SeatRecord, { person }: Context): boolean =>
  status === 'invited' && person.agency === agency && likeName(person.name) === likeName(name);

const accept: Action<SeatRecord> = {
  from: ['invited'],
  by: ['colleague'],
  late: true,
  when: isInvited,
  apply: (record, _, ctx) => {
    const done = { ...settled(record, 'in', ctx), person: ctx.person.id };
    return changed(done, 'accepted', {
      notices: toLeads(done, 'accepted', ctx),
      also: [seatFor(done, ctx)],
    });
  },
};

const decline: Action<SeatRecord> = {
  from: ['invited'],
  by: ['colleague'],
  late: true,
  when: isInvited,
  apply: (record, _, ctx) =>
    changed(settled(record, 'refused', ctx), 'declined', { notices: toLeads(record, 'declined', ctx) }),
};

const withdraw: Action<SeatRecord> = {
  from: ['invited'],
  by: ['lead'],
  apply: (record, _, ctx) => changed(settled(record, 'ended', ctx), 'withdrawn'),
};

const lapse: Action<SeatRecord> = {
  from: ['invited'],
  by: ['clock'],
  apply: (record, _, ctx) => changed(settled(record, 'ended', ctx), 'lapsed'),
};

const chase: Action<SeatRecord> = {
  from: ['asked'],
  by: ['clock'],
  apply: (record, _, ctx) => {
    const next = { ...record, chases: record.chases + 1 };
    return changed(next, 'chased', {
      notices: toLeads(next, 'chase', ctx, answersTo(next)),
      due: chaseDue(next, ctx),
    });
  },
};

export const lifecycle: Lifecycle<SeatRecord> = {
  states: statuses,
  rests: ['in', 'refused', 'ended'],
  actions: { letIn, letGuestIn, notNow, accept, decline, withdraw, lapse, chase },
};
