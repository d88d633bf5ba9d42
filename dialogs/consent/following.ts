import { rotherham } from '../decision/ask.ts';
import { asUser } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import type { Action, ActionForm, Context } from '../engine/types.ts';
import { effect, insiders, toOwner } from './effect.ts';
import { type ConsentRecord, type Recipient, states } from './record.ts';
import { changed, rung, tellNext, toBeRung } from './telling.ts';
import { endsSoon, hasEnded, holdsUntil } from './until.ts';

/** Whom a change reaches and whom it does not, what rests on a consent, and what the clock does with it. */

const rule = [rotherham('section 3.1')];

/** By name: whom no message reaches, and whom nobody has rung yet. */
export const toRing = (
  record: ConsentRecord,
  { notReached = [] }: Pick<Context, 'notReached'> = {},
): string[] => {
  const done = rung(record);
  const names = [...toBeRung(record).map(({ name }) => name), ...notReached];
  return [...new Set(names)].filter((name) => !done.includes(name));
};

type RangAnswers = { whom: string[]; how: string };

const longestOption = 100;

/** A name as an option: a comma parts options, and an option holds only so much. */
const optionOf = (name: string): string =>
  [...name.replaceAll(',', ' ').trim()].slice(0, longestOption).join('').trim();

const rangForm: ActionForm<RangAnswers> = {
  version: 1,
  review: false,
  questions: {
    whom: {
      kind: 'many',
      pick: (_, ctx) =>
        ctx.record
          ? toRing(ctx.record as ConsentRecord, ctx).map((name) => ({
              value: optionOf(name),
              typed: name,
            }))
          : [],
      required: true,
      citations: rule,
    },
    how: { kind: 'choice', options: ['phone', 'secure-email', 'meeting'], required: true, citations: rule },
  },
  next: inOrder([{ page: 'rang', ask: ['whom', 'how'] }], () => 'done' as const),
};

/** Somebody told them by telephone, or face to face. */
export const rang: Action<ConsentRecord, RangAnswers> = {
  from: states,
  by: ['owner', 'colleague'],
  ask: rangForm,
  apply: (record, { whom = [], how }, ctx) => {
    const names = toRing(record, ctx).filter((name) => whom.includes(optionOf(name)));
    const calls = names.map((name) => ({ name, how, at: ctx.now.toISOString(), by: asUser(ctx.person) }));
    return {
      record: { ...record, toldByHand: [...record.toldByHand, ...calls] },
      reason: 'consent.rang',
      notices: [],
      due: [],
    };
  },
};

/** The rest of those who are told, a few at a time. */
export const tell: Action<ConsentRecord> = {
  from: states,
  by: ['clock'],
  when: ({ toTell }) => toTell.length > 0,
  apply: (record, _, ctx) => effect(tellNext(record, ctx), 'told'),
};

/** A message was tried for hours and did not arrive. While others wait to be rung, their notice says it for all. */
export const unreached: Action<ConsentRecord, { partner?: string }> = {
  from: states,
  by: ['clock'],
  apply: (record, { partner = '' }, { policy }) => {
    const name = policy.partners[partner]?.title ?? partner;
    const done = rung(record);
    const waits = record.unreached.some((one) => !done.includes(one.name));
    const id = `unreached-${record.changes.length}-${record.unreached.length}`;
    return {
      record: { ...record, unreached: [...record.unreached, { id: partner, name }] },
      reason: 'consent.unreached',
      notices: waits || done.includes(name) ? [] : [toOwner(record, id, 'unreached')],
      due: [],
    };
  },
};

type Use = { ref?: string; by?: string; recipients?: Recipient[] };

/** A decision rests on it: whoever that sends to is told when it changes. */
export const used: Action<ConsentRecord, Use> = {
  from: ['given', 'amended', 'restricted'],
  by: [],
  apply: (record, { ref = '', by = '', recipients = [] }, ctx) => ({
    record: { ...record, usedBy: [...record.usedBy, { ref, by, at: ctx.now.toISOString(), recipients }] },
    reason: 'consent.used',
    notices: [],
    due: [],
  }),
};

/** It runs out soon: whoever wrote it down asks again. */
export const remind: Action<ConsentRecord> = {
  from: ['given', 'amended', 'restricted'],
  by: ['clock'],
  when: (record, ctx) => endsSoon(record, ctx) && record.reminded !== holdsUntil(record),
  apply: (record) => {
    const until = holdsUntil(record) ?? '';
    return {
      record: { ...record, reminded: until },
      reason: 'consent.reminded',
      notices: [toOwner(record, `remind-${until}`, 'remind')],
      due: [],
    };
  },
};

export const expire: Action<ConsentRecord> = {
  from: ['given', 'amended', 'restricted'],
  by: ['clock'],
  when: hasEnded,
  apply: (record, _, ctx) => {
    const told = changed({ ...record, status: 'expired' }, 'expire', {}, ctx);
    const renew = toOwner(record, `renew-${told.record.changes.length}`, 'renew');
    const rests = insiders(told.record, ctx).filter(({ kind }) => kind === 'consent.rests');
    return effect(told, 'expired', { notices: [renew, ...rests] });
  },
};

/** Asked, and still no answer on the day it was due. */
export const overdue: Action<ConsentRecord> = {
  from: ['sought'],
  by: ['clock'],
  apply: (record) => ({
    record: { ...record, overdue: true },
    reason: 'consent.overdue',
    notices: [toOwner(record, 'overdue', 'overdue')],
    due: [],
  }),
};

/** They answered, and what they said is a record of its own. */
export const answered: Action<ConsentRecord> = {
  from: ['sought'],
  by: [],
  apply: (record) => ({
    record: { ...record, status: 'answered', overdue: false },
    reason: 'consent.answered',
    notices: [],
    due: [],
  }),
};
