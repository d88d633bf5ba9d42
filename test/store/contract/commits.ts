import { describe, expect, test } from 'vitest';
import type { Change } from '../../../bot/core/ports.ts';
import type { Subject } from '../../support/store-contract.ts';
import { claim, create, fails, item, mustRead, owe, readOne } from './kit.ts';

const owed = { op: 'enqueue', queue: 'deadlines', due: '2026-03-02T09:00:00.000Z', body: 1 } as const;

export const commits = ({ opened, agency }: Subject): void => {
  describe('commits', () => {
    test('what was committed is read back, in the order asked, and what is missing is undefined', async () => {
      const { store } = opened();
      const at = agency();
      await store.commit(at, [
        create('a'),
        create('b', { kind: 'draft', terms: [], body: [1, null, { deep: 'x' }] }),
      ]);
      const found = await store.read(at, [
        { kind: 'draft', id: 'b' },
        { kind: 'record', id: 'nothing' },
        { kind: 'record', id: 'a' },
        { kind: 'draft', id: 'a' },
      ]);
      expect(found[0]).toEqual({
        ...item('b', { kind: 'draft', terms: [], body: [1, null, { deep: 'x' }] }),
        rev: expect.any(String),
      });
      expect(found[2]).toEqual({ ...item('a'), rev: expect.any(String) });
      expect([found[1], found[3]]).toEqual([undefined, undefined]);
    });

    test('creating what exists is a conflict and leaves it as it was', async () => {
      const { store } = opened();
      const at = agency();
      await store.commit(at, [create('a')]);
      await fails(store.commit(at, [create('a', { body: 'other' })]), 'conflict');
      expect((await mustRead(opened(), at, 'a')).body).toEqual({ text: 'a' });
    });

    test('a replace needs the current revision, and gives a new one', async () => {
      const { store } = opened();
      const at = agency();
      await store.commit(at, [create('a')]);
      const first = await mustRead(opened(), at, 'a');
      await store.commit(at, [{ op: 'replace', item: item('a', { body: 2 }), rev: first.rev }]);
      const second = await mustRead(opened(), at, 'a');
      expect(second.body).toBe(2);
      expect(second.rev).not.toBe(first.rev);
      await fails(
        store.commit(at, [{ op: 'replace', item: item('a', { body: 3 }), rev: first.rev }]),
        'conflict',
      );
      expect((await mustRead(opened(), at, 'a')).body).toBe(2);
    });

    test.each(['', '*', 'made-up'])('the revision "%s" never matches', async (rev) => {
      const { store } = opened();
      const at = agency();
      await store.commit(at, [create('a')]);
      await fails(store.commit(at, [{ op: 'replace', item: item('a', { body: 2 }), rev }]), 'conflict');
      await fails(store.commit(at, [{ op: 'delete', key: { kind: 'record', id: 'a' }, rev }]), 'conflict');
      expect((await mustRead(opened(), at, 'a')).body).toEqual({ text: 'a' });
    });

    test('replacing or deleting what is missing is a conflict', async () => {
      const { store } = opened();
      const at = agency();
      await fails(store.commit(at, [{ op: 'replace', item: item('a'), rev: 'x' }]), 'conflict');
      await fails(
        store.commit(at, [{ op: 'delete', key: { kind: 'record', id: 'a' }, rev: 'x' }]),
        'conflict',
      );
    });

    test('a deleted item is missing, can be made again, and its old revision stays dead', async () => {
      const { store } = opened();
      const at = agency();
      const key = { kind: 'record', id: 'a' } as const;
      await store.commit(at, [create('a')]);
      const { rev } = await mustRead(opened(), at, 'a');
      await store.commit(at, [{ op: 'delete', key, rev }]);
      expect(await readOne(opened(), at, 'a')).toBeUndefined();
      await store.commit(at, [create('a', { body: 'again' })]);
      await fails(store.commit(at, [{ op: 'delete', key, rev }]), 'conflict');
    });

    test.each<[string, Change]>([
      ['a create of what exists', create('taken')],
      ['a replace of an old revision', { op: 'replace', item: item('taken'), rev: 'old' }],
      ['a delete of what is missing', { op: 'delete', key: { kind: 'draft', id: 'missing' }, rev: 'any' }],
      ['work that is owed already', { ...owed, id: 'owed' }],
    ])('one failing change leaves nothing of the commit: %s', async (_name, bad) => {
      const { store } = opened();
      const at = agency();
      await store.commit(at, [create('taken'), create('kept'), { ...owed, id: 'owed' }]);
      const { rev } = await mustRead(opened(), at, 'kept');
      const changes: Change[] = [
        claim(opened(), 'turn'),
        create('new'),
        { op: 'replace', item: item('kept', { body: 'changed', terms: ['owner:p-2'] }), rev },
        owe(opened(), 'n'),
        bad,
      ];
      await fails(store.commit(at, changes), 'conflict');
      expect(await readOne(opened(), at, 'new')).toBeUndefined();
      expect((await mustRead(opened(), at, 'kept')).rev).toBe(rev);
      expect((await store.list(at, { term: 'owner:p-2', limit: 5 })).items).toEqual([]);
      // Neither the claim nor the owed work was kept: both can be made now.
      await store.commit(at, [claim(opened(), 'turn'), owe(opened(), 'n')]);
    });

    test('a claim repeated, even with the very same changes, is told as already done', async () => {
      const { store } = opened();
      const at = agency();
      await store.commit(at, [create('a'), claim(opened(), 'turn')]);
      await fails(store.commit(at, [create('a'), claim(opened(), 'turn')]), 'already-done');
      await fails(store.commit(at, [create('b'), claim(opened(), 'turn')]), 'already-done');
      expect(await readOne(opened(), at, 'b')).toBeUndefined();
    });

    test('of twenty who replace the same item at once, one wins', async () => {
      const { store } = opened();
      const at = agency();
      await store.commit(at, [create('a', { body: -1 })]);
      const { rev } = await mustRead(opened(), at, 'a');
      const tries = Array.from({ length: 20 }, (_, n) =>
        store.commit(at, [{ op: 'replace', item: item('a', { body: n }), rev }, create(`by-${n}`)]),
      );
      const results = await Promise.allSettled(tries);
      const winner = results.findIndex(({ status }) => status === 'fulfilled');
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await mustRead(opened(), at, 'a')).body).toBe(winner);
      const marks = await store.read(
        at,
        results.map((_, n) => ({ kind: 'record' as const, id: `by-${n}` })),
      );
      expect(marks.map(Boolean)).toEqual(results.map((_, n) => n === winner));
    });

    test('of twenty deliveries of one turn at once, one is kept', async () => {
      const { store, another } = opened();
      const second = await another();
      const at = agency();
      const tries = Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? store : second).commit(at, [claim(opened(), 'turn'), create(`by-${n}`)]),
      );
      const results = await Promise.allSettled(tries);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'already-done' });
      await second.close();
    });

    test('agencies are walled off from each other', async () => {
      const { store } = opened();
      const [one, two] = [agency(), agency()];
      await store.commit(one, [create('a'), claim(opened(), 'turn')]);
      const { rev } = await mustRead(opened(), one, 'a');
      expect(await readOne(opened(), two, 'a')).toBeUndefined();
      expect((await store.list(two, { term: 'owner:p-1', limit: 5 })).items).toEqual([]);
      await fails(store.commit(two, [{ op: 'replace', item: item('a'), rev }]), 'conflict');
      await store.commit(two, [create('a', { body: 'ours' }), claim(opened(), 'turn')]);
      expect((await mustRead(opened(), one, 'a')).body).toEqual({ text: 'a' });
    });

    test('what another instance has kept is seen at once', async () => {
      const { store, another } = opened();
      const second = await another();
      const at = agency();
      for (const id of ['a', 'b', 'c']) {
        await store.commit(at, [create(id)]);
        expect((await second.read(at, [{ kind: 'record', id }]))[0]?.body).toEqual({ text: id });
      }
      await second.close();
    });

    test('changing an object after handing it in changes nothing', async () => {
      const { store } = opened();
      const at = agency();
      const body = { text: 'before' };
      const kept = store.commit(at, [create('a', { body })]);
      body.text = 'after';
      await kept;
      expect((await mustRead(opened(), at, 'a')).body).toEqual({ text: 'before' });
    });

    test('an empty commit is nothing', async () => {
      await opened().store.commit(agency(), []);
    });
  });
};
