import { Worker } from 'node:worker_threads';
import type { Answered, Guidance } from '../core/ports.ts';

/** Asks the worker, which starts with the first question. One that died is replaced by the next question. */

export type Wanted = { question: string } | { entry: string };

type Waiting = { resolve(found: Answered): void; reject(error: Error): void };

const start = (script: URL, saved: string) => {
  const waiting = new Map<number, Waiting>();
  const worker = new Worker(script, { workerData: saved });
  let alive = true;
  const end = (error: Error) => {
    alive = false;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.unref();
  worker.on('message', ({ id, found }: { id: number; found: Answered }) => {
    waiting.get(id)?.resolve(found);
    waiting.delete(id);
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('the guidance worker ended')));
  return { worker, waiting, alive: () => alive };
};

export const createGuidance = (script: URL, saved: string): Guidance & { close(): Promise<void> } => {
  let running: ReturnType<typeof start> | undefined;
  let count = 0;
  const ask = (wanted: Wanted): Promise<Answered> => {
    if (!running?.alive()) running = start(script, saved);
    const { worker, waiting } = running;
    count += 1;
    const id = count;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...wanted });
    });
  };
  return {
    ask: (question) => ask({ question }),
    open: (entry) => ask({ entry }),
    close: async () => void (await running?.worker.terminate()),
  };
};
