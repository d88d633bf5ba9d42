import { base } from '../engine/base.ts';
import { leadsOf } from '../engine/hubs.ts';
import { unnamed } from '../engine/no-names.ts';
import type { Context, Dialog, Effect, Outcome } from '../engine/types.ts';
import { messagesTo, requestTo } from './asking.ts';
import { board } from './board.ts';
import { lifecycle } from './lifecycle.ts';
import { moved } from './moved.ts';
import { type Enquiry, enquiryInput, enquirySchema } from './record.ts';
import { copy, show } from './show.ts';

/** Agencies of a hub ask each other about one case: who holds something, and what they do about it together. */

const nothing: Outcome = { outcome: 'OPEN', reasons: [], citations: [] };

/** Whoever asked has been told to name nobody. What comes in all the same goes no further. */
const takes = (given: Readonly<Record<string, unknown>>, ctx: Context): Effect<Enquiry> => {
  const { name: _, origin: __, ...input } = given;
  const asked = enquiryInput.parse(input);
  const { manager: ___, ...ours } = base(ctx);
  const [first] = leadsOf(ctx.hub);
  const record: Enquiry = {
    ...ours,
    ...asked,
    question: unnamed(asked.question, ctx),
    why: unnamed(asked.why, ctx),
    type: 'enquiry',
    schemaVersion: 1,
    status: 'open',
    channelKind: 'shared',
    openedAt: ctx.now.toISOString(),
    ...(first ? { ledBy: { person: first.person, agency: first.agency, name: first.name } } : {}),
    requests: asked.agencies.map((agency) => requestTo(agency, asked, ctx)),
    risks: [],
    dissent: [],
    plan: [],
    disputes: [],
    owed: [],
    ...{ told: 0, ticks: 0, news: 0 },
    answers: [],
  };
  const effect = moved(undefined, record, 'opened', ctx, messagesTo(record, asked.agencies, 'asked', ctx));
  // Whoever hears of it knows it by its own name, and tells it under that.
  return { ...effect, thread: record.reference };
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
  copy,
  board,
  facets: ({ rating, status, requests }) => ({
    outcome: status,
    grounds: [rating],
    recipients: requests.map(({ agency }) => agency),
  }),
};
