import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bot } from './bots.ts';
import { checkKept } from './kept.ts';
import { makePlans } from './plans.ts';
import { putInReadme, readmeTable } from './readme.ts';
import { measureRegister } from './register-page.ts';
import {
  afterwards,
  callsLine,
  hasAfterwards,
  median,
  plainRow,
  type Row,
  rowOf,
  table,
  verdicts,
} from './report.ts';
import { type Measured, measure } from './rounds.ts';
import { openSetting, type Setting } from './setting.ts';
import { countStoreCalls, type StoreCalls } from './store-calls.ts';

/**
 * Sharewell as `npm start` runs it, against the bare frameworks, in one run on one machine. The bots are processes of
 * their own; the load and everything the bots talk to is this one.
 */

const { values: options } = parseArgs({
  options: {
    /** The rows as one line of JSON, last. */
    json: { type: 'boolean', default: false },
    /** A missed budget fails the run. */
    strict: { type: 'boolean', default: false },
    only: { type: 'string' },
    /** Puts the table into the README, between its marks. */
    readme: { type: 'boolean', default: false },
    /** Writes where Sharewell spends its time to .build/bench/profile; its numbers then count for nothing. */
    profile: { type: 'boolean', default: false },
  },
});

const secondsEach = 20;
const starts = 7;
const longestMs = 480_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const wanted = (name: string): boolean => options.only === undefined || options.only === name;

const measureStart = async (setting: Setting): Promise<Row> => {
  const taken: Record<Bot['kind'], number[]> = { bare: [], sharewell: [] };
  for (let n = 0; n < starts * 2; n += 1) {
    const bot = await setting.launch(n % 2 === 0 ? 'bare' : 'sharewell');
    taken[bot.kind].push(bot.startedMs);
    await bot.stop();
  }
  return plainRow('start', median(taken.bare), median(taken.sharewell));
};

const isRegister = ({ name }: Row): boolean => name.startsWith('register.');

type Turns = { measured: Measured[]; memory: Row[]; kept: string };

/**
 * One bare process serves both frameworks, as the one Sharewell process does, and both have taken the same turns when
 * their memory is read; Sharewell's holds the store's cache as well, and the drafts that its turns were given.
 */
const measureTurns = async (setting: Setting): Promise<Turns> => {
  const bare = await setting.launch('bare');
  const sharewell = await setting.launch('sharewell');
  const { plans, setUp, done } = makePlans(setting, bare, sharewell);
  await setUp();
  const measured: Measured[] = [];
  for (const plan of plans.filter(({ name }) => wanted(name)))
    measured.push(await measure(setting.world, plan, secondsEach));
  const [before, after] = [bare.rssMb(), sharewell.rssMb()];
  await bare.stop();
  await sharewell.stop();
  const kept = await checkKept(setting.storeFile, done, setting.slack.presses());
  const memory = before && after ? [plainRow('memory', before, after)] : [];
  return { measured, memory, kept };
};

const report = (
  { measured, memory, kept }: Turns,
  plain: Row[],
  calls: Record<string, StoreCalls>,
): boolean => {
  const rows = [...measured.map((each) => rowOf(each, calls[each.name])), ...plain, ...memory];
  if (measured.length > 0) say(table(measured).join('\n'));
  for (const { name, bare, sharewell, ratio } of [...plain, ...memory].filter((row) => !isRegister(row)))
    say(`${name}: bare ${bare}, sharewell ${sharewell} ${name === 'start' ? 'ms' : 'MB'} (ratio ${ratio})`);
  for (const { name, bare, sharewell, ratio } of plain.filter(isRegister))
    say(`${name}: ${bare} us of 1,000 records, ${sharewell} us of 1,000,000 (ratio ${ratio})`);
  for (const each of measured.filter(hasAfterwards)) say(afterwards(each));
  if (kept) say(`The store holds ${kept}.`);
  const judged = verdicts(rows);
  for (const { text } of judged) say(text);
  const missed = judged.filter(({ met }) => !met).length;
  say(missed === 0 ? 'Every budget is met.' : `${missed} of ${judged.length} budgets are missed.`);
  for (const [name, counted] of Object.entries(calls)) say(callsLine(name, counted));
  if (options.readme) putInReadme('bench', readmeTable(rows));
  if (options.json) say(JSON.stringify({ rows }));
  return missed === 0;
};

const registerOnly = options.only?.startsWith('register.') === true;

if (options.readme && (options.only || options.profile)) throw new Error('The table needs the whole run.');

const main = async (): Promise<boolean> => {
  if (registerOnly) return report({ measured: [], memory: [], kept: '' }, await measureRegister(say), {});
  const calls = await countStoreCalls();
  const setting = await openSetting(options.profile ? join('.build', 'bench', 'profile') : undefined);
  try {
    const start = wanted('start') && !options.profile ? [await measureStart(setting)] : [];
    const turns = await measureTurns(setting);
    const { unexpected } = setting.world.counts;
    if (unexpected > 0) throw new Error(`${unexpected} messages came that no turn asked for`);
    // Last: it fills the machine's caches with a large file.
    const register = wanted('register.page') && !options.profile ? await measureRegister(say) : [];
    return report(turns, [...start, ...register], calls);
  } finally {
    setting.close();
  }
};

const tooLong = setTimeout(() => {
  process.stderr.write('The bench took too long and was ended.\n');
  process.exit(1);
}, longestMs);

main().then(
  (met) => {
    clearTimeout(tooLong);
    process.exitCode = !met && options.strict ? 1 : 0;
  },
  (error: unknown) => {
    process.stderr.write(`The bench is broken: ${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  },
);
