import { base } from '../engine/base.ts';
import type { Context, Dialog, Effect, Outcome } from '../engine/types.ts';
import { board } from './board.ts';
import { dueFor } from './clocks.ts';
import { lateDue, lifecycle } from './lifecycle.ts';
import { type Enquiry, enquiryInput, enquirySchema, type Request } from './record.ts';
import { show } from './show.ts';

/** Agencies of a hub ask each other about one case: who holds something, and what they do about it together. */

const nothing: Outcome = { outcome: 'OPEN', reasons: [], citations: [] };

const takes = (given: Readonly<Record<string, unknown>>, ctx: Context): Effect<Enquiry> => {
  const { name: _, origin: __, ...input } = given;
  const asked = enquiryInput.parse(input);
  const { manager: ___, ...ours } = base(ctx);
  const at = ctx.now.toISOString();
  const dueAt = dueFor(asked.rating, asked.hub, ctx.now, ctx.policy);
  const requests = asked.agencies.map(
    (agency): Request => ({ agency, askedAt: at, dueAt, state: 'asked', late: false, chases: 0 }),
  );
  return {
    record: {
      ...ours,
      ...asked,
      type: 'enquiry',
      schemaVersion: 1,
      status: 'open',
      channelKind: 'shared',
      openedAt: at,
      requests,
      risks: [],
      dissent: [],
      plan: [],
      disputes: [],
      answers: [],
    },
    reason: 'enquiry.opened',
    notices: [],
    due: [lateDue(dueAt)],
    thread: asked.from.thread,
  };
};

export const enquiry: Dialog<Record<never, never>, Enquiry> = {
  name: 'enquiry',
  version: 1,
  prefix: 'S',
  schema: enquirySchema,
  review: false,
  hub: true,
  questions: {},
  next: () => nothing,
  record: () => {
    throw new Error('nobody starts this: a request to the hub does');
  },
  takes,
  lifecycle,
  show,
  board,
  facets: ({ rating, status, requests }) => ({
    outcome: status,
    grounds: [rating],
    recipients: requests.map(({ agency }) => agency),
  }),
};
