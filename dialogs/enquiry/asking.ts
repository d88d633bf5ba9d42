import type { Context } from '../engine/types.ts';
import { dueFor, remindFor } from './clocks.ts';
import { membersOf, nameOf, toLeadsWith, toMembers } from './moved.ts';
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

/** Whoever leads hears, once for all, which agencies have nobody here: a person must ring them. */
export const messagesTo = (
  { reference, rating, from }: Enquiry,
  agencies: readonly string[],
  kind: 'asked' | 'rated',
  ctx: Context,
): Owed[] => {
  const message = {
    kind: `${kind}-${rating}`,
    action: 'answer',
    params: { by: nameOf(from.agency, ctx) },
  };
  const empty = agencies.filter((agency) => membersOf(ctx, agency, reference).length === 0);
  const names = empty.map((agency) => nameOf(agency, ctx)).join(', ');
  return [
    ...agencies.flatMap((agency) => toMembers(reference, agency, message, ctx)),
    ...(names ? toLeadsWith({ agency: names }, 'nobody', ctx) : []),
  ];
};
