import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';
import { ratings } from '../policy/catalogue.ts';

/**
 * One case that agencies of a hub ask each other about. It belongs to the hub: every member sees it. What an agency
 * holds never stands here, only that it does; the sharing itself is a decision of its own, in its own records.
 */

const text = z.string();
const when = z.iso.datetime();

/** What an agency has said: nothing yet, or one of the four answers. */
export const replies = ['asked', 'holds', 'nothing', 'needs-time', 'cannot'] as const;
export type ReplyState = (typeof replies)[number];

/** What came of the agency's own sharing decision. */
export const decided = ['deciding', 'shared', 'limited', 'not-shared', 'waiting'] as const;

const request = z.object({
  agency: text,
  askedAt: when,
  dueAt: when,
  state: z.enum(replies),
  answeredAt: when.optional(),
  by: user.optional(),
  byName: text.optional(),
  /** Why not, as a code; and when an agency that needs time will answer. */
  why: text.optional(),
  until: when.optional(),
  decided: z.enum(decided).optional(),
  /** The agency's own record of its decision. */
  decisionRef: text.optional(),
  late: z.boolean(),
  chases: z.number().int(),
});
export type Request = z.infer<typeof request>;

export const levels = ['low', 'medium', 'high', 'very-high'] as const;

const risk = z.object({ n: z.number().int(), text, agency: text, level: z.enum(levels), at: when, by: user });
const dissent = z.object({ agency: text, text, at: when, by: user });
const task = z.object({
  n: z.number().int(),
  text,
  agency: text,
  owner: text,
  due: z.iso.date(),
  doneAt: when.optional(),
  overdue: z.boolean(),
});

/** What whoever asks hands over: references and plain questions, never who it is about. */
export const enquiryInput = z.object({
  hub: text,
  /** The request in the records of whoever asked, and how to answer them. */
  from: z.object({ agency: text, person: text, name: text, ref: text, thread: text }),
  caseRef: text,
  question: text,
  rating: z.enum(ratings),
  why: text,
  agencies: z.array(text).min(1),
});
export type EnquiryInput = z.infer<typeof enquiryInput>;

/** What whoever asked hears, each time it changes for them. */
export const enquiryNews = z.object({
  n: z.number().int(),
  enquiry: text,
  status: text,
  outcome: text.optional(),
});

export const statuses = ['open', 'assessed', 'closed'] as const;

export const enquirySchema = z.object({
  ...baseFields,
  ...enquiryInput.shape,
  type: z.literal('enquiry'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  openedAt: when,
  requests: z.array(request),
  risks: z.array(risk),
  victim: z.object({ wishes: text, needs: text, safety: text, at: when, by: user }).optional(),
  level: z.enum(levels).optional(),
  dissent: z.array(dissent),
  plan: z.array(task),
  outcome: z.object({ code: text, text, at: when, by: user }).optional(),
  disputes: z.array(z.object({ agency: text, by: text, at: when })),
  answers: answersField,
});
export type Enquiry = z.infer<typeof enquirySchema>;
