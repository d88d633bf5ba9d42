import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';

/** Who belongs to a hub, and where it meets. Names of people at risk are never here. */

const text = z.string();
const when = z.iso.datetime();

const seat = z.object({
  person: text,
  agency: text,
  name: text,
  role: z.enum(['lead', 'member', 'guest']),
  since: when,
  by: user.optional(),
  /** Of a guest: the last day, why, and what they may see. */
  until: z.iso.date().optional(),
  reason: text.optional(),
  enquiries: z.array(text).optional(),
  /** They were told that their last day comes. */
  warned: z.boolean().optional(),
});
export type HubSeat = z.infer<typeof seat>;

/** Somebody who asks to be let in, by the record of what they ask. */
const asking = z.object({ person: text, agency: text, name: text, at: when, ref: text });

/** A channel as its platform knows it. Cards of the hub are posted there. */
export const placeAddress = z.object({
  channel: z.enum(['teams', 'slack']),
  tenant: text,
  conversation: text,
  serviceUrl: text.optional(),
});
export type PlaceAddress = z.infer<typeof placeAddress>;

const place = z.object({ address: placeAddress, at: when, by: user });

export const hubRecordSchema = z.object({
  ...baseFields,
  type: z.literal('hub'),
  schemaVersion: z.literal(1),
  status: z.enum(['open']),
  code: text,
  seats: z.array(seat),
  asking: z.array(asking),
  places: z.array(place),
  answers: answersField,
});
export type HubRecord = z.infer<typeof hubRecordSchema>;
