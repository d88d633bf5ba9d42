import { readConfig } from '../config.ts';
import { SharewellError } from '../core/errors.ts';
import { entryDigest } from '../store/tally.ts';
import { type Entry, type ItemEntry, type Mark, pages } from '../store/whole.ts';
import { runCommand } from './command.ts';
import {
  comparedUntil,
  differenceLines,
  isEmpty,
  kindLines,
  placeToFill,
  refuseBusy,
  refuseDamaged,
  refuseHalf,
  say,
  tallyOf,
  withProgress,
} from './keeping.ts';
import { type Opened, openNamed, type StoreName } from './open-whole.ts';

/** Moves everything from the encrypted file to Cosmos DB, or back. */

const help = `npm run migrate -- --from file --to cosmos
npm run migrate -- --from cosmos --to file
npm run migrate -- --from file --to cosmos --dry-run
npm run migrate -- --from file --to cosmos --check

Moves everything from one store to the other. Stop the bot first. The settings are the bot's own, for both stores:
SHAREWELL_DATA and SHAREWELL_STORE_KEY for the file, COSMOS_ENDPOINT, COSMOS_KEY and COSMOS_DATABASE for Cosmos DB.

The source stays as it is. When it ends, both are counted and compared. Stopped or broken off at any moment, the same
command goes on where it was; until it has finished, the bot refuses to start with the target.

--dry-run      says what would be moved, and changes nothing
--check        compares both stores, and changes nothing
--into-filled  the target may hold something already; what has the same name is replaced
`;

type Flags = { dry: boolean; check: boolean; into: boolean };

const storeName = (value: string | undefined, flag: string): StoreName => {
  if (value === 'file' || value === 'cosmos') return value;
  throw new SharewellError('config', `Say --${flag} file or --${flag} cosmos.`);
};

const copy = (source: Opened, target: Opened, start: Mark, stop: AbortSignal): Promise<Mark> =>
  withProgress(`Copying to ${target.where}`, undefined, async (bar) => {
    const total = await source.whole.size();
    let mark = start;
    await target.whole.setMark(mark);
    for await (const { entries, cursor } of pages(source.whole, start.cursor)) {
      await target.whole.put(entries);
      mark = { ...mark, done: mark.done + entries.length, ...(cursor === undefined ? {} : { cursor }) };
      // Behind what is there, never ahead of it: what is put in twice stays the same.
      await target.whole.setMark(mark);
      bar.at(mark.done, Math.max(total, mark.done));
      if (stop.aborted) break;
    }
    return mark;
  });

/** Where the target holds more than what was moved, each item of the source is looked for. */
const missingIn = async ({ whole }: Opened, entries: readonly Entry[]): Promise<ItemEntry[]> => {
  const items = entries.filter((entry) => entry.what === 'item');
  const missing: ItemEntry[] = [];
  for (const agency of new Set(items.map((item) => item.agency))) {
    const mine = items.filter((item) => item.agency === agency);
    const found = await whole.read(agency, mine);
    for (const [at, item] of mine.entries()) {
      const there = found[at];
      if (!there || entryDigest(there) !== entryDigest(item)) missing.push(item);
    }
  }
  return missing;
};

const lookForEach = async (source: Opened, target: Opened, stop: AbortSignal): Promise<string[]> =>
  withProgress('Comparing', undefined, async (bar) => {
    const faults: string[] = [];
    let done = 0;
    for await (const { entries } of pages(source.whole)) {
      if (stop.aborted) break;
      const missing = await missingIn(target, entries);
      faults.push(...missing.map(({ agency, kind, id }) => `  ${agency}, ${kind} ${id}`).slice(0, 20));
      done += entries.length;
      bar.at(done);
    }
    return faults;
  });

const compare = async (source: Opened, target: Opened, into: boolean, stop: AbortSignal): Promise<void> => {
  const until = comparedUntil();
  const faults: string[] = [];
  if (into) faults.push(...(await lookForEach(source, target, stop)));
  else {
    const [here, there] = [await tallyOf(source, until, stop), await tallyOf(target, until, stop)];
    if (!stop.aborted) faults.push(...differenceLines(here, there));
    if (!stop.aborted && faults.length === 0)
      console.log(['Both hold the same:', ...kindLines(here)].join('\n'));
  }
  if (faults.length > 0)
    throw new SharewellError(
      'store-refused',
      [`${source.where} and ${target.where} do not hold the same:`, ...faults].join('\n'),
    );
};

const again =
  'If the source was used meanwhile, begin anew with an empty target: a new folder, or a new COSMOS_DATABASE.';

const move = async (source: Opened, target: Opened, { into }: Flags, stop: AbortSignal): Promise<void> => {
  const start = await placeToFill(target, 'migrate', source.identity, into);
  if (start.done > 0) console.log(`Going on after ${say(start.done)} entries.`);
  const { done } = await copy(source, target, start, stop);
  if (stop.aborted) return void console.log(`Stopped after ${say(done)} entries. The same command goes on.`);
  await compare(source, target, into, stop).catch((error: unknown) => {
    if (!(error instanceof SharewellError) || error.code !== 'store-refused') throw error;
    throw new SharewellError('store-refused', `${error.message}\n${again}`);
  });
  if (stop.aborted) return void console.log('Stopped while comparing. The same command goes on.');
  await target.whole.setMark(undefined);
  console.log(
    `${say(done)} entries were moved to ${target.where}. ` +
      `${source.where} is as it was. Now start the bot with the settings of the new store alone.`,
  );
};

const tellDry = async (source: Opened, target: Opened | undefined, stop: AbortSignal): Promise<void> => {
  const tally = await tallyOf(source, new Date().toISOString(), stop);
  const held = target && !(await isEmpty(target.whole)) ? 'The target is not empty.' : 'The target is empty.';
  const lines = [
    `Nothing was changed. ${say(tally.entries)} entries would be moved:`,
    ...kindLines(tally),
    held,
  ];
  console.log(lines.join('\n'));
};

/** What is not there yet is made by the move itself. */
const openIfThere = (to: StoreName): Promise<Opened | undefined> =>
  openNamed(readConfig(process.env), to, 'alone', false).catch((error: unknown) => {
    if (error instanceof SharewellError && /does not exist|no store file/.test(error.message))
      return undefined;
    throw error;
  });

const migrate = async (from: StoreName, to: StoreName, flags: Flags, stop: AbortSignal): Promise<void> => {
  const config = readConfig(process.env);
  const source = await openNamed(config, from, 'alone', false);
  let target: Opened | undefined;
  try {
    await refuseDamaged(source.whole);
    await refuseHalf(source);
    await refuseBusy(source);
    if (flags.dry) {
      target = await openIfThere(to);
      return await tellDry(source, target, stop);
    }
    target = await openNamed(config, to, 'alone', !flags.check);
    await (flags.check ? compare(source, target, flags.into, stop) : move(source, target, flags, stop));
  } finally {
    await target?.whole.close();
    await source.whole.close();
  }
};

const flag = { type: 'boolean', default: false } as const;

await runCommand({
  help,
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    'dry-run': flag,
    check: flag,
    'into-filled': flag,
  },
  run: ({ from, to, 'dry-run': dry, check, 'into-filled': into }, _names, stop) => {
    const [here, there] = [storeName(from, 'from'), storeName(to, 'to')];
    if (here === there) throw new SharewellError('config', 'Both ends are the same store.');
    return migrate(here, there, { dry, check, into }, stop);
  },
});
