import { hasCode } from '../core/errors.ts';
import type { Timer } from '../core/patience.ts';
import type { Log } from '../core/ports.ts';

/** What is logged where such work fails. */
export type JobName = 'teams.reply-failed' | 'teams.late-failed' | 'teams.dialog-failed';

/** Work that nobody waits for any more: replies that Teams did not take at first, and results that came late. */
export type Background = {
  /** Runs now. A fault is logged under this name. */
  run(name: JobName, job: () => Promise<void>): void;
  /** Runs after a wait, and again after longer ones while Teams is unavailable. */
  retry(name: JobName, job: () => Promise<void>, waitMs: number | undefined): void;
  /** Ends the waits and gives what runs this long to finish. */
  stop(ms: number): Promise<void>;
};

const attempts = 3;
const firstWaitMs = 1000;
const longestWaitMs = 30_000;
const most = 1000;

export const createBackground = (timer: Timer, log: Log): Background => {
  const running = new Set<Promise<void>>();
  const wakers = new Set<() => void>();
  let stopped = false;

  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        wakers.delete(wake);
        resolve();
      };
      const cancel = timer(ms, wake);
      wakers.add(wake);
    });

  const run = (name: JobName, job: () => Promise<void>): void => {
    if (running.size >= most) {
      log('teams.background-full', { job: name });
      return;
    }
    const work = job()
      .catch((fault: unknown) =>
        log(name, { code: hasCode(fault, 'channel-refused') ? 'refused' : 'failed' }),
      )
      .finally(() => running.delete(work));
    running.add(work);
  };

  const persist = async (job: () => Promise<void>, firstMs: number): Promise<void> => {
    for (let attempt = 1, ms = firstMs; ; attempt += 1, ms *= 2) {
      if (!stopped) await wait(Math.min(ms, longestWaitMs));
      try {
        return await job();
      } catch (fault) {
        if (stopped || attempt >= attempts || !hasCode(fault, 'channel-unavailable')) throw fault;
      }
    }
  };

  return {
    run,
    retry: (name, job, waitMs) => run(name, () => persist(job, waitMs ?? firstWaitMs)),
    stop: async (ms) => {
      stopped = true;
      for (const wake of [...wakers]) wake();
      const limit = new Promise<void>((resolve) => {
        const cancel = timer(ms, resolve);
        void Promise.all(running).then(() => {
          cancel();
          resolve();
        });
      });
      await limit;
    },
  };
};
