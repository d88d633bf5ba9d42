import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The bot as it is now, built once for all tests that start it, and never rebuilt under a running one. */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const kept = join(root, '.build', 'e2e');
const hourMs = 3_600_000;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const digestOfSources = (): string => {
  const hash = createHash('sha256');
  const files = ['bot', 'cards', 'dialogs'].flatMap((room) => filesIn(join(root, room))).sort();
  for (const file of [...files, join(root, 'package-lock.json')])
    hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
};

const removeOld = (): void => {
  for (const name of readdirSync(kept)) {
    const folder = join(kept, name);
    if (Date.now() - statSync(folder).mtimeMs > hourMs) rmSync(folder, { recursive: true, force: true });
  }
};

/** Two test files may build at once; whoever is second finds the folder taken, by the same build. */
const build = (folder: string): void => {
  const own = `${folder}.${process.pid}`;
  execFileSync(process.execPath, [join('bot', 'cli', 'build.mjs'), own], { cwd: root });
  try {
    renameSync(own, folder);
  } catch {
    rmSync(own, { recursive: true, force: true });
  }
};

/** The file to start. */
export const builtBot = (): string => {
  const folder = join(kept, digestOfSources());
  if (!existsSync(folder)) {
    mkdirSync(kept, { recursive: true });
    removeOld();
    build(folder);
  }
  return join(folder, 'main.mjs');
};
