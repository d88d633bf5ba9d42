import { type Break, breakAt, checkChain } from '../core/chain-check.ts';
import type { Key } from '../core/ports.ts';
import type { KeptRecord, Version } from '../core/records.ts';
import type { ItemEntry, Whole } from './whole.ts';

/** Whether one record and its versions are what was written, as they are kept. */

const readAtOnce = 100;

export type What =
  | Break
  /** No text that a store ever wrote. */
  | 'unreadable'
  /** Kept under another name or time than its own. */
  | 'misplaced'
  /** A version that no record has. */
  | 'stray'
  /** It is about something that is not there. */
  | 'astray';

/** A text that comes out otherwise than it went in was not written by a store. */
export const parsed = <T>(body: string): T | undefined => {
  try {
    const value: T = JSON.parse(body);
    return JSON.stringify(value) === body ? value : undefined;
  } catch {
    return undefined;
  }
};

export const isRecord = (value: KeptRecord | undefined): value is KeptRecord =>
  Array.isArray(value?.versions) && value.versions.every((one) => Array.isArray(one?.patch));

export const readMany = async (whole: Whole, agency: string, keys: readonly Key[]) => {
  const found: (ItemEntry | undefined)[] = [];
  for (let from = 0; from < keys.length; from += readAtOnce)
    found.push(...(await whole.read(agency, keys.slice(from, from + readAtOnce))));
  return found;
};

export const versionKeys = (record: KeptRecord, ref: string): Key[] =>
  record.versions.map((_, index) => ({ kind: 'version', id: `${ref}/${index + 1}` }));

export type Fault = { version?: number; what: What };

const versionsOf = (record: KeptRecord, items: readonly (ItemEntry | undefined)[]): Version[] | Fault => {
  const versions: Version[] = [];
  for (const [index, item] of items.entries()) {
    const version = item && parsed<Version>(item.body);
    if (item && !version) return { version: index + 1, what: 'unreadable' };
    if (!item || !version) continue;
    if (version.n !== index + 1 || version.ref !== record.reference || version.at !== item.at)
      return { version: index + 1, what: 'misplaced' };
    versions.push(version);
  }
  return versions;
};

export const faultOf = (
  item: ItemEntry,
  record: KeptRecord | undefined,
  kept: readonly (ItemEntry | undefined)[],
) => {
  if (!isRecord(record)) return { what: 'unreadable' } as const;
  if (record.reference !== item.id || record.createdAt !== item.at || record.versions.length === 0)
    return { what: 'misplaced' } as const;
  const versions = versionsOf(record, kept);
  if (!Array.isArray(versions)) return versions;
  const check = checkChain(versions, record, false);
  if (check.result === 'broken' || check.result === 'unlike')
    return { version: check.at, what: breakAt(check.at, versions, record) };
  return undefined;
};

/** Read anew, all at once: a record may have moved on between the look at it and the look at its versions. */
export const lookAgain = async (whole: Whole, item: ItemEntry): Promise<Fault | undefined> => {
  const [now] = await whole.read(item.agency, [item]);
  const record = now && parsed<KeptRecord>(now.body);
  if (!now) return undefined;
  const kept = isRecord(record) ? await readMany(whole, now.agency, versionKeys(record, now.id)) : [];
  return faultOf(now, record, kept);
};
