import { describe, expect, test } from 'vitest';
import type { Settlement, Taken } from '../../../bot/core/ports.ts';
import type { Opened, Subject } from '../../support/store-contract.ts';
import { create, drained, fails, hour, idsOf, later, now, owe } from './kit.ts';

const minute = 60_000;

export const work = (subject: Subject): void => {
  const { agency } = subject;

  const takeOne = async (opened: Opened): Promise<Taken> => {
    const [taken] = await opened.store.take('notices', now(opened), 1, minute);
    if (!taken) throw new Error('Nothing was taken.');
    return taken;
  };

  describe('settling work', () => {
    test('work to be tried again comes back when it is due, with its body and one more attempt', async () => {
      const opened = await drained(subject);
      const { store, clock } = opened;
      await store.commit(agency(), [owe(opened, 'n')]);
      const due = later(opened, 5 * minute);
      await store.settle(await takeOne(opened), { result: 'retry', due, error: 'channel-unavailable' });
      clock.advance(5 * minute - 1);
      expect(await store.take('notices', now(opened), 5, minute)).toEqual([]);
      clock.advance(1);
      expect(await takeOne(opened)).toMatchObject({ id: 'n', due, attempts: 2, body: { to: 'n' } });
    });

    test('work that is given up stays visible, newest first, and is never taken again', async () => {
      const opened = await drained(subject);
      const { store, clock } = opened;
      const at = agency();
      for (const id of ['first', 'second', 'third']) {
        await store.commit(at, [owe(opened, id)]);
        await store.settle(await takeOne(opened), { result: 'dead', error: `gone: ${id}` });
        clock.advance(minute);
      }
      clock.advance(hour);
      expect(await store.take('notices', now(opened), 5, minute)).toEqual([]);
      const dead = (await store.dead('notices', 100)).filter((one) => one.agency === at);
      expect(idsOf(dead)).toEqual(['third', 'second', 'first']);
      expect(dead[0]).toMatchObject({
        queue: 'notices',
        error: 'gone: third',
        attempts: 1,
        body: { to: 'third' },
      });
      expect(idsOf(await store.dead('notices', 2))).toEqual(['third', 'second']);
      expect(await store.dead('deadlines', 5)).toEqual([]);
    });

    test('an error text of any kind is kept', async () => {
      const opened = await drained(subject);
      await opened.store.commit(agency(), [owe(opened, 'odd-error')]);
      await opened.store.settle(await takeOne(opened), { result: 'dead', error: 'a\u0000b\ud800' });
      expect((await opened.store.dead('notices', 1))[0]?.error).toBe('a\u0000b\ud800');
    });

    const endings: Settlement[] = [
      { result: 'done' },
      { result: 'retry', due: '2030-01-01T00:00:00.000Z', error: 'x' },
      { result: 'dead', error: 'x' },
    ];

    test.each(endings)('a lost lease cannot be ended as $result', async (settlement) => {
      const opened = await drained(subject);
      const { store, clock } = opened;
      await store.commit(agency(), [owe(opened, 'n')]);
      const slow = await takeOne(opened);
      clock.advance(minute);
      const quick = await takeOne(opened);
      await fails(store.settle(slow, settlement), 'conflict');
      await store.settle(quick, { result: 'done' });
      await fails(store.settle(quick, settlement), 'conflict');
      clock.advance(hour);
      expect(await store.take('notices', now(opened), 5, minute)).toEqual([]);
    });

    test.each(endings)('work that nobody holds cannot be ended as $result', async (settlement) => {
      const opened = await drained(subject);
      const { store } = opened;
      await store.commit(agency(), [owe(opened, 'n')]);
      const taken = await takeOne(opened);
      await store.settle(taken, { result: 'retry', due: now(opened), error: 'x' });
      await fails(store.settle({ ...taken, lease: '' }, settlement), 'conflict');
      await fails(store.settle(taken, settlement), 'conflict');
      expect(await takeOne(opened)).toMatchObject({ id: 'n', attempts: 2 });
    });

    test('owed work is committed together with the record, or not at all', async () => {
      const opened = await drained(subject);
      const { store } = opened;
      const at = agency();
      await store.commit(at, [create('a')]);
      await fails(store.commit(at, [owe(opened, 'n'), create('a')]), 'conflict');
      expect(await store.take('notices', now(opened), 5, minute)).toEqual([]);
      await store.commit(at, [owe(opened, 'n'), create('b')]);
      expect(idsOf(await store.take('notices', now(opened), 5, minute))).toEqual(['n']);
    });
  });
};
