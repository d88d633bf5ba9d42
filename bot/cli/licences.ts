import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SharewellError } from '../core/errors.ts';
import { runCommand } from './command.ts';
import { judge, type Locked, type Package } from './licence-rules.ts';

/** Lists what runs in production and under which licence, and fails on one that nobody has agreed to. */

const help = `Usage: npm run --silent licences [-- --json]

Lists every package that runs in production: name, version, licence. They are read from package-lock.json; where a
package does not name its licence there, its licence file is read. Ends with 1 where a licence is not on the list in
bot/cli/licence-rules.ts.

  --json   one JSON object a line
`;

const fileIn = (folder: string): string | undefined => {
  const name = existsSync(folder) ? readdirSync(folder).find((each) => /^licen[cs]e/i.test(each)) : undefined;
  return name && readFileSync(join(folder, name), 'utf8');
};

const line = ({ name, version, licence, agreed }: Package, json: boolean): string =>
  json
    ? JSON.stringify({ name, version, licence, agreed })
    : `${agreed ? ' ' : '!'} ${`${name}@${version}`.padEnd(56)} ${licence}`;

await runCommand({
  help,
  options: { json: { type: 'boolean', default: false } },
  run: async ({ json = false }) => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, Locked>;
    };
    const packages = judge(lock.packages, fileIn);
    for (const each of packages) process.stdout.write(`${line(each, json)}\n`);
    const others = packages.filter(({ agreed }) => !agreed);
    if (!json) process.stdout.write(`\n${packages.length} packages, ${others.length} not agreed to.\n`);
    if (others.length > 0)
      throw new SharewellError('config', `Not agreed to: ${others.map(({ name }) => name).join(', ')}`);
  },
});
