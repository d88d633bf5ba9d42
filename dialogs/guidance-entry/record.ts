import { z } from 'zod';
import { baseFields, user } from '../engine/base.ts';

export const kinds = ['answer', 'boundary'] as const;

/** An answer that somebody wrote or changed in the chat. It takes the place of the entry that it names. */
export const guidanceEntrySchema = z.object({
  ...baseFields,
  type: z.literal('guidance-entry'),
  schemaVersion: z.literal(1),
  status: z.enum(['inUse', 'withdrawn']),
  entry: z.string().min(1),
  kind: z.enum(kinds),
  title: z.string().min(1),
  currentText: z.string().min(1),
  more: z.string(),
  historicalText: z.string(),
  source: z.array(z.object({ id: z.string(), section: z.string() })),
  asked: z.array(z.string()),
  owner: z.string().min(1),
  from: z.iso.date(),
  reviewOn: z.iso.date(),
  changes: z.array(z.object({ at: z.iso.datetime(), by: user, reason: z.string() })),
});

export type GuidanceEntryRecord = z.infer<typeof guidanceEntrySchema>;
