import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Assessed } from '../../bot/core/assess.ts';
import { temporaryFolder } from '../support/house.ts';

/** The built command, as `npm run assess` runs it. */

const temporary = temporaryFolder();
afterAll(() => temporary.remove());

type Run = { input?: string | Buffer; env?: Record<string, string>; node?: string[] };

const run = (args: readonly string[], { input = '', env = {}, node = [] }: Run = {}) =>
  spawnSync(process.execPath, [...node, '.build/assess.mjs', ...args], {
    input,
    env,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });

const resultsOf = (stdout: string): Assessed[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const urgent = { actToday: 'yes' };
const line = (id: unknown, answers: object = urgent) => JSON.stringify({ id, answers });

describe('the command', () => {
  it('says how it is used', () => {
    const { status, stdout } = run(['--help']);
    expect(status).toBe(0);
    for (const part of ['npm run --silent assess -- decision --jsonl', 'urgent', 'decision', '--schema'])
      expect(stdout).toContain(part);
  });

  it.each([
    [[]],
    [['decision']],
    [['nothing', '--jsonl']],
    [['ended', '--jsonl']],
    [['constructor', '--jsonl']],
    [['decision', 'urgent', '--jsonl']],
    [['decision', '--jsonl', '--schema']],
    [['decision', '--json']],
    [['decision', '--case']],
  ])('%j says how it is used, and fails', (args) => {
    const { status, stdout, stderr } = run(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('npm run --silent assess -- decision --jsonl');
  });

  it('answers line by line, in order, and goes on after what it cannot read', () => {
    const input = [line('a'), 'nonsense', line('a'), line(2, {}), '{"id": 3}', line('\u2028')].join('\n');
    const { status, stdout, stderr } = run(['decision', '--jsonl'], { input });
    expect([status, stderr]).toEqual([0, '']);
    expect(resultsOf(stdout).map(({ id, outcome, next }) => [id, outcome, next])).toEqual([
      ['a', 'SHARE', null],
      [null, null, null],
      ['a', null, null],
      [2, null, 'actToday'],
      [3, null, 'actToday'],
      ['\u2028', 'SHARE', null],
    ]);
  });

  it('has the same fields for every line', () => {
    const { stdout } = run(['decision', '--jsonl'], { input: `${line(1)}\n{\n${line(2, {})}` });
    for (const result of resultsOf(stdout))
      expect(Object.keys(result)).toEqual([
        ...['id', 'outcome', 'reasons', 'citations', 'basis', 'next', 'warnings'],
      ]);
  });

  it('takes files as Windows writes them, and blank lines, and no last line end', () => {
    const input = Buffer.from(`\ufeff${line('a')}\r\n\r\n   \r\n${line('Zoë')}\r\nx\r\n${line('c')}`);
    const results = resultsOf(run(['decision', '--jsonl'], { input }).stdout);
    expect(results.map(({ id }) => id)).toEqual(['a', 'Zoë', null, 'c']);
    expect(results[2]?.warnings).toEqual(['line 5 is not JSON: write one whole case on each line']);
  });

  it('takes ten thousand lines in little memory, and counts the outcomes', () => {
    const input = Array.from({ length: 10_000 }, (_, n) => line(n, n % 2 ? urgent : { actToday: 'no' })).join(
      '\n',
    );
    const node = ['--max-old-space-size=48'];
    const { status, stdout, stderr } = run(['decision', '--jsonl', '--summary'], { input, node });
    expect(status).toBe(0);
    const results = resultsOf(stdout);
    expect(results).toHaveLength(10_000);
    expect(results.map(({ id }) => id)).toEqual(Array.from({ length: 10_000 }, (_, n) => n));
    expect(stderr).toBe('(not finished): 5000\nSHARE: 5000\n');
  });

  it('takes one case as an argument, with or without an id', () => {
    const one = run(['decision', '--case', JSON.stringify({ answers: urgent })]);
    expect(resultsOf(one.stdout)).toEqual([expect.objectContaining({ id: 'case', outcome: 'SHARE' })]);
    const named = run(['decision', '--explain', '--case', line('n')]);
    expect(resultsOf(named.stdout)).toEqual([
      expect.objectContaining({ id: 'n', path: [expect.objectContaining({ row: 'T0', to: 'end' })] }),
    ]);
    const broken = run(['decision', '--case', '{']);
    expect(broken.status).toBe(0);
    expect(resultsOf(broken.stdout)).toMatchObject([{ outcome: null }]);
  });

  it('takes breaches, and counts what they came to', () => {
    const facts = {
      happened: ['sent'],
      danger: 'no',
      kinds: ['health'],
      whose: ['public'],
      exposedTo: 'public',
    };
    const lines = [line(1, facts), line(2, { ...facts, back: 'unread' }), line(3, { danger: 'no' }), '{'];
    const { status, stdout, stderr } = run(['breach', '--jsonl', '--summary'], { input: lines.join('\n') });
    expect(status).toBe(0);
    expect(resultsOf(stdout).map(({ outcome, next, report, tell }) => [outcome, next, report, tell])).toEqual(
      [
        ['REPORT_AND_TELL', null, true, true],
        ['RECORD_ONLY', null, false, false],
        [null, 'happened', null, null],
        [null, null, null, null],
      ],
    );
    expect(stderr).toBe('(not finished): 1\n(not read): 1\nRECORD_ONLY: 1\nREPORT_AND_TELL: 1\n');
    expect(JSON.parse(run(['breach', '--schema']).stdout)).toMatchObject({
      required: ['happened', 'danger', 'kinds', 'exposedTo'],
    });
  });

  it('prints the schema', () => {
    const { status, stdout } = run(['decision', '--schema']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      required: ['actToday'],
    });
  });
});

describe('the policy pack of a deployment', () => {
  const folderWith = (name: string, part: object): string => {
    const folder = join(temporary.folder, name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'own.json'), JSON.stringify(part));
    return folder;
  };

  it('counts, as it does for the bot', () => {
    const SHAREWELL_POLICY = folderWith('good', { sources: { 'norfolk-2015': 'A title of our own' } });
    const { stdout } = run(['decision', '--case', line(1)], { env: { SHAREWELL_POLICY } });
    expect(stdout).not.toContain('Norfolk report 2015');
  });

  it('that has faults is refused, and the message says which', () => {
    const SHAREWELL_POLICY = folderWith('bad', { hostAgency: 'nowhere' });
    const { status, stdout, stderr } = run(['decision', '--case', line(1)], { env: { SHAREWELL_POLICY } });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('hostAgency');
  });
});
