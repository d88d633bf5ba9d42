import { hasCode } from '../core/errors.ts';
import type { Log } from '../core/ports.ts';

/**
 * Stored messages are rewritten after the press was answered, one at a time for each message. Of several rewrites of
 * one message only the latest counts, so what waits is replaced. Best effort: the answer itself has been given.
 */
export type Rewrites = {
  push(message: string, job: () => Promise<void>): void;
  /** When all that was pushed is done. */
  idle(): Promise<void>;
};

const mostMessages = 500;

export const createRewrites = (log: Log): Rewrites => {
  const waiting = new Map<string, (() => Promise<void>) | undefined>();
  const running = new Set<Promise<void>>();

  const drain = async (message: string): Promise<void> => {
    for (let job = waiting.get(message); job; job = waiting.get(message)) {
      waiting.set(message, undefined);
      await job().catch((fault: unknown) =>
        log('teams.rewrite-failed', { code: hasCode(fault, 'channel-refused') ? 'refused' : 'failed' }),
      );
    }
    waiting.delete(message);
  };

  return {
    push: (message, job) => {
      const busy = waiting.has(message);
      if (!busy && waiting.size >= mostMessages) {
        log('teams.rewrite-dropped', { waiting: waiting.size });
        return;
      }
      waiting.set(message, job);
      if (busy) return;
      const work = drain(message).finally(() => running.delete(work));
      running.add(work);
    },
    idle: async () => {
      await Promise.all(running);
    },
  };
};
