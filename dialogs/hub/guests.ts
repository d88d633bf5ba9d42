import { sayDate } from '../engine/say.ts';
import type { Action, Context, Due } from '../engine/types.ts';
import { addDays, atLocal } from '../engine/working-time.ts';
import { changed, tell, tellLeads } from './notices.ts';
import type { HubRecord, HubSeat } from './record.ts';
import { plainSeat, today } from './seats.ts';

/** A guest comes for a while. They hear of it a day before, and then it ends by itself. */

const isGuest = ({ role, until }: HubSeat): boolean => role === 'guest' && until !== undefined;

const warnAt = '09:00';

export const guestDue = ({ person, agency, until }: HubSeat, { policy, now }: Context): Due[] => {
  if (!until) return [];
  const name = `${agency}.${person}-${until}`;
  const warns = atLocal(addDays(until, -1), warnAt, policy);
  const ends = atLocal(addDays(until, 1), '00:00', policy).toISOString();
  return [
    ...(warns > now ? [{ id: `warn-${name}`, at: warns.toISOString(), action: 'warn' }] : []),
    { id: `end-${name}`, at: ends, action: 'expire' },
  ];
};

const isOver = (one: HubSeat, ctx: Context): boolean => isGuest(one) && (one.until ?? '') < today(ctx);

const isNear = (one: HubSeat, ctx: Context): boolean =>
  isGuest(one) && !one.warned && !isOver(one, ctx) && (one.until ?? '') <= addDays(today(ctx), 1);

const about = (one: HubSeat, ctx: Context) => ({ who: plainSeat(one, ctx), until: sayDate(one.until ?? '') });

/** The guest, and whoever leads the hub. */
const tellBoth = (one: HubSeat, kind: string, record: HubRecord, ctx: Context) => {
  const { until } = about(one, ctx);
  return [
    tell({ to: one, kind, params: { until } }, record.code, ctx),
    ...tellLeads(record, { kind: `guest-${kind}`, about: one.person, params: about(one, ctx) }, ctx, one),
  ];
};

export const warn: Action<HubRecord> = {
  from: ['open'],
  by: ['clock'],
  when: ({ seats }, ctx) => seats.some((one) => isNear(one, ctx)),
  apply: (record, _, ctx) => {
    const near = record.seats.filter((one) => isNear(one, ctx));
    const seats = record.seats.map((one) => (near.includes(one) ? { ...one, warned: true } : one));
    return changed({ ...record, seats }, 'warned', {
      notices: near.flatMap((one) => tellBoth(one, 'tomorrow', record, ctx)),
    });
  },
};

export const expire: Action<HubRecord> = {
  from: ['open'],
  by: ['clock'],
  when: ({ seats }, ctx) => seats.some((one) => isOver(one, ctx)),
  apply: (record, _, ctx) => {
    const over = record.seats.filter((one) => isOver(one, ctx));
    const seats = record.seats.filter((one) => !over.includes(one));
    return changed({ ...record, seats }, 'expired', {
      notices: over.flatMap((one) => tellBoth(one, 'over', record, ctx)),
    });
  },
};
