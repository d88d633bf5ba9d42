import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';

/** What a decision leaves: every answer, what was recommended and why, and what the person decided. */

const text = z.string();
const when = z.iso.datetime();
const side = z.object({ what: text, likelihood: text, severity: text });
const item = z.object({
  label: text,
  kind: z.enum(['fact', 'opinion']),
  source: text,
  date: z.iso.date(),
  necessary: z.boolean(),
  sensitive: z.boolean(),
  thirdParty: z.boolean(),
  verified: z.boolean(),
  withheld: z.boolean(),
});

export const statuses = [
  'decided',
  'held',
  'awaiting-consent',
  'awaiting-originator',
  'awaiting-advice',
  'awaiting-approval',
  'shared',
  'closed',
] as const;

export const decisionRecordSchema = z.object({
  ...baseFields,
  type: z.literal('decision'),
  lane: z.literal('decision'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  direction: z.enum(['in', 'out']),
  requester: z.object({ kind: text, idCheck: text }),
  subjectRef: text,
  subjectKind: text.optional(),
  ageBand: text.optional(),
  recipient: z.array(z.object({ id: text.optional(), name: text, idCheck: text })),
  purpose: z.array(text),
  purposeText: text.optional(),
  power: text.optional(),
  identifiable: text.optional(),
  smallCells: text.optional(),
  confidential: z.object({ b: z.boolean(), reason: text.optional() }).optional(),
  harmMarks: z.array(text),
  consentResult: text.optional(),
  consentFailures: z.array(text).optional(),
  consentRefs: z.array(text).optional(),
  consentEvidence: z.object({ words: text, takenBy: user, at: when }).optional(),
  inappropriateGrounds: z.array(z.object({ ground: text, facts: text })).optional(),
  gateway: z.array(text).optional(),
  restriction: z.array(text).optional(),
  vitalInterest: z.object({ why: text }).optional(),
  pit: z
    .object({
      whoAtRisk: text,
      harmIfNot: side,
      harmIfShared: side,
      threat: z.boolean(),
      proof: text,
      interestsFor: z.array(text),
      interestsAgainst: z.array(text),
      necessity: text,
      proportionality: text,
      overrideGround: text.optional(),
      decidedBy: user,
    })
    .optional(),
  article8: z.boolean().optional(),
  detrimentReasons: text.optional(),
  items: z.array(item).optional(),
  /** How people can be left out of it. */
  optOut: z.object({ method: text }).optional(),
  sixTests: z
    .object({
      necessary: z.boolean(),
      proportionate: z.boolean(),
      relevant: z.boolean(),
      accurate: z.boolean(),
      timely: z.boolean(),
      secure: z.boolean(),
    })
    .optional(),
  method: text.optional(),
  transferAt: when.optional(),
  receiptConfirmed: z.object({ at: when, by: user }).optional(),
  receipt: z.object({ answer: text, helped: text.optional(), note: text.optional() }).optional(),
  wellbeing: z.object({ who: text, couldHarm: text.optional() }).optional(),
  openness: z.object({ told: text, reasonNot: text.optional() }).optional(),
  lawfulBasis: z.object({ article6: text, further: text, line: text }).optional(),
  answers: answersField,
  assumed: z.array(z.object({ row: text, value: text })),
  recommendation: z.object({
    outcome: text,
    reasons: z.array(text),
    citations: z.array(z.object({ id: text, section: text })),
  }),
  final: z.object({ outcome: text, by: user, at: when }),
  departure: z.object({ reason: text, escalated: z.boolean() }).optional(),
  notShared: z.object({ consequences: text, mitigation: text }).optional(),
  agenciesInvolved: z.array(text).optional(),
  codesConsidered: z.array(text).optional(),
  dueAt: when.optional(),
  overdue: z.boolean().optional(),
  /** The decision that went on from this one, which had waited. */
  resumedBy: text.optional(),
  /** Whom it was taken to, and what they said: the last of them counts. */
  approvals: z.array(z.object({ ref: text, status: text, at: when, who: text.optional() })).optional(),
  /** Why it went although nobody had said yes. */
  wentOn: z.object({ reason: text, at: when }).optional(),
  answered: z.object({ answer: text, note: text.optional(), at: when }).optional(),
});

export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
