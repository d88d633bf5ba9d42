import { agencyName, plain } from '../dispute/parties.ts';
import { seatsNow } from '../engine/hubs.ts';
import type { Context } from '../engine/types.ts';
import { addDays, localDate } from '../engine/working-time.ts';
import type { PolicyPack } from '../policy/pack.ts';
import type { HubRecord, HubSeat } from './record.ts';

/** Whose seat is whose, and how long it lasts. */

export type Whose = { person: string; agency: string };

export const isOf =
  ({ person, agency }: Whose) =>
  (one: Whose): boolean =>
    one.person === person && one.agency === agency;

export const isMe = ({ person: { id, agency } }: Context) => isOf({ person: id, agency });

export const hubIn = (code: string, { hubs }: PolicyPack) => hubs.find((hub) => hub.code === code);

export const hubTitle = (code: string, pack: PolicyPack): string => hubIn(code, pack)?.title ?? code;

/** Members come from the agencies of the hub, guests from anywhere. */
export const isOfHub = (agency: string, code: string, pack: PolicyPack): boolean =>
  hubIn(code, pack)?.agencies.includes(agency) ?? false;

export const today = ({ now, policy }: Context): string => localDate(now, policy);

/** Those who have a seat today. */
export const seated = ({ seats, code }: HubRecord, ctx: Context): HubSeat[] =>
  seatsNow(seats, today(ctx), ctx.policy, code) as HubSeat[];

export const leadsIn = (record: HubRecord, ctx: Context): HubSeat[] =>
  seated(record, ctx).filter(({ role }) => role === 'lead');

/** A hub without anybody who leads it is a door that nobody opens. */
export const isLastLead = (record: HubRecord, one: Whose, ctx: Context): boolean => {
  const leads = leadsIn(record, ctx);
  return leads.length === 1 && leads.some(isOf(one));
};

export const saySeat = ({ name, agency }: Pick<HubSeat, 'name' | 'agency'>, { policy }: Context): string =>
  [name, agencyName(agency, policy)].filter(Boolean).join(', ');

/** The same among our own words. */
export const plainSeat = (seat: Pick<HubSeat, 'name' | 'agency'>, ctx: Context): string =>
  plain(saySeat(seat, ctx));

/** Nobody is a guest for longer than this without being invited again. */
const mostDays = 366;

/** A last day is today or later. */
export const untilFault = (until: unknown, ctx: Context): string | undefined => {
  const day = String(until);
  if (day < today(ctx)) return 'in-the-past';
  return day > addDays(today(ctx), mostDays) ? 'too-far' : undefined;
};

export const refsIn = (text: string): string[] => [
  ...new Set(
    text
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  ),
];

/** Enquiries are named by their references, and these by the hub. */
export const refsFault = (text: unknown, code: string | undefined): string | undefined =>
  refsIn(String(text)).every(
    (ref) => /^[A-Z]-[2-9A-Z]{4}-/.test(ref) && ref.endsWith(`-${code}`) && ref.length === 9,
  )
    ? undefined
    : 'not-of-this-hub';
