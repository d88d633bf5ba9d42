import { isDeepStrictEqual } from 'node:util';
import type { Draft } from '../../bot/core/drafts.ts';
import { everyPage } from '../../bot/core/every-page.ts';
import type { Kind, Store } from '../../bot/core/ports.ts';
import {
  canonical,
  firstBroken,
  type KeptNotice,
  type KeptRecord,
  type TrailEntry,
  type Version,
} from '../../bot/core/records.ts';
import type { UrgentRecord } from '../../dialogs/urgent/record.ts';
import { agency } from '../support/peers-world.ts';
import type { Case, Completion } from './case.ts';

/** Holds what the store has against what a person was told, and every part of it against every other. */

type Kept = KeptRecord & UrgentRecord;

const all = async <T>(store: Store, term: string, kind: Kind): Promise<T[]> => {
  const { items } = await everyPage(store, agency, { term, kinds: [kind], limit: 100 });
  return items.map(({ body }) => body as T);
};

export const noticeOf = async (store: Store, ref: string): Promise<KeptNotice | undefined> => {
  const [found] = await store.read(agency, [{ kind: 'notice', id: `${ref}/told` }]);
  return found?.body as KeptNotice | undefined;
};

export const noticesTo = (store: Store, person: string): Promise<KeptNotice[]> =>
  all<KeptNotice>(store, `to:${person}`, 'notice');

const completionOf = (record: Kept): Completion => ({
  reached: record.receiptConfirmed ? 'yes' : 'not-yet',
  advice: record.adviceFrom as Completion['advice'],
  told: record.told?.when as Completion['told'],
  ...(record.adviceOutcome ? { adviceOutcome: record.adviceOutcome } : {}),
  ...(record.told?.reason ? { toldReason: record.told.reason } : {}),
});

/** The record, its versions, its trail and its notice: all of it or none. */
const partsOf = async (store: Store, record: Kept): Promise<string[]> => {
  const ref = record.reference;
  const versions = await all<Version>(store, `ref:${ref}`, 'version');
  const trail = await all<TrailEntry>(store, `ref:${ref}`, 'audit');
  const notice = await noticeOf(store, ref);
  const wanted = record.status === 'completed' ? 2 : 1;
  const count = (what: TrailEntry['what']) => trail.filter((entry) => entry.what === what).length;
  const { versions: entries, ...body } = record;
  const newest = versions.find(({ n }) => n === wanted);
  const faults: [boolean, string][] = [
    [versions.length !== wanted || entries.length !== wanted, `${versions.length} versions of ${wanted}`],
    [firstBroken(versions) !== undefined, 'the chain of hashes is broken'],
    [canonical(newest?.record) !== canonical(body), 'the newest version is not the record'],
    [entries.at(-1)?.hash !== newest?.hash, 'the record names another hash'],
    [count('created') !== 1, `${count('created')} entries of its making`],
    [count('changed') !== wanted - 1, `${count('changed')} entries of a change`],
    [notice === undefined, 'nobody was to be told'],
  ];
  return faults.filter(([wrong]) => wrong).map(([, what]) => `${ref}: ${what}`);
};

const answersKept = (record: Kept, { urgent }: Case): boolean =>
  Object.entries(urgent).every(([name, value]) => record[name as keyof Kept] === value);

const draftHolds = (draft: Draft | undefined, answers: Partial<Completion>): boolean =>
  Object.entries(answers).every(([name, value]) => draft?.given[name]?.value === value);

/** What the level promises. */
const promised = (level: number, drafts: Draft[], record: Kept | undefined, work: Case): string[] => {
  const opened = drafts.some(({ action }) => !action) || record !== undefined;
  const completing = drafts.find(({ action }) => action === 'complete');
  const completed = record?.status === 'completed';
  const { reached, advice, told } = work.completion;
  const faults: [boolean, string][] = [
    [level >= 1 && !opened, 'an opened draft is lost'],
    [level >= 2 && !record, 'a record is lost'],
    [record !== undefined && !answersKept(record, work), 'the record has other answers'],
    [level >= 3 && !completing && !completed, 'a completion is lost'],
    [
      level >= 4 && !completed && !draftHolds(completing, { reached, advice, told }),
      'the first page is lost',
    ],
    [level >= 5 && !completed && !draftHolds(completing, work.completion), 'the second page is lost'],
    [level >= 6 && !completed, 'the completion is not kept'],
    [
      completed && !isDeepStrictEqual(completionOf(record), work.completion),
      'the completion has other answers',
    ],
  ];
  return faults.filter(([wrong]) => wrong).map(([, what]) => what);
};

/** What may never be there together, or more than once. */
const tooMuch = (drafts: Draft[], records: Kept[]): string[] => {
  const first = drafts.filter(({ action }) => !action);
  const completed = records.some(({ status }) => status === 'completed');
  const faults: [boolean, string][] = [
    [records.length > 1, `${records.length} records of one case`],
    [first.length + records.length > 1, 'a draft beside its record, or two drafts'],
    [drafts.length - first.length > 1, 'two drafts of one completion'],
    [completed && drafts.length > 0, 'a draft of a completed record'],
  ];
  return faults.filter(([wrong]) => wrong).map(([, what]) => what);
};

export type Findings = { faults: string[]; reference: string | undefined };

/** `level`: what the person was last told. The store may be further than that, never behind. */
export const examine = async (store: Store, owner: string, work: Case, level: number): Promise<Findings> => {
  const drafts = await all<Draft>(store, `owner:${owner}`, 'draft');
  const records = await all<Kept>(store, `owner:${owner}`, 'record');
  const [record] = records;
  const trail = await all<TrailEntry>(store, `who:${owner}`, 'audit');
  const orphans = trail.filter(({ ref }) => !records.some(({ reference }) => reference === ref));
  const faults = [
    ...promised(level, drafts, record, work),
    ...tooMuch(drafts, records),
    ...(record ? await partsOf(store, record) : []),
    ...(orphans.length > 0 ? ['a trail without its record'] : []),
  ];
  return { faults, reference: record?.reference };
};

/** Deadlines that are owed, by id. Takes a lease on all of them, so the bot must be gone. */
export const deadlinesIn = async (store: Store): Promise<Set<string>> => {
  const found = new Set<string>();
  for (;;) {
    const taken = await store.take('deadlines', '2099-01-01T00:00:00.000Z', 100, 3_600_000);
    if (taken.length === 0) return found;
    for (const { id } of taken) found.add(id);
  }
};
