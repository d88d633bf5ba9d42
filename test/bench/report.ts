import type { Measured, Round } from './rounds.ts';
import type { StoreCalls } from './store-calls.ts';

/** Medians over the rounds; a ratio is taken within each round, where both sides met the same machine. */

export type Row = {
  name: string;
  bare: number;
  sharewell: number;
  ratio: number;
  p99Ratio: number | null;
  reads: number | null;
  commits: number | null;
};

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
};

const of = (rounds: readonly Round[], pick: (round: Round) => number): number => median(rounds.map(pick));

const ratios = ({ bare, sharewell }: Measured, pick: (round: Round) => number): number =>
  median(sharewell.map((round, i) => pick(round) / pick(bare[i] as Round)));

const round = (value: number, places: number): number => Number(value.toFixed(places));

export const rowOf = (measured: Measured, calls: StoreCalls | undefined): Row => ({
  name: measured.name,
  bare: round(
    of(measured.bare, (r) => r.perSecond),
    1,
  ),
  sharewell: round(
    of(measured.sharewell, (r) => r.perSecond),
    1,
  ),
  ratio: round(
    ratios(measured, (r) => r.perSecond),
    3,
  ),
  p99Ratio: round(
    ratios(measured, (r) => r.p99),
    3,
  ),
  reads: calls ? round(calls.reads, 2) : null,
  commits: calls ? round(calls.commits, 2) : null,
});

export const plainRow = (name: string, bare: number, sharewell: number): Row => ({
  name,
  bare: round(bare, 1),
  sharewell: round(sharewell, 1),
  ratio: round(sharewell / bare, 3),
  p99Ratio: null,
  reads: null,
  commits: null,
});

const columns = ['', 'turns/s', 'p50 ms', 'p99 ms', 'CPU us/turn'] as const;

const line = (cells: readonly (string | number)[]): string =>
  cells.map((cell, i) => (i === 0 ? String(cell).padEnd(26) : String(cell).padStart(12))).join('');

const cpu = (r: Round): number => r.cpuUs ?? Number.NaN;

const sideLine = (name: string, rounds: readonly Round[]): string =>
  line([
    name,
    of(rounds, (r) => r.perSecond).toFixed(0),
    of(rounds, (r) => r.p50).toFixed(1),
    of(rounds, (r) => r.p99).toFixed(1),
    of(rounds, cpu).toFixed(0),
  ]);

export const table = (all: readonly Measured[]): string[] => [
  line(columns),
  ...all.flatMap(({ name, bare, sharewell }) => [
    sideLine(`${name} bare`, bare),
    sideLine(`${name} sharewell`, sharewell),
    line([
      `  ratio (${sharewell.length} rounds)`,
      ratios({ name, bare, sharewell }, (r) => r.perSecond).toFixed(2),
      ratios({ name, bare, sharewell }, (r) => r.p50).toFixed(2),
      ratios({ name, bare, sharewell }, (r) => r.p99).toFixed(2),
      ratios({ name, bare, sharewell }, cpu).toFixed(2),
    ]),
  ]),
];

/** The dearest case: nothing is remembered from an earlier turn. */
export const callsLine = (name: string, { reads, commits }: StoreCalls): string =>
  `${name}: ${reads.toFixed(1)} reads and ${commits.toFixed(1)} commits a turn`;

/** An answer that leaves work behind is only half the truth. */
const untils: Readonly<Record<string, string>> = {
  'teams.record': 'the message is rewritten and the manager is told',
  'board.update': 'the board in the channel is rewritten, by one call each',
};
export const hasAfterwards = ({ name }: Measured): boolean => Object.hasOwn(untils, name);

export const afterwards = ({ name, bare, sharewell }: Measured): string =>
  `${name} until ${untils[name]}: ${of(sharewell, (r) => r.settledPerSecond).toFixed(0)} turns/s, ` +
  `${ratios({ name, bare, sharewell }, (r) => r.settledPerSecond).toFixed(2)} of bare`;

type Budget = {
  row: string;
  what: 'ratio' | 'p99Ratio' | 'reads' | 'commits';
  least?: number;
  most?: number;
};

const turnBudgets = (row: string, least: number): Budget[] => [
  { row, what: 'ratio', least },
  { row, what: 'p99Ratio', most: 3 },
  { row, what: 'reads', most: 2 },
  { row, what: 'commits', most: 1 },
];

const budgets: Budget[] = [
  ...turnBudgets('teams.typed', 0.7),
  ...turnBudgets('teams.question', 0.7),
  ...turnBudgets('teams.invoke', 1),
  ...turnBudgets('decision.step', 1),
  ...turnBudgets('decision.whole', 1),
  ...turnBudgets('board.update', 0.5),
  ...turnBudgets('slack.button', 0.7),
  { row: 'start', what: 'ratio', most: 1.5 },
  { row: 'register.page', what: 'ratio', most: 1.3 },
  { row: 'register.page.deep', what: 'ratio', most: 1.3 },
  { row: 'register.page.find', what: 'ratio', most: 1.3 },
];

export type Verdict = { met: boolean; text: string; short: string };

/** What each budget of a row says to it. */
export const verdictsOf = (found: Row): Verdict[] =>
  budgets.flatMap(({ row, what, least, most }) => {
    const value = found[what];
    if (row !== found.name || value === null) return [];
    const met = (least === undefined || value >= least) && (most === undefined || value <= most);
    const wanted = least === undefined ? `at most ${most}` : `at least ${least}`;
    const text = `${met ? 'met   ' : 'MISSED'} ${row} ${what} ${value} (${wanted})`;
    return [{ met, text, short: `${what === 'p99Ratio' ? 'p99' : what} ${wanted}` }];
  });

export const verdicts = (rows: readonly Row[]): Verdict[] => rows.flatMap(verdictsOf);
