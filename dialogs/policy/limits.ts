import { z } from 'zod';
import { text } from './catalogue.ts';

/** What times and numbers of a policy pack look like, and the limits of court and police requests. */

export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as 09:30');

/** How many days, months or times: what is missing is said by whoever reads the pack. */
export const count = (least: number, most: number) => {
  const say = `write a whole number from ${least} to ${most}`;
  return z
    .number({ error: ({ input }) => (input === undefined ? undefined : say) })
    .int(say)
    .min(least, say)
    .max(most, say);
};

/** Ids are stored in records, and are values of lists beside the options that code brings. */
export const id = z
  .string()
  .regex(
    /^(?!(none|other|not-sure)$)[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/,
    'an id is letters, digits, dots and hyphens, and not none, other or not-sure',
  );

/** A time limit, and the law entry that says where it comes from: its owner confirms or corrects both. */
const limit = z.strictObject({ workingDays: count(1, 60), law: text });

/** Between police, prosecutors, councils and family courts: how long each step may take, and when somebody is asked again. */
export const courtTimers = z.strictObject({
  acknowledge: limit,
  /** What the police or prosecutors are asked for, and what others are. */
  policeReply: limit,
  councilReply: limit,
  /** What goes by hand, and goes again when dates change. */
  send: limit,
  remindBeforeWorkingDays: count(1, 59),
  at: time,
  mostChases: count(1, 10),
});

/** Rules by which papers of a family case may go to police or prosecutors without asking the court. */
export const releaseRules = z
  .array(z.strictObject({ id, label: text.max(75, 'use at most 75 characters'), covers: text, law: text }))
  .default([]);
