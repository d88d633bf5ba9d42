import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';

/** A decision made in the urgent lane: kept at once, completed afterwards. */
export const urgentRecordSchema = z.object({
  ...baseFields,
  type: z.literal('decision'),
  lane: z.literal('urgent'),
  schemaVersion: z.literal(1),
  status: z.enum(['to-complete', 'completed']),
  direction: z.literal('out'),
  subjectRef: z.string(),
  caseRef: z.string().min(1),
  risk: z.string().min(1),
  shared: z.string().min(1),
  with: z.string().min(1),
  whyNow: z.string().min(1),
  sharedAt: z.iso.datetime(),
  /** Told, not asked. Null where nobody is registered to be told, and the card says so. */
  managerTold: z.object({ who: z.string(), at: z.iso.datetime() }).nullable(),
  answers: answersField,
  recommendation: z.object({
    outcome: z.literal('SHARE'),
    reasons: z.array(z.string()),
    citations: z.array(z.object({ id: z.string(), section: z.string() })),
  }),
  final: z.object({ outcome: z.literal('SHARE'), by: user, at: z.iso.datetime() }),
  completeBy: z.iso.datetime(),
  overdue: z.boolean(),
  reminders: z.number().int(),
  completedAt: z.iso.datetime().optional(),
  receiptConfirmed: z.object({ at: z.iso.datetime(), by: user }).optional(),
  adviceFrom: z.string().optional(),
  adviceOutcome: z.string().optional(),
  told: z
    .object({ b: z.boolean(), when: z.enum(['yes', 'not-yet', 'no']), reason: z.string().optional() })
    .optional(),
});

export type UrgentRecord = z.infer<typeof urgentRecordSchema>;
