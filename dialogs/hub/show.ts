import { agencyName } from '../dispute/parties.ts';
import { sayDate } from '../engine/say.ts';
import type { Context, View } from '../engine/types.ts';
import type { HubRecord, HubSeat } from './record.ts';
import { hubTitle, isLastLead, isMe, isOfHub, saySeat, seated } from './seats.ts';

/** Who is in it, for who is in it. To everybody else it says what it is, and how to ask. */

const seatText = (seat: HubSeat, ctx: Context): string =>
  [
    saySeat(seat, ctx),
    ...(seat.until ? [sayDate(seat.until), seat.reason ?? '', (seat.enquiries ?? []).join(', ')] : []),
  ]
    .filter(Boolean)
    .join('; ');

const titleFact = ({ code }: HubRecord, { policy }: Context): View['facts'][number] => ({
  label: 'hub.facts.title',
  value: hubTitle(code, policy),
});

const fromOutside = (record: HubRecord, ctx: Context): View => {
  const asks = record.asking.some(isMe(ctx));
  const way = isOfHub(ctx.person.agency, record.code, ctx.policy) ? 'ask' : 'askGuest';
  return {
    status: { key: asks ? 'hub.status.asking' : 'hub.status.outside' },
    lead: [{ key: asks ? 'hub.lead.asking' : `hub.lead.${way}` }],
    facts: [titleFact(record, ctx)],
    actions: asks ? [] : [way],
  };
};

/** A guest knows why they are here, and not who else is. */
const asGuest = (record: HubRecord, mine: HubSeat, ctx: Context): View => ({
  status: { key: 'hub.status.guest', params: { until: sayDate(mine.until ?? '') } },
  lead: [{ key: 'hub.lead.guest' }],
  facts: [titleFact(record, ctx), { label: 'hub.facts.mine', value: seatText(mine, ctx) }],
  actions: ['leave'],
  begins: [{ dialog: 'board' }],
});

const order = ['lead', 'member', 'guest'] as const;

const placeFacts = ({ places }: HubRecord): View['facts'] =>
  places.map(({ address }) => ({
    label: 'hub.facts.place',
    said: { key: `hub.places.${address.channel}` },
  }));

const asMember = (record: HubRecord, mine: HubSeat, seats: readonly HubSeat[], ctx: Context): View => {
  const leads = mine.role === 'lead';
  const sorted = order.flatMap((role) => seats.filter((one) => one.role === role));
  return {
    status: { key: 'hub.status.open', params: { n: String(seats.length) } },
    lead: [{ key: leads ? 'hub.lead.lead' : 'hub.lead.member' }],
    facts: [
      titleFact(record, ctx),
      ...sorted.map((seat) => ({ label: `hub.facts.${seat.role}`, value: seatText(seat, ctx) })),
      ...(leads ? record.asking : []).map((one) => ({
        label: 'hub.facts.asking',
        value: `${one.name}, ${agencyName(one.agency, ctx.policy)}: ${one.ref}`,
      })),
      ...placeFacts(record),
    ],
    actions: leads ? ['invite', 'change'] : isLastLead(record, mine, ctx) ? [] : ['leave'],
    begins: [{ dialog: 'board' }],
  };
};

export const show = (record: HubRecord, ctx: Context): View => {
  const seats = seated(record, ctx);
  const named = ctx.person.seat?.role === 'lead' ? ctx.person.seat : undefined;
  const mine = seats.find(isMe(ctx)) ?? (seats.some(({ role }) => role === 'lead') ? undefined : named);
  if (!mine) return fromOutside(record, ctx);
  const seat = { since: record.createdAt, ...mine } as HubSeat;
  return seat.role === 'guest' ? asGuest(record, seat, ctx) : asMember(record, seat, seats, ctx);
};
