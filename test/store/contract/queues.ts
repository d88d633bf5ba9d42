import { describe, expect, test } from 'vitest';
import type { Subject } from '../../support/store-contract.ts';
import { create, drained, fails, hour, idsOf, later, now, owe } from './kit.ts';

const minute = 60_000;

export const queues = (subject: Subject): void => {
  const { agency } = subject;
  describe('queues', () => {
    test('what is due is taken, earliest first, across agencies, and nothing of other queues', async () => {
      const opened = await drained(subject);
      const { store } = opened;
      const [one, two] = [agency(), agency()];
      await store.commit(one, [owe(opened, 'late', 'notices', -1), owe(opened, 'early', 'notices', -3)]);
      await store.commit(two, [
        owe(opened, 'middle', 'notices', -2),
        owe(opened, 'future', 'notices', minute),
      ]);
      await store.commit(two, [owe(opened, 'other', 'deadlines', -9)]);
      const taken = await store.take('notices', now(opened), 10, minute);
      expect(idsOf(taken)).toEqual(['early', 'middle', 'late']);
      expect(taken[1]).toEqual({
        queue: 'notices',
        agency: two,
        id: 'middle',
        due: later(opened, -2),
        body: { to: 'middle' },
        attempts: 1,
        lease: expect.stringMatching(/./),
      });
    });

    test('no more than the limit is taken, and the rest by the next', async () => {
      const opened = await drained(subject);
      const { store } = opened;
      const at = agency();
      await store.commit(
        at,
        Array.from({ length: 9 }, (_, n) => owe(opened, `n-${n}`, 'notices', n - 20)),
      );
      const first = await store.take('notices', now(opened), 4, minute);
      const second = await store.take('notices', now(opened), 10, minute);
      expect(idsOf(first)).toEqual(['n-0', 'n-1', 'n-2', 'n-3']);
      expect(idsOf(second)).toEqual(['n-4', 'n-5', 'n-6', 'n-7', 'n-8']);
    });

    test('done work is gone, and may be owed again', async () => {
      const opened = await drained(subject);
      const { store, clock } = opened;
      const at = agency();
      await store.commit(at, [owe(opened, 'n')]);
      const [first] = await store.take('notices', now(opened), 10, minute);
      if (!first) throw new Error('Nothing was taken.');
      await store.settle(first, { result: 'done' });
      clock.advance(hour);
      expect(await store.take('notices', now(opened), 10, minute)).toEqual([]);
      await store.commit(at, [owe(opened, 'n')]);
      expect((await store.take('notices', now(opened), 10, minute))[0]?.attempts).toBe(1);
    });

    test('the same id twice in one queue is a conflict, and in another queue or agency is not', async () => {
      const opened = await drained(subject);
      const { store } = opened;
      const at = agency();
      await store.commit(at, [owe(opened, 'n')]);
      await fails(store.commit(at, [create('a'), owe(opened, 'n')]), 'conflict');
      await store.commit(at, [owe(opened, 'n', 'deadlines')]);
      await store.commit(agency(), [owe(opened, 'n')]);
      expect(await store.take('notices', now(opened), 10, minute)).toHaveLength(2);
    });

    test('leased work is left alone until the lease ends, then counted again', async () => {
      const opened = await drained(subject);
      const { store, clock } = opened;
      await store.commit(agency(), [owe(opened, 'n')]);
      await store.take('notices', now(opened), 10, minute);
      clock.advance(minute - 1);
      expect(await store.take('notices', now(opened), 10, minute)).toEqual([]);
      clock.advance(1);
      expect((await store.take('notices', now(opened), 10, minute))[0]?.attempts).toBe(2);
    });

    test('owing leased work again is a conflict and does not disturb the one who has it', async () => {
      const opened = await drained(subject);
      const { store } = opened;
      const at = agency();
      await store.commit(at, [owe(opened, 'n')]);
      const [taken] = await store.take('notices', now(opened), 10, minute);
      if (!taken) throw new Error('Nothing was taken.');
      await fails(store.commit(at, [owe(opened, 'n')]), 'conflict');
      expect(await store.take('notices', now(opened), 10, minute)).toEqual([]);
      await store.settle(taken, { result: 'done' });
      opened.clock.advance(2 * minute);
      expect(await store.take('notices', now(opened), 10, minute)).toEqual([]);
    });

    test('two workers on two instances never get the same work', async () => {
      const opened = await drained(subject);
      const { store, another } = opened;
      const second = await another();
      const at = agency();
      await store.commit(
        at,
        Array.from({ length: 30 }, (_, n) => owe(opened, `n-${n}`)),
      );
      const takes = Array.from({ length: 8 }, (_, n) =>
        (n % 2 === 0 ? store : second).take('notices', now(opened), 10, minute),
      );
      const ids = idsOf((await Promise.all(takes)).flat());
      expect(new Set(ids).size).toBe(ids.length);
      const rest = idsOf(await store.take('notices', now(opened), 50, minute));
      expect(new Set([...ids, ...rest]).size).toBe(30);
      expect(ids.length + rest.length).toBe(30);
      await second.close();
    });
  });
};
