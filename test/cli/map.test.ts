import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { decisionMermaid, decisionSvg } from '../../bot/export/map.ts';
import { temporaryFolder } from '../support/house.ts';

/** The built command, as `npm run map` runs it, in a folder of its own. */

const temporary = temporaryFolder();
afterAll(() => temporary.remove());

const command = resolve('.build/map.mjs');

const project = (readme: string): string => {
  const folder = mkdtempSync(join(temporary.folder, 'project-'));
  mkdirSync(join(folder, 'manifest'));
  writeFileSync(join(folder, 'README.md'), readme);
  return folder;
};

const map = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, [command, ...args], { cwd, env: {}, encoding: 'utf8' });

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');
const readme = 'Before $1 $&\n<!-- map -->\nold\n<!-- /map -->\nAfter\n';

test('draws the picture and the chart, and touches nothing around it', () => {
  const folder = project(readme);
  const { status, stdout } = map(folder, 'decision');
  expect([status, stdout]).toEqual([0, 'manifest/decision-map.svg: drawn\nREADME.md: drawn\n']);
  expect(read(folder, 'manifest/decision-map.svg')).toBe(decisionSvg());
  expect(read(folder, 'README.md')).toBe(
    readme.replace('old\n', () => `\`\`\`mermaid\n${decisionMermaid()}\n\`\`\`\n`),
  );
});

test('draws the same again the next time', () => {
  const folder = project(readme);
  map(folder);
  const once = read(folder, 'README.md');
  const { stdout } = map(folder);
  expect(stdout).toBe('manifest/decision-map.svg: as it was\nREADME.md: as it was\n');
  expect(read(folder, 'README.md')).toBe(once);
});

test('says what is missing when it finds no place for the chart, and changes nothing', () => {
  const folder = project('# A README\n');
  const { status, stderr } = map(folder);
  expect(status).toBe(1);
  expect(stderr).toContain('<!-- map -->');
  expect(existsSync(join(folder, 'manifest/decision-map.svg'))).toBe(false);
});

test('says how it is used', () => {
  const folder = project(readme);
  expect(map(folder, '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('npm run map') });
  expect(map(folder, 'urgent')).toMatchObject({ status: 2, stderr: expect.stringContaining('npm run map') });
  expect(read(folder, 'README.md')).toBe(readme);
});
