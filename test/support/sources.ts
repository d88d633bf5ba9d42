import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path/posix';

/** The sources as text, and what they import, read off the import lines. */

export type Import = { target: string; typeOnly: boolean };
export type Source = { path: string; text: string; imports: readonly Import[] };

const root = new URL('../..', import.meta.url).pathname;

export const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? filesUnder(path) : [path];
  });

const statement = /^\s*(?:import|export)\s+(type\s)?(?:[^'"();]*?\sfrom\s*)?['"]([^'"]+)['"]/gm;
const call = /\b(?:import|require(?:\.resolve)?)\(\s*['"]([^'"]+)['"]/g;

/** A path from the top of the repository for files of ours, the package's name for others. */
const resolved = (from: string, target: string): string =>
  target.startsWith('.') ? normalize(join(from, '..', target)) : target;

export const importsOf = (path: string, text: string): Import[] => [
  ...[...text.matchAll(statement)].map(([, type, target]) => ({
    target: resolved(path, target as string),
    typeOnly: type !== undefined,
  })),
  ...[...text.matchAll(call)].map(([, target]) => ({
    target: resolved(path, target as string),
    typeOnly: false,
  })),
];

export const sourcesUnder = (...folders: string[]): Source[] =>
  folders
    .flatMap(filesUnder)
    .filter((path) => /\.(ts|mjs)$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
