import type { DecisionRecord } from '../decision/record.ts';
import { answersKept, base } from '../engine/base.ts';
import { enquiryIn, tellHub } from '../engine/hubs.ts';
import type { Begun, Context, Dialog, Effect, Given, Outcome, Page, RecordBody } from '../engine/types.ts';
import type { Enquiry } from '../enquiry/record.ts';
import { refusing } from '../enquiry/refusing.ts';
import { follow, withStep } from './follow.ts';
import { hear, heardInput, lifecycle } from './lifecycle.ts';
import { chainFor, workerOf } from './parties.ts';
import { type OpenAnswers, openQuestions, procedure } from './questions.ts';
import { type Dispute, disputeSchema, type Point, points } from './record.ts';
import { copy, show } from './show.ts';

/** Two agencies do not agree whether something is to be shared: their managers settle it, else their heads of service. */

type Answers = Partial<OpenAnswers>;

const opened: Outcome = { outcome: 'OPENED', reasons: [], citations: [procedure] };

const asked = ['partner', 'wants', 'about', 'point', 'sentence'] as const;

/** Danger goes first: what cannot wait is shared now, and disputed afterwards. */
const next = (answers: Answers): Page<OpenAnswers> | Outcome => {
  if (!answers.safety) return { page: 'safety', ask: ['safety'], by: 'safety' };
  if (answers.safety === 'cannot-wait') return { ...opened, handOver: 'urgent' };
  return asked.every((name) => name in answers) ? opened : { page: 'about', ask: asked };
};

const nobody = (agency: string) => ({ id: 'clock', role: 'clock', agency });

const partiesOf = ({ partner = '' }: Answers, { person, policy }: Context): Dispute['parties'] => ({
  a: { agency: person.agency, worker: person.id },
  b: { agency: policy.partners[partner]?.agency ?? '', partner, worker: workerOf(partner, policy) ?? '' },
});

const fresh = (ctx: Context) => ({
  ...base(ctx),
  type: 'dispute' as const,
  schemaVersion: 1 as const,
  status: 'stage1' as const,
  tier: 1 as const,
  people: {},
  chases: 0,
  late: [],
  answers: [],
});

const record = (answers: Answers, _: Outcome, ctx: Context, given: Given): Effect<Dispute> => {
  const { person, policy } = ctx;
  const { wants, about = '', point = 'other', sentence = '' } = answers;
  const [first] = chainFor(1, { ...person, worker: person.id }, policy);
  const body: Dispute = {
    ...fresh(ctx),
    // Nobody answers what they asked themselves, unless there is nobody else.
    ...(first === person.id ? { createdBy: nobody(person.agency) } : {}),
    side: 'a',
    thread: `${person.agency}/${ctx.reference}`,
    parties: partiesOf(answers, ctx),
    wants: wants === 'they' ? 'b' : 'a',
    ...{ point, sentence, about },
    openedAt: ctx.now.toISOString(),
    steps: [],
    answers: answersKept(given, 'dispute'),
  };
  const started = answers.safety === 'shared' ? withStep(body, { kind: 'urgent' }, ctx) : body;
  return toHub(follow(undefined, started, 'opened', ctx));
};

/** Where it was begun from an enquiry of a hub, that learns between whom it is. */
const toHub = (effect: Effect<Dispute>): Effect<Dispute> => {
  const { links, parties, reference: ref, openedAt: at } = effect.record;
  const enquiry = enquiryIn(links);
  if (!enquiry) return effect;
  const dispute = { with: parties.b.agency, ref, at };
  return {
    ...effect,
    tells: [...(effect.tells ?? []), tellHub(enquiry.partition, 'hub', enquiry.ref, { dispute })],
  };
};

/** It reaches the other agency: a record of theirs, which waits for the manager of whoever answers for the partner. */
const takes = (input: Readonly<Record<string, unknown>>, ctx: Context): Effect<Dispute> => {
  const { introduced, steps, ...shared } = heardInput.parse(input);
  const { id, agency } = ctx.person;
  const body: Dispute = {
    ...fresh(ctx),
    ...shared,
    createdBy: nobody(agency),
    readers: [id],
    side: 'b',
    steps: [],
  };
  return follow(undefined, hear(body, { steps, introduced }), 'came', ctx);
};

const isPoint = (text: unknown): text is Point => (points as readonly unknown[]).includes(text);

const fromDecision = ({ reference, recipient = [], final }: DecisionRecord): Begun => ({
  filled: {
    about: reference,
    partner: recipient[0]?.id ?? '',
    wants: final?.outcome === 'DO_NOT_SHARE' ? 'they' : 'we',
  },
});

type Refused = RecordBody & { partner?: string; reason?: string; decisionRef?: string; by?: string };

const fromRefusal = ({ partner = '', reason, decisionRef = '', by }: Refused): Begun => ({
  filled: {
    about: decisionRef,
    partner,
    wants: by === 'us' ? 'they' : 'we',
    ...(isPoint(reason) ? { point: reason } : {}),
  },
});

/** Another agency of the hub will not share, and says why. */
const fromEnquiry = (enquiry: Enquiry, ctx: Context): Begun => {
  const { agency, why } = refusing(enquiry, ctx) ?? {};
  const [partner] = Object.entries(ctx.policy.partners).find(([, one]) => one.agency === agency) ?? [];
  return {
    filled: {
      about: enquiry.reference,
      wants: 'we',
      ...(partner ? { partner } : {}),
      ...(isPoint(why) ? { point: why } : {}),
    },
  };
};

const begins = (from: RecordBody, ctx: Context): Begun | undefined => {
  if (from.type === 'enquiry') return fromEnquiry(from as Enquiry, ctx);
  if (from.type === 'decision') return fromDecision(from as DecisionRecord);
  return from.type === 'refusal' ? fromRefusal(from as Refused) : undefined;
};

export const dispute: Dialog<OpenAnswers, Dispute> = {
  name: 'dispute',
  version: 1,
  prefix: 'X',
  schema: disputeSchema,
  review: true,
  questions: openQuestions,
  next,
  begins,
  record,
  takes,
  lifecycle,
  show,
  copy,
  facets: ({ reference, about, point, parties }) => ({
    subject: about,
    grounds: [point],
    recipients: parties.b.partner ? [parties.b.partner] : [],
    finds: [{ facet: 'case', key: reference }],
  }),
};
