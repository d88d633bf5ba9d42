import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answered, EntryTitle } from '../core/ports.ts';
import { answerTo, openEntry } from './answer.ts';
import { browse } from './browse.ts';
import type { Found, Given, Wanted } from './client.ts';
import { documentOf } from './editions.ts';
import { inPlainWords } from './plainly.ts';
import { entriesIn, load, shelfOf, withMore } from './saved.ts';

/** Looks questions up beside the turns, so that none of them waits for a question of somebody else. */

const { saved, more } = workerData as Given;
const file = readFileSync(saved);
const { library, vocabulary } = more.length === 0 ? load(file) : shelfOf(withMore(entriesIn(file), more));

/** No more than is shown travels between the threads. */
const titles = (entries: readonly EntryTitle[]): EntryTitle[] =>
  entries.map(({ id, title, citations }) => ({ id, title, citations }));

const brief = (answered: Answered): Answered => ({
  ...answered,
  choices: titles(answered.choices),
  related: titles(answered.related),
});

const find = (wanted: Wanted): Found => {
  if ('documents' in wanted)
    return library.entries.map((entry) => documentOf(entry, !more.some(({ id }) => id === entry.id)));
  if ('topic' in wanted) return browse(library.entries, wanted.topic, wanted.from);
  if ('entry' in wanted) return brief(openEntry(library, wanted.entry));
  const plainly = inPlainWords(wanted.question, vocabulary);
  return { ...brief(answerTo(library, wanted.question)), plainly };
};

parentPort?.postMessage({ ready: true });
parentPort?.on('message', ({ id, ...wanted }: Wanted & { id: number }) => {
  parentPort?.postMessage({ id, found: find(wanted) });
});
