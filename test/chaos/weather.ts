import type { Random } from '../crash/plan.ts';
import type { Asked, Harm } from './proxy.ts';

/** How bad each line is just now: mostly a little, in a storm very, and at the end not at all. */

export type LineName = 'store' | 'teams' | 'slack' | 'platform';

export type Weather = {
  harm(line: LineName, asked: Asked): Harm | undefined;
  /** Until then, and after `clear`, nothing goes wrong. */
  begin(): void;
  storm(on: boolean): void;
  clear(): void;
  /** How often each thing went wrong, as `line kind`. */
  counts: ReadonlyMap<string, number>;
};

type Dice = { calm: number; storm: number; kinds: readonly ((random: Random) => Harm)[] };

const slow =
  (most: number) =>
  (random: Random): Harm => ({ kind: 'slow', ms: Math.round(random() * most) });
const plain = (kind: 'cut' | 'lost' | 'half') => (): Harm => ({ kind });
const refused =
  (status: number, headers: Record<string, string> = {}) =>
  (): Harm => ({
    kind: 'refused',
    status,
    headers,
  });

const dice: Record<LineName, Dice> = {
  store: {
    calm: 0.06,
    storm: 0.7,
    kinds: [
      ...[plain('cut'), plain('lost'), plain('half'), slow(400), slow(2_000)],
      ...[refused(429, { 'x-ms-retry-after-ms': '60' }), refused(429, { 'x-ms-retry-after-ms': '700' })],
      ...[refused(503), refused(408), refused(449)],
    ],
  },
  teams: {
    calm: 0.12,
    storm: 0.5,
    kinds: [
      ...[plain('cut'), plain('lost'), plain('half'), slow(800)],
      ...[refused(429, { 'retry-after': '1' }), refused(502), refused(503)],
    ],
  },
  slack: {
    calm: 0.12,
    storm: 0.5,
    kinds: [
      ...[plain('cut'), plain('lost'), plain('half'), slow(800)],
      ...[refused(429, { 'retry-after': '1' }), refused(500), refused(503)],
    ],
  },
  platform: {
    calm: 0.1,
    storm: 0.2,
    kinds: [plain('cut'), plain('lost'), slow(600)],
  },
};

const pickOf = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;

/** Keys of the token service and the account's own page are no part of this: without them nothing ever begins. */
const spared = (line: LineName, { path }: Asked): boolean =>
  (line === 'teams' && !path.startsWith('/v3/')) || (line === 'store' && !path.includes('/docs'));

const gapShare = 0.3;
const gapMs = 3_000;

/**
 * What one agency owes another is done there first and noted here second. Between the two the store stays away now and
 * then for longer than anybody tries, so that it is all done again.
 */
const makeGap = (random: Random) => {
  const until = new Map<string, number>();
  return ({ method, body }: Asked): boolean => {
    const text = method === 'POST' ? body.toString() : '';
    const id = text.includes('carriedAt') ? /"id":"(telling[^"]*)"/.exec(text)?.[1] : undefined;
    if (id === undefined) return false;
    const now = performance.now();
    const end = until.get(id) ?? (random() < gapShare ? now + gapMs : 0);
    until.set(id, end);
    return now < end;
  };
};

export const makeWeather = (random: Random): Weather => {
  const counts = new Map<string, number>();
  const isInGap = makeGap(random);
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  let state: 'calm' | 'storm' | 'clear' = 'clear';
  return {
    counts,
    begin: () => {
      state = 'calm';
    },
    storm: (on) => {
      if (state !== 'clear') state = on ? 'storm' : 'calm';
    },
    clear: () => {
      state = 'clear';
    },
    harm: (line, asked) => {
      if (state === 'clear' || spared(line, asked)) return undefined;
      if (line === 'store' && isInGap(asked)) {
        count('store gap');
        return { kind: 'refused', status: 503 };
      }
      if (random() > dice[line][state]) return undefined;
      const harm = pickOf(dice[line].kinds, random)(random);
      count(`${line} ${harm.kind === 'refused' ? harm.status : harm.kind}`);
      return harm;
    },
  };
};
