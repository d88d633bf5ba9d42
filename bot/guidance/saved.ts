import { deserialize, serialize } from 'node:v8';
import type { Library } from './search.ts';

/** The build weighs every word once and writes it down; reading it takes a fraction of the time. */
export const save = (library: Library): Buffer =>
  serialize({ ...library, entries: library.entries.map((entry) => ({ ...entry, asked: [] })) });

export const load = (saved: Uint8Array): Library => deserialize(saved) as Library;
