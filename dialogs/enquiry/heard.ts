import { z } from 'zod';
import type { Action, Context, Effect } from '../engine/types.ts';
import { chaseFor, owesDecision, waitedFor } from './clocks.ts';
import { moved, toLeads } from './moved.ts';
import { decided, type Enquiry, feedbacks, type Request } from './record.ts';

/** What an agency tells the hub: how its own decision stands, that it opened a dispute, what came of it for them. */

const news = z.object({
  /** Whose records it comes from: the carrier says so, not the teller. */
  origin: z.object({ agency: z.string() }),
  decision: z
    .object({ ref: z.string(), decided: z.enum(decided), at: z.iso.datetime(), n: z.number().int() })
    .optional(),
  dispute: z
    .object({
      ...{ with: z.string(), ref: z.string(), at: z.iso.datetime() },
      /** How it was settled. */
      say: z.enum(['share', 'not-share']).optional(),
    })
    .optional(),
  feedback: z.object({ code: z.enum(feedbacks), at: z.iso.datetime() }).optional(),
});
type News = z.infer<typeof news>;
type Decision = NonNullable<News['decision']>;

/** News may come in any order: what is older than what we have says nothing new. */
const isNewer = ({ ref, n, at }: Decision, request: Request): boolean => {
  if (request.decisionRef === ref) return n > (request.decisionN ?? 0);
  return at >= (request.decidedAt ?? '');
};

const withDecision = (record: Enquiry, { origin, decision }: News, ctx: Context): Enquiry => {
  const mine = record.requests.find(({ agency }) => agency === origin.agency);
  if (!mine || !decision || !isNewer(decision, mine)) return record;
  const { chaseAt, ...rest } = mine;
  const waits = waitedFor(record).includes(mine);
  const shares = waits && ['to-send', 'shared', 'limited'].includes(decision.decided);
  const after: Request = {
    ...rest,
    // Until it has answered, the clock still waits for that.
    ...(waits && chaseAt ? { chaseAt } : {}),
    // Who shares it at once has answered by that.
    ...(shares ? { state: 'holds' as const, late: false, answeredAt: decision.at } : {}),
    decided: decision.decided,
    decisionRef: decision.ref,
    decidedAt: decision.at,
    decisionN: decision.n,
  };
  const again = owesDecision(after) ? { ...after, chaseAt: chaseFor(record, ctx.now, ctx.policy) } : after;
  return {
    ...record,
    requests: record.requests.map((one) => (one === mine ? again : one)),
    links: [...new Set([...record.links, decision.ref])],
  };
};

const withDispute = (record: Enquiry, { origin, dispute }: News): Enquiry => {
  if (!dispute) return record;
  const { with: agency, ref, at, say } = dispute;
  const known = record.disputes.find((one) => one.ref === ref && one.by === origin.agency);
  // That it was opened may come after how it ended.
  if (known && (!say || known.say === say)) return record;
  const others = record.disputes.filter((one) => one !== known);
  const next = { agency, by: origin.agency, ref, at: known?.at ?? at, ...(say ? { say } : {}) };
  return { ...record, disputes: [...others, next] };
};

const withFeedback = (record: Enquiry, { origin, feedback }: News): Enquiry => {
  const known = record.feedback?.at ?? '';
  if (!feedback || origin.agency !== record.from.agency || feedback.at <= known) return record;
  return { ...record, feedback };
};

/** Whoever leads hears of what may need them. */
const owesAfter = (
  before: Enquiry,
  after: Enquiry,
  { origin, decision, dispute, feedback }: News,
  ctx: Context,
) => [
  ...(decision?.decided === 'not-shared' && before.requests !== after.requests
    ? toLeads(origin.agency, 'not-shared', ctx)
    : []),
  ...(before.disputes === after.disputes
    ? []
    : toLeads(origin.agency, dispute?.say ? 'settled' : 'disputed', ctx)),
  ...(feedback?.code === 'more-needed' ? toLeads(origin.agency, 'more-needed', ctx) : []),
];

export const heard: Action<Enquiry> = {
  from: ['open', 'assessed', 'closed'],
  by: ['clock'],
  apply: (record, input, ctx): Effect<Enquiry> => {
    const said = news.parse(input);
    const after = [withDecision, withDispute, withFeedback].reduce(
      (one, take) => take(one, said, ctx),
      record,
    );
    return after === record
      ? { record, reason: 'enquiry.heard', notices: [], due: [] }
      : moved(record, after, 'heard', ctx, owesAfter(record, after, said, ctx));
  },
};
