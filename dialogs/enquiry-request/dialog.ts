import type { DecisionRecord } from '../decision/record.ts';
import { answersKept, base } from '../engine/base.ts';
import { hubPartition, tellHub } from '../engine/hubs.ts';
import type { Begun, Context, Dialog, Effect, Given, Outcome, RecordBody, View } from '../engine/types.ts';
import { nameOf } from '../enquiry/moved.ts';
import type { EnquiryInput } from '../enquiry/record.ts';
import { hasCome, lifecycle } from './lifecycle.ts';
import { type Answers, hubFor, hubsOf, next, questions } from './questions.ts';
import { type EnquiryRequest, enquiryRequestSchema } from './record.ts';

/** Somebody asks the agencies of a hub about a case. What they write goes into a shared channel: it names nobody. */

const record = (
  answers: Partial<Answers>,
  _: Outcome,
  ctx: Context,
  given: Given,
): Effect<EnquiryRequest> => {
  const { caseRef = '', question = '', rating = 'red', why = '', agencies = [] } = answers;
  const hub = hubFor(answers, ctx)?.code ?? '';
  const { person, reference } = ctx;
  const thread = `${person.agency}/${reference}`;
  const asked = { hub, caseRef, question, rating, why, agencies };
  const from = { agency: person.agency, person: person.id, name: person.name, ref: reference, thread };
  return {
    record: {
      ...base(ctx),
      ...asked,
      type: 'enquiryRequest',
      schemaVersion: 1,
      status: 'sent',
      n: 0,
      feedback: [],
      answers: answersKept(given, 'enquiry-request'),
    },
    reason: 'enquiry-request.opened',
    notices: [],
    due: [],
    tells: [tellHub(hubPartition(hub), 'ask', thread, { ...asked, from } satisfies EnquiryInput)],
    // What the hub says later reaches it by this.
    thread,
  };
};

/** All the others are ticked to begin with: whoever may hold something should be asked. */
const ticked = (ctx: Context): Readonly<Record<string, unknown>> => {
  const [only, ...more] = hubsOf(ctx);
  if (!only || more.length > 0) return {};
  return { agencies: only.agencies.filter((agency) => agency !== ctx.person.agency).join(',') };
};

const begins = (from: RecordBody, ctx: Context): Begun | undefined =>
  from.type === 'decision'
    ? { filled: { caseRef: (from as DecisionRecord).subjectRef, ...ticked(ctx) } }
    : undefined;

type Fact = View['facts'][number];

const value = (label: string, text: string | undefined): Fact[] =>
  text ? [{ label: `enquiry-request.facts.${label}`, value: text }] : [];

const countsOf = ({ counts }: EnquiryRequest): Fact[] =>
  counts
    ? [
        {
          label: 'enquiry-request.facts.answers',
          said: {
            key: `enquiry-request.counts${counts.late > 0 ? '-late' : ''}`,
            params: Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, String(n)])),
          },
        },
      ]
    : [];

const show = (request: EnquiryRequest, ctx: Context): View => {
  const { status, rating, outcome, feedback } = request;
  const last = feedback.at(-1);
  return {
    status: { key: `enquiry-request.status.${status}` },
    lead: [{ key: `enquiry-request.lead.${hasCome(request) && !last ? 'feedback' : status}` }],
    facts: [
      ...value('enquiry', request.enquiry),
      ...value('hub', ctx.policy.hubs.find(({ code }) => code === request.hub)?.title),
      ...value('question', request.question),
      { label: 'enquiry-request.facts.rating', said: { key: `enquiry-request.ratings.${rating}` } },
      ...value('why', request.why),
      ...value('caseRef', request.caseRef),
      ...value('agencies', request.agencies.map((agency) => nameOf(agency, ctx)).join(', ')),
      ...countsOf(request),
      ...(outcome
        ? [{ label: 'enquiry-request.facts.outcome', said: { key: `enquiry.outcomes.${outcome}` } }]
        : []),
      ...value('words', request.words),
      ...(last
        ? [
            {
              label: 'enquiry-request.facts.feedback',
              said: { key: `enquiry-request.feedback.questions.helped.options.${last.code}` },
            },
          ]
        : []),
    ],
    actions: hasCome(request) ? ['feedback'] : [],
  };
};

export const enquiryRequest: Dialog<Answers, EnquiryRequest> = {
  name: 'enquiry-request',
  version: 1,
  prefix: 'R',
  schema: enquiryRequestSchema,
  review: true,
  questions,
  next,
  starts: (ctx) => ({ filled: ticked(ctx) }),
  begins,
  record,
  lifecycle,
  show,
  facets: ({ caseRef, rating, enquiry }) => ({
    subject: caseRef,
    grounds: [rating],
    ...(enquiry ? { finds: [{ facet: 'case' as const, key: enquiry }] } : {}),
  }),
};
