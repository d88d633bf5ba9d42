import { describe, expect, test } from 'vitest';
import type { Query, Stored } from '../../../bot/core/ports.ts';
import type { Subject } from '../../support/store-contract.ts';
import { create, fails, idsOf, item, mustRead } from './kit.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();

export const lists = ({ opened, agency }: Subject): void => {
  const readAll = async (name: string, query: Query, between?: (page: number) => Promise<void>) => {
    const pages: Stored[][] = [];
    let cursor: string | undefined;
    do {
      const page = await opened().store.list(name, query, cursor);
      pages.push(page.items);
      if (pages.length > 100) throw new Error('The list never ends.');
      cursor = page.cursor;
      if (cursor) await between?.(pages.length);
    } while (cursor);
    return pages;
  };

  describe('lists', () => {
    test('newest first by time, then by id, with nothing of other terms', async () => {
      const name = agency();
      await opened().store.commit(name, [
        create('b', { at: at(1) }),
        create('c', { at: at(1) }),
        create('a', { at: at(1) }),
        create('z', { at: at(0) }),
        create('y', { at: at(2) }),
        create('other', { at: at(3), terms: ['owner:p-2'] }),
        create('prefix', { at: at(3), terms: ['owner:p-11'] }),
      ]);
      const { items, cursor } = await opened().store.list(name, { term: 'owner:p-1', limit: 10 });
      expect(idsOf(items)).toEqual(['y', 'c', 'b', 'a', 'z']);
      expect(items[0]).toEqual({ ...item('y', { at: at(2) }), rev: expect.any(String) });
      expect(cursor).toBeUndefined();
    });

    test('an item is found by each of its terms, and no longer by one that was taken away', async () => {
      const name = agency();
      const { store } = opened();
      const by = async (term: string) => idsOf((await store.list(name, { term, limit: 5 })).items);
      await store.commit(name, [create('a', { terms: ['owner:p-1', 'state:open'] })]);
      expect([await by('owner:p-1'), await by('state:open')]).toEqual([['a'], ['a']]);
      const { rev } = await mustRead(opened(), name, 'a');
      const next = item('a', { terms: ['owner:p-1', 'state:closed'], at: at(5) });
      await store.commit(name, [{ op: 'replace', item: next, rev }]);
      expect([await by('owner:p-1'), await by('state:open'), await by('state:closed')]).toEqual([
        ['a'],
        [],
        ['a'],
      ]);
      const again = await mustRead(opened(), name, 'a');
      await store.commit(name, [{ op: 'delete', key: { kind: 'record', id: 'a' }, rev: again.rev }]);
      expect([await by('owner:p-1'), await by('state:closed')]).toEqual([[], []]);
    });

    test('kinds narrow a list, and one id in two kinds is two items', async () => {
      const name = agency();
      await opened().store.commit(name, [
        create('a'),
        create('a', { kind: 'draft' }),
        create('a', { kind: 'audit' }),
      ]);
      const kinds = async (query: Partial<Query>) =>
        (await opened().store.list(name, { term: 'owner:p-1', limit: 5, ...query })).items.map(
          ({ kind }) => kind,
        );
      expect(await kinds({})).toEqual(['record', 'draft', 'audit']);
      expect(await kinds({ kinds: ['audit', 'record'] })).toEqual(['record', 'audit']);
      expect(await kinds({ kinds: ['person'] })).toEqual([]);
      expect(await kinds({ kinds: [] })).toEqual([]);
    });

    test('pages follow each other without gap or repeat, whatever stands at the border', async () => {
      const name = agency();
      const ids = Array.from({ length: 23 }, (_, n) => `i-${String(n).padStart(2, '0')}`);
      await opened().store.commit(
        name,
        ids.map((id, n) => create(id, { at: at(Math.floor(n / 5)) })),
      );
      for (const limit of [1, 4, 5, 23, 30]) {
        const pages = await readAll(name, { term: 'owner:p-1', limit });
        expect(idsOf(pages.flat())).toEqual([...ids].reverse());
        expect(pages).toHaveLength(Math.ceil(ids.length / limit));
      }
    });

    test('one id in two kinds at one moment is not lost at a page border', async () => {
      const name = agency();
      await opened().store.commit(name, [
        create('a'),
        create('a', { kind: 'draft' }),
        create('a', { kind: 'audit' }),
      ]);
      const pages = await readAll(name, { term: 'owner:p-1', limit: 1 });
      expect(pages.flat().map(({ kind }) => kind)).toEqual(['record', 'draft', 'audit']);
    });

    test('what is added or removed while someone pages neither repeats nor hides the rest', async () => {
      const name = agency();
      const ids = Array.from({ length: 12 }, (_, n) => `i-${String(n).padStart(2, '0')}`);
      await opened().store.commit(
        name,
        ids.map((id, n) => create(id, { at: at(n) })),
      );
      const pages = await readAll(name, { term: 'owner:p-1', limit: 3 }, async (page) => {
        await opened().store.commit(name, [create(`new-${page}`, { at: at(40 + page) })]);
        if (page > 1) return;
        // The very item that the next page goes on from.
        const { rev } = await mustRead(opened(), name, 'i-09');
        await opened().store.commit(name, [{ op: 'delete', key: { kind: 'record', id: 'i-09' }, rev }]);
      });
      expect(idsOf(pages.flat())).toEqual([...ids].reverse());
    });

    test('a cursor goes on in another instance', async () => {
      const name = agency();
      await opened().store.commit(
        name,
        ['a', 'b', 'c'].map((id) => create(id)),
      );
      const second = await opened().another();
      const query = { term: 'owner:p-1', limit: 2 };
      const { cursor } = await opened().store.list(name, query);
      expect(idsOf((await second.list(name, query, cursor)).items)).toEqual(['a']);
      await second.close();
    });

    test('a garbled or foreign cursor is refused', async () => {
      const { store } = opened();
      const [name, other] = [agency(), agency()];
      for (const each of [name, other])
        await store.commit(
          each,
          ['a', 'b'].map((id) => create(id)),
        );
      const query = { term: 'owner:p-1', limit: 1 };
      const { cursor = '' } = await store.list(name, query);
      for (const bad of ['', 'x', `${cursor.slice(0, -6)}AAAA`, Buffer.from('[1]').toString('base64url')])
        await fails(store.list(name, query, bad), 'store-refused');
      await fails(store.list(other, query, cursor), 'store-refused');
      await fails(store.list(name, { ...query, term: 'owner:p-2' }, cursor), 'store-refused');
      await fails(store.list(name, { ...query, kinds: ['record'] }, cursor), 'store-refused');
      expect(idsOf((await store.list(name, { ...query, limit: 5 }, cursor)).items)).toEqual(['a']);
    });

    test.each([0, -1, 1.5, Number.NaN, 5000])('a page of %s items is refused', async (limit) => {
      await fails(opened().store.list(agency(), { term: 'owner:p-1', limit }), 'store-refused');
    });
  });
};
