import { readFileSync, writeFileSync } from 'node:fs';
import { runCommand } from '../../bot/cli/command.ts';
import { putInReadme } from '../bench/readme.ts';
import type { Charges } from './charge.ts';
import { measureDeeds } from './deeds.ts';
import { measureInstances } from './instances.ts';
import { measureSize, sizesTable } from './large.ts';
import { type Assumptions, deedsTable, type Measured, placesTable } from './model.ts';

/** How far it goes, and what it would need: `npm run scale`. */

const given = 'test/scale/assumptions.json';
const counted = 'test/scale/measured.json';

const help = `npm run scale -- [--deeds] [--instances] [--large] [--model] [--readme] [--assume FILE]

--deeds      counts what each whole case asks of the store, and writes ${counted}
--instances  one, two and four bots on one store
--large      100,000 people and 1,000,000 records in one file, against 100 and 1,000
--model      what a council, a region and England would need, from ${counted} and ${given}
             (--assume FILE: your own numbers; --readme: puts the two tables into the README)

Without any of them: all. Stops by itself, after about ten minutes.
`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Given = Assumptions & { charges: Charges };

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

const model = (assumptions: Given, readme: boolean): void => {
  const measured = read<Measured>(counted);
  const text = [
    ...deedsTable(measured),
    '',
    `An instance with nothing to do asks for ${measured.idleRuASecond.toFixed(0)} RU a second.`,
    '',
    ...placesTable(measured, assumptions),
  ].join('\n');
  say(text);
  if (readme) putInReadme('scale', text);
};

const longestMs = 25 * 60_000;

await runCommand({
  help,
  options: {
    deeds: { type: 'boolean', default: false },
    instances: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    model: { type: 'boolean', default: false },
    readme: { type: 'boolean', default: false },
    assume: { type: 'string', default: given },
    bot: { type: 'string', default: '' },
    cosmos: { type: 'string', default: '' },
  },
  run: async ({ deeds, instances, large, model: table, readme, assume, bot, cosmos }) => {
    setTimeout(() => process.exit(1), longestMs).unref();
    const all = !(deeds || instances || large || table);
    const assumptions = read<Given>(assume);
    const built = { bot, cosmos };
    if (deeds || all)
      writeFileSync(counted, `${JSON.stringify(await measureDeeds(built, assumptions.charges), null, 2)}\n`);
    if (table || deeds || all) model(assumptions, readme);
    if (instances || all) {
      const faults = await measureInstances(built, say);
      for (const fault of faults) say(fault);
      if (faults.length > 0) process.exitCode = 1;
    }
    if (large || all)
      say(
        sizesTable([
          await measureSize(bot, { people: 100, records: 1_000 }),
          await measureSize(bot, { people: 100_000, records: 1_000_000 }),
        ]).join('\n'),
      );
  },
});
process.exit();
