import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What `npm start` and `npm test` do first: install when the lock file changed, build when a source changed.
 * Plain JavaScript without packages, since it runs before there are any.
 */
const run = (command, args) => {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
};

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });

const digest = (files) => {
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
};

const stampIs = (file, wanted) => existsSync(file) && readFileSync(file, 'utf8') === wanted;

const installed = digest(['package-lock.json']);
const installStamp = join('node_modules', '.sharewell');
if (!stampIs(installStamp, installed)) {
  run('npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(installStamp, installed);
}

const sources = ['bot', 'cards', 'dialogs']
  .filter((folder) => statSync(folder).isDirectory())
  .flatMap(filesIn);
const built = digest([...sources, 'package-lock.json', 'tsconfig.json']);
const buildStamp = join('.build', 'stamp');
if (!stampIs(buildStamp, built)) {
  mkdirSync('.build', { recursive: true });
  run(process.execPath, [join('bot', 'cli', 'build.mjs')]);
  writeFileSync(buildStamp, built);
}
