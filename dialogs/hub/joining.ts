import { asUser } from '../engine/base.ts';
import { rosterRef } from '../engine/hubs.ts';
import type { Action, ActionForm, Also, Context, Question } from '../engine/types.ts';
import { guestDue } from './guests.ts';
import { changed } from './notices.ts';
import type { HubRecord, HubSeat } from './record.ts';
import { isMe, isOf, isOfHub, refsFault, seated, untilFault, type Whose } from './seats.ts';

/**
 * Ways in: somebody asks, or is invited. What they ask for, or are invited to, is a record of its own beside this one; the
 * roster knows that it is open.
 */

const isOut = (record: HubRecord, ctx: Context): boolean =>
  !seated(record, ctx).some(isMe(ctx)) && !record.asking.some(isMe(ctx));

const isMember = ({ code }: HubRecord, { person, policy }: Context): boolean =>
  isOfHub(person.agency, code, policy);

const request = (input: Also['input']): Also[] => [{ dialog: 'seat', input }];

type Asks = { reason?: string };

const asks = (record: HubRecord, { reason }: Asks, ctx: Context) => {
  const { id: person, agency, name } = ctx.person;
  const ref = ctx.another?.('seat') ?? '';
  const asking = [...record.asking, { person, agency, name, at: ctx.now.toISOString(), ref }];
  const as = isMember(record, ctx) ? 'member' : 'guest';
  const input = { code: record.code, as, person, agency, name, ...(reason ? { reason } : {}) };
  return changed({ ...record, asking }, 'asked', { also: request({ ...input, invited: false }) });
};

/** Somebody of an agency of the hub. */
export const ask: Action<HubRecord> = {
  from: ['open'],
  by: ['colleague'],
  // The roster moves with everybody who comes and goes.
  late: true,
  when: (record, ctx) => isMember(record, ctx) && isOut(record, ctx),
  apply: (record, _, ctx) => asks(record, {}, ctx),
};

export const reasonQuestion: Question = {
  kind: 'long',
  required: true,
  maxLength: 300,
  spot: true,
  citations: [{ id: 'rotherham-3.0', section: 'section 3' }],
};

/** Somebody of any other agency, for a reason. */
export const askGuest: Action<HubRecord, { reason: string }> = {
  from: ['open'],
  by: ['colleague'],
  when: (record, ctx) => !isMember(record, ctx) && isOut(record, ctx),
  ask: {
    version: 1,
    review: false,
    questions: { reason: reasonQuestion },
    next: ({ reason }) => (reason === undefined ? { page: 'reason', ask: ['reason'] } : 'done'),
  },
  apply: (record, { reason }, ctx) => asks(record, { reason }, ctx),
};

export const untilQuestion: Question = {
  kind: 'date',
  required: true,
  check: (until, _, ctx) => untilFault(until, ctx),
  citations: [{ id: 'rotherham-3.0', section: 'section 3' }],
};

export const enquiriesQuestion: Question = {
  kind: 'text',
  required: true,
  maxLength: 300,
  check: (text, _, ctx) => refsFault(text, ctx.hub?.code),
  citations: [{ id: 'rotherham-3.0', section: 'section 3' }],
};

export type Invited = { agency: string; name: string; reason: string; until: string; enquiries: string };

const inviteForm: ActionForm<Invited> = {
  version: 1,
  review: true,
  questions: {
    agency: {
      kind: 'choice',
      pick: (_, { policy }) => policy.agencies.map(({ id, name }) => ({ value: id, title: name })),
      required: true,
      citations: [{ id: 'rotherham-3.0', section: 'section 3' }],
    },
    name: { kind: 'text', required: true, maxLength: 80, citations: [] },
    reason: reasonQuestion,
    until: untilQuestion,
    enquiries: enquiriesQuestion,
  },
  next: (answers) => {
    if (answers.name === undefined) return { page: 'who', ask: ['agency', 'name'] };
    return answers.until === undefined ? { page: 'what', ask: ['reason', 'until', 'enquiries'] } : 'done';
  },
};

/** A lead invites somebody by their name and agency. Nobody sits down before they have said yes themselves. */
export const invite: Action<HubRecord, Invited> = {
  from: ['open'],
  by: ['lead'],
  ask: inviteForm,
  apply: (record, answers) =>
    changed(record, 'invited', {
      also: request({ code: record.code, as: 'guest', invited: true, ...answers }),
    }),
};

export const toRoster = (code: string, action: string, input: Also['input']): Also => ({
  dialog: 'hub',
  ref: rosterRef(code),
  action,
  input,
});

type Sits = Whose & Pick<HubSeat, 'name' | 'role' | 'until' | 'reason' | 'enquiries'>;

/** What a record of somebody's seat leads to: they sit down. */
export const sit: Action<HubRecord, Sits> = {
  from: ['open'],
  by: ['clock'],
  apply: (record, given, ctx) => {
    const seat: HubSeat = { ...given, since: ctx.now.toISOString(), by: asUser(ctx.person) };
    const others = record.seats.filter((one) => !isOf(given)(one));
    const asking = record.asking.filter((one) => !isOf(given)(one));
    return changed({ ...record, seats: [...others, seat], asking }, 'sat-down', { due: guestDue(seat, ctx) });
  },
};

/** They may ask again. */
export const notNow: Action<HubRecord, Whose> = {
  from: ['open'],
  by: ['clock'],
  apply: (record, whose) =>
    changed({ ...record, asking: record.asking.filter((one) => !isOf(whose)(one)) }, 'not-now'),
};
