import { z } from 'zod';
import { pressSchema } from '../core/press.ts';
import type { Act } from '../core/turn.ts';

const data = z.looseObject({ press: pressSchema });

/** What a pressed button and the inputs beside it say. Buttons live for years, so an unreadable one is no fault. */
export const actOfPress = (value: unknown): Act => {
  const read = data.safeParse(value);
  if (!read.success) return { kind: 'unknown-press' };
  const { press: pressed, ...answers } = read.data;
  return { kind: 'pressed', press: pressed, answers };
};

export const holdsPress = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'press' in value;
