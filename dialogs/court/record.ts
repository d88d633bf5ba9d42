import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';
import { flows } from './aims.ts';

/**
 * A request, a notice or an application between police, prosecutors, councils and courts, as one of them keeps it. What
 * is asked for is named by references; papers never are in it. Steps of both sides stand in it, each side adds its own.
 */

const text = z.string();
const when = z.iso.datetime();
const day = z.iso.date();

/** The side of whoever began it; every other side is the id of its agency. */
export const FROM = 'from';

export const stages = ['charged', 'first-hearing', 'plea', 'trial', 'sentence', 'ended'] as const;
export const says = ['all', 'part', 'none', 'not-held'] as const;
export const grounds = ['duty', 'order', 'rule', 'power', 'consent'] as const;
export const whyWithheld = [
  'not-relevant',
  'third-party',
  'harm',
  'court-papers',
  'privilege',
  'other',
] as const;
export const views = ['no-objection', 'limits', 'objects'] as const;
export const outcomes = ['disclose', 'withhold', 'judge'] as const;
export const rulings = ['granted', 'refused'] as const;
export const endings = ['done', 'not-needed', 'mistake'] as const;
export const ways = ['meeting', 'phone', 'writing'] as const;

/** A timetable: what is told again when it changes. Courts are agencies of the policy pack. */
const dates = z.object({
  stage: z.enum(stages).optional(),
  criminalCourt: text.optional(),
  criminalOn: day.optional(),
  trialOn: day.optional(),
  familyCourt: text.optional(),
  familyOn: day.optional(),
});
export type Dates = z.infer<typeof dates>;

const common = { side: text, n: z.number().int().min(1), at: when, by: user };

const step = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('opened') }),
  z.object({ ...common, kind: z.literal('changed'), dates }),
  /** By hand, to somebody who has no part in Sharewell: which step of ours they have now. */
  z.object({ ...common, kind: z.literal('sent'), to: text, of: z.number().int(), on: day, how: text }),
  z.object({
    ...common,
    kind: z.literal('acknowledged'),
    agency: text,
    of: z.number().int(),
    on: day.optional(),
  }),
  z.object({
    ...common,
    kind: z.literal('replied'),
    agency: text,
    says: z.enum(says),
    items: text.optional(),
    withheld: text.optional(),
    reasons: z.array(z.enum(whyWithheld)).optional(),
    basis: z.enum(grounds).optional(),
    /** Our own decision to share it: its reference stays here. */
    decision: text.optional(),
    on: day.optional(),
  }),
  z.object({ ...common, kind: z.literal('hearing'), on: day }),
  z.object({
    ...common,
    kind: z.literal('ruled'),
    ruling: z.enum(rulings),
    order: text,
    terms: text.optional(),
    until: day.optional(),
  }),
  z.object({ ...common, kind: z.literal('consulted'), on: day, how: z.enum(ways) }),
  z.object({ ...common, kind: z.literal('viewed'), view: z.enum(views), reasons: text }),
  z.object({ ...common, kind: z.literal('settled'), outcome: z.enum(outcomes), reasons: text }),
  z.object({
    ...common,
    kind: z.literal('released'),
    items: text,
    how: text,
    on: day,
    decision: text.optional(),
  }),
  z.object({ ...common, kind: z.literal('held'), outcome: text }),
  z.object({ ...common, kind: z.literal('closed'), why: z.enum(endings) }),
]);
export type Step = z.infer<typeof step>;
export type Kind = Step['kind'];
export type StepOf<K extends Kind> = Extract<Step, { kind: K }>;

/** `here`: somebody there hears of it by Sharewell. */
const party = z.object({ agency: text, here: z.boolean(), contact: text.optional() });
export type Party = z.infer<typeof party>;

/** What goes from one agency to the other: nothing else does. */
export const sharedFields = {
  /** One name for all records of it. */
  thread: text,
  flow: z.enum(flows),
  from: z.object({ agency: text, worker: text.optional() }),
  criminalRef: text.optional(),
  familyRef: text.optional(),
  material: text.optional(),
  relevance: text.optional(),
  proportionality: text.optional(),
  officer: text.optional(),
  beganOn: day.optional(),
  appliedOn: day.optional(),
  receivedOn: day.optional(),
  /** Asked about a victim, in the way that the code on such requests wants. */
  victim: z.boolean().optional(),
  dates,
  openedAt: when,
  /** When whoever is asked should answer. */
  dueAt: when.optional(),
  steps: z.array(step),
};

export const statuses = [
  ...(['sending', 'sent', 'acknowledged', 'replied', 'told'] as const),
  ...(['consulting', 'asked', 'listed', 'ready', 'refused', 'released', 'held', 'closed'] as const),
] as const;
export type Status = (typeof statuses)[number];

export const lateKinds = ['send', 'acknowledge', 'reply'] as const;
export type Late = (typeof lateKinds)[number];

export const courtFlowSchema = z.object({
  ...baseFields,
  ...sharedFields,
  type: z.literal('courtFlow'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  aim: z.number().int().min(1).max(9),
  side: text,
  to: z.array(party),
  /** Of an application: the court that is asked, and the parties of its case by their part in it. */
  court: text.optional(),
  parties: text.optional(),
  /** The rule by which papers of a family case may go, or that an order allows it, or none. */
  rule: text.optional(),
  /** Until when it should be sent or acknowledged, and when somebody is asked again. */
  ackBy: when.optional(),
  chaseAt: when.optional(),
  chases: z.number().int(),
  late: z.array(z.enum(lateKinds)),
  recommendation: z.object({ citations: z.array(z.object({ id: text, section: text })) }),
  answers: answersField,
});
export type CourtFlow = z.infer<typeof courtFlowSchema>;
