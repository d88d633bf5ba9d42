import { z } from 'zod';
import { changeKinds } from '../consent/record.ts';
import { answersField, baseFields, user } from '../engine/base.ts';

/** What an agency keeps of being told that a consent changed: references only, and what it answered. */

const text = z.string();

export const consentNoticeSchema = z.object({
  ...baseFields,
  type: z.literal('consentNotice'),
  schemaVersion: z.literal(1),
  status: z.enum(['told', 'stopped', 'nothing', 'continuing']),
  change: z.enum(changeKinds),
  /** The agency that told us, and its references. */
  from: text,
  consentRef: text,
  refs: z.array(text),
  partner: text,
  /** Where the answer goes. */
  origin: z.object({ agency: text, id: text }),
  chases: z.number().int(),
  answeredAt: z.iso.datetime().optional(),
  answeredBy: user.optional(),
  continuing: z.object({ ground: text, citation: text.optional(), facts: text }).optional(),
  answers: answersField,
});

export type ConsentNotice = z.infer<typeof consentNoticeSchema>;
