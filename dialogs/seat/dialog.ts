import { base } from '../engine/base.ts';
import { hubPartition } from '../engine/hubs.ts';
import type { Context, Dialog, Effect, Outcome } from '../engine/types.ts';
import { refsIn } from '../hub/seats.ts';
import { lifecycle } from './lifecycle.ts';
import { answersTo, changed, chaseDue, lapseDue, toLeads, toNamed } from './notices.ts';
import { type SeatRecord, seatInput, seatSchema } from './record.ts';
import { show } from './show.ts';

/** A seat in a hub, from the moment somebody asks for it or is invited. */

const nothing: Outcome = { outcome: 'OPEN', reasons: [], citations: [] };

const takes = (given: Readonly<Record<string, unknown>>, ctx: Context): Effect<SeatRecord> => {
  const { invited, enquiries = '', ...asked } = seatInput.parse(given);
  const { manager: _, ...ours } = base(ctx);
  const record: SeatRecord = {
    ...ours,
    agencyId: hubPartition(asked.code),
    lane: 'seat',
    type: 'seat',
    schemaVersion: 1,
    status: invited ? 'invited' : 'asked',
    ...asked,
    name: asked.name.trim().replace(/\s+/g, ' '),
    enquiries: refsIn(enquiries),
    chases: 0,
  };
  return invited
    ? changed(record, 'invited', { notices: [toNamed(record, ctx)], due: lapseDue(record, ctx) })
    : changed(record, 'asked', {
        notices: toLeads(record, 'asked', ctx, answersTo(record)),
        due: chaseDue(record, ctx),
      });
};

export const seat: Dialog<Record<never, never>, SeatRecord> = {
  name: 'seat',
  version: 1,
  prefix: 'U',
  schema: seatSchema,
  review: false,
  hub: true,
  open: true,
  apart: true,
  questions: {},
  next: () => nothing,
  record: () => {
    throw new Error('nobody starts this: the roster does');
  },
  takes,
  lifecycle,
  show,
};
