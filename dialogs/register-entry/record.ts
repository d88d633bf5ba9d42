import { z } from 'zod';
import { impacts, points } from '../dispute/record.ts';
import { baseFields, user } from '../engine/base.ts';

/** One entry of the central register: codes, days and agencies. Nothing that anybody typed about a case, and no reference of one. */

const text = z.string();

export const kinds = ['dispute', 'refusal'] as const;
export const stages = ['stage1', 'stage2', 'settled-1', 'settled-2', 'recorded', 'overturned'] as const;
export const tags = ['urgent', 'time-passed', 'overturned'] as const;

export const entryFields = {
  kind: z.enum(kinds),
  /** How far whoever told us was: an older word comes after a newer one now and then. */
  n: z.number().int(),
  agencies: z.array(text).length(2),
  /** Who holds what is not shared. */
  withheldBy: text,
  reasonCode: z.enum(points),
  stage: z.enum(stages),
  openedAt: z.iso.datetime(),
  outcome: z.enum(['share', 'not-share']).optional(),
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
