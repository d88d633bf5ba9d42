import { readConfig } from '../config.ts';
import { SharewellError } from '../core/errors.ts';
import { byKind, type Difference, differences, makeTally, type Tally } from '../store/tally.ts';
import { type Entry, type Mark, pages, type Whole } from '../store/whole.ts';
import type { Opened } from './open-whole.ts';
import { type Progress, progress } from './progress.ts';

/** What the commands share that keep, move and check a whole store. */

const number = new Intl.NumberFormat('en-GB');
export const say = (count: number): string => number.format(count);

export const needBackupKey = (): string => {
  const { backupKey } = readConfig(process.env);
  if (backupKey) return backupKey;
  throw new SharewellError(
    'config',
    'Set SHAREWELL_BACKUP_KEY to the key of your backups: at least 16 characters, kept apart from them.',
  );
};

export const isEmpty = async (whole: Whole): Promise<boolean> => {
  for await (const { entries } of pages(whole)) if (entries.length > 0) return false;
  return true;
};

/** With a bar while it lasts, however it ends. */
export const withProgress = async <T>(
  label: string,
  total: number | undefined,
  work: (bar: Progress) => Promise<T>,
): Promise<T> => {
  const bar = progress(label, total);
  try {
    return await work(bar);
  } finally {
    bar.end();
  }
};

/** What ends soon may end while two stores are compared, in one of them first. */
const marginMs = 3_600_000;
export const comparedUntil = (): string => new Date(Date.now() + marginMs).toISOString();
export const isCompared = (entry: Entry, until: string): boolean =>
  entry.what === 'owed' || entry.until > until;

export const tallyOf = ({ where, whole }: Opened, until: string, stop: AbortSignal): Promise<Tally> =>
  withProgress(`Counting ${where}`, undefined, async (bar) => {
    bar.at(0, await whole.size());
    const tally = makeTally();
    let done = 0;
    for await (const { entries } of pages(whole)) {
      if (stop.aborted) break;
      for (const entry of entries) if (isCompared(entry, until)) tally.add(entry);
      done += entries.length;
      bar.at(done);
    }
    return tally;
  });

export const kindLines = (tally: Tally): string[] =>
  byKind(tally).map(([kind, count]) => `  ${kind.padEnd(16)} ${say(count).padStart(12)}`);

const mostShown = 20;

const differenceLine = ({ partition, kind, here, there }: Difference): string =>
  here === there
    ? `  ${partition}, ${kind}: ${say(here)} in both, but not the same`
    : `  ${partition}, ${kind}: ${say(here)} here, ${say(there)} there`;

export const differenceLines = (here: Tally, there: Tally): string[] => {
  const all = differences(here, there);
  const more = all.length > mostShown ? [`  and ${say(all.length - mostShown)} more`] : [];
  return [...all.slice(0, mostShown).map(differenceLine), ...more];
};

const unfinished = ({ by }: Mark, where: string): SharewellError =>
  new SharewellError(
    'config',
    `${where} is not whole: npm run ${by} began to fill it and has not finished. Type that command again.`,
  );

/** Where a store goes on being filled from `from`, or the start for one that is empty. Any other is left alone. */
export const placeToFill = async (
  { where, whole }: Opened,
  by: Mark['by'],
  from: string,
  intoFilled: boolean,
): Promise<Mark> => {
  const mark = await whole.mark();
  if (mark) {
    if (mark.by === by && mark.from === from) return mark;
    throw unfinished(mark, where);
  }
  if (!intoFilled && !(await isEmpty(whole)))
    throw new SharewellError(
      'config',
      `${where} is not empty, and nothing was changed. Name an empty store: a new folder, or a new database.`,
    );
  return { by, from, done: 0 };
};

/** What is only half there is no source of anything. */
export const refuseHalf = async ({ where, whole }: Opened): Promise<void> => {
  const mark = await whole.mark();
  if (mark) throw unfinished(mark, where);
};

export const refuseBusy = async ({ where, whole }: Opened): Promise<void> => {
  if (await whole.busy())
    throw new SharewellError(
      'config',
      `A bot is at work on ${where}. Stop it, wait a minute, then try again.`,
    );
};

/** Before anything is read from it: what is damaged goes into no other store and no backup. */
export const refuseDamaged = async (whole: Whole): Promise<void> => {
  const damaged = await whole.faults();
  if (damaged.length > 0)
    throw new SharewellError(
      'store-refused',
      [
        'The store file is damaged. Stop the bot, and restore the last backup into a new folder. What is wrong:',
        ...damaged.map((line) => `  ${line}`),
      ].join('\n'),
    );
};
