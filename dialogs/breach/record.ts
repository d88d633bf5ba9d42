import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';

/**
 * A breach, from the first word of it to its end. What somebody did wrong has no field: what happened has, who may be
 * hurt, what was done about it, and by when the law wants what.
 */

const text = z.string();
const when = z.iso.datetime();

/** What went wrong, as whoever notices it would say. */
export const classes = [
  'misdirected',
  'confidentiality',
  'over-disclosure',
  'onward',
  'insecure',
  'availability',
  'integrity',
  'agreement',
  'failure-to-share',
] as const;
export type BreachClass = (typeof classes)[number];

/** Who may have seen it, or has it now. */
export const exposures = [
  'nobody',
  'colleague',
  'professional',
  'outsider',
  'public',
  'hostile',
  'not-known',
] as const;
export type Exposure = (typeof exposures)[number];

/** What was done in the first minutes. */
export const steps = [
  'recalled',
  'deleted',
  'returned',
  'access-closed',
  'locked',
  'searched',
  'person-safe',
  'shared-now',
  'told-manager',
  'none',
] as const;
export type Step = (typeof steps)[number];

/** How many people, as a guess: whoever leads counts them later. */
export const counts = ['one', 'few', 'tens', 'hundreds', 'thousands', 'not-known'] as const;
export type Count = (typeof counts)[number];

/** What is recommended or decided: each with what it rests on. */
const verdict = z.object({ b: z.boolean(), reasons: text });

export const assessmentSchema = z.object({
  at: when,
  by: user,
  /** The answers that it rests on, as they were given. */
  facts: z.record(z.string(), z.unknown()),
  risk: z.enum(['none', 'unlikely', 'risk', 'high']),
  recommended: z.object({
    report: z.boolean(),
    tell: z.boolean(),
    urgent: z.boolean(),
    reasons: z.array(text),
    citations: z.array(z.object({ id: text, section: text, title: text.optional() })),
  }),
  report: verdict,
  tell: verdict,
});
export type Assessment = z.infer<typeof assessmentSchema>;

const task = z.object({
  n: z.number().int().min(1),
  text,
  /** A post or a person, as it was written. */
  owner: text,
  due: z.iso.date(),
  doneAt: when.optional(),
  overdue: z.boolean(),
});

/** What a partner whose information is involved was told, and what they said. */
const partnerTold = z.object({
  partner: text,
  agency: text,
  at: when,
  heardAt: when.optional(),
  /** The reference of their own record, and what they added: each in their words, with its time. */
  theirRef: text.optional(),
  notes: z.array(z.object({ at: when, text })),
});

export const statuses = [
  'reported',
  'contained',
  'assessed',
  'notified',
  'not-notified',
  'investigated',
  'closed',
] as const;

export const breachSchema = z.object({
  ...baseFields,
  type: z.literal('breach'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  what: text,
  class: z.array(z.enum(classes)).min(1),
  occurredAt: when.optional(),
  foundAt: when,
  /** When anybody of the agency first knew: the clock runs from here. */
  awareAt: when,
  /** By when the regulator is to know, if they are to know. */
  reportBy: when,
  subjectsRef: z.array(text),
  count: z.enum(counts),
  /** As whoever leads counted or reckoned them. */
  countEstimate: z.number().int().optional(),
  dataKinds: z.array(text),
  exposedTo: z.enum(exposures),
  containment: z.object({
    done: z.array(z.enum(steps)),
    text: text.optional(),
    /** What whoever leads did after that, and whether it is still out there. */
    after: z.object({ at: when, text, out: z.enum(['no', 'yes', 'not-known']) }).optional(),
  }),
  /** The very message that went astray: where it is, never what it says. */
  message: z.object({ platform: z.enum(['teams', 'slack']), sentAt: when.optional(), link: text }).optional(),
  /** The partner whose information it was. */
  originator: text.optional(),
  partnersNotified: z.array(partnerTold),
  /** Partners whom a decision shared it with: ids of the policy pack. */
  recipients: z.array(text),
  /** What partners tell us of it comes under this name. */
  thread: text,
  /** It breaks what partners agreed with each other: it stands in the central register too. */
  ofProtocol: z.boolean(),
  /** Who leads: the first of the agency's own breach route. */
  lead: text,
  responsibleAgency: text,
  riskToPeople: z.enum(['none', 'unlikely', 'risk', 'high', 'not-assessed']),
  highRisk: z.boolean(),
  assessment: assessmentSchema.optional(),
  /** Earlier ones, the newest last. */
  assessedBefore: z.array(assessmentSchema),
  regulator: z
    .object({
      decision: z.enum(['report', 'not-report']),
      reasons: text,
      at: when.optional(),
      reference: text.optional(),
      lateReason: text.optional(),
    })
    .optional(),
  /** Health and care bodies report through the toolkit of their own. */
  toolkit: z
    .object({ decision: z.enum(['reported', 'not-needed']), reference: text.optional(), at: when })
    .optional(),
  peopleTold: z.object({ at: when.optional(), how: text.optional(), reasonNot: text.optional() }).optional(),
  cause: text.optional(),
  lessons: text.optional(),
  /** What was learnt since, and what a time or a state was changed for. */
  added: z.array(z.object({ at: when, by: user, text })),
  actions: z.array(task),
  closedBy: user.optional(),
  closedAt: when.optional(),
  /** By when something is owed to the regulator; nothing once that is settled. */
  dueAt: when.optional(),
  /** Whoever leads has done something; until then they are asked again. */
  heededAt: when.optional(),
  chases: z.number().int(),
  chaseAt: when.optional(),
  /** The last reminder: so many hours before the end. When it was last said that it is over. */
  warned: z.number().int().optional(),
  overdueSaidAt: when.optional(),
  tasksSaidOn: z.iso.date().optional(),
  /** How often the central register was told. */
  entered: z.number().int(),
  answers: answersField,
});
export type Breach = z.infer<typeof breachSchema>;
