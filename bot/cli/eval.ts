import { readFileSync } from 'node:fs';
import { bands, confidenceOf, type Weights } from '../guidance/answer.ts';
import { libraryOf, type Signs, search } from '../guidance/search.ts';
import { readGuidance } from './guidance-files.ts';

/**
 * How well questions are answered: what was cited against what answers them. The confidence is fitted five times, each
 * time without the fifth that it is then measured on.
 */

type Question = { question: string; style?: string; expect?: { source: string; section: string }[] };
type Row = {
  style: string;
  answerable: boolean;
  signs: Signs;
  outside: boolean;
  first: boolean;
  three: boolean;
};

const read = (name: string): Question[] =>
  readFileSync(`bot/guidance/eval/${name}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Question);

const library = libraryOf(readGuidance().entries);

const rowOf = ({ question, style = 'none', expect = [] }: Question): Row => {
  const { ranked, signs } = search(library, question);
  const right = new Set(expect.map(({ source, section }) => `${source} | ${section}`));
  const hits = ranked
    .filter(({ entry }) => entry.kind === 'answer')
    .map(({ entry }) => entry.citations.some(({ id, section }) => right.has(`${id} | ${section}`)));
  return {
    ...{ style, answerable: expect.length > 0, signs },
    ...{
      outside: ranked[0]?.entry.kind !== 'answer',
      first: hits[0] === true,
      three: hits.slice(0, 3).includes(true),
    },
  };
};

const names = ['base', 'top', 'lead', 'outside', 'known'] as const;
type Name = (typeof names)[number];

const partOf = (signs: Signs, name: Name): number => (name === 'base' ? 1 : signs[name]);
const each = (value: (name: Name) => number): Weights =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Weights;

/** Small weights are preferred: a little is lost for each. */
const weightsFor = (rows: readonly Row[]): Weights => {
  let weights = each(() => 0);
  for (let round = 0; round < 4000; round += 1) {
    const off = rows.map(({ signs, answerable }) => confidenceOf(signs, weights) - Number(answerable));
    const slope = (name: Name) =>
      rows.reduce((sum, { signs }, at) => sum + (off[at] as number) * partOf(signs, name), 0) / rows.length;
    const now = weights;
    weights = each((name) => now[name] - 2 * (slope(name) + 0.0005 * now[name]));
  }
  return weights;
};

const folds = 5;

const judged = (rows: readonly Row[]): (Row & { abstains: boolean })[] => {
  const fitted = Array.from({ length: folds }, (_, fold) =>
    weightsFor(rows.filter((__, at) => at % folds !== fold)),
  );
  return rows.map((row, at) => ({
    ...row,
    abstains: row.outside || confidenceOf(row.signs, fitted[at % folds]) < bands.unknown,
  }));
};

const share = (count: number, all: number): string => (all === 0 ? '-' : (count / all).toFixed(3));

const report = (name: string, rows: ReturnType<typeof judged>): void => {
  const can = rows.filter(({ answerable }) => answerable);
  const kept = can.filter(({ abstains }) => !abstains);
  const right = rows.filter(({ answerable, abstains }) => abstains && !answerable).length;
  const precision = right / Math.max(1, rows.filter(({ abstains }) => abstains).length);
  const recall = right / Math.max(1, rows.length - can.length);
  const f1 = right === 0 ? '-' : ((2 * precision * recall) / (precision + recall)).toFixed(3);
  const first = share(kept.filter((row) => row.first).length, can.length);
  const three = share(kept.filter((row) => row.three).length, can.length);
  const silent = share(can.length - kept.length, can.length);
  console.log(
    `${name.padEnd(12)} ${String(can.length).padStart(4)} ${first} ${three} ${silent} ${String(rows.length - can.length).padStart(5)} ${f1}`,
  );
};

const rows = judged([...read('answerable'), ...read('unanswerable'), ...read('dev')].map(rowOf));
console.log('style        can   top1  top3  silent cannot F1');
for (const style of [...new Set(rows.map((row) => row.style))].sort())
  report(
    style,
    rows.filter((row) => row.style === style),
  );
report('all', rows);
console.log(JSON.stringify(weightsFor(rows)));
