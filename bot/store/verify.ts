import type { Key } from '../core/ports.ts';
import type { KeptRecord } from '../core/records.ts';
import { leftTerm, type Stub } from '../core/stubs.ts';
import { faultOf, isRecord, lookAgain, parsed, readMany, versionKeys, type What } from './verify-record.ts';
import { type Entry, type ItemEntry, pages, type Whole } from './whole.ts';

/**
 * Whether everything in a store is what was written: each record with all its versions, each version with its record,
 * and what is owed with what it is about. It reads each thing once or twice and remembers next to nothing, so a store
 * of any size can be gone through, also while a bot is at work on it.
 */

export type Broken = { partition: string; ref: string; version?: number; what: What };

export type Verified = {
  entries: number;
  records: number;
  versions: number;
  stubs: number;
  /** How many were found; `first` holds the first of them, in the order of partition, reference and version. */
  broken: number;
  first: Broken[];
};

export type VerifyOptions = {
  /** Only this partition. */
  agency?: string | undefined;
  stop?: AbortSignal;
  at?: (done: number) => void;
};

const mostNamed = 1000;

type Run = { whole: Whole; found: Broken[]; tally: Verified; balance: Int32Array };

const report = ({ found, tally }: Run, broken: Broken): void => {
  tally.broken += 1;
  if (found.length < mostNamed) found.push(broken);
};

/** A small number from a name. Two names rarely share one, and where they do nothing is missed, only looked at again. */
const numberOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
};

const places = 65_536;

/** Versions that are there count up, versions that a record has count down: what is left over points at strays. */
const weigh = ({ balance }: Run, agency: string, id: string, way: 1 | -1): void => {
  const ref = id.slice(0, id.lastIndexOf('/'));
  const place = (numberOf(`${agency}|${ref}`) >>> 0) % places;
  balance[place] = (balance[place] ?? 0) + way * numberOf(id);
};

const isOff = ({ balance }: Run, agency: string, id: string): boolean =>
  balance[(numberOf(`${agency}|${id.slice(0, id.lastIndexOf('/'))}`) >>> 0) % places] !== 0;

const checkRecords = async (run: Run, items: readonly ItemEntry[]): Promise<void> => {
  const records = items.map((item) => {
    const record = parsed<KeptRecord>(item.body);
    return { item, record, keys: isRecord(record) ? versionKeys(record, item.id) : [] };
  });
  for (const agency of new Set(items.map((item) => item.agency))) {
    const here = records.filter(({ item }) => item.agency === agency);
    const kept = await readMany(
      run.whole,
      agency,
      here.flatMap(({ keys }) => keys),
    );
    let from = 0;
    for (const { item, record, keys } of here) {
      for (const { id } of keys) weigh(run, agency, id, -1);
      const mine = kept.slice(from, from + keys.length);
      from += keys.length;
      const fault = faultOf(item, record, mine) && (await lookAgain(run.whole, item));
      if (fault) report(run, { partition: agency, ref: item.id, ...fault });
    }
  }
};

const refIn = (body: string): string | undefined => {
  const value = parsed<{ ref?: unknown }>(body);
  return typeof value?.ref === 'string' ? value.ref : undefined;
};

/** What an entry cannot be without: one of these must be there. */
const needsOf = (entry: Entry): { ref: string; keys: Key[] } | undefined => {
  const record = (ref: string | undefined) =>
    ref === undefined
      ? undefined
      : { ref, keys: (['record', 'stub'] as const).map((kind) => ({ kind, id: ref })) };
  if (entry.what === 'claim') return undefined;
  if (entry.what === 'item') return entry.kind === 'thread' ? record(refIn(entry.body)) : undefined;
  if (entry.deadAt !== '') return undefined;
  if (entry.queue === 'deadlines') return record(refIn(entry.body));
  if (entry.body !== '{}') return undefined;
  const [about = ''] = entry.id.split('/');
  const keys: Key[] = [
    { kind: 'notice', id: entry.id },
    { kind: 'stub', id: about },
  ];
  return { ref: entry.id, keys };
};

const nameOf = (partition: string, { kind, id }: Key): string => `${partition} ${kind} ${id}`;

const checkNeeds = async (run: Run, entries: readonly Entry[]): Promise<void> => {
  const needs = entries.flatMap((entry) => {
    const found = needsOf(entry);
    return found ? [{ partition: entry.agency, ...found }] : [];
  });
  const there = new Set<string>();
  for (const agency of new Set(needs.map(({ partition }) => partition))) {
    const keys = needs.flatMap((need) => (need.partition === agency ? need.keys : []));
    const once = [...new Map(keys.map((key) => [nameOf(agency, key), key])).values()];
    for (const item of await readMany(run.whole, agency, once)) if (item) there.add(nameOf(agency, item));
  }
  for (const { partition, ref, keys } of needs)
    if (!keys.some((key) => there.has(nameOf(partition, key))))
      report(run, { partition, ref, what: 'astray' });
};

const isStub = ({ id, body }: ItemEntry): boolean => {
  const stub = parsed<Partial<Stub>>(body);
  const fields = [stub?.type, stub?.date, stub?.rule, stub?.purgedAt, stub?.by];
  return stub?.ref === id && fields.every((field) => typeof field === 'string');
};

const checkItem = (run: Run, item: ItemEntry): void => {
  const { agency: partition, kind, id: ref } = item;
  if (kind === 'version') {
    run.tally.versions += 1;
    weigh(run, partition, ref, 1);
    return;
  }
  if (kind === 'stub') run.tally.stubs += 1;
  if (parsed(item.body) === undefined) report(run, { partition, ref, what: 'unreadable' });
  else if (kind === 'stub' && !isStub(item)) report(run, { partition, ref, what: 'altered' });
};

const checkPage = async (run: Run, entries: readonly Entry[]): Promise<void> => {
  const items = entries.filter((entry) => entry.what === 'item');
  const records = items.filter(({ kind }) => kind === 'record');
  for (const item of items) if (item.kind !== 'record') checkItem(run, item);
  run.tally.records += records.length;
  await checkRecords(run, records);
  await checkNeeds(run, entries);
};

/** The record of a version that is left over: where it has come to have the version meanwhile, nothing is wrong. */
const checkStray = async (run: Run, { agency, id }: ItemEntry): Promise<void> => {
  const slash = id.lastIndexOf('/');
  const [ref, n] = [id.slice(0, slash), Number(id.slice(slash + 1))];
  const [item, still, stub] = await run.whole.read(agency, [
    { kind: 'record', id: ref },
    { kind: 'version', id },
    { kind: 'stub', id: ref },
  ]);
  const record = item && parsed<KeptRecord>(item.body);
  // That it cannot be read has been told of the record itself.
  if (!still || (item && !isRecord(record)) || record?.versions.some((one) => one.n === n)) return;
  if (!item && stub?.terms.includes(leftTerm)) return;
  report(run, { partition: agency, ref, version: n, what: 'stray' });
};

const walked = async function* (whole: Whole, { agency, stop }: VerifyOptions): AsyncGenerator<Entry[]> {
  for await (const { entries } of pages(whole)) {
    if (stop?.aborted) return;
    yield agency === undefined ? entries : entries.filter((entry) => entry.agency === agency);
  }
};

const byPlace = (a: Broken, b: Broken): number => {
  if (a.partition !== b.partition) return a.partition < b.partition ? -1 : 1;
  if (a.ref !== b.ref) return a.ref < b.ref ? -1 : 1;
  return (a.version ?? 0) - (b.version ?? 0);
};

export const verify = async (whole: Whole, options: VerifyOptions = {}): Promise<Verified> => {
  const found: Broken[] = [];
  const tally: Verified = { entries: 0, records: 0, versions: 0, stubs: 0, broken: 0, first: found };
  const run: Run = { whole, found, tally, balance: new Int32Array(places) };
  for await (const entries of walked(whole, options)) {
    await checkPage(run, entries);
    tally.entries += entries.length;
    options.at?.(tally.entries);
  }
  if (run.balance.some(Boolean) && !options.stop?.aborted)
    for await (const entries of walked(whole, options))
      for (const entry of entries)
        if (entry.what === 'item' && entry.kind === 'version' && isOff(run, entry.agency, entry.id))
          await checkStray(run, entry);
  found.sort(byPlace);
  return tally;
};
