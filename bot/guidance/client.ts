import { Worker } from 'node:worker_threads';
import { type Controlled, type News, newsIn } from '../../dialogs/policy/controlled.ts';
import type { Answered, Guidance, Topic } from '../core/ports.ts';
import { documentOf } from './editions.ts';
import { type Edits, newsOf } from './edits.ts';
import type { Entry } from './entry.ts';

/**
 * Asks the worker, which starts with the first question. One that died is replaced by the next question. When an answer
 * was written or changed in the chat, another worker reads them all while the one before still answers.
 */

export type Wanted =
  | { question: string }
  | { entry: string }
  | { topic: string; from: number }
  | { documents: true };
export type Found = Answered | Topic | readonly Controlled[];

/** What a worker starts with: what ships, and what a deployment says besides. */
export type Given = { saved: string; more: readonly Entry[] };

type Waiting = { resolve(found: Found): void; reject(error: Error): void };

const start = (script: URL, given: Given, stamp: string) => {
  const waiting = new Map<number, Waiting>();
  // What the process loads first is for its own thread.
  const worker = new Worker(script, { workerData: given, execArgv: [] });
  let state: 'starting' | 'ready' | 'ended' = 'starting';
  let leaving = false;
  const leave = () => {
    leaving = true;
    if (waiting.size === 0) void worker.terminate();
  };
  const end = (error: Error) => {
    state = 'ended';
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.unref();
  worker.on('message', ({ id, found }: { id: number; found?: Found }) => {
    if (found) waiting.get(id)?.resolve(found);
    else state = 'ready';
    waiting.delete(id);
    if (leaving) leave();
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('the guidance worker ended')));
  return { worker, waiting, stamp, leave, state: () => state };
};

type Running = ReturnType<typeof start>;

export type GuidanceOptions = {
  script: URL;
  saved: string;
  /** What was changed in what ships: the build knows. */
  shipped?: readonly News[];
  /** The deployment's own folder, read and checked. */
  local?: readonly Entry[];
  /** What was written in the chat, and how often to look. */
  edits?: () => Promise<Edits>;
  lookEveryMs?: number;
};

const noEdits: Edits = { stamp: '', entries: [] };

/** `check` waits for the worker, where there is one; one that died is replaced by it. */
export type OwnedGuidance = Guidance & { check(): Promise<void>; close(): Promise<void> };

export const createGuidance = (options: GuidanceOptions): OwnedGuidance => {
  const {
    script,
    saved,
    shipped = [],
    local = [],
    edits = async () => noEdits,
    lookEveryMs = 5_000,
  } = options;
  let known = noEdits;
  let looked = Number.NEGATIVE_INFINITY;
  let running: Running | undefined;
  let coming: Running | undefined;
  let count = 0;
  const begin = (): Running => start(script, { saved, more: [...local, ...known.entries] }, known.stamp);
  /** A store that is away keeps nobody from what is known. */
  const look = async () => {
    if (performance.now() - looked < lookEveryMs) return;
    looked = performance.now();
    known = await edits().catch(() => known);
  };
  const current = (): Running => {
    if (coming?.state() === 'ready') {
      running?.leave();
      running = coming;
      coming = undefined;
    }
    if (!running || running.state() === 'ended') running = begin();
    else if (running.stamp !== known.stamp && (!coming || coming.stamp !== known.stamp)) {
      coming?.leave();
      coming = begin();
    }
    return running;
  };
  const ask = async (wanted: Wanted): Promise<Found> => {
    await look();
    const { worker, waiting } = current();
    count += 1;
    const id = count;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...wanted });
    });
  };
  return {
    ask: (question) => ask({ question }) as Promise<Answered>,
    open: (entry) => ask({ entry }) as Promise<Answered>,
    browse: (topic, from) => ask({ topic, from }) as Promise<Topic>,
    check: async () => {
      if (running) await ask({ topic: '', from: 0 });
    },
    documents: () => ask({ documents: true }) as Promise<readonly Controlled[]>,
    news: () => [
      ...shipped,
      ...newsIn(local.map((entry) => documentOf(entry, false))),
      ...known.entries.flatMap(newsOf),
    ],
    close: async () => {
      await Promise.all([running?.worker.terminate(), coming?.worker.terminate()]);
    },
  };
};
