import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Keeper } from '../../bot/core/keeper.ts';
import type { Change, Item, Stored } from '../../bot/core/ports.ts';
import {
  canonical,
  firstBroken,
  type KeptNotice,
  type KeptRecord,
  keep,
  type TrailEntry,
  trail,
  type Version,
  versionHash,
} from '../../bot/core/records.ts';
import { subjectTerm, typedKey } from '../../bot/core/terms.ts';
import type { Effect } from '../../dialogs/engine/types.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { urgent } from '../../dialogs/urgent/dialog.ts';
import type { UrgentRecord } from '../../dialogs/urgent/record.ts';
import { alone, contextAt, monday } from '../support/context.ts';
import { actOn, recordUrgent, urgentAnswers } from '../support/urgent.ts';

const dialog = urgent as AnyDialog;
const ctx = contextAt(monday);
const later = contextAt('2026-11-24T09:30:00.000Z');
const keeper = (at: string, by = 'p-priya'): Keeper => ({
  now: new Date(at),
  by,
  who: 'Priya',
  cause: `turn@${at}`,
});

const itemsOf = (changes: readonly Change[], kind: Item['kind']): Item[] =>
  changes.flatMap((change) => ('item' in change && change.item.kind === kind ? [change.item] : []));
const owed = (changes: readonly Change[]) => changes.filter((change) => change.op === 'enqueue');
const stored = (record: KeptRecord): Stored<KeptRecord> => ({
  kind: 'record',
  id: record.reference,
  at: record.createdAt,
  terms: [],
  body: record,
  rev: 'rev-1',
});
const versionIn = (changes: readonly Change[]) => itemsOf(changes, 'version')[0]?.body as Version;

const first = keep(dialog, recordUrgent(ctx), keeper(monday));
const again = (record: KeptRecord, effect: Effect<UrgentRecord>, at: string) =>
  keep(dialog, effect, keeper(at, 'clock'), stored(record));

describe('keeping a new record', () => {
  it('is one batch: record, version, trail entry, notice with its delivery, deadlines', () => {
    expect(first.changes.map((change) => change.op)).toEqual([
      'create',
      'create',
      'create',
      'create',
      'enqueue',
      'enqueue',
      'enqueue',
    ]);
    for (const kind of ['record', 'version', 'audit', 'notice'] as const)
      expect(itemsOf(first.changes, kind)).toHaveLength(1);
    expect(owed(first.changes)).toMatchObject([
      { queue: 'notices', id: 'D-7K3M-Q2/told', due: monday },
      { queue: 'deadlines', id: 'D-7K3M-Q2/remind-0', body: { ref: 'D-7K3M-Q2', action: 'remind' } },
      { queue: 'deadlines', id: 'D-7K3M-Q2/overdue', body: { ref: 'D-7K3M-Q2', action: 'overdue' } },
    ]);
  });

  it('names who, when and why in its first version, which follows on nothing', () => {
    expect(versionIn(first.changes)).toMatchObject({
      ref: 'D-7K3M-Q2',
      n: 1,
      at: monday,
      by: 'p-priya',
      reason: 'urgent.recorded',
      previous: '',
    });
    const [entry] = first.record.versions;
    expect(entry).toMatchObject({ n: 1, at: monday, by: 'p-priya', reason: 'urgent.recorded' });
    expect(entry?.patch).toEqual(expect.arrayContaining(['risk', 'recommendation', 'final']));
    expect(entry?.hash).toBe(versionIn(first.changes).hash);
  });

  it('is found by agency, owner, manager, what waits, subject, outcome and grounds: references only', () => {
    const [item] = itemsOf(first.changes, 'record');
    expect(item?.terms).toEqual([
      'type:decision',
      'agency:northborough-council',
      'owner:p-priya',
      'chain:p-anika',
      'waits:p-priya',
      ...['review:2032', 'review:2032-11'],
      subjectTerm('CR-20417'),
      'outcome:SHARE',
      expect.stringMatching(/^recipient:[\w-]{43}$/),
      'ground:URGENT_HARM',
    ]);
    const unmanaged = keep(dialog, recordUrgent(contextAt(monday, { person: alone })), keeper(monday, 'v-1'));
    expect(itemsOf(unmanaged.changes, 'record')[0]?.terms).not.toContainEqual(
      expect.stringContaining('chain:'),
    );
  });

  it('is found by what its dialog says, with a digest of all that may have been typed', () => {
    const facets = () => ({
      subject: ' cr-20417 ',
      outcome: 'DO_NOT_SHARE',
      recipients: ['duty-team', 'Auntie Jean'],
      grounds: ['NO_PURPOSE', 'NO_PURPOSE'],
    });
    const found = keep({ ...dialog, facets }, recordUrgent(contextAt(monday)), keeper(monday, 'p-priya'));
    expect(itemsOf(found.changes, 'record')[0]?.terms.slice(5)).toEqual([
      ...['review:2032', 'review:2032-11'],
      subjectTerm('CR-20417'),
      'outcome:DO_NOT_SHARE',
      `recipient:${typedKey('duty-team')}`,
      `recipient:${typedKey('auntie jean')}`,
      'ground:NO_PURPOSE',
    ]);
  });

  it('is kept however much it could be found by', () => {
    const facets = () => ({ grounds: Array.from({ length: 80 }, (_, n) => `GROUND_${n}`) });
    const found = keep({ ...dialog, facets }, recordUrgent(contextAt(monday)), keeper(monday, 'p-priya'));
    const terms = itemsOf(found.changes, 'record')[0]?.terms ?? [];
    expect(terms).toHaveLength(50);
    expect(terms).toContain('owner:p-priya');
  });

  it('puts no word of the case into notices, queues, the trail or what lists find it by', () => {
    const outside = first.changes.map((change) =>
      'item' in change && (change.item.kind === 'record' || change.item.kind === 'version')
        ? { ...change, item: { ...change.item, body: undefined } }
        : change,
    );
    for (const word of ['zebrafish', 'quokka', 'axolotl', 'okapi']) {
      expect(JSON.stringify(urgentAnswers)).toContain(word);
      expect(JSON.stringify(outside)).not.toContain(word);
    }
  });

  it('keeps the notice as sent and not yet delivered', () => {
    const notice = itemsOf(first.changes, 'notice')[0]?.body as KeptNotice;
    expect(notice).toMatchObject({
      to: 'p-anika',
      ref: 'D-7K3M-Q2',
      from: 'p-priya',
      sentAt: monday,
      attempts: 0,
    });
    expect(notice.deliveredAt).toBeUndefined();
  });

  it('throws when the record does not fit its schema, and keeps nothing', () => {
    const effect = recordUrgent(ctx);
    const broken = { ...effect, record: { ...effect.record, status: 'lost' } };
    expect(() => keep(dialog, broken, keeper(monday))).toThrow();
  });

  it('keeps no field that the schema does not know', () => {
    const effect = recordUrgent(ctx);
    const odd = { ...effect, record: { ...effect.record, name: 'Somebody' } };
    expect(JSON.stringify(keep(dialog, odd, keeper(monday)).changes)).not.toContain('Somebody');
  });
});

describe('changing a record', () => {
  const effect = actOn(first.record as unknown as UrgentRecord, 'complete', later, {
    reached: 'yes',
    advice: 'none',
    told: 'yes',
  });
  const second = again(first.record, effect, later.now.toISOString());

  it('replaces only the one it read, and adds a version chained to the one before', () => {
    expect(second.changes[0]).toMatchObject({ op: 'replace', rev: 'rev-1' });
    expect(itemsOf(second.changes, 'version')[0]?.id).toBe('D-7K3M-Q2/2');
    expect(versionIn(second.changes).previous).toBe(versionIn(first.changes).hash);
    expect(second.record.versions[0]).toEqual(first.record.versions[0]);
  });

  it('says which fields changed', () => {
    expect([...(second.record.versions[1]?.patch ?? [])].sort()).toEqual([
      'adviceFrom',
      'completedAt',
      'receiptConfirmed',
      'status',
      'told',
    ]);
  });

  it('keeps its place in lists, and no longer waits once it is in its last state', () => {
    const [item] = itemsOf(second.changes, 'record');
    expect(item?.at).toBe(monday);
    expect(item?.terms).not.toContain('waits:p-priya');
  });

  it('leaves a whole chain', () => {
    expect(firstBroken([versionIn(first.changes), versionIn(second.changes)])).toBeUndefined();
  });
});

describe('the trail', () => {
  const entry = (cause: string, what: TrailEntry['what'] = 'read') =>
    trail(what, 'D-7K3M-Q2', 'p-anika', monday, cause);
  const idOf = (change: Change) => ('item' in change ? change.item.id : '');

  it('says who did what to which record, when', () => {
    expect(entry('turn-1')).toMatchObject({
      op: 'create',
      item: {
        kind: 'audit',
        terms: ['ref:D-7K3M-Q2', 'who:p-anika'],
        body: { what: 'read', ref: 'D-7K3M-Q2', who: 'p-anika', at: monday },
      },
    });
  });

  it('has one entry for one turn, however often it is tried', () => {
    expect(idOf(entry('turn-1'))).toBe(idOf(entry('turn-1')));
    expect(idOf(entry('turn-1'))).not.toBe(idOf(entry('turn-2')));
    expect(idOf(entry('turn-1'))).not.toBe(idOf(entry('turn-1', 'changed')));
  });
});

const chainOf = (length: number): Version[] => {
  const versions = [versionIn(first.changes)];
  let { record } = first;
  for (let n = 1; n < length; n += 1) {
    const at = new Date(Date.parse(monday) + n * 3_600_000).toISOString();
    const kept = again(record, actOn(record as unknown as UrgentRecord, 'remind', contextAt(at)), at);
    versions.push(versionIn(kept.changes));
    record = kept.record;
  }
  return versions;
};

const whole = chainOf(6);

/** Ways to tamper with version `i` of a chain, each with the number where it must be noticed. */
type Tampering = (versions: Version[], i: number) => { versions: Version[]; at: number };
const swapped = (versions: Version[], i: number, version: Version) => versions.with(i, version);
const rehashed = ({ hash: _, ...rest }: Version): Version => ({ ...rest, hash: versionHash(rest) });

const edits: Readonly<Record<string, (version: Version) => Version>> = {
  'its record': (version) => ({ ...version, record: { ...version.record, status: 'completed' } }),
  'who changed it': (version) => ({ ...version, by: 'p-nobody' }),
  'when it changed': (version) => ({ ...version, at: '2020-01-01T00:00:00.000Z' }),
  'why it changed': (version) => ({ ...version, reason: 'urgent.completed' }),
  'its reference': (version) => ({ ...version, ref: 'D-2222-22' }),
  'its hash': (version) => ({ ...version, hash: versionHash({ ...version, by: 'x' }) }),
};

const tamperings: Readonly<Record<string, Tampering>> = {
  'removing one': (versions, i) => ({ versions: versions.toSpliced(i, 1), at: i + 1 }),
  'adding one twice': (versions, i) => ({
    versions: versions.toSpliced(i, 0, versions[i] as Version),
    at: i + 2,
  }),
  'giving one another number': (versions, i) => ({
    versions: swapped(versions, i, { ...(versions[i] as Version), n: 99 }),
    at: i + 1,
  }),
  'swapping the numbers of two': (versions, i) => ({
    versions: versions.map((version, at) =>
      at === i ? { ...version, n: i + 2 } : at === i + 1 ? { ...version, n: i + 1 } : version,
    ),
    at: i + 1,
  }),
  'rewriting one with a hash that fits': (versions, i) => ({
    versions: swapped(versions, i, rehashed({ ...(versions[i] as Version), by: 'p-nobody' })),
    at: i + 2,
  }),
  'cutting one off from the one before': (versions, i) => ({
    versions: swapped(versions, i + 1, rehashed({ ...(versions[i + 1] as Version), previous: '' })),
    at: i + 2,
  }),
};

describe('a chain of versions', () => {
  it('is whole when nobody touched it, in whatever order it is read', () => {
    const shuffled = fc.shuffledSubarray(whole, { minLength: whole.length });
    fc.assert(
      fc.property(shuffled, (versions) => {
        expect(firstBroken(versions)).toBeUndefined();
      }),
    );
    expect(firstBroken([])).toBeUndefined();
  });

  it.each(Object.entries(edits))('shows where somebody edited %s', (_, edit) => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (i) => {
        expect(firstBroken(swapped(whole, i, edit(whole[i] as Version)))).toBe(i + 1);
      }),
    );
  });

  it.each(Object.entries(tamperings))('shows %s', (_, tamper) => {
    fc.assert(
      fc.property(fc.nat(whole.length - 2), (i) => {
        const { versions, at } = tamper(whole, i);
        expect(firstBroken(versions)).toBe(at);
      }),
    );
  });

  it('shows any change of any text anywhere in any version', () => {
    const places = whole.flatMap((version, i) => textPlaces(version).map((path) => [i, path] as const));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.string({ maxLength: 5 }), ([i, path], text) => {
        const changed = structuredClone(whole);
        const was = put(changed[i] as Version, path, text);
        fc.pre(was !== text);
        expect(firstBroken(changed)).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('shows that the newest were cut off, or the last made anew, by what the record says of them', () => {
    const entries = whole.map(({ n, at, by, reason, hash }) => ({ n, at, by, reason, hash, patch: [] }));
    const record = { versions: entries };
    const last = whole.at(-1) as Version;
    const anew = rehashed({ ...last, reason: 'something else' });
    expect(firstBroken(whole, record)).toBeUndefined();
    expect(firstBroken(whole.slice(0, -1), record)).toBe(whole.length);
    expect(firstBroken([...whole.slice(0, -1), anew], record)).toBe(whole.length);
    expect(firstBroken([...whole.slice(0, -1), anew])).toBeUndefined();
  });
});

type Path = readonly string[];

const textPlaces = (value: unknown, path: Path = []): Path[] => {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textPlaces(inner, [...path, name]));
};

const put = (target: object, path: Path, text: string): unknown => {
  const holder = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (at, name) => at[name] as Record<string, unknown>,
      target as Record<string, unknown>,
    );
  const name = path.at(-1) as string;
  const was = holder[name];
  holder[name] = text;
  return was;
};

describe('canonical text', () => {
  const shuffledDeep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffledDeep);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, inner]) => [name, shuffledDeep(inner)]),
    );
  };

  it('is the same in whatever order the fields were set', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(shuffledDeep(value))).toBe(canonical(value));
      }),
    );
  });

  it('is JSON, and says the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonical(plain))).toEqual(plain);
      }),
    );
  });

  it('takes a field without a value for no field, and tells apart what differs', () => {
    expect(canonical({ a: 1, b: undefined })).toBe(canonical({ a: 1 }));
    expect(canonical({ a: null })).not.toBe(canonical({}));
    expect(canonical(['a', 'b'])).not.toBe(canonical(['b', 'a']));
    expect(canonical({ a: '1' })).not.toBe(canonical({ a: 1 }));
  });
});
