import { z } from 'zod';
import { baseFields } from '../engine/base.ts';

/** Somebody asks for a seat in a hub, or is invited to one. Nothing of a case is here but references. */

const text = z.string();
const when = z.iso.datetime();

export const statuses = ['asked', 'invited', 'in', 'refused', 'ended'] as const;

/** What the roster hands over. Whom a name belongs to is known once they have said yes. */
export const seatInput = z.object({
  code: text,
  as: z.enum(['member', 'guest']),
  invited: z.boolean(),
  person: text.optional(),
  agency: text,
  name: text,
  reason: text.optional(),
  until: z.iso.date().optional(),
  enquiries: text.optional(),
});

export const seatSchema = z.object({
  ...baseFields,
  lane: z.literal('seat'),
  type: z.literal('seat'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  code: text,
  as: z.enum(['member', 'guest']),
  person: text.optional(),
  agency: text,
  name: text,
  reason: text.optional(),
  until: z.iso.date().optional(),
  enquiries: z.array(text),
  chases: z.number().int(),
  settled: z.object({ at: when, by: text }).optional(),
});
export type SeatRecord = z.infer<typeof seatSchema>;
