import { spotIdentifiers } from '../engine/identifiers.ts';
import { noNames } from '../engine/no-names.ts';
import type { Question } from '../engine/types.ts';
import { addDays, localDate } from '../engine/working-time.ts';

/** What an answer must keep to. */

type Check = NonNullable<Question['check']>;

/** Whoever asks for everything gets it late, or not at all: the protocol wants requests that say which. */
const tooWide: readonly RegExp[] = [
  /\b(everything|anything|whatever)\b/i,
  /\b(all|any|every|entire|whole|full|complete)\b\s+(of\s+)?(the\s+|your\s+|their\s+)?(other\s+)?(information|records?|files?|papers?|documents?|materials?|notes?|data|case\s+files?)\b(?!\s+(of|from|about|on|between|for|since|made|dated)\b)/i,
];

export const narrow: Check = (text, answers, ctx) =>
  tooWide.some((wide) => wide.test(String(text))) ? 'too-wide' : noNames(text, answers, ctx);

/** Officers are known by rank and number: a name is not needed, and their own are not what is kept back. */
export const noNumbers: Check = (text, _, { now }) =>
  spotIdentifiers(String(text), now.getUTCFullYear()).some((kind) => kind !== 'name')
    ? 'tells-who'
    : undefined;

export const hasBeen: Check = (day, _, { now, policy }) =>
  String(day) > localDate(now, policy) ? 'in-the-future' : undefined;

const farthest = 731;

export const isToCome: Check = (day, _, { now, policy }) => {
  const today = localDate(now, policy);
  if (String(day) < today) return 'in-the-past';
  return String(day) > addDays(today, farthest) ? 'too-far' : undefined;
};
