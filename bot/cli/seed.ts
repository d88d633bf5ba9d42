import { readFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { SharewellError } from '../core/errors.ts';
import { enrol, type Register, registerSchema } from '../core/register.ts';
import { openStore } from '../open-store.ts';
import { readPolicy } from '../policy.ts';

/** Puts the people of a file on the register, and says how many. The same file again changes nothing but what differs. */

const help = `npm run seed -- people.json

Puts people on the register of the store that the environment names.
The file holds {"people": [{"id": "p-jo", "name": "...", "agency": "...", "roles": ["practitioner"],
"manager": "p-al", "identities": [{"channel": "teams", "tenant": "...", "user": "..."}]}]}.
`;

const read = (file: string): Register => {
  const parsed = registerSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `- ${issue.path.join('.')}: ${issue.message}`);
  throw new SharewellError('config', [`${file} has faults, nobody was registered:`, ...faults].join('\n'));
};

const unknownAgencies = ({ people }: Register, known: ReadonlySet<string>): string[] => [
  ...new Set(people.map((person) => person.agency).filter((agency) => !known.has(agency))),
];

const seed = async (file: string): Promise<void> => {
  const config = readConfig(process.env);
  const register = read(file);
  const policy = readPolicy(config.policyFolder);
  const unknown = unknownAgencies(register, new Set(policy.agencies.map((agency) => agency.id)));
  if (unknown.length > 0)
    throw new SharewellError(
      'config',
      `The policy pack has no agency called ${unknown.join(', ')}; nobody was registered.`,
    );
  const store = await openStore(config, () => new Date());
  for (const [index, person] of register.people.entries()) {
    await enrol(store, person, new Date().toISOString());
    if (process.stdout.isTTY) process.stdout.write(`\r${index + 1} of ${register.people.length}`);
  }
  await store.close();
  console.log(`\n${register.people.length} people are on the register.`);
};

const [file] = process.argv.slice(2);
if (!file || file === '--help') {
  console.log(help);
} else {
  await seed(file).catch((error: unknown) => {
    console.error(error instanceof SharewellError ? error.message : error);
    process.exitCode = 1;
  });
}
