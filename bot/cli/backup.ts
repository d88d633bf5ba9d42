import { readConfig } from '../config.ts';
import { SharewellError } from '../core/errors.ts';
import { openBackup } from '../store/backup/read.ts';
import { writeBackup } from '../store/backup/write.ts';
import type { Tally } from '../store/tally.ts';
import { type Entry, pages } from '../store/whole.ts';
import { runCommand } from './command.ts';
import { kindLines, needBackupKey, refuseDamaged, refuseHalf, say, withProgress } from './keeping.ts';
import { type Opened, openConfigured } from './open-whole.ts';

/** Writes everything of the store into one sealed file. */

const help = `npm run backup -- FILE

Writes everything of the store that the environment names into FILE, packed and sealed with SHAREWELL_BACKUP_KEY (at
least 16 characters; keep it apart from the backups, and keep it: without it no backup can be read). The bot may run
meanwhile. From the encrypted file the backup is what was there at one moment. From Cosmos DB it is read partition by
partition: what was changed meanwhile may be in it before or after the change, so run npm run verify -- FILE
afterwards, or stop the bot first.

FILE is there when it is whole and was read back. One that is there already is never overwritten.
`;

class Stopped extends Error {}

const entriesOf = async function* (
  { whole }: Opened,
  stop: AbortSignal,
  at: (done: number) => void,
): AsyncGenerator<Entry[]> {
  let done = 0;
  for await (const { entries } of pages(whole)) {
    if (stop.aborted) throw new Stopped();
    yield entries;
    done += entries.length;
    at(done);
  }
};

const write = (source: Opened, file: string, key: string, stop: AbortSignal): Promise<Tally> =>
  withProgress(`Writing ${file}`, undefined, async (bar) => {
    bar.at(0, await source.whole.size());
    const entries = entriesOf(source, stop, (done) => bar.at(done));
    return writeBackup({ file, key, at: new Date().toISOString(), store: source.name, entries });
  });

const readBack = async (file: string, key: string): Promise<void> => {
  const backup = await openBackup(file, key);
  try {
    await withProgress(`Reading ${file}`, backup.bytes, async (bar) => {
      for await (const _ of backup.entries((bytes) => bar.at(bytes)));
    });
  } finally {
    await backup.close();
  }
};

const backup = async (file: string, stop: AbortSignal): Promise<void> => {
  const key = needBackupKey();
  const source = await openConfigured(readConfig(process.env), 'snapshot');
  try {
    await refuseDamaged(source.whole);
    await refuseHalf(source);
    const tally = await write(source, file, key, stop);
    await readBack(file, key);
    console.log(
      [`${say(tally.entries)} entries of ${source.where} are in ${file}:`, ...kindLines(tally)].join('\n'),
    );
    if (source.name === 'cosmos') console.log(`If a bot was at work meanwhile: npm run verify -- ${file}`);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    console.log('Stopped. No backup was written.');
  } finally {
    await source.whole.close();
  }
};

await runCommand({
  help,
  options: {},
  names: { least: 1, most: 1 },
  run: (_values, [file], stop) => {
    if (!file) throw new SharewellError('config', 'Name the file to write.');
    return backup(file, stop);
  },
});
