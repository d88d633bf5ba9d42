import { describe, expect, test } from 'vitest';
import type { Settlement } from '../../bot/core/ports.ts';
import { create, fails, idsOf, later, mustRead, now, owe } from './contract/kit.ts';
import { cosmosBench } from './cosmos-bench.ts';

const bench = cosmosBench();
const minute = 60_000;
const down = { answer: 503 };

const takeAll = () => bench().store.take('notices', now(bench()), 5, minute);

const takeOne = async () => {
  const [taken] = await takeAll();
  if (!taken) throw new Error('Nothing was taken.');
  return taken;
};

/** Ends the work, with the wire to the announcements cut at this step. */
const settleCutOff = async (settlement: Settlement, on: 'delete' | 'replace') => {
  const taken = await takeOne();
  bench().server.faults.add({ on, container: 'queue', times: 6, fault: down });
  await fails(bench().store.settle(taken, settlement), 'store-unavailable');
};

describe('a crash at any point of owed work', () => {
  test('between announcement and commit: the announcement waits for its grace, then goes', async () => {
    const { store, server, clock, announcements } = bench();
    server.faults.add({ on: 'batch', times: 6, fault: down });
    await fails(store.commit('a', [owe(bench(), 'n')]), 'store-unavailable');
    clock.advance(9 * minute);
    expect(await takeAll()).toEqual([]);
    expect(await announcements()).toBe(1);
    clock.advance(minute);
    expect(await takeAll()).toEqual([]);
    expect(await announcements()).toBe(0);
  });

  test('between announcement and commit, then tried again: the work is done, at its own time', async () => {
    const { store, server, clock } = bench();
    server.faults.add({ on: 'batch', times: 6, fault: down });
    await fails(store.commit('a', [owe(bench(), 'n', 'notices', 60 * minute)]), 'store-unavailable');
    await store.commit('a', [owe(bench(), 'n')]);
    expect(idsOf(await takeAll())).toEqual(['n']);
    clock.advance(2 * minute);
    server.faults.clear();
    server.faults.add({ on: 'batch', times: 6, fault: down });
    await fails(store.commit('b', [owe(bench(), 'm')]), 'store-unavailable');
    await store.commit('b', [owe(bench(), 'm', 'notices', 30 * minute)]);
    expect(idsOf(await takeAll())).toEqual(['n']);
    clock.advance(30 * minute);
    expect(idsOf(await takeAll())).toContain('m');
  });

  test('a worker does not clear away an old announcement that is just being committed', async () => {
    const { store, server, clock, another, announcements } = bench();
    const worker = await another();
    server.faults.add({ on: 'batch', times: 6, fault: down });
    await fails(store.commit('a', [owe(bench(), 'n')]), 'store-unavailable');
    clock.advance(60 * minute);
    let during: unknown;
    const first = async () => {
      during = await worker.take('notices', now(bench()), 5, minute);
    };
    server.faults.add({ on: 'batch', times: 1, fault: { first } });
    await store.commit('a', [owe(bench(), 'n')]);
    expect(during).toEqual([]);
    expect(await announcements()).toBe(1);
    expect(idsOf(await takeAll())).toEqual(['n']);
  });

  test('after the work was ended, before its announcement went: it is not done again', async () => {
    const { store, clock, announcements } = bench();
    await store.commit('a', [owe(bench(), 'n')]);
    await settleCutOff({ result: 'done' }, 'delete');
    clock.advance(60 * minute);
    expect(await takeAll()).toEqual([]);
    expect(await announcements()).toBe(0);
  });

  test('after the work was postponed, before its announcement was: it comes at the new time', async () => {
    const { store, clock } = bench();
    await store.commit('a', [owe(bench(), 'n')]);
    await settleCutOff({ result: 'retry', due: later(bench(), 5 * minute), error: 'x' }, 'replace');
    clock.advance(2 * minute);
    expect(await takeAll()).toEqual([]);
    clock.advance(3 * minute);
    expect(await takeOne()).toMatchObject({ id: 'n', attempts: 2 });
  });

  test('after the work was given up, before its announcement was: it is shown as given up', async () => {
    const { store, clock } = bench();
    await store.commit('a', [owe(bench(), 'n')]);
    await settleCutOff({ result: 'dead', error: 'gone' }, 'replace');
    clock.advance(2 * minute);
    expect(await takeAll()).toEqual([]);
    expect(await store.dead('notices', 5)).toMatchObject([{ id: 'n', error: 'gone' }]);
  });

  test('with the lease: the work comes back when the lease ends', async () => {
    const { store, server, clock } = bench();
    await store.commit('a', [owe(bench(), 'n')]);
    server.faults.add({ on: 'replace', container: 'queue', times: 1, fault: { lost: true } });
    server.faults.add({ on: 'replace', container: 'queue', times: 5, fault: down });
    await fails(takeAll(), 'store-unavailable');
    expect(await takeAll()).toEqual([]);
    clock.advance(minute);
    expect(await takeOne()).toMatchObject({ id: 'n', attempts: 2 });
  });
});

describe('races over owed work', () => {
  test.each([
    ['work', { on: 'delete', container: 'records' }, 'last'],
    ['announcement', { on: 'delete', container: 'queue' }, 'first'],
  ] as const)(
    'work owed anew while the %s of the old is being removed is not lost',
    async (_what, where, when) => {
      const { store, server, another, clock } = bench();
      const second = await another();
      await store.commit('a', [owe(bench(), 'n')]);
      const taken = await takeOne();
      const again = () => second.commit('a', [owe(bench(), 'n')]);
      const fault = when === 'first' ? { first: again } : { last: again };
      server.faults.add({ ...where, times: 1, fault });
      await store.settle(taken, { result: 'done' });
      clock.advance(minute);
      expect(idsOf(await takeAll())).toEqual(['n']);
    },
  );

  test('a slow worker cannot end work that was owed anew under the same id', async () => {
    const { store, server, another, clock } = bench();
    const second = await another();
    await store.commit('a', [owe(bench(), 'n')]);
    const slow = await takeOne();
    clock.advance(minute);
    const quick = await takeOne();
    const first = async () => {
      await second.settle(quick, { result: 'done' });
      await second.commit('a', [owe(bench(), 'n')]);
    };
    // The slow one has read its lease as lost: nothing of the new work may be touched.
    server.faults.add({ on: 'read', container: 'queue', times: 1, fault: { first } });
    await fails(store.settle(slow, { result: 'done' }), 'conflict');
    expect(await takeOne()).toMatchObject({ id: 'n', attempts: 1 });
  });

  test('many announcements of nothing do not keep a worker from the work behind them', async () => {
    const { store, server } = bench();
    for (let n = 0; n < 12; n += 1) {
      server.faults.add({ on: 'batch', times: 1, fault: { answer: 413 } });
      await fails(store.commit('a', [owe(bench(), `nothing-${n}`, 'notices', -n - 1)]), 'store-refused');
    }
    await store.commit('a', [owe(bench(), 'real')]);
    expect(idsOf(await store.take('notices', now(bench()), 1, minute))).toEqual(['real']);
  });

  test('a worker that is overtaken between looking and leasing goes without', async () => {
    const { store, server, another } = bench();
    const second = await another();
    await store.commit('a', [owe(bench(), 'n')]);
    let theirs: string[] = [];
    const first = async () => {
      theirs = idsOf(await second.take('notices', now(bench()), 5, minute));
    };
    server.faults.add({ on: 'replace', container: 'queue', times: 1, fault: { first } });
    expect(await takeAll()).toEqual([]);
    expect(theirs).toEqual(['n']);
  });

  test('a commit that is refused leaves its records as they were', async () => {
    const { store } = bench();
    await store.commit('a', [create('r'), owe(bench(), 'n')]);
    const { rev } = await mustRead(bench(), 'a', 'r');
    await fails(store.commit('a', [owe(bench(), 'n'), create('s')]), 'conflict');
    expect((await mustRead(bench(), 'a', 'r')).rev).toBe(rev);
  });
});
