import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDriver } from '../../bot/store/sqlite/driver.ts';
import { openSqliteWhole } from '../../bot/store/sqlite/whole.ts';
import { diskFolder } from '../bench/setting.ts';
import { seeded } from '../crash/plan.ts';
import { accountKey } from '../support/cosmos/auth.ts';
import { letGo } from '../support/let-go.ts';
import { manyRecords } from '../support/many-records.ts';
import { startChild } from '../support/process-child.ts';
import { flipOne, pickRow } from '../support/tamper.ts';
import { type Ran, run } from './command.ts';

/**
 * The operator's commands on many records: how fast, with how much memory, and whether one flipped bit is found among
 * all of them. `--records 100000 --seed 7 --flips 3 --raw 10`, and `--cosmos` to move them there and back as well.
 */

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    flips: { type: 'string', default: '3' },
    raw: { type: 'string', default: '10' },
    cosmos: { type: 'boolean', default: false },
    built: { type: 'string', default: '.build' },
    server: { type: 'string', default: '' },
  },
});

const records = Number(values.records);
const random = seeded(Number(values.seed));
const key = 'a key for tests only, long enough';
const folder = diskFolder();
const say = (line: string): void => console.log(line);
let failed = 0;
const hold = (fine: boolean, what: string, { out, err }: Ran): void => {
  if (fine) return;
  failed += 1;
  say(`FAILED: ${what}\n${out}\n${err.slice(-2000)}`);
};

const rate = (seconds: number): string => Math.round(records / seconds).toLocaleString('en-GB');
const envOf = (name: string, more: Record<string, string> = {}) => ({
  ...{ SHAREWELL_DATA: join(folder, name), SHAREWELL_STORE_KEY: key },
  ...{ SHAREWELL_BACKUP_KEY: 'a key of backups for tests', ...more },
});

const timed = async (what: string, command: string, args: string[], env: Record<string, string>) => {
  const ran = await run(values.built, command, args, env);
  const { seconds, cpu, megabytes } = ran;
  const spent = `${seconds.toFixed(1)} s (${cpu.toFixed(1)} s of the processor: ${rate(cpu)} records/s)`;
  say(`${what}: ${rate(seconds)} records/s, ${spent}, at most ${megabytes} MB`);
  hold(ran.code === 0, what, ran);
  return ran;
};

const fileIn = (name: string): string => join(folder, name, 'sharewell.db');

const fill = async (name: string): Promise<void> => {
  mkdirSync(join(folder, name));
  const began = performance.now();
  const options = { file: fileIn(name), key, clock: () => new Date(), use: 'shared', create: true } as const;
  const whole = await openSqliteWhole(options);
  for (const page of manyRecords(records)) await whole.put(page);
  const entries = await whole.size();
  await whole.close();
  await letGo();
  const seconds = (performance.now() - began) / 1000;
  const megabytes = Math.round(statSync(fileIn(name)).size / 1e6);
  say(`${records} records made: ${entries} entries, ${megabytes} MB, ${seconds.toFixed(1)} s`);
};

type Named = { partition?: string; ref?: string; version?: number; what?: string; broken?: number };

/** One bit of one record or version among all of them. */
const flipAndFind = async (): Promise<void> => {
  const driver = openDriver({ file: fileIn('full'), key, busyTimeoutMs: 5000 });
  const flip = flipOne(driver, pickRow(driver, random), random);
  const ran = await run(values.built, 'verify', ['--jsonl'], envOf('full'));
  flip.undo();
  driver.close();
  await letGo();
  const lines: Named[] = ran.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [first, last] = [lines[0], lines.at(-1)];
  const found = first?.partition === flip.agency && first.ref === flip.ref && last?.broken === 1;
  const version = flip.version === undefined || first?.version === flip.version;
  const where = `${flip.ref}${flip.version === undefined ? '' : `/${flip.version}`}`;
  say(
    `one bit flipped in ${where}: ${found && version ? 'found' : 'NOT FOUND'}, ${first?.what}, ${ran.seconds.toFixed(1)} s`,
  );
  hold(found && version && ran.code === 1, `flip in ${where}`, ran);
};

/** One bit of the raw file of a smaller store. */
const flipRaw = async (count: number): Promise<void> => {
  const outcomes = new Map<string, number>();
  const whole = readFileSync(fileIn('small'));
  mkdirSync(join(folder, 'raw'));
  for (let n = 0; n < count; n += 1) {
    const bytes = Buffer.from(whole);
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    for (const rest of ['-wal', '-shm']) rmSync(fileIn('raw') + rest, { force: true });
    writeFileSync(fileIn('raw'), bytes);
    const { code, out, err } = await run(values.built, 'verify', [], envOf('raw'));
    const told = /file is damaged|page of the store|first page|first broken link/.exec(out + err)?.[0];
    const outcome = code === 0 ? 'nothing told' : (told ?? `NO MESSAGE: ${err.slice(0, 200)}`);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  const said = [...outcomes].map(([what, times]) => `${times} ${what}`).join(', ');
  say(`one bit of the raw file flipped, ${count} times: ${said}`);
};

const moveThereAndBack = async (): Promise<void> => {
  const server = startChild({ script: values.server });
  try {
    const [, port] = await server.said(/^listening (\d+)/);
    const account = { COSMOS_ENDPOINT: `http://127.0.0.1:${port}/`, COSMOS_KEY: accountKey };
    await timed(
      'migrate to Cosmos DB (wire server)',
      'migrate',
      ['--from', 'file', '--to', 'cosmos'],
      envOf('full', account),
    );
    await timed('verify Cosmos DB', 'verify', [], envOf('none', account));
    await timed('backup of Cosmos DB', 'backup', [join(folder, 'cosmos.backup')], envOf('none', account));
    await timed(
      'migrate to the file',
      'migrate',
      ['--from', 'cosmos', '--to', 'file'],
      envOf('back', account),
    );
  } finally {
    await server.kill('SIGKILL');
  }
};

const rehearse = async (): Promise<void> => {
  say(`rehearsal of ${records} records, seed ${values.seed}`);
  await fill('full');
  const backup = join(folder, 'store.backup');
  await timed('verify', 'verify', [], envOf('full'));
  await timed('backup', 'backup', [backup], envOf('full'));
  say(`the backup has ${Math.round(statSync(backup).size / 1e6)} MB`);
  await timed('restore --check', 'restore', ['--check', backup], envOf('full'));
  await timed('verify of the backup', 'verify', [backup], envOf('full'));
  await timed('restore', 'restore', [backup], envOf('restored'));
  for (let n = 0; n < Number(values.flips); n += 1) await flipAndFind();
  if (values.cosmos) await moveThereAndBack();
};

try {
  await rehearse();
  if (Number(values.raw) > 0) {
    mkdirSync(join(folder, 'small'));
    copyFileSync(fileIn('full'), fileIn('small'));
    await flipRaw(Number(values.raw));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
