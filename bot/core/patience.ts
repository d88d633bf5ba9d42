/** Runs something once, later; calling what it returns forgets about it. Passed in, so that tests own the time. */
export type Timer = (ms: number, run: () => void) => () => void;

export const systemTimer: Timer = (ms, run) => {
  const handle = setTimeout(run, ms);
  return () => clearTimeout(handle);
};

/** Too late is not lost: `later` is the same promise, and whoever takes it also takes its failure. */
export type Awaited<T> = { inTime: true; value: T } | { inTime: false; later: Promise<T> };

/** Waits so long and no longer, without giving up on what it waits for. */
export const withPatience = <T>(promise: Promise<T>, ms: number, timer: Timer): Promise<Awaited<T>> =>
  new Promise((resolve, reject) => {
    const cancel = timer(ms, () => resolve({ inTime: false, later: promise }));
    promise.then(
      (value) => {
        cancel();
        resolve({ inTime: true, value });
      },
      (fault: unknown) => {
        cancel();
        reject(fault);
      },
    );
  });
