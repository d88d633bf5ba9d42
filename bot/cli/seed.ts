import { readFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { SharewellError } from '../core/errors.ts';
import type { Store } from '../core/ports.ts';
import { enrol, type Outcome } from '../core/register.ts';
import { openStore } from '../open-store.ts';
import { readPolicy } from '../policy.ts';
import { runCommand } from './command.ts';
import { type Entry, header, readPeople } from './people-file.ts';

/** Puts the people of a file on the register, and says what changed. The same file again changes nothing. */

const help = `npm run seed -- people.json
npm run seed -- people.csv
npm run seed -- people.csv --dry-run

Puts people on the register of the store that the environment names. With --dry-run it says what would change,
and changes nothing. A file with a fault changes nothing either.

JSON: {"people": [{"id": "p-jo", "name": "...", "agency": "...", "post": "...", "roles": ["practitioner"],
"manager": "p-al", "identities": [{"channel": "teams", "tenant": "...", "user": "..."}], "left": false}]}

CSV: a header, then a line for each person; several roles with a semicolon between them; yes in the column left
for somebody who has left:
${header}
`;

const faultsIn = (file: string, faults: readonly string[]): SharewellError =>
  new SharewellError(
    'config',
    [`${file} has faults, nobody was registered:`, ...faults.map((fault) => `- ${fault}`)].join('\n'),
  );

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SharewellError('config', `${file} cannot be read.`, { cause });
  }
};

/** Managers who are neither in the file nor on the register already. */
const strayManagers = async (entries: readonly Entry[], store: Store): Promise<string[]> => {
  const known = new Set(entries.map(({ person }) => `${person.agency}/${person.id}`));
  const faults: string[] = [];
  for (const { where, person } of entries) {
    const { agency, manager: id } = person;
    if (!id || known.has(`${agency}/${id}`)) continue;
    const [found] = await store.read(agency, [{ kind: 'person', id }]);
    if (!found)
      faults.push(`${where}.manager: ${id} is neither in this file nor on the register of ${agency}`);
  }
  return faults;
};

/** Managers first, so that those of the others have a name. */
const inOrder = (entries: readonly Entry[]): Entry[] => {
  const managers = new Set(entries.map(({ person }) => person.manager));
  return [...entries].sort((a, b) => Number(managers.has(b.person.id)) - Number(managers.has(a.person.id)));
};

const said: Readonly<Record<Exclude<Outcome, 'same'>, string>> = {
  new: 'is new',
  changed: 'has changed',
  left: 'has left',
};

const register = async (entries: readonly Entry[], store: Store, dry: boolean): Promise<void> => {
  const counts: Record<Outcome, number> = { new: 0, changed: 0, left: 0, same: 0 };
  for (const { person } of inOrder(entries)) {
    const outcome = await enrol(store, person, new Date().toISOString(), dry);
    counts[outcome] += 1;
    if (outcome !== 'same') console.log(`${person.id} ${said[outcome]}`);
  }
  const total = Object.entries(counts)
    .map(([name, n]) => `${n} ${name}`)
    .join(', ');
  console.log(
    dry
      ? `Nothing was changed. This would be: ${total}.`
      : `${counts.new + counts.changed + counts.same} people are on the register: ${total}.`,
  );
};

const seed = async (file: string, dry: boolean): Promise<void> => {
  const config = readConfig(process.env);
  const agencies = new Set(readPolicy(config.policyFolder).agencies.map(({ id }) => id));
  const { entries, faults } = readPeople(textOf(file), /\.csv$/i.test(file), agencies);
  if (faults.length > 0) throw faultsIn(file, faults);
  const store = await openStore(config, () => new Date());
  try {
    const stray = await strayManagers(entries, store);
    if (stray.length > 0) throw faultsIn(file, stray);
    await register(entries, store, dry);
  } finally {
    await store.close();
  }
};

await runCommand({
  help,
  options: { 'dry-run': { type: 'boolean', default: false } },
  names: { least: 1, most: 1 },
  run: ({ 'dry-run': dry }, [file = '']) => seed(file, dry),
});
