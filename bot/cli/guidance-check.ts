import { unserved } from '../guidance/check.ts';
import { guidanceSources, readGuidance } from './guidance-files.ts';

/** Looks through a folder of guidance entries, and says of each what is wrong with it. */

const help = `Usage: npm run guidance:check [-- FOLDER]

Reads every entry (*.md) of a folder, by default bot/guidance/entries, and says what is wrong: an id used twice, a
source, a section or a law that is not there, too few ways to ask, two entries that answer to the same words. Ends
with 1 where anything is wrong.`;

const args = process.argv.slice(2);
const [folder] = args.filter((arg) => !arg.startsWith('-'));

const run = (): number => {
  const { entries, faults } = readGuidance(folder);
  for (const { file, say } of faults) console.log(`${file}: ${say}`);
  const ways = entries.reduce((sum, { asked }) => sum + asked.length, 0);
  const left = unserved(entries, guidanceSources).length;
  console.log(
    `${entries.length} entries, ${ways} ways to ask, ${left} sections without an answer, ${faults.length} faults`,
  );
  return faults.length === 0 ? 0 : 1;
};

if (args.includes('--help')) console.log(help);
else
  try {
    process.exitCode = run();
  } catch (error) {
    console.error(`The entries cannot be read: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 2;
  }
