import type { Consent, Sharing, Verdict } from '../../dialogs/consent/check.ts';

/**
 * A second opinion on a consent, written from the rules alone. What is wrong with a consent is a number with one
 * bit for each failure, so that millions of consents can be compared.
 */

export const codes = [
  'NOT_SOUGHT',
  'WAITING',
  'REFUSED',
  'WITHDRAWN',
  'CAPACITY',
  'GIVER_NOT_ENTITLED',
  'GIVER_UNSAFE',
  'NOT_INFORMED',
  'NOT_FREE',
  'NOT_EXPLICIT',
  'IMPLIED_UNSUPPORTED',
  'NOT_RECORDED',
  'SCOPE_ITEM',
  'SCOPE_RECIPIENT',
  'SCOPE_PURPOSE',
  'RESTRICTED',
  'EXPIRED',
  'CHANGED',
] as const;
export type Code = (typeof codes)[number];

export const bit = Object.fromEntries(codes.map((code, place) => [code, 2 ** place])) as Record<Code, number>;
const fine = 0;

type Stage = 'unborn' | 'child' | 'grown' | 'unknown';
const stages: Readonly<Record<string, Stage>> = {
  unborn: 'unborn',
  'under-13': 'child',
  '13-15': 'child',
  '16-17': 'grown',
  '18-25-vulnerable': 'grown',
  adult: 'grown',
  'adult-carer': 'grown',
};

const always = (fault: number) => ({ unborn: fault, child: fault, grown: fault, unknown: fault });

/**
 * Whether somebody can decide does not hang on age: from 16 it is presumed, before it is judged; only the unborn
 * cannot at all. A parent's right does hang on it, and an age nobody knows does not give the right. An attorney or
 * a deputy acts for somebody of 16 or more.
 */
const givers: Readonly<Record<string, Readonly<Record<Stage, number>>>> = {
  self: { ...always(fine), unborn: bit.CAPACITY },
  'child-able': { ...always(fine), unborn: bit.CAPACITY },
  parent: { ...always(bit.GIVER_NOT_ENTITLED), unborn: fine, child: fine },
  document: { ...always(fine), unborn: bit.GIVER_NOT_ENTITLED, child: bit.GIVER_NOT_ENTITLED },
  cannot: always(bit.CAPACITY),
  'not-entitled': always(bit.GIVER_NOT_ENTITLED),
  unsafe: always(bit.GIVER_UNSAFE),
  'child-refuses': always(bit.REFUSED),
};
/** Who agreed is not sure, or nobody said: then it is not known that they could. */
const nobody = always(bit.CAPACITY);

const ends: Readonly<Record<string, number>> = {
  NONE: bit.NOT_SOUGHT,
  SOUGHT: bit.WAITING,
  REFUSED: bit.REFUSED,
};

const told = ['why', 'what', 'who', 'use', 'effects', 'rights'];

/** What nobody said clearly is at best implied, and implied needs a reason to expect it. */
const formOf = (form: string | undefined, { sensitive, ownCare }: Sharing): number => {
  if (form === 'explicit') return fine;
  return (
    (form === 'implied-expected' ? fine : bit.IMPLIED_UNSUPPORTED) |
    (sensitive && !ownCare ? bit.NOT_EXPLICIT : fine)
  );
};

const scopeOf = ({ covers, limits }: Consent): number =>
  (covers.items === 'all' ? fine : bit.SCOPE_ITEM) |
  (covers.recipient ? fine : bit.SCOPE_RECIPIENT) |
  (covers.purpose ? fine : bit.SCOPE_PURPOSE) |
  (limits === 'none' ? fine : bit.RESTRICTED);

const ageOf = ({ state, stale }: Consent): number =>
  (state === 'EXPIRED' || stale === 'expired' ? bit.EXPIRED : fine) |
  (stale === 'changed' ? bit.CHANGED : fine);

export const wrongWith = (consent: Consent, sharing: Sharing): number => {
  const end = ends[consent.state];
  if (end) return end;
  const { giver, informed, free, form, evidence } = consent;
  const stage = stages[sharing.ageBand ?? ''] ?? 'unknown';
  return (
    (consent.state === 'WITHDRAWN' ? bit.WITHDRAWN : fine) |
    (givers[giver ?? ''] ?? nobody)[stage] |
    (told.every((point) => informed.includes(point)) ? fine : bit.NOT_INFORMED) |
    (free === 'yes' ? fine : bit.NOT_FREE) |
    formOf(form, sharing) |
    (evidence === 'noted' || evidence === 'signed' ? fine : bit.NOT_RECORDED) |
    scopeOf(consent) |
    ageOf(consent)
  );
};

/** For another recipient or another purpose nothing is covered, so nothing is left of it. */
const partly = bit.SCOPE_ITEM | bit.RESTRICTED;

export const verdictOf = (wrong: number, { covers, limits }: Consent): Verdict => {
  if (wrong === fine) return 'VALID';
  const left = covers.items !== 'none' && limits !== 'all';
  return left && (wrong | partly) === partly ? 'PARTIAL' : 'NOT_VALID';
};

export const advised = ({ state, form }: Consent, { sensitive, ownCare }: Sharing): boolean =>
  !(state in ends) && form !== 'explicit' && sensitive && ownCare;
