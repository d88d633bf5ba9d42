import { pressSchema } from '../core/press.ts';
import type { Act, Answers, Press } from '../core/turn.ts';

/** Buttons stay live for years, so one that cannot be read is answered, not refused. */
export const readPress = (value: string | null | undefined): Press | undefined => {
  try {
    return pressSchema.parse(JSON.parse(value ?? ''));
  } catch {
    return undefined;
  }
};

export const pressAct = (value: string | null | undefined, answers: Answers): Act => {
  const found = readPress(value);
  return found ? { kind: 'pressed', press: found, answers } : { kind: 'unknown-press' };
};
