import { z } from 'zod';
import type { Press } from './turn.ts';

/** What a button may say, checked where it comes in: on either channel a press was in somebody else's hands. */
const short = z.string().max(200);

export const pressSchema = z.object({
  do: z.enum([
    'command',
    'answer',
    'back',
    'page',
    'confirm',
    'park',
    'cancel',
    'open',
    'act',
    'seen',
    'copy',
    'more',
    'find',
    'settings',
    'ask',
    'correct',
  ]),
  word: short.optional(),
  ask: short.optional(),
  value: short.optional(),
  dialog: short.optional(),
  ref: short.optional(),
  page: short.optional(),
  action: short.optional(),
  seal: short.optional(),
  seq: z.number().int().nonnegative().optional(),
}) satisfies z.ZodType<Press>;
