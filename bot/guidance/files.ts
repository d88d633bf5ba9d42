import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SharewellError } from '../core/errors.ts';
import { type Checked, checkEntries, type File, fewestWays } from './check.ts';
import type { Entry } from './entry.ts';
import { checkLocal } from './local.ts';
import sources from './sources.json' with { type: 'json' };

/** Entries as files. */

const filesIn = (folder: string, below = ''): File[] =>
  readdirSync(join(folder, below))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => ({ name: join(below, name), text: readFileSync(join(folder, below, name), 'utf8') }));

/** The entries that ship, and what is wrong with them. */
export const readShipped = (folder: string, laws: readonly string[]): Checked =>
  checkEntries(filesIn(folder), { sources, laws, fewest: fewestWays.shipped });

/** The folder of a deployment: entries of its own, and under `protocols` the documents it is to quote. */
export const readLocal = (folder: string, ships: readonly Entry[], laws: readonly string[]): Checked => {
  const protocols = existsSync(join(folder, 'protocols')) ? filesIn(folder, 'protocols') : [];
  const entries = ships.map(({ id }) => id);
  return checkLocal({ entries: filesIn(folder), protocols }, { sources, laws, entries });
};

/** The same for a service that starts: it tells every fault at once, and starts with none. */
export const needLocal = (folder: string, ships: readonly Entry[], laws: readonly string[]) => {
  let checked: Checked;
  try {
    checked = readLocal(folder, ships, laws);
  } catch (cause) {
    throw new SharewellError('config', `SHAREWELL_GUIDANCE: the folder ${folder} cannot be read.`, { cause });
  }
  const { entries, faults } = checked;
  if (faults.length === 0) return entries;
  const lines = faults.map(({ file, say }) => `- ${file}: ${say}`);
  throw new SharewellError(
    'config',
    [
      `SHAREWELL_GUIDANCE: the guidance in ${folder} has faults. npm run guidance:check -- ${folder} lists them too:`,
      ...lines,
    ].join('\n'),
  );
};

export const shippedSources = sources;
