import { z } from 'zod';
import { answersField, baseFields } from '../engine/base.ts';
import { enquiryInput, enquiryNews, feedbacks } from '../enquiry/record.ts';

/** What somebody asked the hub, in the records of their own agency; and what the hub has said since. */

const text = z.string();
const { counts, outcome, words } = enquiryNews.shape;

export const statuses = ['sent', 'open', 'assessed', 'closed'] as const;

export const enquiryRequestSchema = z.object({
  ...baseFields,
  type: z.literal('enquiryRequest'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  ...enquiryInput.omit({ from: true }).shape,
  agencies: z.array(text),
  /** The hub's own reference, as soon as it is known; and which news of it we have. */
  enquiry: text.optional(),
  n: z.number().int(),
  counts: counts.optional(),
  ...{ outcome, words },
  feedback: z.array(z.object({ code: z.enum(feedbacks), at: z.iso.datetime() })),
  answers: answersField,
});
export type EnquiryRequest = z.infer<typeof enquiryRequestSchema>;
