import type { Timer } from '../../bot/core/patience.ts';

/** Time that passes only when the test says so. */
export const createManualTimer = () => {
  let now = 0;
  let waiting: { ms: number; at: number; run: () => void }[] = [];

  const timer: Timer = (ms, run) => {
    const entry = { ms, at: now + ms, run };
    waiting.push(entry);
    return () => {
      waiting = waiting.filter((other) => other !== entry);
    };
  };

  return {
    timer,
    /** How many wait, or how many wait for just so long. */
    waiting: (ms?: number) => waiting.filter((entry) => ms === undefined || entry.ms === ms).length,
    advance: (ms: number): void => {
      now += ms;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { run } of due) run();
    },
  };
};

export type ManualTimer = ReturnType<typeof createManualTimer>;

/** Real turns of the event loop until something is so; a test that would hang fails instead. */
export const until = async (holds: () => boolean, what = 'the expected'): Promise<void> => {
  const end = performance.now() + 2000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};
