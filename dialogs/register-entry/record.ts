import { z } from 'zod';
import { classes } from '../breach/record.ts';
import { impacts, points } from '../dispute/record.ts';
import { baseFields, user } from '../engine/base.ts';

/** One entry of the central register: codes, days and agencies. Nothing that anybody typed about a case, and no reference of one. */

const text = z.string();

export const kinds = ['dispute', 'refusal', 'breach'] as const;
export const stages = [
  'stage1',
  'stage2',
  'settled-1',
  'settled-2',
  'recorded',
  'overturned',
  'open',
  'closed',
] as const;
/** Why something was not shared, or what went wrong. */
export const reasonCodes = [...points, ...classes] as const;
/** What came of it: it was shared or not, or the regulator was told or need not be. */
export const outcomes = ['share', 'not-share', 'reported', 'not-reported'] as const;
export const tags = ['urgent', 'time-passed', 'overturned'] as const;

export const entryFields = {
  kind: z.enum(kinds),
  /** How far whoever told us was: an older word comes after a newer one now and then. */
  n: z.number().int(),
  /** The two that do not agree; of a breach, whoever reported it and the partner whose information it is. */
  agencies: z.array(text).min(1).max(2),
  /** Who holds what is not shared. */
  withheldBy: text.optional(),
  reasonCode: z.enum(reasonCodes),
  stage: z.enum(stages),
  openedAt: z.iso.datetime(),
  outcome: z.enum(outcomes).optional(),
  impact: z.enum(impacts).optional(),
  daysToSettle: z.number().optional(),
  trendTags: z.array(z.enum(tags)),
};
export const entryInput = z.object(entryFields);

const action = z.object({
  text,
  owner: text,
  due: z.iso.date(),
  at: z.iso.datetime(),
  by: user,
  doneAt: z.iso.datetime().optional(),
  overdue: z.boolean(),
});

export const registerEntrySchema = z.object({
  ...baseFields,
  ...entryFields,
  type: z.literal('registerEntry'),
  schemaVersion: z.literal(1),
  status: z.enum(['open', 'settled']),
  action: action.optional(),
});
export type RegisterEntry = z.infer<typeof registerEntrySchema>;
