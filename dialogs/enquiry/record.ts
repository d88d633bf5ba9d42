import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';
import { ratings } from '../policy/catalogue.ts';

/**
 * One case that agencies of a hub ask each other about. It belongs to the hub: every member sees it. What an agency
 * holds never stands here, only that it does; the sharing itself is a decision of its own, in its own records.
 */

const text = z.string();
const when = z.iso.datetime();
const count = z.number().int();

/** What an agency has said: nothing yet, or one of the four answers. */
export const replies = ['asked', 'holds', 'nothing', 'needs-time', 'cannot'] as const;
export type ReplyState = (typeof replies)[number];

/** What came of the agency's own sharing decision. */
export const decided = ['deciding', 'to-send', 'shared', 'limited', 'not-shared', 'waiting'] as const;
export type Decided = (typeof decided)[number];

export const levels = ['low', 'medium', 'high', 'very-high'] as const;
/** What kind of thing an agency holds, and how worried it makes them: never what it says. */
export const natures = ['health', 'social-care', 'offence', 'education', 'housing', 'other'] as const;
export const marks = [...levels, 'not-known'] as const;
export const timeWhys = ['looking', 'away', 'consent', 'advice', 'others'] as const;
export const changeWhys = ['found', 'mistake', 'thought-again', 'other'] as const;

const request = z.object({
  agency: text,
  askedAt: when,
  dueAt: when,
  state: z.enum(replies),
  answeredAt: when.optional(),
  by: user.optional(),
  byName: text.optional(),
  /** Why not, or why not yet, as a code; and when an agency that needs time will answer. */
  why: text.optional(),
  until: when.optional(),
  nature: z.array(z.enum(natures)).optional(),
  mark: z.enum(marks).optional(),
  /** Why it says something else than before: what it said then is in the version before. */
  changed: z.enum(changeWhys).optional(),
  decided: z.enum(decided).optional(),
  /** The agency's own record of its decision, and which news of it we have. */
  decisionRef: text.optional(),
  decidedAt: when.optional(),
  decisionN: count.optional(),
  late: z.boolean(),
  remindAt: when.optional(),
  chaseAt: when.optional(),
  chases: count,
});
export type Request = z.infer<typeof request>;

const risk = z.object({ n: count, text, agency: text, level: z.enum(levels), at: when, by: user });
const dissent = z.object({ agency: text, text, at: when, by: user });
const task = z.object({
  n: count,
  text,
  agency: text,
  owner: text,
  due: z.iso.date(),
  doneAt: when.optional(),
  overdue: z.boolean(),
  chaseAt: when.optional(),
  chases: count,
});
export type Task = z.infer<typeof task>;

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

export const statuses = ['open', 'assessed', 'closed'] as const;
export const outcomes = ['together', 'one-agency', 'elsewhere', 'nothing-more'] as const;
/** What the referrer says of what they got. */
export const feedbacks = ['received', 'used', 'more-needed'] as const;

/** What whoever asked hears, each time it changes for them: how many, and never who said what. */
export const enquiryNews = z.object({
  n: count,
  enquiry: text,
  status: z.enum(statuses),
  rating: z.enum(ratings),
  counts: z.object({ all: count, answered: count, holds: count, shared: count, cannot: count, late: count }),
  outcome: z.enum(outcomes).optional(),
  words: text.optional(),
});
export type EnquiryNews = z.infer<typeof enquiryNews>;

/** A message that is still to be sent: a commit holds only so many. */
const owed = z.object({
  to: text,
  agency: text,
  kind: text,
  params: z.record(z.string(), text),
  action: text.optional(),
});
export type Owed = z.infer<typeof owed>;

export const enquirySchema = z.object({
  ...baseFields,
  ...enquiryInput.shape,
  type: z.literal('enquiry'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  openedAt: when,
  ledBy: z.object({ person: text, agency: text, name: text }).optional(),
  ratingWhy: text.optional(),
  requests: z.array(request),
  risks: z.array(risk),
  victim: z.object({ wishes: text, needs: text, safety: text, at: when, by: user }).optional(),
  level: z.enum(levels).optional(),
  dissent: z.array(dissent),
  plan: z.array(task),
  outcome: z.object({ code: z.enum(outcomes), text, at: when, by: user }).optional(),
  feedback: z.object({ code: z.enum(feedbacks), at: when }).optional(),
  disputes: z.array(
    z.object({ agency: text, by: text, ref: text, at: when, say: z.enum(['share', 'not-share']).optional() }),
  ),
  owed: z.array(owed),
  /** How many messages, marks of the clock and pieces of news there were: each has a name of its own by this. */
  told: count,
  ticks: count,
  news: count,
  answers: answersField,
});
export type Enquiry = z.infer<typeof enquirySchema>;
