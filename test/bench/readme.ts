import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type Row, verdictsOf } from './report.ts';

/** What was measured, as the README shows it: made from the run itself, so that nobody has to copy figures. */

const between = (name: string): RegExp =>
  new RegExp(`(?<=<!-- ${name} -->\\n)[\\s\\S]*?(?=<!-- /${name} -->)`);

/** The text with something else between the two marks of this name. */
export const putBetween = (text: string, name: string, made: string): string => {
  if (!between(name).test(text))
    throw new Error(`It needs the lines <!-- ${name} --> and <!-- /${name} -->, to put it between.`);
  return text.replace(between(name), () => `${made}\n`);
};

export const putInReadme = (name: string, made: string, file = 'README.md'): void =>
  writeFileSync(file, putBetween(readFileSync(file, 'utf8'), name, made));

const units: Readonly<Record<string, string>> = {
  start: 'ms',
  memory: 'MB',
  'register.page': 'µs, of 1,000 and of 1,000,000 records',
  'register.page.deep': 'µs, a page far inside',
  'register.page.find': 'µs, two things at once',
};

const places = (value: number | null, digits: number): string =>
  value === null ? '' : value.toFixed(digits);

const verdictOf = (row: Row): string => {
  const found = verdictsOf(row);
  if (found.length === 0) return 'none set';
  return found.map(({ met, short }) => (met ? short : `**missed**: ${short}`)).join('; ');
};

const lineOf = (row: Row): string =>
  [
    `${row.name} (${units[row.name] ?? 'turns/s'})`,
    places(row.bare, 0),
    places(row.sharewell, 0),
    places(row.ratio, 2),
    places(row.p99Ratio, 2),
    places(row.reads, 1),
    places(row.commits, 1),
    verdictOf(row),
  ].join(' | ');

export const readmeTable = (rows: readonly Row[], node = process.version, cores = cpus().length): string =>
  [
    `Node ${node.replace('v', '')}, ${cores} cores, one run.`,
    '',
    '| row | bare | Sharewell | ratio | p99 ratio | reads | commits | budget |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${lineOf(row)} |`),
  ].join('\n');
