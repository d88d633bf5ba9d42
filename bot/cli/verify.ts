import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { openBackup } from '../store/backup/read.ts';
import { type Verified, verify } from '../store/verify.ts';
import type { Whole } from '../store/whole.ts';
import { foundJson, foundLines } from './check-lines.ts';
import { runCommand } from './command.ts';
import { needBackupKey, refuseDamaged, refuseHalf, withProgress } from './keeping.ts';
import { openConfigured } from './open-whole.ts';

/** Whether everything is what was written, in the store or in a backup. */

const help = `npm run verify
npm run verify -- --agency northborough-council
npm run verify -- FILE
npm run verify -- --jsonl

Goes through every record and all its versions, from the first to what the record says now, and names the first link
that is broken: where, which record, which version, and what differs, never what is in it. It also looks whether every
version belongs to a record, and whether what is owed is about something that is there. The bot may run meanwhile.

With the name of a backup it does the same with what is in it (SHAREWELL_BACKUP_KEY): it is put into a store of its
own, sealed with a key that nobody knows, and taken away again.

--agency NAME  only one partition
--jsonl        a line of JSON for each thing that is wrong, then one with what was counted

It ends with code 1 when something is broken.
`;

type Asked = { agency?: string | undefined; jsonl: boolean; stop: AbortSignal };

const check = async (whole: Whole, { agency, stop }: Asked): Promise<Verified> => {
  await refuseDamaged(whole);
  const total = await whole.size();
  return withProgress('Verifying', total, (bar) =>
    verify(whole, { agency, stop, at: (done) => bar.at(done) }),
  );
};

const tell = (found: Verified, { jsonl, stop }: Asked): void => {
  if (stop.aborted) {
    console.log('Stopped. Nothing is said of what was not looked at.');
    return;
  }
  console.log((jsonl ? foundJson(found) : foundLines(found)).join('\n'));
  if (found.broken > 0) process.exitCode = 1;
};

const verifyStore = async (asked: Asked): Promise<void> => {
  const opened = await openConfigured(readConfig(process.env), 'snapshot');
  const { whole } = opened;
  try {
    await refuseHalf(opened);
    tell(await check(whole, asked), asked);
  } finally {
    await whole.close();
  }
};

const fillFrom = async (file: string, whole: Whole, { stop }: Asked): Promise<void> => {
  const backup = await openBackup(file, needBackupKey());
  try {
    await withProgress(`Reading ${file}`, backup.bytes, async (bar) => {
      for await (const entries of backup.entries((bytes) => bar.at(bytes))) {
        if (stop.aborted) break;
        await whole.put(entries);
      }
    });
  } finally {
    await backup.close();
  }
};

const verifyBackup = async (file: string, asked: Asked): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'sharewell-verify-'));
  const { openSqliteWhole } = await import('../store/sqlite/whole.ts');
  const key = randomBytes(32).toString('base64url');
  const options = { file: join(folder, 'store.db'), key, clock: () => new Date() };
  try {
    const whole = await openSqliteWhole({ ...options, use: 'alone', create: true });
    try {
      await fillFrom(file, whole, asked);
      tell(await check(whole, asked), asked);
    } finally {
      await whole.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

await runCommand({
  help,
  options: { agency: { type: 'string' }, jsonl: { type: 'boolean', default: false } },
  names: { most: 1 },
  run: ({ agency, jsonl }, [file], stop) => {
    const asked: Asked = { agency, jsonl, stop };
    return file === undefined ? verifyStore(asked) : verifyBackup(file, asked);
  },
});
