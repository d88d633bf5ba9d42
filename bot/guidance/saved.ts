import { deserialize, serialize } from 'node:v8';
import type { Entry } from './entry.ts';
import { vocabularyOf } from './plainly.ts';
import { type Library, libraryOf } from './search.ts';

/** The build weighs every word once and writes it down; reading it takes a fraction of the time. */

/** A library with the words that may be told on. What is asked of it is weighed already, so its entries go without. */
export type Shelf = { library: Library; vocabulary: ReadonlySet<string> };

type Saved = { library: Library; vocabulary: ReadonlySet<string>; asked: readonly (readonly string[])[] };

export const shelfOf = (entries: readonly Entry[]): Shelf => {
  const library = libraryOf(entries);
  return {
    library: { ...library, entries: library.entries.map((entry) => ({ ...entry, asked: [] })) },
    vocabulary: new Set(vocabularyOf(entries)),
  };
};

export const save = (entries: readonly Entry[]): Buffer =>
  serialize({ ...shelfOf(entries), asked: entries.map(({ asked }) => asked) } satisfies Saved);

export const load = (saved: Uint8Array): Shelf => {
  const { library, vocabulary } = deserialize(saved) as Saved;
  return { library, vocabulary };
};

/** The entries as they were written, for a library that has more than these. */
export const entriesIn = (saved: Uint8Array): Entry[] => {
  const { library, asked } = deserialize(saved) as Saved;
  return library.entries.map((entry, at) => ({ ...entry, asked: asked[at] ?? [] }));
};

/** What a deployment says itself takes the place of what ships, and is found by the ways of asking of both. */
export const withMore = (entries: readonly Entry[], more: readonly Entry[]): Entry[] => {
  const all = new Map(entries.map((entry) => [entry.id, entry]));
  for (const entry of more) {
    const before = all.get(entry.id);
    const asked = [...new Set([...(before?.asked ?? []), ...entry.asked])];
    const related = entry.related.length > 0 ? entry.related : (before?.related ?? []);
    const differs = entry.differs || (before?.differs ?? '');
    all.set(entry.id, { ...entry, topic: before?.topic ?? entry.topic, differs, related, asked });
  }
  return [...all.values()];
};
