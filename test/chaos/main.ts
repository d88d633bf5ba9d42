import { runCommand } from '../../bot/cli/command.ts';
import { SharewellError } from '../../bot/core/errors.ts';
import { playRound, type Result } from './round.ts';

/** Everything goes wrong at once, and nothing that was promised may be lost: `npm run chaos`. */

const help = `npm run chaos -- [--seed N] [--seconds 40] [--instances 3] [--workers 10] [--rounds K]

Starts several built bots on one Cosmos wire server, lets connections, the store, both platforms and the bots
themselves fail while people work, and then proves that nothing acknowledged is lost or there twice.
What is planned comes from the seed; when each thing meets which request is up to the machine.
--calm breaks nothing: for trying out the stories themselves. Stops by itself. Exit code 1: something is wrong.
`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const number = (text: string, name: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new SharewellError('config', `--${name} is no number`);
  return value;
};

const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** Half of a round is bad weather; the rest is starting, ending the last stories, and growing quiet. */
const chaosShare = 0.5;

const tell = (seed: number, took: number, { faults, counts, lived, sends, met }: Result): void => {
  say(`seed ${seed}: ${faults.length === 0 ? 'passed' : 'FAILED'} in ${(took / 1000).toFixed(0)} s`);
  say(`  done: ${list(lived)}`);
  say(`  what happened: ${list(counts)}`);
  say(`  notices: ${sends.notices}, messages of them: ${sends.sent}, ${sends.again} again after a fault`);
  for (const each of met) say(`  ${each}`);
  for (const fault of faults.slice(0, 40)) say(`  ${fault}`);
};

const options = {
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  seconds: { type: 'string', default: '40' },
  instances: { type: 'string', default: '3' },
  workers: { type: 'string', default: '10' },
  rounds: { type: 'string', default: '1' },
  calm: { type: 'boolean', default: false },
  bot: { type: 'string', default: '' },
  cosmos: { type: 'string', default: '' },
} as const;

await runCommand({
  help,
  options,
  run: async (values, _names, stop) => {
    const rounds = number(values.rounds, 'rounds');
    const first = number(values.seed, 'seed');
    const seconds = number(values.seconds, 'seconds');
    // Whatever hangs, it ends.
    setTimeout(() => process.exit(1), rounds * (seconds + 150) * 1000).unref();
    const failed: number[] = [];
    let passed = 0;
    for (let round = 0; round < rounds && !stop.aborted; round += 1) {
      const seed = first + round;
      const begun = performance.now();
      const result = await playRound(
        { bot: values.bot, cosmos: values.cosmos },
        {
          ...{ seed, instances: number(values.instances, 'instances'), calm: values.calm },
          ...{ workers: number(values.workers, 'workers'), chaosMs: seconds * 1000 * chaosShare },
        },
      );
      tell(seed, performance.now() - begun, result);
      if (result.faults.length > 0) failed.push(seed);
      else passed += 1;
    }
    if (failed.length > 0) process.exitCode = 1;
    const played = failed.length > 0 ? `, failed with seeds ${failed.join(', ')}` : '';
    say(`${passed} of ${rounds} rounds passed${played}`);
  },
});
process.exit();
