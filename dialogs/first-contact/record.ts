import { z } from 'zod';
import { answersField, baseFields } from '../engine/base.ts';

const when = z.iso.datetime();

/** What somebody was told when they were first met, and whether they were asked to agree. */
export const firstContactRecordSchema = z.object({
  ...baseFields,
  type: z.literal('first-contact'),
  schemaVersion: z.literal(1),
  status: z.literal('done'),
  subjectRef: z.string().min(1),
  purposeExplained: when,
  partnersExplained: when,
  /** What they may see, change and refuse; left out where they have not heard it yet. */
  rightsExplained: when.optional(),
  consentAsked: z.object({
    b: z.boolean(),
    at: when,
    why: z.enum(['unsafe', 'not-now']).optional(),
    reason: z.string().optional(),
  }),
  /** The privacy notice that was there to be given to them. */
  noticeVersion: z.string().min(1),
  answers: answersField,
  recommendation: z.object({
    outcome: z.enum(['ASKED', 'NOT_ASKED']),
    reasons: z.array(z.string()),
    citations: z.array(z.object({ id: z.string(), section: z.string() })),
  }),
});

export type FirstContactRecord = z.infer<typeof firstContactRecordSchema>;
