import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';

/**
 * A dispute as one of the two agencies keeps it. What both know of it is its steps: each side adds its own, and tells
 * the other all that it has. What was advised stays with whoever was advised.
 */

const text = z.string();
const when = z.iso.datetime();

/** `a` opened it. */
export const sides = ['a', 'b'] as const;
export type Side = (typeof sides)[number];
export const otherOf = (side: Side): Side => (side === 'a' ? 'b' : 'a');

/** Why the one that holds it does not share it, or not as it was asked. */
export const points = [
  'no-consent',
  'law',
  'confidential',
  'need',
  'too-much',
  'risk',
  'route',
  'slow',
  'other',
] as const;
export type Point = (typeof points)[number];

/** What it led to, the worst last. */
export const impacts = ['none', 'not-known', 'delay', 'late-help', 'risk', 'harm'] as const;
export type Impact = (typeof impacts)[number];

export const ways = ['phone', 'meeting', 'email', 'no-answer'] as const;
export const advisers = ['caldicott', 'dpo'] as const;
export const answers = ['share', 'not-share', 'unresolved'] as const;
export type Say = (typeof answers)[number];

const tier = z.union([z.literal(1), z.literal(2)]);
export type Tier = z.infer<typeof tier>;

const common = { side: z.enum(sides), n: z.number().int().min(1), at: when, by: user };

const step = z.discriminatedUnion('kind', [
  /** Whom a side sends into a stage: a person's id. */
  z.object({ ...common, kind: z.literal('meets'), tier, who: text }),
  z.object({ ...common, kind: z.literal('tried'), how: z.enum(ways) }),
  z.object({
    ...common,
    kind: z.literal('said'),
    tier,
    round: z.number().int().min(1),
    say: z.enum(answers),
    name: text,
    reasons: text.optional(),
    impact: z.enum(impacts).optional(),
  }),
  /** Nobody agreed in the time there was. */
  z.object({ ...common, kind: z.literal('passed') }),
  /** Only that advice was taken, and whose. */
  z.object({ ...common, kind: z.literal('advised'), role: z.enum(advisers) }),
  z.object({ ...common, kind: z.literal('urgent') }),
  z.object({ ...common, kind: z.literal('filed') }),
]);
export type Step = z.infer<typeof step>;
export type Said = Extract<Step, { kind: 'said' }>;

const party = z.object({ agency: text, partner: text.optional(), worker: text });

/** What goes from one agency to the other: nothing else does. */
export const sharedFields = {
  /** One name for both records. */
  thread: text,
  parties: z.object({ a: party, b: party }),
  /** Who asks for what the other holds. */
  wants: z.enum(sides),
  point: z.enum(points),
  sentence: text,
  about: text,
  openedAt: when,
  steps: z.array(step),
};

export const statuses = ['stage1', 'stage2', 'decided', 'closed'] as const;
export type Status = (typeof statuses)[number];

export const disputeSchema = z.object({
  ...baseFields,
  ...sharedFields,
  type: z.literal('dispute'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  side: z.enum(sides),
  /** The highest stage that somebody of ours was asked in. */
  tier,
  /** The people of the other side, as they were introduced. */
  people: z.record(z.string(), z.object({ name: text, post: text })),
  /** What we were advised: it stays with us. */
  counsel: z.object({ role: z.enum(advisers), text, at: when, by: user }).optional(),
  /** When the stage should be over, and when whoever is asked is asked again. */
  dueAt: when.optional(),
  chaseAt: when.optional(),
  chases: z.number().int(),
  /** Stages that took longer than they may. */
  late: z.array(z.enum(statuses)),
  answers: answersField,
});
export type Dispute = z.infer<typeof disputeSchema>;
