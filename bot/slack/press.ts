import { z } from 'zod';
import type { Act, Answers, Press } from '../core/turn.ts';

const short = z.string().max(200);

const press = z.object({
  do: z.enum(['command', 'answer', 'back', 'page', 'confirm', 'park', 'cancel', 'open', 'act', 'seen']),
  word: short.optional(),
  dialog: short.optional(),
  ref: short.optional(),
  page: short.optional(),
  action: short.optional(),
  seq: z.number().int().optional(),
}) satisfies z.ZodType<Press>;

/** Buttons stay live for years, so one that cannot be read is answered, not refused. */
export const readPress = (value: string | null | undefined): Press | undefined => {
  try {
    return press.parse(JSON.parse(value ?? ''));
  } catch {
    return undefined;
  }
};

export const pressAct = (value: string | null | undefined, answers: Answers): Act => {
  const found = readPress(value);
  return found ? { kind: 'pressed', press: found, answers } : { kind: 'unknown-press' };
};
