import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock, QueueName, Store, Taken } from './core/ports.ts';

/** What the process sees of itself while it works: whether its workers go round, how late owed work is, how late the loop. */

export type Owed = { waiting: number; oldestSeconds: number };

export type Watch = {
  /** The store, with a look at what its workers take. */
  store: Store;
  /** Called by a worker after each round. */
  round(queue: QueueName): void;
  /** Workers that have not gone round for too long. None before `begin`. */
  stuck(): QueueName[];
  begin(queues: readonly QueueName[]): void;
  /** What was due when the workers looked last, and since when. */
  owed(): Readonly<Record<string, Owed>>;
};

/** Twenty sends that all run into their time limit take less. */
const longestRoundMs = 120_000;

const owedIn = (taken: readonly Taken[], now: Date): Owed => {
  const oldest = Math.min(...taken.map(({ due }) => Date.parse(due)), now.getTime());
  return { waiting: taken.length, oldestSeconds: Math.round((now.getTime() - oldest) / 1000) };
};

export const createWatch = (store: Store, clock: Clock): Watch => {
  const rounds = new Map<QueueName, number>();
  const owed: Record<string, Owed> = {};
  const now = () => clock().getTime();
  return {
    store: {
      ...store,
      take: async (queue, at, limit, leaseMs) => {
        const taken = await store.take(queue, at, limit, leaseMs);
        owed[queue] = owedIn(taken, clock());
        return taken;
      },
    },
    begin: (queues) => {
      for (const queue of queues) rounds.set(queue, now());
    },
    round: (queue) => void rounds.set(queue, now()),
    stuck: () => [...rounds].flatMap(([queue, at]) => (now() - at > longestRoundMs ? [queue] : [])),
    owed: () => owed,
  };
};

/** The longest time that the event loop was late since it was asked last. */
export const watchLoop = () => {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const read = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e6 : 0);
  return {
    longestMs: (): number => {
      const longest = read(delay.max);
      delay.reset();
      return longest;
    },
    stop: () => void delay.disable(),
  };
};
