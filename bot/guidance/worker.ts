import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { answerTo, openEntry } from './answer.ts';
import type { Wanted } from './client.ts';
import { load } from './saved.ts';

/** Looks questions up beside the turns, so that none of them waits for a question of somebody else. */

const library = load(readFileSync(workerData as string));

parentPort?.on('message', ({ id, ...wanted }: Wanted & { id: number }) => {
  const found = 'question' in wanted ? answerTo(library, wanted.question) : openEntry(library, wanted.entry);
  parentPort?.postMessage({ id, found });
});
