import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';

/** A consent as it was given, and everything that became of it. Nothing in it is ever taken out: changes are added. */

const text = z.string();
const when = z.iso.datetime();
const day = z.iso.date();

/** A partner of the register, or somebody named who is not on it. */
export const recipient = z.object({ id: text.optional(), name: text });
export type Recipient = z.infer<typeof recipient>;

/** In the order they are come to; those that wait for nobody are named with the lifecycle. */
export const states = [
  'sought',
  'given',
  'amended',
  'restricted',
  'expired',
  'refused',
  'withdrawn',
  'answered',
] as const;
export type ConsentState = (typeof states)[number];

export const changeKinds = ['refuse', 'withdraw', 'restrict', 'amend', 'renew', 'expire'] as const;
export type ChangeKind = (typeof changeKinds)[number];

const change = z.object({
  /** Tells it apart within its record: `withdraw-2`. */
  id: text,
  change: z.enum(changeKinds),
  from: when,
  /** What was changed, in the words of whoever took it; empty where it is all of it. */
  detail: text,
  takenBy: user,
  reason: text.optional(),
  consequencesExplained: z.boolean().optional(),
  /** Partners whose agency is told by Sharewell. */
  told: z.array(recipient),
  /** Those that no bot reaches: a person tells them. */
  byHand: z.array(recipient),
  continuing: z
    .object({ ground: text, citation: text.optional(), facts: text, by: user, at: when })
    .optional(),
});
export type ConsentChange = z.infer<typeof change>;

export const consentRecordSchema = z.object({
  ...baseFields,
  type: z.literal('consent'),
  schemaVersion: z.literal(1),
  status: z.enum(states),
  /** Agreement to take part in a service is kept apart: it lets nobody share. */
  about: z.enum(['sharing', 'service']),
  /** Written down by whoever asked, or left by a decision that rests on it. */
  source: z.enum(['asked', 'decision']),
  subjectRef: text,
  ageBand: text.optional(),
  service: text.optional(),
  giver: z
    .object({
      kind: text,
      /** Why they may decide. */
      basis: text.optional(),
      assessedBy: text.optional(),
      at: when,
    })
    .optional(),
  informed: z.array(text),
  free: text.optional(),
  form: z.enum(['explicit', 'implied']).optional(),
  /** Why the person would expect this sharing, where they did not say yes in words. */
  impliedBasis: text.optional(),
  medium: z.enum(['verbal', 'signed', 'electronic', 'on-file']).optional(),
  evidence: z
    .object({ date: day, takenBy: user, words: text.optional(), formLocation: text.optional() })
    .optional(),
  scope: z.object({
    items: z.array(text),
    recipients: z.array(recipient),
    purposes: z.array(text),
    from: day,
    to: day.optional(),
  }),
  exclusions: z.object({ items: z.array(text), recipients: z.array(recipient) }),
  refusal: z.object({ reason: text.optional(), consequencesExplained: z.boolean() }).optional(),
  /** It holds until the end of this day, or of `scope.to` where that is earlier. */
  reviewOn: day.optional(),
  /** The end of which somebody was reminded: once, however often it was set. */
  reminded: day.optional(),
  /** Asked and not answered: when it is looked at again. */
  dueAt: when.optional(),
  overdue: z.boolean().optional(),
  /** Since when its state holds: of several consents the latest word counts. */
  stateAt: when,
  /** What became of a young person's entry at eighteen. */
  after18: text.optional(),
  /** Decisions that share on it, by whom they were made, and whom they send to. */
  usedBy: z.array(z.object({ ref: text, by: text.optional(), at: when, recipients: z.array(recipient) })),
  changes: z.array(change),
  /** Still to be told of the last change, a few at a time. */
  toTell: z.array(recipient),
  /** Whom no message reached: somebody must ring them. */
  unreached: z.array(recipient),
  toldByHand: z.array(z.object({ name: text, how: text, at: when, by: user })),
  /** Decisions that waited for the answer. */
  waited: z.array(text),
  /** Of these the one that whoever wrote the answer down goes on with. */
  goesOn: text.optional(),
  answers: answersField,
  recommendation: z.object({
    outcome: text,
    reasons: z.array(text),
    citations: z.array(z.object({ id: text, section: text })),
  }),
});

export type ConsentRecord = z.infer<typeof consentRecordSchema>;
