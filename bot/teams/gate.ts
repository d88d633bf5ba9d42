import { SharewellError } from '../core/errors.ts';

/** Lets so many jobs run at once and so many wait; beyond that it says at once that it is busy. */
export type Gate = <T>(job: () => Promise<T>) => Promise<T>;

export const createGate = (limits: { running: number; waiting: number }): Gate => {
  const queue: (() => void)[] = [];
  let running = 0;

  const enter = async (): Promise<void> => {
    if (running < limits.running) {
      running += 1;
      return;
    }
    if (queue.length >= limits.waiting) {
      throw new SharewellError('channel-unavailable', 'too many messages are waiting', {
        retryAfterMs: 1000,
      });
    }
    // The place is handed over: `running` stays as it is.
    await new Promise<void>((resolve) => queue.push(resolve));
  };

  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  };

  return async (job) => {
    await enter();
    try {
      return await job();
    } finally {
      leave();
    }
  };
};
