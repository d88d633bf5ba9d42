import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { putBetween, readmeTable } from '../bench/readme.ts';
import type { Row } from '../bench/report.ts';

/** The measured part of the README is made by the run that measures. */

const row = (changes: Partial<Row>): Row => ({
  ...{
    name: 'slack.button',
    bare: 1747,
    sharewell: 1050.4,
    ratio: 0.6012,
    p99Ratio: 1.52,
    reads: 2,
    commits: 1,
  },
  ...changes,
});

describe('the table', () => {
  test('says what was measured, and which budget was missed', () => {
    const [, , , , line] = readmeTable([row({})], 'v20.20.0', 2).split('\n');
    expect(line).toBe(
      '| slack.button (turns/s) | 1747 | 1050 | 0.60 | 1.52 | 2.0 | 1.0 | **missed**: ratio at least 0.7; p99 at most 3; reads at most 2; commits at most 1 |',
    );
  });

  test('has a line for what has no budget and no calls', () => {
    const memory = row({ name: 'memory', p99Ratio: null, reads: null, commits: null });
    expect(readmeTable([memory])).toContain('| memory (MB) | 1747 | 1050 | 0.60 |  |  |  | none set |');
  });
});

describe('putting it into the README', () => {
  const text = 'Before $1\n<!-- bench -->\nold\n<!-- /bench -->\nAfter\n';

  test('changes what stands between the marks, and nothing else', () => {
    expect(putBetween(text, 'bench', '| $& |')).toBe(
      'Before $1\n<!-- bench -->\n| $& |\n<!-- /bench -->\nAfter\n',
    );
  });

  test('refuses a text without the marks', () => {
    expect(() => putBetween('# A README\n', 'bench', 'new')).toThrow('<!-- bench -->');
  });

  test('finds them in ours, with a row for each kind of turn', () => {
    const readme = readFileSync('README.md', 'utf8');
    const kept = /<!-- bench -->\n([\s\S]*?)<!-- \/bench -->/.exec(readme)?.[1] ?? '';
    for (const name of ['teams.typed', 'decision.step', 'slack.button', 'board.update', 'start', 'memory'])
      expect(kept).toContain(`| ${name} (`);
  });
});
