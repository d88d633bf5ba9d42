import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkChain } from '../../bot/core/chain-check.ts';
import type { KeptRecord, TrailEntry, Version } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import { inspect, mayInspect, type Wanted } from '../../bot/export/inspection.ts';
import { maskWith } from '../../bot/export/masking.ts';
import type { Actor } from '../../dialogs/engine/types.ts';
import type { Sitting } from '../support/decision-drive.ts';
import { temporaryFolder } from '../support/house.ts';
import {
  council,
  does,
  firstContact,
  openRetentionHouse,
  type RetentionHouse,
  sixYearsOn,
} from '../support/retention-house.ts';

/** What an inspector gets, read back from the files. */

const ada: Actor = { id: 'p-ada', name: 'Ada Brook', agency: council, roles: ['auditor'] };

let there: RetentionHouse;
let sam: Sitting;
let temporary: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  there = await openRetentionHouse();
  sam = there.person('sam');
  temporary = temporaryFolder();
});
afterEach(async () => {
  await there.close();
  temporary.remove();
});

const exported = async (name: string, wanted: Partial<Wanted> = {}) => {
  const folder = join(temporary.folder, name);
  mkdirSync(folder);
  const counts = await inspect(
    folder,
    { agency: council, by: ada, run: name, ...wanted },
    { ...there.deps, words },
  );
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const lines = <T>(file: string): T[] =>
    text(file)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  return { folder, counts, text, lines };
};

type Manifest = { files: { name: string; sha256: string; lines: number }[]; withoutIdentifiers: boolean };

test('holds each record with its versions and its trail, and can be checked again from the files (R-289)', async () => {
  const refs = [await firstContact(sam), await firstContact(sam, 'C-3000')];
  await does(sam, refs[0] as string, 'retainHold', { ground: 'court', why: 'Case 12/26.' });
  const { folder, counts, text, lines } = await exported('whole');
  expect(counts).toMatchObject({ records: 2, versions: 3, destroyed: 0, broken: [] });
  const versions = lines<Version>('versions.jsonl');
  for (const { chain, ...record } of lines<KeptRecord & { chain: object }>('records.jsonl')) {
    const own = versions.filter(({ ref }) => ref === record.reference);
    expect(checkChain(own, record as KeptRecord, false)).toEqual(chain);
    expect(chain).toEqual({ result: 'whole', versions: own.length });
    expect(text('index.txt')).toContain(`${record.reference}  2026-11-23  First contact`);
  }
  const { files } = JSON.parse(text('manifest.json')) as Manifest;
  expect(files.map(({ name }) => name).sort()).toEqual(
    readdirSync(folder)
      .filter((name) => name !== 'manifest.json')
      .sort(),
  );
  for (const { name, sha256 } of files)
    expect(createHash('sha256').update(text(name)).digest('hex'), name).toBe(sha256);
  const { used, now } = JSON.parse(text('in-force.json'));
  const { lawVersion, guidanceVersion } = there.house.policy;
  expect(used).toEqual([expect.objectContaining({ lawVersion, guidanceVersion, records: 2 })]);
  expect(Object.keys(now.law)).toEqual(Object.keys(there.house.policy.law));
});

test('leaves its mark in the trail before a line is written, and that mark is in the file', async () => {
  const ref = await firstContact(sam);
  const { lines } = await exported('marked');
  for (const trail of [await there.trailOf(ref), lines<TrailEntry>('trail.jsonl')])
    expect(trail.filter(({ what }) => what === 'exported')).toMatchObject([{ ref, who: 'p-ada' }]);
  const readOnly = { ...there.deps.store, commit: () => Promise.reject(new Error('no trail')) };
  const folder = join(temporary.folder, 'untold');
  mkdirSync(folder);
  const wanted = { agency: council, by: ada, run: 'untold' };
  await expect(inspect(folder, wanted, { ...there.deps, store: readOnly, words })).rejects.toThrow(
    'no trail',
  );
  expect(readFileSync(join(folder, 'records.jsonl'), 'utf8')).toBe('');
});

test('says which record is not what was written', async () => {
  const ref = await firstContact(sam);
  const [found] = await there.house.store.read(council, [{ kind: 'record', id: ref }]);
  if (!found) throw new Error('no record');
  const { rev, ...item } = found;
  const body = { ...(item.body as object), subjectRef: 'C-9' };
  await there.house.store.commit(council, [{ op: 'replace', item: { ...item, body }, rev }]);
  const { counts, text } = await exported('altered');
  expect(counts?.broken).toEqual([ref]);
  expect(text('index.txt')).toContain('NOT AS WRITTEN');
});

describe('without what tells who somebody is', () => {
  test('people and cases are codes, the same all through one export and others in the next', async () => {
    const ref = await firstContact(sam, 'C-4711');
    await does(sam, ref, 'retainHold', { ground: 'court', why: 'Family court, see file 9.' });
    const texts: string[] = [];
    for (const name of ['one', 'two']) {
      const { folder } = await exported(name, { mask: maskWith(name, 2026) });
      const all = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
      texts.push(all.join('\n'));
    }
    for (const text of texts) {
      expect(text).toContain(ref);
      for (const secret of ['C-4711', 'p-sam', 'p-ada', 'Sam Okoro', 'Ada Brook'])
        expect(text).not.toContain(secret);
    }
    const [one, two] = texts.map((text) => new Set(text.match(/case-[\w-]{10}/g)));
    expect(one?.size).toBe(1);
    expect([...(one ?? [])]).not.toEqual([...(two ?? [])]);
  });

  test('what looks like a name or number in typed text is taken out', () => {
    const mask = maskWith('s', 2026);
    const typed = { why: 'Mr John Smith, NR1 3QX, 07700 900123', row: 'x.subjectRef', value: 'C-1' };
    const said = JSON.stringify(mask(typed));
    for (const secret of ['Smith', 'NR1', '900123', 'C-1"']) expect(said).not.toContain(secret);
    expect(mask({ ref: 'D-7K3M-Q2', at: '2026-11-23T10:00:00.000Z', n: 3 })).toEqual({
      ...{ ref: 'D-7K3M-Q2', at: '2026-11-23T10:00:00.000Z', n: 3 },
    });
  });
});

test('holds those of a time and a type alone, and says what was destroyed in it', async () => {
  const ref = await firstContact(sam);
  there.house.moveTo(sixYearsOn);
  const later = await firstContact(sam);
  await does(there.person('colin'), ref, 'retainDestroy');
  there.house.wait(8 * 86_400_000);
  await there.purge();
  const { lines } = await exported('later', { from: '2030-01-01T00:00:00.000Z' });
  expect(lines<KeptRecord>('records.jsonl').map(({ reference }) => reference)).toEqual([later]);
  expect(lines('destroyed.jsonl')).toMatchObject([{ ref, type: 'first-contact', by: 'p-colin' }]);
  expect(lines<TrailEntry>('trail.jsonl').map(({ ref: one, what }) => `${one} ${what}`)).toContain(
    `${ref} purged`,
  );
  expect((await exported('other', { type: 'decision' })).counts).toMatchObject({ records: 0, destroyed: 0 });
});

test('is for who sees the whole agency, and for its own records', async () => {
  await firstContact(sam);
  for (const role of ['auditor', 'dpo', 'caldicott', 'siro', 'legal', 'safeguarding-lead'])
    expect(mayInspect({ ...ada, roles: [role] })).toBe(true);
  for (const role of ['practitioner', 'manager', 'administrator', 'executive', 'guidance-owner'])
    expect(mayInspect({ ...ada, roles: [role] })).toBe(false);
  expect((await exported('stranger', { by: { ...ada, agency: 'county-police' } })).counts?.records).toBe(0);
});

test('has no manifest when it is stopped', async () => {
  const stop = new AbortController();
  await firstContact(sam);
  await firstContact(sam);
  stop.abort();
  const folder = join(temporary.folder, 'stopped');
  mkdirSync(folder);
  const wanted = { agency: council, by: ada, run: 'stopped' };
  expect(await inspect(folder, wanted, { ...there.deps, words }, { stop: stop.signal })).toBeUndefined();
  expect(readdirSync(folder)).not.toContain('manifest.json');
});
