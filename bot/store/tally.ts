import { createHash } from 'node:crypto';
import type { Entry } from './whole.ts';

/**
 * How many entries of each kind each partition has, and a digest of them that does not mind their order: two stores
 * with the same tally hold the same, whatever way they were walked. It is for accidents; against people there is the
 * chain of each record and the seal of a backup.
 */

export type Group = { partition: string; kind: string; count: number; sum: bigint };
export type Tally = { add(entry: Entry): void; groups(): Group[]; entries: number };

const modulus = 1n << 256n;

const textOf = (entry: Entry): string => {
  const { agency, id } = entry;
  if (entry.what === 'claim') return JSON.stringify(['claim', agency, id, entry.until]);
  if (entry.what === 'owed') {
    const { queue, due, body, attempts, error, deadAt } = entry;
    return JSON.stringify(['owed', agency, queue, id, due, body, attempts, error, deadAt]);
  }
  const { kind, at, terms, until, body } = entry;
  return JSON.stringify(['item', agency, kind, id, at, terms, until, body]);
};

export const entryDigest = (entry: Entry): bigint =>
  BigInt(`0x${createHash('sha256').update(textOf(entry)).digest('hex')}`);

export const kindOf = (entry: Entry): string => {
  if (entry.what === 'item') return entry.kind;
  return entry.what === 'claim' ? 'claim' : `owed ${entry.queue}`;
};

export const makeTally = (): Tally => {
  const groups = new Map<string, Group>();
  const tally: Tally = {
    entries: 0,
    add: (entry) => {
      const kind = kindOf(entry);
      const name = `${entry.agency}\u0000${kind}`;
      const group = groups.get(name) ?? { partition: entry.agency, kind, count: 0, sum: 0n };
      group.count += 1;
      group.sum = (group.sum + entryDigest(entry)) % modulus;
      groups.set(name, group);
      tally.entries += 1;
    },
    groups: () => [...groups.values()],
  };
  return tally;
};

export type Difference = { partition: string; kind: string; here: number; there: number };

/** Where two tallies say different things: the counts, or with the same counts what was counted. */
export const differences = (here: Tally, there: Tally): Difference[] => {
  const named = (groups: readonly Group[]) =>
    new Map(groups.map((group) => [`${group.partition}\u0000${group.kind}`, group]));
  const [mine, theirs] = [named(here.groups()), named(there.groups())];
  return [...new Set([...mine.keys(), ...theirs.keys()])].sort().flatMap((name) => {
    const [one, other] = [mine.get(name), theirs.get(name)];
    if (one?.count === other?.count && one?.sum === other?.sum) return [];
    const [partition = '', kind = ''] = name.split('\u0000');
    return [{ partition, kind, here: one?.count ?? 0, there: other?.count ?? 0 }];
  });
};

export const byKind = (tally: Tally): [kind: string, count: number][] => {
  const counts = new Map<string, number>();
  for (const { kind, count } of tally.groups()) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
};

/** One line for all of it. */
export const wholeDigest = (tally: Tally): string =>
  (tally.groups().reduce((sum, group) => sum + group.sum, 0n) % modulus).toString(16).padStart(64, '0');
