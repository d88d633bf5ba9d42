import { z } from 'zod';
import { impacts, points } from '../dispute/record.ts';
import { answersField, baseFields } from '../engine/base.ts';

/** That somebody would not share, why, and what it led to. What follows for whoever refused is not kept here. */

export const refusalSchema = z.object({
  ...baseFields,
  type: z.literal('refusal'),
  schemaVersion: z.literal(1),
  status: z.enum(['recorded', 'overturned']),
  /** The partner refused us, or we refused them. */
  by: z.enum(['them', 'us']),
  partner: z.string(),
  decisionRef: z.string(),
  reason: z.enum(points),
  impact: z.enum(impacts),
  laterOverturned: z.boolean(),
  overturnedAt: z.iso.datetime().optional(),
  answers: answersField,
});
export type Refusal = z.infer<typeof refusalSchema>;
