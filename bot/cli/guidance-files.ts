import type { Checked } from '../guidance/check.ts';
import { readShipped } from '../guidance/files.ts';
import { readPolicy } from '../policy.ts';

/** The laws that answers may name. */
export const lawsKnown = (): string[] =>
  Object.keys(readPolicy(process.env.SHAREWELL_POLICY?.trim() || undefined).law);

export const readGuidance = (folder = 'bot/guidance/entries'): Checked => readShipped(folder, lawsKnown());
