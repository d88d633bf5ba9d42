import type { Context } from '../engine/types.ts';
import { dueFor, remindFor } from './clocks.ts';
import { nameOf, toLeads, toMembers } from './moved.ts';
import type { Enquiry, Owed, Request } from './record.ts';

/** Agencies are asked: each gets its time, and each of its members a message. */

type Asked = Pick<Enquiry, 'hub' | 'rating'>;

/** From now on, as long as the rating gives. */
export const timesFor = ({ hub, rating }: Asked, { now, policy }: Context) => ({
  dueAt: dueFor(rating, hub, now, policy),
  remindAt: remindFor(rating, hub, now, policy),
});

export const requestTo = (agency: string, asked: Asked, ctx: Context): Request => ({
  agency,
  askedAt: ctx.now.toISOString(),
  ...timesFor(asked, ctx),
  state: 'asked',
  late: false,
  chases: 0,
});

/** Whoever leads hears of an agency that has nobody here: a person must ring them. */
export const messagesTo = (
  { reference, rating, from }: Enquiry,
  agencies: readonly string[],
  kind: 'asked' | 'rated',
  ctx: Context,
): Owed[] =>
  agencies.flatMap((agency) => {
    const params = { by: nameOf(from.agency, ctx) };
    const members = toMembers(
      reference,
      agency,
      { kind: `${kind}-${rating}`, action: 'answer', params },
      ctx,
    );
    return members.length > 0 ? members : toLeads(agency, 'nobody', ctx);
  });
