import type { Actor } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { dialogOf } from '../../dialogs/registry.ts';
import type { Words } from '../../dialogs/words.ts';
import { belongs, may, mayRead } from '../core/access.ts';
import { type ChainCheck, checkChain } from '../core/chain-check.ts';
import { pagesOf } from '../core/every-page.ts';
import type { Clock, Key, Query, Store, Stored } from '../core/ports.ts';
import { type KeptRecord, type TrailEntry, trail, type Version } from '../core/records.ts';
import { stubTerm } from '../core/stubs.ts';
import { refTerm } from '../core/terms.ts';
import { type Lines, openLines, type Written } from './line-files.ts';
import type { Mask } from './masking.ts';

/**
 * What an inspector asks for: the records of a time with all their versions, who saw them, whether they are what was
 * written, and what was in force then. One record at a time is in memory. The trail says that it left before a line of
 * it is written.
 */

export type Wanted = {
  agency: string;
  by: Actor;
  /** By the moment that a record was made: from this on, and before that. */
  from?: string;
  to?: string;
  type?: string;
  /** Without what tells who somebody is. */
  mask?: Mask;
  /** Tells this export apart from others in the trail. */
  run: string;
};

export type InspectionDeps = { store: Store; policy: PolicyPack; words: Words; clock: Clock };

export type Counts = {
  records: number;
  versions: number;
  trail: number;
  destroyed: number;
  broken: string[];
};

/** Whoever reads the records of the whole agency, and may hand them out. */
export const mayInspect = (actor: Actor): boolean =>
  may(actor, true, 'register.agency') && may(actor, true, 'papers.make');

const pageSize = 50;

const queryOf = ({ agency, type, from, to }: Wanted): Query => ({
  ...(type ? { term: `type:${type}`, and: [`agency:${agency}`] } : { term: `agency:${agency}` }),
  kinds: ['record'],
  limit: pageSize,
  ...(from ? { from } : {}),
  ...(to ? { to } : {}),
});

const versionsOf = async (record: KeptRecord, agency: string, store: Store): Promise<Version[]> => {
  const keys: Key[] = record.versions.map(({ n }) => ({ kind: 'version', id: `${record.reference}/${n}` }));
  const all: Version[] = [];
  for (let from = 0; from < keys.length; from += pageSize)
    for (const one of await store.read(agency, keys.slice(from, from + pageSize)))
      if (one) all.push(one.body as Version);
  return all;
};

type Files = Record<'records' | 'versions' | 'trail' | 'destroyed' | 'index', Lines>;

type Used = Map<
  string,
  { lawVersion: string; guidanceVersion: string; records: number; from: string; to: string }
>;

const note = (used: Used, { lawVersion, guidanceVersion, createdAt: at }: KeptRecord): void => {
  const key = `${lawVersion}|${guidanceVersion}`;
  const known = used.get(key) ?? { lawVersion, guidanceVersion, records: 0, from: at, to: at };
  known.records += 1;
  if (at < known.from) known.from = at;
  if (at > known.to) known.to = at;
  used.set(key, known);
};

type Run = { wanted: Wanted; deps: InspectionDeps; files: Files; counts: Counts; used: Used };

const line = ({ wanted: { mask } }: Run, value: unknown): string =>
  JSON.stringify(mask ? mask(value) : value);

const sayChain = (chain: ChainCheck, words: Words): string =>
  words(`inspection.chain.${chain.result}`, 'at' in chain ? { at: chain.at } : {});

const writeTrail = async (run: Run, ref: string): Promise<void> => {
  const { wanted, deps, files, counts } = run;
  const query = { term: refTerm(ref), kinds: ['audit'] as const, limit: 100 };
  for await (const { items } of pagesOf(deps.store, wanted.agency, query))
    for (const { body } of items) {
      await files.trail.line(line(run, body as TrailEntry));
      counts.trail += 1;
    }
};

const writeRecord = async (run: Run, record: KeptRecord): Promise<void> => {
  const { wanted, deps, files, counts, used } = run;
  const { words } = deps;
  const { reference: ref } = record;
  const versions = await versionsOf(record, wanted.agency, deps.store);
  const chain = checkChain(versions, record, false);
  if (chain.result !== 'whole') counts.broken.push(ref);
  await files.records.line(line(run, { ...record, chain }));
  for (const version of versions) await files.versions.line(line(run, version));
  await writeTrail(run, ref);
  const dialog = dialogOf(record);
  const params = {
    ref,
    made: record.createdAt.slice(0, 10),
    kind: dialog ? words(`${dialog.name}.kept`) : record.type,
    versions: versions.length,
    chain: sayChain(chain, words),
    law: record.lawVersion || '-',
    guidance: record.guidanceVersion || '-',
  };
  await files.index.line(words('inspection.line', params));
  note(used, record);
  counts.records += 1;
  counts.versions += versions.length;
};

const readable = ({ by }: Wanted, record: KeptRecord): boolean => {
  const dialog = dialogOf(record);
  return (
    dialog !== undefined && mayRead(by, true, dialog, record) && may(by, true, 'papers.make', belongs(record))
  );
};

/** That it left is kept before it leaves. */
const leaves = async ({ wanted: { agency, by, run }, deps }: Run, refs: readonly string[]): Promise<void> => {
  const at = deps.clock().toISOString();
  const changes = refs.map((ref) => trail('exported', ref, by.id, at, `inspection/${run}`));
  if (changes.length > 0) await deps.store.commit(agency, changes);
};

const writeDestroyed = async (run: Run): Promise<void> => {
  const { wanted, deps, files, counts } = run;
  const { agency, type, from, to } = wanted;
  const query = { term: stubTerm, kinds: ['stub'] as const, limit: pageSize };
  const when = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  for await (const { items } of pagesOf(deps.store, agency, { ...query, ...when })) {
    const stubs = items.map(({ body }) => body as { ref: string; type: string });
    const wantedOnes = stubs.filter((stub) => !type || stub.type === type);
    for (const stub of wantedOnes) {
      await files.destroyed.line(line(run, stub));
      await writeTrail(run, stub.ref);
      counts.destroyed += 1;
    }
  }
};

const head = ({ wanted, deps: { words, clock, policy } }: Run): readonly string[] =>
  words.list('inspection.head', {
    agency: policy.agencies.find(({ id }) => id === wanted.agency)?.name ?? wanted.agency,
    from: wanted.from?.slice(0, 10) ?? '-',
    to: wanted.to?.slice(0, 10) ?? '-',
    type: wanted.type ?? words('inspection.all'),
    by: wanted.mask ? String(wanted.mask(wanted.by.id)) : wanted.by.id,
    at: clock().toISOString(),
    plain: words(`inspection.${wanted.mask ? 'plain' : 'whole'}`),
  });

const openFiles = async (folder: string): Promise<Files> => ({
  records: await openLines(folder, 'records.jsonl'),
  versions: await openLines(folder, 'versions.jsonl'),
  trail: await openLines(folder, 'trail.jsonl'),
  destroyed: await openLines(folder, 'destroyed.jsonl'),
  index: await openLines(folder, 'index.txt'),
});

const writeOne = async (folder: string, name: string, value: unknown): Promise<Written> => {
  const file = await openLines(folder, name);
  await file.line(JSON.stringify(value, null, 2));
  return file.end();
};

const writeAll = async (run: Run, { at, stop }: Watch): Promise<void> => {
  const { wanted, deps, counts } = run;
  for (const text of head(run)) await run.files.index.line(text);
  for await (const { items } of pagesOf(deps.store, wanted.agency, queryOf(wanted))) {
    if (stop?.aborted) return;
    const records = (items as Stored<KeptRecord>[]).filter(({ body }) => readable(wanted, body));
    await leaves(
      run,
      records.map(({ id }) => id),
    );
    for (const { body } of records) {
      await writeRecord(run, body);
      at?.(counts.records);
    }
  }
  await writeDestroyed(run);
  await run.files.index.line(deps.words('inspection.foot', { ...counts, broken: counts.broken.length }));
};

const writeManifest = async (folder: string, run: Run, written: Written[]): Promise<void> => {
  const { wanted, deps, counts, used } = run;
  const { id, owner, lawVersion, guidanceVersion, law, sources } = deps.policy;
  const inForce = { now: { id, owner, lawVersion, guidanceVersion, law, sources }, used: [...used.values()] };
  const files = [...written, await writeOne(folder, 'in-force.json', inForce)];
  const { agency, from, to, type, mask, by } = wanted;
  await writeOne(folder, 'manifest.json', {
    ...{ madeAt: deps.clock().toISOString(), by: mask ? mask(by.id) : by.id, run: wanted.run, agency },
    ...{ from, to, type, withoutIdentifiers: mask !== undefined, counts, files },
  });
};

type Watch = { at?(done: number): void; stop?: AbortSignal };

/** Into an empty folder; `at` hears how many records are done. Undefined where it was stopped on the way. */
export const inspect = async (
  folder: string,
  wanted: Wanted,
  deps: InspectionDeps,
  watch: Watch = {},
): Promise<Counts | undefined> => {
  const counts: Counts = { records: 0, versions: 0, trail: 0, destroyed: 0, broken: [] };
  const run: Run = { wanted, deps, files: await openFiles(folder), counts, used: new Map() };
  const files = Object.values(run.files);
  const written: Written[] = [];
  try {
    await writeAll(run, watch);
  } finally {
    for (const file of files) written.push(await file.end());
  }
  if (watch.stop?.aborted) return undefined;
  await writeManifest(folder, run, written);
  return counts;
};
