import { canonical, firstBroken, type KeptRecord, type Version } from './records.ts';

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

const namedAs = (version: Version, { versions }: KeptRecord): boolean => {
  const named = versions[version.n - 1];
  if (!named) return false;
  const { patch: _, ...entry } = named;
  return canonical(entry) === entryOf(version);
};

export const checkChain = (versions: readonly Version[], record: KeptRecord, partly: boolean): ChainCheck => {
  if (partly && versions.length < record.versions.length) return { result: 'partly' };
  const sorted = [...versions].sort((a, b) => a.n - b.n);
  const at = firstBroken(sorted, record) ?? sorted.find((version) => !namedAs(version, record))?.n;
  if (at !== undefined) return { result: 'broken', at };
  const { versions: _, ...now } = record;
  const last = sorted.at(-1);
  if (last && canonical(last.record) !== canonical(now)) return { result: 'unlike', at: last.n };
  return { result: 'whole', versions: sorted.length };
};
