import { slowDown } from './faults.ts';
import { type Buckets, createBuckets, type Rate } from './limits.ts';
import type { RunTurn } from './ports.ts';
import type { Core } from './run-turn.ts';
import type { Turn } from './turn.ts';

/**
 * Stands before the core, so that whoever presses or types without end costs no store anything. The urgent lane is never
 * limited: a turn that opens it or belongs to it goes through whatever was counted. Whoever types too much is told once, in
 * private, and every press has an answer; what was written in a card stays in it.
 */
export type Limits = { person?: Rate; tenant?: Rate };

type Deps = Pick<Core, 'route' | 'policy' | 'words' | 'clock' | 'log'>;

const mostKept = 5_000;
/** Less is not worth a person's arithmetic. */
const leastSeconds = 5;

/** The keys seen last. */
const createRecent = () => {
  const keys = new Set<string>();
  return {
    has: (key: string) => keys.has(key),
    add: (key: string) => {
      if (keys.size >= mostKept) keys.delete(keys.values().next().value as string);
      keys.add(key);
    },
    delete: (key: string) => keys.delete(key),
  };
};

const isUrgent = ({ route }: Deps, turn: Turn): boolean =>
  (turn.act.kind === 'pressed' && turn.act.press.dialog === 'urgent') ||
  route(turn, turn.id).starts === 'urgent';

type Whose = 'person' | 'tenant';
type Over = { whose: Whose; waitMs: number };

const bucketsFor = (rate: Rate | undefined, now: () => number): Buckets | undefined =>
  rate && createBuckets(rate, now);

export const withLimits = (runTurn: RunTurn, limits: Limits, deps: Deps): RunTurn => {
  const now = () => deps.clock().getTime();
  const person = bucketsFor(limits.person, now);
  const tenant = bucketsFor(limits.tenant, now);
  const counted = createRecent();
  const told = createRecent();

  const take = (whose: Whose, buckets: Buckets | undefined, key: string): Over | undefined => {
    const taken = buckets?.take(key) ?? { ok: true };
    return taken.ok ? undefined : { whose, waitMs: taken.waitMs };
  };

  return async (turn) => {
    const { channel, tenant: from, user } = turn.actor;
    const who = JSON.stringify([channel, from, user]);
    // What people write to each other is not for us, and a repeat of a platform was counted when it came first.
    if (turn.act.kind === 'overheard' || counted.has(turn.id)) return runTurn(turn);
    const over = take('person', person, who) ?? take('tenant', tenant, JSON.stringify([channel, from]));
    if (!over || isUrgent(deps, turn)) {
      counted.add(turn.id);
      if (!over) told.delete(who);
      return runTurn(turn);
    }
    const first = !told.has(who);
    told.add(who);
    if (first) deps.log('turn.limited', { channel, whose: over.whose });
    return slowDown(deps, turn, Math.max(leastSeconds, Math.ceil(over.waitMs / 1000)), first);
  };
};
