import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The README leads where it says: its own parts, the files and pictures it names, and the scripts it tells to run. */

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

const found = (pattern: RegExp): string[] => [
  ...new Set([...readme.matchAll(pattern)].map(([, inside = '']) => inside)),
];

const anchors = found(/^#{2,4} (.+)$/gm).map((heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-'),
);

describe('the README', () => {
  it.each(found(/\]\(#([^)]+)\)/g))('has the part that %s leads to', (anchor) => {
    expect(anchors).toContain(anchor);
  });

  it.each([...found(/src="([^"]+)"/g), ...found(/\]\(((?!#|https?:)[^)]+)\)/g)])(
    'has the file %s',
    (file) => {
      expect(existsSync(file)).toBe(true);
    },
  );

  it('says what each picture shows', () => {
    for (const picture of readme.match(/<img [^>]+>/g) ?? []) expect(picture).toMatch(/ alt="[^"]{20,}"/);
  });

  it.each(found(/npm run (?:--silent )?([a-z:]+)/g))('names a script that is there: %s', (script) => {
    expect(scripts).toHaveProperty([script]);
  });

  it('names every script that people run', () => {
    const told = (script: string) =>
      [`npm ${script}`, `npm run ${script}`, `npm run --silent ${script}`, `\`${script}\``].some((name) =>
        readme.includes(name),
      );
    expect(Object.keys(scripts).filter((script) => !told(script))).toEqual([]);
  });
});
