import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';

/** A manager's view of a decision: what was asked, of whom, what was said, and how it ended. */

const text = z.string();
const when = z.iso.datetime();

export const approvalStatuses = ['asked', 'question', 'approved', 'rejected', 'withdrawn'] as const;
export type ApprovalStatus = (typeof approvalStatuses)[number];

/** It waits for somebody. */
export const open = ['asked', 'question'] as const satisfies readonly ApprovalStatus[];

export const asks = ['agree', 'advise', 'objection', 'refused', 'other'] as const;
export const urgencies = ['today', 'soon'] as const;

/** What is said on the way, with who said it. */
const turn = z.object({
  what: z.enum(['question', 'reply', 'passed', 'joined', 'stand-in']),
  at: when,
  by: user.optional(),
  name: text.optional(),
  text: text.optional(),
});
export type ApprovalTurn = z.infer<typeof turn>;

export const approvalRecordSchema = z.object({
  ...baseFields,
  type: z.literal('approval'),
  schemaVersion: z.literal(1),
  status: z.enum(approvalStatuses),
  decision: text,
  question: z.enum(asks),
  urgency: z.enum(urgencies),
  note: text.optional(),
  /** Why it was offered. */
  triggers: z.array(text),
  recommendation: z.object({ outcome: text, reasons: z.array(text) }).optional(),
  /** What the person decided themselves. */
  decided: text.optional(),
  /** It is about keeping people safe from harm or crime. */
  protects: z.boolean(),
  dueAt: when,
  overdue: z.boolean(),
  chases: z.number().int(),
  turns: z.array(turn),
  outcome: z.object({ by: user, name: text, at: when, reason: text.optional() }).optional(),
  answers: answersField,
});

export type ApprovalRecord = z.infer<typeof approvalRecordSchema>;
