import { agencyName } from '../dispute/parties.ts';
import { sayDate } from '../engine/say.ts';
import type { Context, View } from '../engine/types.ts';
import { hubTitle, isMe } from '../hub/seats.ts';
import { isInvited } from './lifecycle.ts';
import { answersTo } from './notices.ts';
import type { SeatRecord } from './record.ts';

const value = (name: string, text: string | undefined): View['facts'] =>
  text ? [{ label: `seat.facts.${name}`, value: text }] : [];

/** To whoever it is not for, it is nothing but a reference. */
const sealed: View = {
  status: { key: 'seat.status.sealed' },
  lead: [],
  facts: [],
  actions: [],
};

const actionsFor = (record: SeatRecord, ctx: Context): readonly string[] => {
  if (isInvited(record, ctx)) return ['accept', 'decline'];
  if (ctx.person.seat?.role !== 'lead') return [];
  if (record.status === 'asked') return answersTo(record);
  return record.status === 'invited' ? ['withdraw'] : [];
};

export const show = (record: SeatRecord, ctx: Context): View => {
  const { status, as, name, agency, reason, until, enquiries, code, person = '' } = record;
  const theirs = isInvited(record, ctx) || isMe(ctx)({ person, agency });
  const members = ctx.person.seat !== undefined && ctx.person.seat.role !== 'guest';
  if (!theirs && !members) return sealed;
  return {
    status: { key: `seat.status.${status}` },
    lead: [{ key: `seat.lead.${status}`, params: { ref: record.reference } }],
    facts: [
      ...value('hub', hubTitle(code, ctx.policy)),
      ...value('name', name),
      ...value('agency', agencyName(agency, ctx.policy)),
      { label: 'seat.facts.as', said: { key: `seat.as.${as}` } },
      ...value('reason', reason),
      ...value('until', until && sayDate(until)),
      ...value('enquiries', enquiries.join(', ')),
    ],
    actions: actionsFor(record, ctx),
  };
};
