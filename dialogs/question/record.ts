import { z } from 'zod';
import { baseFields } from '../engine/base.ts';

/** A question that the guidance did not answer, without anything that could tell whom it is about or who asked. */

export const whys = ['unknown', 'none-of-these', 'not-helpful'] as const;
export const setAsides = ['answered-already', 'not-ours', 'no-question'] as const;

export const questionRecordSchema = z.object({
  ...baseFields,
  type: z.literal('question'),
  schemaVersion: z.literal(1),
  status: z.enum(['open', 'answered', 'setAside']),
  textDeidentified: z.string().min(1).max(200),
  /** The entry that was shown and did not help. */
  matched: z.string().optional(),
  why: z.enum(whys),
  answered: z.boolean(),
  /** The entry that somebody wrote to answer it. */
  answer: z.string().optional(),
  setAside: z.enum(setAsides).optional(),
});

export type QuestionRecord = z.infer<typeof questionRecordSchema>;
