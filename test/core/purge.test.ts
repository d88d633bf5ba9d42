import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Change, Item, Store } from '../../bot/core/ports.ts';
import { overIn, purgeOne, tidy, type Verdict } from '../../bot/core/purge.ts';
import { termsOf } from '../../bot/core/terms.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import type { RecordBody, Retention } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { type AnyDialog, dialogs } from '../../dialogs/registry.ts';
import { samplePolicy } from '../support/context.ts';
import { temporaryFolder, testKey } from '../support/house.ts';
import { referenceOf } from '../support/kept.ts';

/** What is removed and what never is, whatever the records say, wherever it is stopped, and with two at work at once. */

const agency = 'northborough-council';
const now = new Date('2033-01-10T03:00:00Z');
const clock = () => now;
const by = { id: 'p-vera', role: 'caldicott', agency };
const step = { at: '2032-12-01T10:00:00.000Z', by, why: 'over' };

/** One record, and something that names it or that it names. */
type Made = {
  hold: boolean;
  agreed: boolean;
  archived: boolean;
  asked: boolean;
  basis: boolean;
  auto: boolean;
  due: boolean;
  resting: boolean;
  tie: 'none' | 'open' | 'over';
  way: 'names' | 'named';
  versions: number;
};

const made = fc.record<Made>({
  ...{ hold: fc.boolean(), agreed: fc.boolean(), archived: fc.boolean(), asked: fc.boolean() },
  ...{ basis: fc.boolean(), auto: fc.boolean(), due: fc.boolean() },
  resting: fc.boolean(),
  tie: fc.constantFrom('none', 'open', 'over'),
  way: fc.constantFrom('names', 'named'),
  versions: fc.constantFrom(1, 3, 95, 210),
});

const policyWith = (wide: boolean): PolicyPack => ({
  ...samplePolicy,
  retention: {
    ...samplePolicy.retention,
    types: { decision: { rule: 'auto-rule', years: 1, from: 'made', purge: 'auto' } },
    ...(wide ? { holds: [{ id: 'i-1', title: 'Inquiry 1', from: '2030-01-01', types: ['decision'] }] } : {}),
  },
});

const retentionOf = (one: Made): Retention => ({
  rule: one.auto ? 'auto-rule' : 'by-hand',
  reviewOn: one.due ? '2032-11-23' : '2033-11-23',
  hold: one.hold,
  ...(one.hold ? { holdReason: 'court', held: step } : {}),
  ...(one.agreed ? { asked: step, agreed: step } : {}),
  ...(one.asked ? { asked: step } : {}),
  ...(one.archived ? { archived: step } : {}),
  ...(one.basis ? { basis: 'originator' } : {}),
});

const bodyOf = (ref: string, type: string, status: string, links: string[], retention: Retention) =>
  ({
    ...{ id: ref, reference: ref, type, status, links, retention, schemaVersion: 1, agencyId: agency },
    ...{ createdAt: '2026-11-23T10:00:00.000Z', createdBy: { id: 'p-sam', role: 'practitioner', agency } },
    ...{ platform: 'teams', channelKind: 'personal', guidanceVersion: '', lawVersion: '', practice: false },
    ...{ versions: [], lane: type === 'decision' ? 'urgent' : type },
  }) as unknown as RecordBody;

const itemOf = (body: RecordBody, dialog: string): Item => ({
  ...{ kind: 'record', id: body.reference, at: body.createdAt, body },
  terms: termsOf({ ...(dialogs[dialog] as AnyDialog), facets: () => ({}) }, body, {
    waits: false,
    cards: false,
  }),
});

const itemsFor = (one: Made, n: number): Item[] => {
  const ref = referenceOf(n);
  const other = ref.replace('D-', 'B-');
  const names = one.tie !== 'none' && one.way === 'names';
  const type = one.auto ? 'decision' : 'urgent-like';
  const body = bodyOf(
    ref,
    type,
    one.resting ? 'completed' : 'to-complete',
    names ? [other] : [],
    retentionOf(one),
  );
  const states = (dialogs.breach as AnyDialog).lifecycle.states;
  const status = one.tie === 'open' ? states[0] : states.at(-1);
  const kept = { rule: 'r', reviewOn: '2040-01-01', hold: false };
  const tie = bodyOf(other, 'breach', String(status), names ? [] : [ref], kept);
  const at = body.createdAt;
  return [
    itemOf(body, 'urgent'),
    ...(one.tie === 'none' ? [] : [itemOf(tie, 'breach')]),
    ...Array.from(
      { length: one.versions },
      (_, v): Item => ({
        ...{ kind: 'version', id: `${ref}/${v + 1}`, at, terms: [`ref:${ref}`], body: {} },
      }),
    ),
    { kind: 'notice', id: `${ref}/told`, at, terms: [`ref:${ref}`], body: {} },
    { kind: 'telling', id: `${ref}/t-1`, at, terms: [`about:${ref}`], body: {} },
    { kind: 'thread', id: `thread-${ref}`, at, terms: [`ref:${ref}`], body: { ref } },
    { kind: 'audit', id: `read-${ref}`, at, terms: [`ref:${ref}`], body: { what: 'read', ref } },
  ];
};

/** Said a second time, in other words than the product says it. */
const goes = (one: Made, wide: boolean): boolean => {
  if (one.hold || one.archived || one.tie === 'open' || !one.resting) return false;
  if (wide && one.auto) return false;
  return one.agreed || (one.auto && one.due && !one.basis && !one.asked);
};

let store: Store;
let temporary: ReturnType<typeof temporaryFolder>;
const reopen = async () => {
  temporary = temporaryFolder();
  store = await openSqliteStore({ file: `${temporary.folder}/p.db`, key: testKey, clock });
};
const shut = async () => {
  await store.close();
  temporary.remove();
};
beforeEach(reopen);
afterEach(shut);

const put = async (all: readonly Made[]): Promise<void> => {
  const changes = all.flatMap(itemsFor).map((item): Change => ({ op: 'create', item }));
  for (let from = 0; from < changes.length; from += 90)
    await store.commit(agency, changes.slice(from, from + 90));
};

const run = async (policy: PolicyPack, through: Store = store): Promise<Verdict[]> => {
  const deps = { store: through, policy, clock };
  const all: Verdict[] = [];
  for await (const { ref } of overIn(agency, deps)) {
    const verdict = await purgeOne(agency, ref, deps);
    if (verdict) all.push(verdict);
  }
  await tidy(agency, deps);
  return all;
};

const left = async (n: number): Promise<string[]> => {
  const ref = referenceOf(n);
  const { items } = await store.list(agency, { term: [`ref:${ref}`, `about:${ref}`], limit: 500 });
  const [record, stub] = await store.read(agency, [
    { kind: 'record', id: ref },
    { kind: 'stub', id: ref },
  ]);
  return [...items, record, stub].flatMap((one) => one?.kind ?? []);
};

const expectEach = async (all: readonly Made[], wide: boolean): Promise<void> => {
  for (const [n, one] of all.entries()) {
    const kinds = await left(n);
    const note = JSON.stringify(one);
    if (goes(one, wide)) expect([...kinds].sort(), note).toEqual(['audit', 'audit', 'stub']);
    else {
      expect(kinds.filter((kind) => kind === 'version').length, note).toBe(one.versions);
      expect(kinds, note).toEqual(expect.arrayContaining(['record', 'notice', 'telling', 'thread', 'audit']));
      expect(kinds, note).not.toContain('stub');
    }
  }
};

const several = fc.array(made, { minLength: 1, maxLength: 5 });

test('what is held, open, archived or still needed is never removed; what is over always is, and once', async () => {
  await fc.assert(
    fc.asyncProperty(several, fc.boolean(), async (all, wide) => {
      await shut();
      await reopen();
      await put(all);
      await run(policyWith(wide));
      await expectEach(all, wide);
      expect((await run(policyWith(wide))).filter(({ result }) => result === 'goes')).toEqual([]);
      await expectEach(all, wide);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('stopped at any commit, it goes on where it was; two at once do what one does', async () => {
  await fc.assert(
    fc.asyncProperty(several, fc.nat(6), async (all, after) => {
      await shut();
      await reopen();
      await put(all);
      let commits = 0;
      const failing: Store = {
        ...store,
        commit: async (partition, changes) => {
          commits += 1;
          if (commits > after) throw new SharewellError('store-refused', 'stopped');
          await store.commit(partition, changes);
        },
      };
      await run(policyWith(false), failing).catch(() => undefined);
      await Promise.all([run(policyWith(false)), run(policyWith(false))]);
      await run(policyWith(false));
      await expectEach(all, false);
    }),
    { numRuns: 25 },
  );
}, 120_000);

const over: Made = {
  ...{ hold: false, agreed: true, archived: false, asked: false, basis: false, auto: true, due: true },
  ...{ resting: true, tie: 'none', way: 'names', versions: 1 },
};

describe('between looking and removing', () => {
  test('a hold that comes in wins', async () => {
    await put([over]);
    const ref = referenceOf(0);
    let placed = false;
    const slow: Store = {
      ...store,
      commit: async (partition, changes) => {
        if (!placed) {
          placed = true;
          const [found] = await store.read(agency, [{ kind: 'record', id: ref }]);
          if (!found) throw new Error('no record');
          const { rev, ...item } = found;
          const body = bodyOf(ref, 'decision', 'completed', [], retentionOf({ ...over, hold: true }));
          await store.commit(agency, [{ op: 'replace', item: { ...item, body }, rev }]);
        }
        await store.commit(partition, changes);
      },
    };
    const verdict = await purgeOne(agency, ref, { store: slow, policy: policyWith(false), clock });
    expect(verdict).toMatchObject({ result: 'stays', stays: { why: 'held' } });
    expect(await left(0)).toContain('record');
  });

  test('two at once never fail on each other', async () => {
    await put([over, { ...over, versions: 210 }]);
    const deps = { store, policy: policyWith(false), clock };
    const both = await Promise.all(
      [0, 1].flatMap((n) => [purgeOne(agency, referenceOf(n), deps), purgeOne(agency, referenceOf(n), deps)]),
    );
    expect(both.filter(Boolean)).toHaveLength(2);
    await tidy(agency, deps);
    await expectEach([over, { ...over, versions: 210 }], false);
  });
});

test('once its own time is over, the trail of what was destroyed goes too, and the stub stays', async () => {
  await put([over]);
  await run(policyWith(false));
  const later = () => new Date('2041-01-11T03:00:00Z');
  await tidy(agency, { store, policy: policyWith(false), clock: () => new Date('2041-01-09T03:00:00Z') });
  expect(await left(0)).toEqual(['audit', 'audit', 'stub']);
  expect(await tidy(agency, { store, policy: policyWith(false), clock: later })).toEqual({
    left: 0,
    forgotten: 1,
  });
  expect(await left(0)).toEqual(['stub']);
  expect(await tidy(agency, { store, policy: policyWith(false), clock: later })).toEqual({
    left: 0,
    forgotten: 0,
  });
});
