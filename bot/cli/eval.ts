import { readFileSync } from 'node:fs';
import type { Answered, EntryTitle } from '../core/ports.ts';
import { confidenceOf, decide, type Weights } from '../guidance/answer.ts';
import { type Found, libraryOf, type Signs, search } from '../guidance/search.ts';
import { readGuidance } from './guidance-files.ts';

/**
 * How well questions are answered, as `ask` prints it: what was cited against what answers them. The confidence is
 * fitted five times, each time without the fifth that it is then measured on. Names of question files that are given
 * are measured with the confidence fitted to all the others.
 */

type Question = { question: string; style?: string; expect?: { source: string; section: string }[] };
type Row = { asked: string; style: string; right: ReadonlySet<string>; found: Found };

const read = (name: string): Question[] =>
  readFileSync(`bot/guidance/eval/${name}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Question);

const library = libraryOf(readGuidance().entries);

const rowOf = ({ question, style = 'none', expect = [] }: Question): Row => ({
  asked: question,
  style,
  right: new Set(expect.map(({ source, section }) => `${source} | ${section}`)),
  found: search(library, question),
});

const rowsOf = (...files: readonly string[]): Row[] => files.flatMap(read).map(rowOf);

const names = Object.keys(rowOf({ question: 'what is consent' }).found.signs) as (keyof Signs)[];

const loss = 0.3;

/** Solves the square system; its last column is the right side. */
const solve = (rows: number[][]): number[] => {
  for (const [at, row] of rows.entries()) {
    const lead = row[at] as number;
    for (let col = at; col < row.length; col += 1) row[col] = (row[col] as number) / lead;
    for (const other of rows) {
      const times = other === row ? 0 : (other[at] as number);
      for (let col = at; times !== 0 && col < row.length; col += 1)
        other[col] = (other[col] as number) - times * (row[col] as number);
    }
  }
  return rows.map((row) => row.at(-1) as number);
};

/** Small weights are preferred: a little is lost for each. Newton's way, which needs a few rounds only. */
const weightsFor = (rows: readonly Row[]): Weights => {
  const parts = rows.map(({ found }) => [1, ...names.map((name) => found.signs[name])]);
  const size = names.length + 1;
  const weightsOf = (all: readonly number[]): Weights => ({
    base: all[0] as number,
    ...(Object.fromEntries(names.map((name, at) => [name, all[at + 1]])) as Signs),
  });
  let all = Array.from({ length: size }, () => 0);
  for (let round = 0; round < 12; round += 1) {
    const system = Array.from({ length: size }, (_, a) =>
      Array.from({ length: size + 1 }, (__, b) =>
        b === size ? -loss * (all[a] as number) : a === b ? loss : 0,
      ),
    );
    for (const [n, { found, right }] of rows.entries()) {
      const sure = confidenceOf(found.signs, weightsOf(all));
      const part = parts[n] as number[];
      for (const [a, row] of system.entries()) {
        for (let b = 0; b < size; b += 1)
          row[b] = (row[b] as number) + sure * (1 - sure) * (part[a] as number) * (part[b] as number);
        row[size] = (row[size] as number) + (Number(right.size > 0) - sure) * (part[a] as number);
      }
    }
    const by = solve(system);
    all = all.map((weight, at) => weight + (by[at] as number));
  }
  return weightsOf(all);
};

type Judged = { asked: string; style: string; can: boolean; silent: boolean; first: boolean; three: boolean };

const judge = ({ asked, style, right, found }: Row, weights: Weights): Judged => {
  const { band, entry, choices }: Answered = decide(library, asked, found, weights);
  const cites = (one: EntryTitle | undefined) =>
    one?.citations.some(({ id, section }) => right.has(`${id} | ${section}`)) === true;
  return {
    ...{ asked, style, can: right.size > 0, silent: band === 'unknown' || band === 'refuse' },
    ...{ first: band === 'answer' && cites(entry), three: choices.some(cites) },
  };
};

const folds = 5;

const judged = (rows: readonly Row[]): Judged[] => {
  const fitted = Array.from({ length: folds }, (_, fold) =>
    weightsFor(rows.filter((__, at) => at % folds !== fold)),
  );
  return rows.map((row, at) => judge(row, fitted[at % folds] as Weights));
};

const share = (count: number, all: number): string => (all === 0 ? '-' : (count / all).toFixed(3));

const report = (name: string, rows: readonly Judged[]): void => {
  const can = rows.filter((row) => row.can);
  const count = (test: (row: Judged) => boolean) => share(can.filter(test).length, can.length);
  const silent = rows.filter((row) => row.silent);
  const right = silent.filter((row) => !row.can).length;
  const cannot = rows.length - can.length;
  const f1 = right === 0 ? '-' : ((2 * right) / (silent.length + cannot)).toFixed(3);
  const parts = [count((row) => row.first), count((row) => row.three), count((row) => row.silent)];
  const told = [share(right, silent.length), share(right, cannot), f1];
  console.log(
    [name.padEnd(10), String(can.length).padStart(4), ...parts, String(cannot).padStart(5), ...told].join(
      ' ',
    ),
  );
};

const reports = (rows: readonly Judged[]): void => {
  console.log('style       can  top1  top3  silent cannot prec recall F1');
  for (const style of [...new Set(rows.map((row) => row.style))].sort())
    report(
      style,
      rows.filter((row) => row.style === style),
    );
  report('all', rows);
};

const files = ['answerable', 'unanswerable', 'dev', 'weak', 'stories'];
const held = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const rows = rowsOf(...files.filter((name) => !held.includes(name)));
const weights = weightsFor(rows);
const results = held.length > 0 ? rowsOf(...held).map((row) => judge(row, weights)) : judged(rows);
if (process.argv.includes('--each'))
  for (const row of results.filter(({ can, silent, first }) => (can ? !first : !silent)))
    console.log(
      row.can ? (row.three ? 'three' : row.silent ? 'silent' : 'wrong') : 'answered',
      row.style,
      row.asked,
    );
reports(results);
console.log(JSON.stringify(weights));
