import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';

/**
 * Another agency tells us that something which involves us went wrong: a breach, a complaint, a claim. References and
 * codes only. We say that we heard, add what we know, and link a record of our own.
 */

const text = z.string();
const when = z.iso.datetime();

export const kinds = ['breach', 'complaint', 'claim'] as const;
export type LiaisonKind = (typeof kinds)[number];

/** What goes to the other agency: nothing else does. */
export const liaisonInput = z.object({
  kind: z.enum(kinds),
  /** What sort of it: a code of the dialog that tells. */
  code: text,
  /** Their agency, and the thread that their record listens on. */
  from: text,
  thread: text,
  theirRef: text,
  /** Which of our partners is meant, and the reference by which we know what it is about. */
  partner: text,
  about: z.array(text),
  urgent: z.boolean(),
});
export type LiaisonInput = z.infer<typeof liaisonInput>;

/** What goes back, to the action `heard` of their record: all that we said so far. */
export const liaisonNews = z.object({
  partner: text,
  agency: text,
  heardAt: when.optional(),
  theirRef: text.optional(),
  notes: z.array(z.object({ at: when, text })),
});
export type LiaisonNews = z.infer<typeof liaisonNews>;

export const statuses = ['told', 'heard', 'linked'] as const;

export const liaisonSchema = z.object({
  ...baseFields,
  ...liaisonInput.shape,
  type: z.literal('liaison'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  /** Where the answer goes: that somebody has heard it, or that nobody has. */
  origin: z.object({ agency: text, id: text }),
  heardAt: when.optional(),
  heardBy: user.optional(),
  notes: z.array(z.object({ at: when, text, by: user })),
  /** The record of our own that was opened from it. */
  ownRef: text.optional(),
  chases: z.number().int(),
  answers: answersField,
});
export type Liaison = z.infer<typeof liaisonSchema>;
