import type { Value } from './questions.ts';

/**
 * How a breach is weighed, as data: how much each kind of information can hurt, how near it came to somebody who could
 * hurt with it, and what the two come to. Whoever is answerable for the rules reads and changes them here.
 */

export const risks = ['none', 'unlikely', 'risk', 'high'] as const;
export type Risk = (typeof risks)[number];

/** 0 says hardly anything; 3 is private, or of use to a thief; 4 is special by law, or as private; 5 can put a life at stake. */
export const severityOf: Readonly<Record<Value<'kinds'>, number>> = {
  'work-contact': 0,
  contact: 1,
  needs: 1,
  'work-school': 2,
  other: 2,
  family: 3,
  money: 3,
  identity: 3,
  passwords: 3,
  'not-known': 4,
  health: 4,
  care: 4,
  crime: 4,
  'sex-life': 4,
  belief: 4,
  'hidden-home': 5,
};
export const mostSevere = 5;
/** From here on it is what people would least want known. */
export const sensitive = 4;
/** From here on it is private, or of use to whoever steals from people. */
export const usable = 3;

/** Those who can be hurt more, or can do less about it, and those of whom nobody knows. */
export const vulnerable: readonly Value<'whose'>[] = [
  ...(['children', 'adults-at-risk', 'victims', 'witnesses', 'not-known'] as const),
];

/** 0 nobody; 1 bound to keep it to themselves; 2 a stranger; 3 knows them, or unknown; 4 anybody, or ill meant; 5 means them harm. */
export const nearnessOf: Readonly<Record<Value<'exposedTo'>, number>> = {
  nobody: 0,
  colleague: 1,
  professional: 1,
  outsider: 2,
  acquaintance: 3,
  'not-known': 3,
  public: 4,
  attacker: 4,
  hostile: 5,
};
/** From here on whoever has it looked for it, or anybody can. */
export const wide = 4;

/** Whoever looked on purpose, or took it, is nearer to using it. */
export const onPurpose: Readonly<Partial<Record<Value<'exposedTo'>, number>>> = {
  colleague: 3,
  professional: 3,
  outsider: 4,
  acquaintance: 4,
  'not-known': 4,
};

/** It came back: how much that helps. Whoever meant harm is not simply believed. */
export const broughtBack: Readonly<Record<Value<'back'>, { trusted: number; illMeant: number }>> = {
  unread: { trusted: 5, illMeant: 3 },
  back: { trusted: 1, illMeant: 0 },
  out: { trusted: 0, illMeant: 0 },
  'not-apply': { trusted: 0, illMeant: 0 },
  'not-known': { trusted: 0, illMeant: 0 },
};
/** Coded, and nobody else has the key. */
export const codedHelps = 3;

type Level = Exclude<Risk, 'none'>;
const U: Level = 'unlikely';
const R: Level = 'risk';
const H: Level = 'high';

/** Down: how much it can hurt. Across: how near it came. */
export const table: readonly (readonly Level[])[] = [
  [U, U, U, U, U, R],
  [U, U, U, U, R, H],
  [U, U, U, R, H, H],
  [U, U, R, R, H, H],
  [U, U, R, H, H, H],
  [U, R, H, H, H, H],
];

/** Much of a little is more than a little: 0 to nine people, 1 to 99, 2 to 999 or unknown, 3 beyond. */
export const scaleOf: Readonly<Record<Value<'count'>, number>> = {
  one: 0,
  few: 0,
  tens: 1,
  hundreds: 2,
  'not-known': 2,
  thousands: 3,
};
/** From how many on a risk that was unlikely is none such any more, for how much it can hurt. */
export const manyFrom: readonly number[] = [9, 2, 1, 1, 1, 1];
/** From how many on a risk is a high one. */
export const hugeFrom = { sensitive: 1, other: 3 } as const;

/** Out of reach: what it comes to, for what can hurt less and what is sensitive. */
export const reachOf: Readonly<Record<Value<'reach'>, { low: Level; middle: Level; sensitive: Level }>> = {
  never: { low: U, middle: U, sensitive: U },
  'back-soon': { low: U, middle: U, sensitive: U },
  'not-known': { low: U, middle: R, sensitive: H },
  disrupted: { low: R, middle: R, sensitive: H },
  lost: { low: R, middle: R, sensitive: H },
};

/** Wrong, or changed. */
export const accuracyOf: Readonly<Record<Value<'accuracy'>, { low: Level; sensitive: Level }>> = {
  no: { low: U, sensitive: U },
  fixed: { low: U, sensitive: U },
  'not-known': { low: R, sensitive: H },
  used: { low: R, sensitive: H },
};
