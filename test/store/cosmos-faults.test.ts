import { describe, expect, test } from 'vitest';
import type { Change } from '../../bot/core/ports.ts';
import type { Fault } from '../support/cosmos/faults.ts';
import {
  claim,
  create,
  fails,
  readOne as find,
  idsOf,
  item,
  mustRead as mustFind,
  now,
  owe,
} from './contract/kit.ts';
import { cosmosBench } from './cosmos-bench.ts';

const minute = 60_000;

const faults: [string, Fault][] = [
  ['throttling', { answer: 429, retryAfterMs: 30 }],
  ['service unavailable', { answer: 503 }],
  ['a time-out of the service', { answer: 408 }],
  ['retry with', { answer: 449 }],
  ['a broken connection', { reset: true }],
  ['a lost answer', { lost: true }],
  ['an answer that comes too late', { delayMs: 160 }],
];

describe.each(faults)('after %s', (_name, fault) => {
  const bench = cosmosBench('delayMs' in fault ? 80 : undefined);
  const readOne = (id: string) => find(bench(), 'a', id);
  const mustRead = (id: string) => mustFind(bench(), 'a', id);

  test('a turn is kept exactly once', async () => {
    const { store, server } = bench();
    server.faults.add({ on: 'batch', times: 2, fault });
    await store.commit('a', [claim(bench(), 'turn'), create('r'), owe(bench(), 'n')]);
    await fails(store.commit('a', [claim(bench(), 'turn'), create('other')]), 'already-done');
    expect((await mustRead('r')).body).toEqual({ text: 'r' });
    expect(idsOf(await store.take('notices', now(bench()), 5, minute))).toEqual(['n']);
  });

  test.each<[string, (rev: string) => Change]>([
    ['a create', () => create('new')],
    ['a replace', (rev) => ({ op: 'replace', item: item('old', { body: 'next' }), rev })],
    ['a delete', (rev) => ({ op: 'delete', key: { kind: 'record', id: 'old' }, rev })],
  ])('%s without a claim is kept, and told so', async (_what, change) => {
    const { store, server } = bench();
    await store.commit('a', [create('old')]);
    const { rev } = await mustRead('old');
    server.faults.add({ on: 'batch', times: 1, fault });
    await store.commit('a', [change(rev)]);
    await fails(store.commit('a', [change(rev)]), 'conflict');
  });

  test('a lost race is still told as lost', async () => {
    const { store, server } = bench();
    await store.commit('a', [create('r')]);
    server.faults.add({ on: 'batch', times: 1, fault });
    await fails(store.commit('a', [create('r', { body: 'second' }), create('s')]), 'conflict');
    expect(await readOne('s')).toBeUndefined();
  });

  test('reads and lists answer', async () => {
    const { store, server } = bench();
    await store.commit('a', [create('r')]);
    server.faults.add({ on: 'read', times: 2, fault });
    server.faults.add({ on: 'query', times: 1, fault });
    expect(await readOne('r')).toBeDefined();
    expect((await store.list('a', { term: 'owner:p-1', limit: 5 })).items).toHaveLength(1);
  });

  test.each(['create', 'query', 'read', 'replace', 'delete'] as const)(
    'owed work is announced, taken, tried again and ended once, with the fault on %s',
    async (on) => {
      const { store, server, clock, announcements } = bench();
      const failing = (times: number) => {
        server.faults.clear();
        server.faults.add({ on, times, fault });
      };
      failing(1);
      await store.commit('a', [owe(bench(), 'n')]);
      failing(1);
      const [first] = await store.take('notices', now(bench()), 5, minute);
      if (!first) throw new Error('Nothing was taken.');
      expect(first).toMatchObject({ id: 'n', attempts: 1 });
      failing(2);
      await store.settle(first, { result: 'retry', due: now(bench()), error: 'x' });
      const [second] = await store.take('notices', now(bench()), 5, minute);
      if (!second) throw new Error('Nothing was taken again.');
      expect(second).toMatchObject({ id: 'n', attempts: 2 });
      failing(2);
      await store.settle(second, { result: 'done' });
      clock.advance(60 * minute);
      // A delayed request may still land after all this: what it leaves is cleared away like any other left-over.
      const left = async () => {
        expect(await store.take('notices', now(bench()), 5, minute)).toEqual([]);
        return announcements();
      };
      await expect.poll(left).toBe(0);
    },
  );
});

describe('patience', () => {
  const bench = cosmosBench();
  const readOne = (id: string) => find(bench(), 'a', id);

  test('the pause that Cosmos DB asks for is kept', async () => {
    const { store, server, pauses } = bench();
    server.faults.add({ on: 'batch', times: 2, fault: { answer: 429, retryAfterMs: 1234 } });
    await store.commit('a', [create('r')]);
    expect(pauses).toEqual([1234, 1234]);
  });

  test('after six tries the store is told to be unavailable, and nothing is kept', async () => {
    const { store, server, pauses } = bench();
    server.faults.add({ on: 'batch', times: 6, fault: { answer: 429, retryAfterMs: 900 } });
    await expect(store.commit('a', [create('r')])).rejects.toMatchObject({
      code: 'store-unavailable',
      retryAfterMs: 900,
    });
    expect(pauses).toHaveLength(5);
    expect(await readOne('r')).toBeUndefined();
  });

  test('the pauses grow, each by chance', async () => {
    const { store, server, pauses } = bench();
    server.faults.add({ on: 'batch', times: 5, fault: { answer: 503 } });
    await store.commit('a', [create('r')]);
    pauses.forEach((ms, n) => {
      expect(ms).toBeGreaterThanOrEqual(20 * 2 ** n);
      expect(ms).toBeLessThanOrEqual(40 * 2 ** n);
    });
    expect(pauses).toHaveLength(5);
  });

  test('a wait longer than anyone would stay is passed on at once', async () => {
    const { store, server, pauses } = bench();
    server.faults.add({ on: 'batch', times: 9, fault: { answer: 429, retryAfterMs: 60_000 } });
    await expect(store.commit('a', [create('r')])).rejects.toMatchObject({ retryAfterMs: 60_000 });
    expect(pauses).toEqual([]);
  });

  test('when the very last answer is lost, the commit is still known to be kept', async () => {
    const { store, server } = bench();
    server.faults.add({ on: 'batch', times: 5, fault: { reset: true } });
    server.faults.add({ on: 'batch', times: 1, fault: { lost: true } });
    await store.commit('a', [claim(bench(), 'turn'), create('r')]);
    expect(await readOne('r')).toBeDefined();
  });

  test.each([400, 401, 403, 413])('an answer of %s is refused at once', async (answer) => {
    const { store, server, pauses } = bench();
    server.faults.add({ on: 'batch', times: 1, fault: { answer } });
    await fails(store.commit('a', [create('r')]), 'store-refused');
    expect(pauses).toEqual([]);
  });

  test('a delivery that overtakes the one whose answer was lost is told apart from it', async () => {
    const { store, server, another } = bench();
    const second = await another();
    server.faults.add({ on: 'batch', times: 1, fault: { reset: true } });
    server.faults.add({
      on: 'batch',
      times: 1,
      fault: { first: () => second.commit('a', [claim(bench(), 'turn'), create('theirs')]) },
    });
    await fails(store.commit('a', [claim(bench(), 'turn'), create('ours')]), 'already-done');
    expect(await readOne('ours')).toBeUndefined();
    expect(await readOne('theirs')).toBeDefined();
  });

  test('a closed store is unavailable', async () => {
    const { store } = bench();
    await store.close();
    await fails(store.commit('a', [create('r')]), 'store-unavailable');
  });
});
