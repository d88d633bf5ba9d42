import {
  canonical,
  changedFields,
  firstBroken,
  type KeptRecord,
  type Version,
  versionHash,
} from './records.ts';

/** Whether a record is what was written, from its first version to what it says now. */

export type ChainCheck =
  | { result: 'whole'; versions: number }
  /** The first version that does not follow, or that the record does not know. */
  | { result: 'broken'; at: number }
  /** Every version follows, and the record says something else than the last of them. */
  | { result: 'unlike'; at: number }
  /** Not all versions were looked at. */
  | { result: 'partly' };

const entryOf = ({ n, at, by, reason, hash }: Version): string => canonical({ n, at, by, reason, hash });

/** What the record says of a version, the fields it changed apart: no hash holds those, the versions do. */
const namedAs = (version: Version, before: Version | undefined, { versions }: KeptRecord): boolean => {
  const named = versions[version.n - 1];
  if (!named) return false;
  const { patch, ...entry } = named;
  const fields = changedFields(before?.record, version.record);
  return canonical(entry) === entryOf(version) && canonical([...patch].sort()) === canonical(fields.sort());
};

export const checkChain = (versions: readonly Version[], record: KeptRecord, partly: boolean): ChainCheck => {
  if (partly && versions.length < record.versions.length) return { result: 'partly' };
  const sorted = [...versions].sort((a, b) => a.n - b.n);
  const misnamed = sorted.find((version, index) => !namedAs(version, sorted[index - 1], record));
  const at = firstBroken(sorted, record) ?? misnamed?.n;
  if (at !== undefined) return { result: 'broken', at };
  const { versions: _, ...now } = record;
  const last = sorted.at(-1);
  if (last && canonical(last.record) !== canonical(now)) return { result: 'unlike', at: last.n };
  return { result: 'whole', versions: sorted.length };
};

export type Break = 'missing' | 'altered' | 'cut' | 'renamed' | 'unlike';

/** What differs where a chain is broken. */
export const breakAt = (at: number, versions: readonly Version[], record: KeptRecord): Break => {
  const version = versions.find(({ n }) => n === at);
  if (!version) return 'missing';
  const { hash, ...rest } = version;
  if (versionHash(rest) !== hash) return 'altered';
  const before = versions.find(({ n }) => n === at - 1)?.hash ?? '';
  if (version.previous !== before) return 'cut';
  const { versions: _, ...now } = record;
  return at === record.versions.length && canonical(version.record) !== canonical(now) ? 'unlike' : 'renamed';
};
