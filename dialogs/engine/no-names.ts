import { spotIdentifiers, withoutIdentifiers } from './identifiers.ts';
import type { Citation, Context, Question } from './types.ts';

/** Text that goes to people who may not know whom it is about: what could tell them is refused, with words that say so. */
export const holdsNames = (text: unknown, { now }: Pick<Context, 'now'>): boolean =>
  typeof text === 'string' && spotIdentifiers(text, now.getUTCFullYear()).length > 0;

export const noNames: NonNullable<Question['check']> = (text, _, ctx) =>
  holdsNames(text, ctx) ? 'tells-who' : undefined;

/** The same text without what could tell who it is. */
export const unnamed = (text: string, { now }: Pick<Context, 'now'>): string =>
  withoutIdentifiers(text, now.getUTCFullYear());

/** Text for a shared place: what is found in it is named and taken out, for its writer to look at and send again. */
export const sharedText = (
  maxLength: number,
  citations: readonly Citation[],
  kind: 'text' | 'long' = 'long',
): Question => ({
  kind,
  required: true,
  maxLength,
  check: (text, _, ctx) => (holdsNames(text, ctx) ? 'identifiers' : undefined),
  spots: (text, { now }) => spotIdentifiers(text, now.getUTCFullYear()),
  mends: unnamed,
  citations,
});

/** A number or code of a file: nothing that could be a sentence or a name in two parts. */
const code = /^(?=.*\d)[\p{L}\p{N}][\p{L}\p{N}./_-]{1,29}$|^[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{2}$/u;

export const referenceOnly: NonNullable<Question['check']> = (text, _, ctx) =>
  code.test(String(text).trim()) && !holdsNames(text, ctx) ? undefined : 'not-a-reference';
