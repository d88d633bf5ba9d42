import { readFileSync } from 'node:fs';
import { type Checked, unserved } from '../guidance/check.ts';
import { readLocal, shippedSources } from '../guidance/files.ts';
import { entriesIn } from '../guidance/saved.ts';
import { editionFaults, lawsKnown, notLocked, readGuidance } from './guidance-files.ts';

/** Looks through a folder of guidance, and says of each file what is wrong with it. */

const help = `Usage: npm run guidance:check [-- FOLDER]

Without a folder: reads every entry that ships. With the folder of a deployment (SHAREWELL_GUIDANCE): its entries (*.md)
and the documents it is to quote (protocols/*.md). Says what is wrong: an id used twice, a source, a section or a law
that is not there, too few ways to ask, two entries that answer to the same words, a section that is too long, words that were
changed without a new version (npm run guidance:edition). Ends with 1 where anything is wrong.`;

const [folder] = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));

const ways = ({ entries }: Checked): number => entries.reduce((sum, { asked }) => sum + asked.length, 0);

const shipped = (): { checked: Checked; beside: string } => {
  const read = readGuidance();
  const checked = { ...read, faults: [...read.faults, ...editionFaults()] };
  return {
    checked,
    beside: `${unserved(checked.entries, shippedSources).length} sections without an answer, ${notLocked()} not locked yet, `,
  };
};

const local = (from: string): { checked: Checked; beside: string } => {
  const ships = entriesIn(readFileSync(new URL('guidance.bin', import.meta.url)));
  const checked = readLocal(from, ships, lawsKnown());
  const quoted = checked.entries.filter((entry) => entry.quoted).length;
  const instead = checked.entries.filter(({ id }) => ships.some((one) => one.id === id)).length;
  return { checked, beside: `${quoted} of them quoted, ${instead} in the place of one that ships, ` };
};

const run = (): number => {
  const { checked, beside } = folder ? local(folder) : shipped();
  const { entries, faults } = checked;
  for (const { file, say } of faults) console.log(`${file}: ${say}`);
  console.log(
    `${entries.length} entries, ${ways(checked)} ways to ask, ${beside}${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`,
  );
  return faults.length === 0 ? 0 : 1;
};

if (process.argv.includes('--help')) console.log(help);
else
  try {
    process.exitCode = run();
  } catch (error) {
    console.error(`The guidance cannot be read: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 2;
  }
