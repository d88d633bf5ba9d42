import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runCommand } from '../../bot/cli/command.ts';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Bot } from '../bench/bots.ts';
import { checkKept } from '../bench/kept.ts';
import { drive } from '../bench/load.ts';
import { makePlans } from '../bench/plans.ts';
import { openSetting, type Setting } from '../bench/setting.ts';
import { judge, type Point } from './flat.ts';

/** A steady mixed load for as long as is wanted, on one bot and its file: does it stay as it is? `npm run soak`. */

const help = `npm run soak -- [--minutes 10] [--rate 60] [--every 15]

Takes turns of every kind on both channels, --rate of them a second, and every --every seconds collects the garbage
and says what is left. Memory is flat when what is left grows by less than 3 MB, or a twentieth of it, over the second
half. Stops by itself. Exit code 1: it is not flat.
`;

type Sample = {
  rss: number;
  heapUsed: number;
  heapTotal: number;
  external: number;
  arrayBuffers: number;
  loop: { p50: number; p99: number; max: number };
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const samplesIn = (bot: Bot): Sample[] =>
  bot
    .log()
    .split('\n')
    .filter((line) => line.includes('"event":"probe"'))
    .map((line) => JSON.parse(line) as Sample);

const probe = async (bot: Bot): Promise<Sample> => {
  const before = samplesIn(bot).length;
  process.kill(bot.pid, 'SIGUSR2');
  for (let tries = 0; tries < 400; tries += 1) {
    const sample = samplesIn(bot).at(before);
    if (sample) return sample;
    await pause(25);
  }
  throw new Error('The bot did not say how it is.');
};

const fileBytes = ({ storeFile }: Setting): number =>
  ['', '-wal'].reduce((sum, end) => {
    const found = statSync(storeFile + end, { throwIfNoEntry: false });
    return sum + (found?.size ?? 0);
  }, 0);

/** One turn of each kind for each of so many people; a decision is as many turns as it takes. */
const people = 16;

type Plans = ReturnType<typeof makePlans>;

const cycle = async (setting: Setting, { plans }: Plans): Promise<number> => {
  let turns = 0;
  for (const plan of plans) {
    await plan.prepare?.(people);
    const { bot, shots, settled } = plan.sharewell;
    const make = shots();
    let taken = 0;
    const counted: typeof make = (i) => {
      const count = (shot: ReturnType<typeof make>): ReturnType<typeof make> => {
        taken += 1;
        const { next } = shot;
        return next ? { ...shot, next: () => count(next()) } : shot;
      };
      return count(make(i));
    };
    await drive(setting.world, bot.port, people, counted);
    await settled?.(people);
    turns += taken;
  }
  return turns;
};

type Run = { minutes: number; rate: number; everyMs: number; stop: AbortSignal };

const soak = async (setting: Setting, bot: Bot, plans: Plans, run: Run): Promise<Point[]> => {
  const begun = performance.now();
  const points: Point[] = [];
  let [turns, next] = [0, begun + run.everyMs];
  const file = fileBytes(setting);
  while (performance.now() < begun + run.minutes * 60_000 && !run.stop.aborted) {
    const started = performance.now();
    const taken = await cycle(setting, plans);
    turns += taken;
    await pause(Math.max(0, (taken / run.rate) * 1000 - (performance.now() - started)));
    if (performance.now() < next) continue;
    next += run.everyMs;
    const { rss, heapUsed, heapTotal, external, loop } = await probe(bot);
    const grown = (fileBytes(setting) - file) / turns;
    points.push({ turns, bytes: heapUsed + external });
    say(
      `${((performance.now() - begun) / 1000).toFixed(0)} s: ${turns} turns, RSS ${mb(rss)} MB, heap ${mb(heapUsed)} of ` +
        `${mb(heapTotal)}, outside it ${mb(external)}, file +${grown.toFixed(0)} bytes a turn ` +
        `so far, loop p99 ${loop.p99.toFixed(1)} ms, longest ${loop.max.toFixed(0)} ms`,
    );
  }
  return points;
};

const whole = (text: string, name: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new SharewellError('config', `--${name} is no number`);
  return value;
};

await runCommand({
  help,
  options: {
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '60' },
    every: { type: 'string', default: '15' },
  },
  run: async (values, _names, stop) => {
    const minutes = whole(values.minutes, 'minutes');
    setTimeout(() => process.exit(1), (minutes + 3) * 60_000).unref();
    const setting = await openSetting();
    try {
      const preload = resolve(join('.build', 'soak', 'probe.mjs'));
      const bot = await setting.launch('sharewell', ['--expose-gc', '--import', preload]);
      const plans = makePlans(setting, bot, bot);
      await plans.setUp();
      const run = {
        minutes,
        stop,
        rate: whole(values.rate, 'rate'),
        everyMs: whole(values.every, 'every') * 1000,
      };
      const points = await soak(setting, bot, plans, run);
      await bot.stop();
      say(`The store holds ${await checkKept(setting.storeFile, plans.done, setting.slack.presses())}.`);
      const { flat, slope, grew, bound } = judge(points);
      say(
        `${flat ? 'flat' : 'NOT FLAT'}: ${slope.toFixed(1)} bytes a turn over the second half, ${mb(grew)} MB in all ` +
          `(at most ${mb(bound)} MB)`,
      );
      if (!flat) process.exitCode = 1;
    } finally {
      setting.close();
    }
  },
});
process.exit();
