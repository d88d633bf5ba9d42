import type { Context, Effect, Notice } from '../engine/types.ts';
import type { HubRecord, HubSeat } from './record.ts';
import { hubTitle, leadsIn, type Whose } from './seats.ts';

/** Who hears of a change among the people of a hub. */

export const changed = (
  record: HubRecord,
  reason: string,
  more: Partial<Effect<HubRecord>> = {},
): Effect<HubRecord> => ({ record, reason: `hub.${reason}`, notices: [], due: [], ...more });

type News = { to: Whose; kind: string; about?: string; params?: Readonly<Record<string, string>> };

/** `about` tells one from another that is sent in the same breath. */
export const tell = ({ to, kind, about = '', params = {} }: News, code: string, ctx: Context): Notice => ({
  id: [kind, to.agency, to.person, about, ctx.now.toISOString()].filter(Boolean).join('/'),
  to: to.person,
  agency: to.agency,
  kind: `hub.${kind}`,
  params: { hub: hubTitle(code, ctx.policy), ...params },
});

/** The leads, but for whoever did it themselves. */
export const tellLeads = (record: HubRecord, news: Omit<News, 'to'>, ctx: Context, but?: Whose): Notice[] =>
  leadsIn(record, ctx)
    .filter(({ person }) => person !== ctx.person.id && person !== but?.person)
    .map((to) => tell({ ...news, to }, record.code, ctx));

/** Everybody hears that nobody leads the hub any more. */
export const tellUnled = (record: HubRecord, ctx: Context): Notice[] =>
  leadsIn(record, ctx).length > 0
    ? []
    : record.seats
        .filter(({ role }: HubSeat) => role === 'member')
        .map((to) => tell({ to, kind: 'no-lead' }, record.code, ctx));
