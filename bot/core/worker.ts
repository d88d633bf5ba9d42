import { hasCode } from './errors.ts';
import type { Log } from './ports.ts';

/** Runs rounds of owed work until stopped: at once while there is some, else when kicked or after a pause. */
export type Worker = { kick(): void; stop(): Promise<void> };

export const startWorker = (
  name: string,
  round: () => Promise<number>,
  log: Log,
  pauseMs: number,
  onRound: () => void = () => undefined,
): Worker => {
  let wake: () => void = () => undefined;
  let kicked = false;
  let stopped = false;
  const pause = () =>
    new Promise<void>((resolve) => {
      if (kicked || stopped) return resolve();
      const timer = setTimeout(resolve, pauseMs);
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopped) {
      kicked = false;
      const worked = await round().catch((error: unknown) => {
        log('worker.failed', { worker: name, code: hasCode(error) ? error.code : 'fault' });
        return 0;
      });
      onRound();
      if (worked === 0) await pause();
    }
  };
  const done = loop();
  const kick = () => {
    kicked = true;
    wake();
  };
  return {
    kick,
    stop: () => {
      stopped = true;
      kick();
      return done;
    },
  };
};
