import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';
import { partnerTold } from '../liaison/partners.ts';

/**
 * A complaint about how information was used: when it came, what it is about in codes, what the person was told and
 * when. Who is to blame has no field, and what becomes of anybody at work has none either: that stays outside.
 */

const text = z.string();
const when = z.iso.datetime();
const day = z.iso.date();

/** What the person says went wrong. */
export const abouts = [
  'not-told',
  'too-much',
  'wrong-person',
  'not-shared',
  'wrong-data',
  'no-access',
  'treatment',
  'other',
] as const;
export type About = (typeof abouts)[number];

export const outcomes = ['upheld', 'partly', 'not-upheld', 'withdrawn'] as const;

/** How the person got the paper with their rights. */
export const hows = ['letter', 'email', 'by-hand', 'read-out'] as const;

export const statuses = ['logged', 'acknowledged', 'progress', 'outcome', 'closed'] as const;

const note = z.object({ at: when, by: user, text });

export const complaintSchema = z.object({
  ...baseFields,
  type: z.literal('complaint'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  /** Who wrote it down: they may be the one who deals with it. */
  loggedBy: user,
  receivedOn: day,
  complainantRef: text,
  about: z.enum(abouts),
  aboutText: text.optional(),
  /** It says that confidence was broken: a breach record was opened with it. */
  alleges: z.boolean(),
  breachRef: text.optional(),
  /** Our reference of the sharing that it is about. */
  sharingRef: text.optional(),
  partnersLiaised: z.array(partnerTold),
  /** The agency's own procedure, as the policy pack had it then. */
  route: z.object({ title: text, url: text }).optional(),
  /** Somebody of those who are asked has it in hand. */
  seenAt: when.optional(),
  chases: z.number().int(),
  chaseAt: when.optional(),
  /** By which day the person is to hear next: that it came, later how it stands. */
  dueOn: day.optional(),
  /** When that day is over: from then on it is overdue. */
  dueAt: when.optional(),
  remindAt: z.array(when),
  lateAt: when.optional(),
  lates: z.number().int(),
  acknowledgedOn: day.optional(),
  rights: z.object({ how: z.enum(hows), at: when, by: user }).optional(),
  progress: z.array(note),
  more: z.array(note),
  outcome: z
    .object({ code: z.enum(outcomes), reasons: text, changes: text.optional(), at: when, by: user })
    .optional(),
  /** That it was passed on inside the agency, and nothing else. */
  referredInternally: z.object({ at: when, by: user }).optional(),
  answers: answersField,
});
export type Complaint = z.infer<typeof complaintSchema>;
