import { z } from 'zod';
import { date, text } from './catalogue.ts';
import { count, id, time } from './limits.ts';

/** How long records are kept, by type; what may not be destroyed at all; and when what is over is removed. */

/** `closed`: from the day nobody waits for anything on it any more. */
const rule = {
  rule: text,
  years: count(1, 100),
  from: z.enum(['made', 'closed']).default('made'),
  /** `auto`: nobody is asked; it goes once the time is over. */
  purge: z.enum(['review', 'auto']).default('review'),
};

/** An inquiry, for example, that needs everything kept: of all agencies and types where it names none. */
const wideHold = z.strictObject({
  id,
  title: text,
  from: date,
  until: date.optional(),
  agencies: z.array(text).min(1).optional(),
  types: z.array(text).min(1).optional(),
});

export const retentionSchema = z.strictObject({
  ...rule,
  /** What a type of record has in place of the rule for all. */
  types: z.record(z.string(), z.strictObject(rule)).optional(),
  holds: z.array(wideHold).optional(),
  /** How long after everybody agreed a record may still be spared. */
  graceDays: count(0, 90).default(7),
  /** How long the trail of a record that was destroyed still says who saw it. */
  trailYears: count(1, 100).default(8),
  /** When the bot removes what is over, each night; without it, an operator does. */
  purgeAt: time.optional(),
});
