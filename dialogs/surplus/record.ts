import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';

/** Another agency destroyed something and asks whether copies are left with us: references only, and what we answered. */

export const answers = ['destroyed', 'nothing', 'keeping'] as const;
export type SurplusAnswer = (typeof answers)[number];

export const grounds = ['own-duty', 'in-use', 'hold'] as const;

const text = z.string();

export const surplusSchema = z.object({
  ...baseFields,
  type: z.literal('surplus'),
  lane: z.literal('surplus'),
  schemaVersion: z.literal(1),
  status: z.enum(['asked', ...answers]),
  /** Who asks, and the references of the note and of what was destroyed. */
  from: text,
  theirRef: text,
  about: text,
  partner: text,
  thread: text,
  origin: z.object({ agency: text, id: text }),
  chases: z.number().int(),
  answeredAt: z.iso.datetime().optional(),
  answeredBy: user.optional(),
  ground: z.enum(grounds).optional(),
  answers: answersField,
});

export type Surplus = z.infer<typeof surplusSchema>;
