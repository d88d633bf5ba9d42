import { z } from 'zod';
import { answersField, baseFields } from '../engine/base.ts';

/** A consent that was checked, with nothing shared: what was found, and all that it failed on. */

const text = z.string();

export const consentCheckSchema = z.object({
  ...baseFields,
  type: z.literal('consentCheck'),
  schemaVersion: z.literal(1),
  status: z.literal('checked'),
  subjectRef: text,
  /** The consent that was found on record; where there is none, what the person said of it was checked. */
  consentRef: text.optional(),
  verdict: z.enum(['VALID', 'PARTIAL', 'NOT_VALID']),
  recipient: text,
  purpose: text,
  answers: answersField,
  recommendation: z.object({
    outcome: text,
    reasons: z.array(text),
    citations: z.array(z.object({ id: text, section: text })),
  }),
});

export type ConsentCheckRecord = z.infer<typeof consentCheckSchema>;
