import { hubPartition, tellHub } from '../engine/hubs.ts';
import { inOrder } from '../engine/next-step.ts';
import type { Action, Context, Effect, Lifecycle, Notice } from '../engine/types.ts';
import { enquiryNews, feedbacks } from '../enquiry/record.ts';
import { type EnquiryRequest, statuses } from './record.ts';

/** The hub says how it stands; whoever asked says whether it helped. */

const news = enquiryNews.partial();

const isAllIn = ({ counts }: Pick<EnquiryRequest, 'counts'>): boolean =>
  counts !== undefined && counts.answered === counts.all;

/** They hear of the reference, of the last answer, and of the end; all else stands on their card. */
const noticesAfter = (before: EnquiryRequest, after: EnquiryRequest): Notice[] => {
  const to = (id: string): Notice => ({
    id: `${id}-${after.n}`,
    to: after.createdBy.id,
    kind: `enquiry-request.${id}`,
    params: { enquiry: after.enquiry ?? '' },
  });
  const ended = after.status === 'closed' && before.status !== 'closed';
  return [
    ...(after.enquiry && !before.enquiry ? [to('opened')] : []),
    ...(!ended && isAllIn(after) && !isAllIn(before) ? [to('all-in')] : []),
    ...(ended ? [to('closed')] : []),
  ];
};

/** What is older than what we have says nothing new. */
const heard: Action<EnquiryRequest> = {
  from: statuses,
  by: ['clock'],
  apply: (record, input): Effect<EnquiryRequest> => {
    const { n = 0, status = record.status, enquiry, rating, counts, outcome, words } = news.parse(input);
    const nothing = { record, reason: 'enquiry-request.heard', notices: [], due: [] };
    if (n <= record.n) return nothing;
    const after: EnquiryRequest = {
      ...record,
      ...{ n, status },
      ...(enquiry ? { enquiry, links: [...new Set([...record.links, enquiry])] } : {}),
      ...(rating ? { rating } : {}),
      ...(counts ? { counts } : {}),
      ...(outcome ? { outcome } : {}),
      ...(words ? { words } : {}),
    };
    return { ...nothing, record: after, notices: noticesAfter(record, after) };
  },
};

type Feedback = { helped: (typeof feedbacks)[number] };

/** Something was shared, or the hub is done with it. */
export const hasCome = ({ status, counts }: Pick<EnquiryRequest, 'status' | 'counts'>): boolean =>
  status === 'closed' || (counts?.shared ?? 0) > 0;

const feedback: Action<EnquiryRequest, Feedback> = {
  from: ['open', 'assessed', 'closed'],
  by: ['owner', 'manager'],
  ask: {
    version: 1,
    review: false,
    questions: {
      helped: {
        kind: 'choice',
        options: feedbacks,
        required: true,
        citations: [{ id: 'norfolk-2015', section: 'Appendix 1' }],
      },
    },
    next: inOrder([{ page: 'helped', ask: ['helped'], by: 'helped' }], () => 'done' as const),
  },
  when: hasCome,
  apply: (record, { helped: code }, ctx: Context) => {
    const said = { code, at: ctx.now.toISOString() };
    const all = [...record.feedback, said];
    const { hub, enquiry = '' } = record;
    return {
      record: { ...record, feedback: all },
      reason: `enquiry-request.${code}`,
      notices: [],
      due: [],
      tells: [tellHub(hubPartition(hub), `feedback-${all.length}`, enquiry, { feedback: said })],
    };
  },
};

export const lifecycle: Lifecycle<EnquiryRequest> = { states: statuses, actions: { heard, feedback } };
