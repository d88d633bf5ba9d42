import type { PackFault } from './faults.ts';
import { keyedParts, type PolicyPackInput, policyPackSchema } from './pack.ts';

/** A deployment's files over the sample pack: keyed parts entry by entry and field by field, other parts as a whole. */

type Values = Readonly<Record<string, unknown>>;
export type PolicyFile = { name: string; parts: Values };

export type Overridden = {
  pack: Values;
  faults: readonly (PackFault & { file: string })[];
  /** The file that last said something at this path, or above it. */
  fileOf(path: readonly string[]): string | undefined;
  /** The file that took an entry away. */
  removedIn(part: string, id: string): string | undefined;
};

export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Old records and the questions name these for years, so they end by a date. */
const lasting: Readonly<Record<string, string>> = {
  law: 'questions and records cite it',
  purposes: 'records may name it',
};

const known = Object.keys(policyPackSchema.shape);

type Notes = {
  said: Map<string, string>;
  removed: Map<string, string>;
  faults: (PackFault & { file: string })[];
};

const withoutNulls = (entry: Values): Values =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));

const refusal = (
  entries: ReadonlyMap<string, unknown>,
  part: string,
  id: string,
  change: unknown,
): string | undefined => {
  if (id === '__proto__') return 'is no id for an entry: use another';
  if (change !== null) return undefined;
  if (!entries.has(id)) return 'is set to null, and there is no such entry to remove: check its name';
  const why = lasting[part];
  return why && `cannot be removed, since ${why}: give it a last day with "to"`;
};

const changeEntry = (old: unknown, change: unknown, path: string, file: string, notes: Notes): unknown => {
  if (!isValues(change)) return change;
  for (const field of Object.keys(change)) notes.said.set(`${path}.${field}`, file);
  return withoutNulls({ ...(isValues(old) ? old : {}), ...change });
};

const changeEntries = (
  entries: Values,
  part: string,
  changes: Values,
  file: string,
  notes: Notes,
): Values => {
  const result = new Map(Object.entries(entries));
  for (const [id, change] of Object.entries(changes)) {
    const path = `${part}.${id}`;
    const refused = refusal(result, part, id, change);
    if (refused) {
      notes.faults.push({ file, path: [part, id], say: refused });
      continue;
    }
    notes.said.set(path, file);
    if (change === null) {
      result.delete(id);
      notes.removed.set(path, file);
    } else {
      result.set(id, changeEntry(result.get(id), change, path, file, notes));
      notes.removed.delete(path);
    }
  }
  return Object.fromEntries(result);
};

const applyPart = (pack: Values, part: string, value: unknown, file: string, notes: Notes): Values => {
  if (!known.includes(part)) {
    const say = `is no part of a policy pack: use ${known.join(', ')}`;
    notes.faults.push({ file, path: [part], say });
    return pack;
  }
  const entries = pack[part];
  if (keyedParts.some((name) => name === part) && isValues(entries) && isValues(value))
    return { ...pack, [part]: changeEntries(entries, part, value, file, notes) };
  notes.said.set(part, file);
  return { ...pack, [part]: value };
};

/** Later files win. */
export const override = (base: PolicyPackInput, files: readonly PolicyFile[]): Overridden => {
  const notes: Notes = { said: new Map(), removed: new Map(), faults: [] };
  let pack: Values = base;
  for (const { name, parts } of files)
    for (const [part, value] of Object.entries(parts)) pack = applyPart(pack, part, value, name, notes);
  return {
    pack,
    faults: notes.faults,
    fileOf: (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const file = notes.said.get(path.slice(0, length).join('.'));
        if (file) return file;
      }
      return undefined;
    },
    removedIn: (part, id) => notes.removed.get(`${part}.${id}`),
  };
};
