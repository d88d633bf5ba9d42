import { z } from 'zod';
import { baseFields, user } from '../engine/base.ts';

/** What somebody asked a person, without naming anyone; what they said, and whether it was followed. */

export const roles = ['manager', 'safeguarding-lead', 'dpo', 'caldicott', 'siro', 'legal'] as const;
export type Role = (typeof roles)[number];

const text = z.string();
const when = z.iso.datetime();

const about = z.object({
  ref: text,
  dialog: text,
  draft: text.optional(),
  action: text.optional(),
  page: text.optional(),
  question: text.optional(),
  note: text.optional(),
});

export const adviceSchema = z.object({
  ...baseFields,
  type: z.literal('advice'),
  schemaVersion: z.literal(1),
  status: z.enum(['asked', 'unanswered', 'answered', 'closed']),
  about: about.optional(),
  /** The record that was made of what it is about. */
  decisionRef: text.optional(),
  /** What it was about ended without a record. */
  gone: z.boolean().optional(),
  /** The post that was asked first. */
  role: z.enum(roles),
  /** Who is asked now, or who answered. `stand-in` holds none of the posts that were asked. */
  adviser: user,
  adviserName: text.optional(),
  questionDeidentified: text.min(1),
  identityRevealed: z.object({ b: z.boolean(), reason: text.optional() }),
  dueAt: when,
  reassigned: z.array(
    z.object({ from: text, to: text, at: when, why: z.enum(['no-answer', 'passed-on', 'away']) }),
  ),
  /** Everybody who could be asked was asked, and once more. */
  reminded: z.boolean().optional(),
  answer: text.optional(),
  answeredAt: when.optional(),
  followed: z.object({ b: z.boolean(), reason: text.optional(), at: when }).optional(),
  takenBack: when.optional(),
});

export type AdviceRecord = z.infer<typeof adviceSchema>;
