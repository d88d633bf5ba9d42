import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import type { Actor } from '../../dialogs/engine/types.ts';
import { addDays, atLocal } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { readConfig } from '../config.ts';
import { SharewellError } from '../core/errors.ts';
import { actorOf, isRegistered, type Person } from '../core/people.ts';
import type { Store } from '../core/ports.ts';
import { words } from '../core/words.ts';
import { inspect, mayInspect, type Wanted } from '../export/inspection.ts';
import { maskWith } from '../export/masking.ts';
import { openStore } from '../open-store.ts';
import { readPolicy } from '../policy.ts';
import { runCommand } from './command.ts';
import { progress } from './progress.ts';

/** For inspectors: the records of an agency in a time, with versions, trail and checks, as files with a manifest. */

const help = `npm run export -- --agency northborough-council --as p-ada --out FOLDER
npm run export -- --agency northborough-council --as p-ada --out FOLDER --from 2026-01-01 --to 2026-12-31
npm run export -- --agency northborough-council --as p-ada --out FOLDER --without-identifiers

Writes the records that were made in a time into a new folder: records, versions and the trail of who saw them as JSON
lines, what was destroyed, the law and guidance versions that were in force, an index to read, and a manifest with the
SHA-256 of each file. Each record is checked against its chain of versions.

  --agency ID             whose records
  --as ID                 who asks: a person on the register of that agency who sees the whole of it
  --from, --to DATE       the first and the last day: of records, when they were made; of what is gone, when it went
  --type TYPE             one type of record, such as decision or breach
  --without-identifiers   codes in place of people and cases; what looks like a name or number is taken out
  --out FOLDER            where to: it must not be there yet

The trail of each record says who exported it before a line of it is written.
`;

const actorFor = async (store: Store, policy: PolicyPack, agency: string, id: string): Promise<Actor> => {
  const [found] = await store.read(agency, [{ kind: 'person', id }]);
  const person = found?.body as Person | undefined;
  const actor = actorOf({ agency, person: id, registered: true }, person, id, policy);
  if (isRegistered(person) && mayInspect(actor)) return actor;
  throw new SharewellError(
    'config',
    `${id} may not export the records of ${agency}: it takes a role that sees the whole agency.`,
  );
};

const dayOf = (name: string, text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const at = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text))
    return text;
  throw new SharewellError('config', `--${name} must be a date, such as 2026-11-23.`);
};

type Values = {
  agency?: string;
  as?: string;
  out?: string;
  from?: string;
  to?: string;
  type?: string;
  plain: boolean;
};

const need = (values: Values): { agency: string; as: string; out: string } => {
  const { agency, as, out } = values;
  if (agency && as && out) return { agency, as, out };
  throw new SharewellError('config', 'Say --agency, --as and --out. With --help, it is said what they are.');
};

const exported = async (values: Values, stop: AbortSignal): Promise<void> => {
  const { agency, as, out } = need(values);
  const [from, to] = [dayOf('from', values.from), dayOf('to', values.to)];
  if (existsSync(out)) throw new SharewellError('config', `${out} is there already.`);
  const config = readConfig(process.env);
  const policy = readPolicy(config.policyFolder);
  const clock = () => new Date();
  const store = await openStore(config, clock);
  const part = `${out}.part`;
  try {
    const by = await actorFor(store, policy, agency, as);
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true, mode: 0o700 });
    const secret = randomBytes(32).toString('base64url');
    const wanted: Wanted = {
      ...{ agency, by, run: randomBytes(12).toString('hex') },
      ...(from ? { from: atLocal(from, '00:00', policy).toISOString() } : {}),
      ...(to ? { to: atLocal(addDays(to, 1), '00:00', policy).toISOString() } : {}),
      ...(values.type ? { type: values.type } : {}),
      ...(values.plain ? { mask: maskWith(secret, clock().getUTCFullYear()) } : {}),
    };
    const bar = progress('Records');
    const counts = await inspect(part, wanted, { store, policy, words, clock }, { at: bar.at, stop });
    bar.end();
    if (!counts) return void console.log('Stopped. Nothing was written.');
    renameSync(part, out);
    const { records, versions, trail, destroyed, broken } = counts;
    console.log(
      `${records} records, ${versions} versions, ${trail} lines of trail, ${destroyed} destroyed: ${out}`,
    );
    if (broken.length > 0) console.log(`Not as they were written: ${broken.join(', ')}`);
  } finally {
    rmSync(part, { recursive: true, force: true });
    await store.close();
  }
};

await runCommand({
  help,
  options: {
    ...{ agency: { type: 'string' }, as: { type: 'string' }, out: { type: 'string' } },
    ...{ from: { type: 'string' }, to: { type: 'string' }, type: { type: 'string' } },
    'without-identifiers': { type: 'boolean', default: false },
  },
  run: ({ 'without-identifiers': plain, ...values }, _, stop) => exported({ ...values, plain }, stop),
});
