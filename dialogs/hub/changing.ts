import { sayDate } from '../engine/say.ts';
import type { Action, ActionForm, Context, Effect, Page } from '../engine/types.ts';
import { guestDue } from './guests.ts';
import { enquiriesQuestion, untilQuestion } from './joining.ts';
import { changed, tell, tellLeads, tellUnled } from './notices.ts';
import type { HubRecord, HubSeat } from './record.ts';
import { isLastLead, isMe, isOf, isOfHub, plainSeat, refsIn, saySeat, seated, type Whose } from './seats.ts';

/** What becomes of seats that there are: leads are made and end, guests stay longer, people leave. */

export type Changes = {
  who: string;
  lead?: 'member' | 'end';
  member?: 'lead' | 'end';
  guest?: 'until' | 'end';
  until?: string;
  enquiries?: string;
};

const keyOf = ({ agency, person }: Whose): string => `${agency}/${person}`;

const rosterOf = ({ record }: Context) => record as HubRecord | undefined;

const chosen = (who: unknown, record: HubRecord | undefined, ctx: Context): HubSeat | undefined =>
  record && seated(record, ctx).find((one) => keyOf(one) === who);

const lastLead = (who: unknown, ctx: Context): string | undefined => {
  const record = rosterOf(ctx);
  const seat = chosen(who, record, ctx);
  return record && seat && isLastLead(record, seat, ctx) ? 'last-lead' : undefined;
};

const choice = (options: readonly string[]) =>
  ({ kind: 'choice', options, required: true, citations: [] }) as const;

const next = (answers: Partial<Changes>, ctx: Context): Page<Changes> | 'done' => {
  const { who, guest, until } = answers;
  if (who === undefined) return { page: 'who', ask: ['who'] };
  const role = chosen(who, rosterOf(ctx), ctx)?.role;
  if (!role) return 'done';
  if (answers[role] === undefined) return { page: role, ask: [role], by: role };
  return guest === 'until' && until === undefined ? { page: 'until', ask: ['until', 'enquiries'] } : 'done';
};

const form: ActionForm<Changes> = {
  version: 1,
  review: false,
  questions: {
    who: {
      kind: 'choice',
      pick: (_, ctx) => {
        const record = rosterOf(ctx);
        const seats = record ? seated(record, ctx) : [];
        return seats.map((one) => ({ value: keyOf(one), typed: saySeat(one, ctx) }));
      },
      required: true,
      citations: [],
    },
    lead: { ...choice(['member', 'end']), check: (_, { who }, ctx) => lastLead(who, ctx) },
    member: choice(['lead', 'end']),
    guest: choice(['until', 'end']),
    until: untilQuestion,
    enquiries: { ...enquiriesQuestion, required: false },
  },
  next,
};

const without = (record: HubRecord, whose: Whose): HubRecord => ({
  ...record,
  seats: record.seats.filter((one) => !isOf(whose)(one)),
});

const withSeat = (record: HubRecord, seat: HubSeat): HubRecord => ({
  ...record,
  seats: record.seats.map((one) => (isOf(seat)(one) ? seat : one)),
});

const ended = (record: HubRecord, seat: HubSeat, ctx: Context): Effect<HubRecord> => ({
  ...changed(without(record, seat), 'ended'),
  notices: isMe(ctx)(seat) ? [] : [tell({ to: seat, kind: 'ended' }, record.code, ctx)],
});

const promoted = (record: HubRecord, seat: HubSeat, role: 'lead' | 'member', ctx: Context) => ({
  ...changed(withSeat(record, { ...seat, role }), `made-${role}`),
  notices: isMe(ctx)(seat) ? [] : [tell({ to: seat, kind: `made-${role}` }, record.code, ctx)],
});

const extended = (
  record: HubRecord,
  seat: HubSeat,
  { until = '', enquiries = '' }: Pick<Changes, 'until' | 'enquiries'>,
  ctx: Context,
): Effect<HubRecord> => {
  const { warned: _, ...rest } = seat;
  const all = [...new Set([...(seat.enquiries ?? []), ...refsIn(enquiries)])];
  const longer = { ...rest, until, enquiries: all };
  return changed(withSeat(record, longer), 'extended', {
    notices: [tell({ to: seat, kind: 'extended', params: { until: sayDate(until) } }, record.code, ctx)],
    due: guestDue(longer, ctx),
  });
};

export const change: Action<HubRecord, Changes> = {
  from: ['open'],
  by: ['lead'],
  ask: form,
  apply: (record, answers, ctx) => {
    const seat = chosen(answers.who, record, ctx);
    // Somebody else ended it meanwhile.
    if (!seat) return changed(record, 'looked');
    const what = answers[seat.role];
    if (what === 'lead' || what === 'member') return promoted(record, seat, what, ctx);
    return what === 'until' ? extended(record, seat, answers, ctx) : ended(record, seat, ctx);
  },
};

/** Somebody goes by themselves. */
export const leave: Action<HubRecord, { sure: 'yes' }> = {
  from: ['open'],
  by: ['seat'],
  when: (record, ctx) =>
    seated(record, ctx).some(isMe(ctx)) && !isLastLead(record, { ...ctx.person, person: ctx.person.id }, ctx),
  ask: {
    version: 1,
    review: false,
    questions: { sure: choice(['yes']) },
    next: ({ sure }) => (sure ? 'done' : { page: 'sure', ask: ['sure'], by: 'sure' }),
  },
  apply: (record, _, ctx) => {
    const mine = record.seats.find(isMe(ctx));
    if (!mine) return changed(record, 'looked');
    const params = { who: plainSeat(mine, ctx) };
    return changed(without(record, mine), 'left', {
      notices: tellLeads(record, { kind: 'member-left', about: mine.person, params }, ctx),
    });
  },
};

/** Somebody is no longer on the register of their agency. */
export const gone: Action<HubRecord, Whose> = {
  from: ['open'],
  by: ['clock'],
  when: () => false,
  apply: (record, whose, ctx) => {
    const seat = record.seats.find(isOf(whose));
    const asking = record.asking.filter((one) => !isOf(whose)(one));
    const left = { ...without(record, whose), asking };
    const params = seat && { who: plainSeat(seat, ctx) };
    return changed(left, 'gone', {
      notices: params
        ? [
            ...tellLeads(left, { kind: 'member-left', about: whose.person, params }, ctx),
            ...tellUnled(left, ctx),
          ]
        : [],
    });
  },
};

const isStale =
  ({ code }: HubRecord, { policy }: Context) =>
  ({ role, agency }: HubSeat): boolean =>
    role === 'guest' ? !policy.agencies.some(({ id }) => id === agency) : !isOfHub(agency, code, policy);

/** Agencies have left the hub: so have their people. */
export const tidy: Action<HubRecord> = {
  from: ['open'],
  by: ['clock'],
  when: (record, ctx) => record.seats.some(isStale(record, ctx)),
  apply: (record, _, ctx) => {
    const stale = record.seats.filter(isStale(record, ctx));
    const left = { ...record, seats: record.seats.filter((one) => !stale.includes(one)) };
    return changed(left, 'tidied', {
      notices: [...stale.map((to) => tell({ to, kind: 'ended' }, record.code, ctx)), ...tellUnled(left, ctx)],
    });
  },
};
