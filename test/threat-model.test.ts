import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A threat whose test was renamed or deleted is a threat without an answer. */

const root = new URL('..', import.meta.url).pathname;
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const [, section = ''] = readme.split(/^## Threat model$/m);
const [model = ''] = section.split(/^## /m);

/** Rows of every table of the section, without heads and rules. */
const rows = model
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line))
  .map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  .filter((cells) => !/tested in/i.test(cells.at(-1) ?? ''));

/** A second name in a cell is in the folder of the first. */
const namesIn = (cell: string): string[] => {
  let folder = '';
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => {
    if (name.startsWith('npm run ')) return name;
    const path = name.includes('/') ? name : join(folder, name);
    folder = dirname(path);
    return path;
  });
};

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const exists = (name: string): boolean =>
  name.startsWith('npm run ')
    ? Object.hasOwn(scripts, name.split(' ')[2] ?? '')
    : existsSync(join(root, name)) && name.startsWith('test/');

describe('the threat model', () => {
  it('has a row for each threat', () => {
    expect(rows.length).toBeGreaterThan(20);
  });

  it.each(rows)('%s', (...cells) => {
    const names = namesIn(cells.at(-1) ?? '');
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !exists(name))).toEqual([]);
  });
});

describe('its reader', () => {
  it('finds a second file in the folder of the first', () => {
    expect(namesIn('`test/a/b.test.ts`, `c.test.ts`, `npm run crash`')).toEqual([
      ...['test/a/b.test.ts', 'test/a/c.test.ts', 'npm run crash'],
    ]);
    expect(exists('test/core/no-such.test.ts')).toBe(false);
    expect(exists('npm run no-such')).toBe(false);
  });
});
