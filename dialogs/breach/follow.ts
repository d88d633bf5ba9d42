import type { Context, Due, Effect, Notice } from '../engine/types.ts';
import { clockDues, isOver, markReached } from './clock-time.ts';
import type { Breach } from './record.ts';
import { isSettled, statusOf } from './stages.ts';
import { liaisonTells, registerTells } from './tells.ts';

/** What follows when a breach has moved: where it stands now, what the clock does next, what others hear. */

export type More = { notices?: readonly Notice[]; due?: readonly Due[]; also?: Effect<Breach>['also'] };

const without = <K extends keyof Breach>(record: Breach, name: K): Omit<Breach, K> => {
  const { [name]: _, ...rest } = record;
  return rest;
};

const dated = (record: Breach): Breach =>
  isSettled(record) ? (without(record, 'dueAt') as Breach) : { ...record, dueAt: record.reportBy };

/** A clock that starts, starts again or is moved: what is past already is said with it, and not again. */
const wound = (record: Breach, ctx: Context): Breach => {
  const rest = without(without(record, 'warned') as Breach, 'overdueSaidAt') as Breach;
  const warned = markReached(record, ctx);
  return {
    ...rest,
    ...(warned === undefined ? {} : { warned }),
    ...(isOver(record, ctx) ? { overdueSaidAt: ctx.now.toISOString() } : {}),
  };
};

/** Whoever leads has done something: they need not be asked whether they have seen it. */
const heeded = (record: Breach, { person, now }: Context): Breach =>
  record.heededAt || !record.asked?.includes(person.id) ? record : { ...record, heededAt: now.toISOString() };

const isWound = (before: Breach | undefined, after: Breach): boolean =>
  !isSettled(after) && (before === undefined || before.reportBy !== after.reportBy || isSettled(before));

/** `before` is what we had. */
export const follow = (
  before: Breach | undefined,
  after: Breach,
  reason: string,
  ctx: Context,
  { notices = [], due = [], also = [] }: More = {},
): Effect<Breach> => {
  const winds = isWound(before, after);
  const seen = before ? heeded(after, ctx) : after;
  const moved = dated({ ...seen, status: statusOf(seen) });
  const { record, tells } = registerTells(before, winds ? wound(moved, ctx) : moved, ctx);
  return {
    record,
    reason: `breach.${reason}`,
    notices,
    due: [...(winds ? clockDues(record, ctx) : []), ...due],
    tells: [...liaisonTells(before, record, ctx), ...tells],
    ...(also.length > 0 ? { also } : {}),
    ...(before ? {} : { thread: record.thread }),
  };
};
