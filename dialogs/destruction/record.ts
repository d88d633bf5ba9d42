import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';
import { answers as surplusAnswers } from '../surplus/record.ts';

/** That something was destroyed: what, how, when and by whom; and what others say of copies that are left over. */

export const sources = ['own', 'received'] as const;
export const media = ['paper', 'electronic', 'device', 'other'] as const;
export const rules = ['over', 'agreement', 'sender', 'surplus'] as const;
export const paperMethods = ['confidential-waste', 'shredded'] as const;
export const electronicMethods = ['wiped', 'deleted-with-backups'] as const;

const text = z.string();
const when = z.iso.datetime();

const surplus = z.object({
  partner: text,
  agency: text,
  askedAt: when,
  answer: z.object({ code: z.enum(surplusAnswers), at: when }).optional(),
});

export const destructionSchema = z.object({
  ...baseFields,
  type: z.literal('destruction'),
  lane: z.literal('destruction'),
  schemaVersion: z.literal(1),
  status: z.enum(['recorded', 'asked']),
  /** Ours, or as we had it from a partner; and its reference, ours or theirs. */
  source: z.enum(sources),
  about: text.min(1),
  what: text.min(1),
  media: z.array(z.enum(media)).min(1),
  paper: z.enum(paperMethods).optional(),
  electronic: z.enum(electronicMethods).optional(),
  /** Devices and other media, each named with what was done to it. */
  otherway: text.optional(),
  on: z.iso.date(),
  by: user,
  witness: text.optional(),
  rule: z.enum(rules),
  /** Whom we asked to destroy copies that were made only to send it on. */
  surplus: z.array(surplus),
  /** What their answers come under. */
  thread: text,
  answers: answersField,
});

export type Destruction = z.infer<typeof destructionSchema>;
