import { spotIdentifiers } from './identifiers.ts';
import type { Context, Question } from './types.ts';

/** Text that goes to people who may not know whom it is about: what could tell them is refused, with words that say so. */
export const holdsNames = (text: unknown, { now }: Pick<Context, 'now'>): boolean =>
  typeof text === 'string' && spotIdentifiers(text, now.getUTCFullYear()).length > 0;

export const noNames: NonNullable<Question['check']> = (text, _, ctx) =>
  holdsNames(text, ctx) ? 'tells-who' : undefined;

/** A number or code of a file: nothing that could be a sentence or a name in two parts. */
const code = /^(?=.*\d)[\p{L}\p{N}][\p{L}\p{N}./_-]{1,29}$|^[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{2}$/u;

export const referenceOnly: NonNullable<Question['check']> = (text, _, ctx) =>
  code.test(String(text).trim()) && !holdsNames(text, ctx) ? undefined : 'not-a-reference';
