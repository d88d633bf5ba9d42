import { readConfig } from '../config.ts';
import { SharewellError } from '../core/errors.ts';
import { type Backup, openBackup } from '../store/backup/read.ts';
import { makeTally, type Tally } from '../store/tally.ts';
import { verify } from '../store/verify.ts';
import type { Mark } from '../store/whole.ts';
import { foundLines } from './check-lines.ts';
import { runCommand } from './command.ts';
import {
  comparedUntil,
  differenceLines,
  isCompared,
  kindLines,
  needBackupKey,
  placeToFill,
  say,
  tallyOf,
  withProgress,
} from './keeping.ts';
import { type Opened, openConfigured } from './open-whole.ts';

/** Puts a backup into an empty store, or proves that it could be. */

const help = `npm run restore -- FILE
npm run restore -- --check FILE

Puts everything of a backup into the store that the environment names. The store must be empty, and no bot may use it.
The whole backup is read first: a damaged one changes nothing. Afterwards the store is counted, compared with the
backup, and every record is verified. Stopped or broken off at any moment, the same command goes on; until it has
finished, the bot refuses to start with the store. The key is SHAREWELL_BACKUP_KEY.

--check  reads the whole backup and says whether it is intact. It needs no store.
`;

/** From the first byte to the last. */
const readThrough = (backup: Backup, file: string, until: string): Promise<Record<'all' | 'live', Tally>> =>
  withProgress(`Reading ${file}`, backup.bytes, async (bar) => {
    const tallies = { all: makeTally(), live: makeTally() };
    for await (const entries of backup.entries((bytes) => bar.at(bytes)))
      for (const entry of entries) {
        tallies.all.add(entry);
        if (isCompared(entry, until)) tallies.live.add(entry);
      }
    return tallies;
  });

const told = ({ header }: Backup): string =>
  `made ${header.at} from ${header.store === 'file' ? 'the encrypted file' : 'Cosmos DB'}`;

const check = async (backup: Backup, file: string): Promise<void> => {
  const { all } = await readThrough(backup, file, '');
  console.log(
    [`${file} is whole and intact, ${told(backup)}: ${say(all.entries)} entries.`, ...kindLines(all)].join(
      '\n',
    ),
  );
};

const fill = (
  backup: Backup,
  target: Opened,
  start: Mark,
  total: number,
  stop: AbortSignal,
): Promise<number> =>
  withProgress(`Filling ${target.where}`, total, async (bar) => {
    let [seen, done] = [0, start.done];
    await target.whole.setMark(start);
    for await (const entries of backup.entries()) {
      seen += entries.length;
      if (seen <= start.done) continue;
      await target.whole.put(entries);
      done = seen;
      await target.whole.setMark({ ...start, done });
      bar.at(done);
      if (stop.aborted) break;
    }
    return done;
  });

const prove = async (target: Opened, live: Tally, until: string, stop: AbortSignal): Promise<void> => {
  const faults = differenceLines(live, await tallyOf(target, until, stop));
  if (faults.length > 0 && !stop.aborted)
    throw new SharewellError(
      'store-refused',
      [`${target.where} does not hold what the backup holds:`, ...faults].join('\n'),
    );
};

const verifyAll = async (target: Opened, stop: AbortSignal): Promise<void> => {
  const total = await target.whole.size();
  const found = await withProgress('Verifying', total, (bar) =>
    verify(target.whole, { stop, at: (done) => bar.at(done) }),
  );
  console.log(foundLines(found).join('\n'));
  if (found.broken > 0) process.exitCode = 1;
};

const stopped = (): void => console.log('Stopped. The same command goes on.');

const restore = async (backup: Backup, file: string, stop: AbortSignal): Promise<void> => {
  const target = await openConfigured(readConfig(process.env), 'alone', true);
  try {
    const start = await placeToFill(target, 'restore', backup.identity, false);
    const until = comparedUntil();
    const { all, live } = await readThrough(backup, file, until);
    if (start.done > 0) console.log(`Going on after ${say(start.done)} entries.`);
    const done = await fill(backup, target, start, all.entries, stop);
    if (stop.aborted) return stopped();
    await prove(target, live, until, stop);
    if (stop.aborted) return stopped();
    await verifyAll(target, stop);
    await target.whole.setMark(undefined);
    console.log(`${say(done)} entries are in ${target.where}, ${told(backup)}.`);
  } finally {
    await target.whole.close();
  }
};

await runCommand({
  help,
  options: { check: { type: 'boolean', default: false } },
  names: { least: 1, most: 1 },
  run: async ({ check: only }, [file = ''], stop) => {
    const backup = await openBackup(file, needBackupKey());
    try {
      await (only ? check(backup, file) : restore(backup, file, stop));
    } finally {
      await backup.close();
    }
  },
});
