import type { Hand } from '../support/peers-hands.ts';
import { type Case, makeCase } from './case.ts';

/** What a round will do, all from one seed: who, where, which answers, and when the power fails. */

export type Random = () => number;

/** Small and good enough: the same seed gives the same rounds. */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Counted from the beginning, or from the moment that a request was sent, as a share of what that takes. */
export type Kill = { from: 'start'; share: number } | { from: 'request'; request: number; share: number };

export type Round = {
  number: number;
  person: string;
  manager: string;
  channel: Hand['channel'];
  case: Case;
  kill: Kill;
};

export const managers = ['MTEAMS', 'MSLACK'] as const;

/** Those that make and change the record more often than the others: typed, recorded, begun, two pages, confirmed. */
const requests = [0, 1, 1, 1, 2, 3, 4, 4, 5, 5];

const killAt = (random: Random): Kill =>
  random() < 0.5
    ? { from: 'start', share: random() * 1.15 }
    : {
        from: 'request',
        request: requests[Math.floor(random() * requests.length)] ?? 0,
        share: random() * 1.1,
      };

export const planRounds = (count: number, lane: string, random: Random): Round[] =>
  Array.from({ length: count }, (_, number) => ({
    number,
    person: `${lane}${number}`.toUpperCase(),
    manager: managers[Math.floor(random() * 2)] as string,
    channel: number % 2 === 0 ? 'teams' : 'slack',
    case: makeCase(`${lane}-${number}`, random),
    kill: killAt(random),
  }));
