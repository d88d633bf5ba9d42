import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item, Kind, PageOfItems, Query } from '../../../bot/core/ports.ts';
import type { Subject } from '../../support/store-contract.ts';
import { create, fails, idsOf, item, mustRead } from './kit.ts';

/** Lists that are narrowed: by more terms, by time, and by how far one page may look. */

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const named = (n: number): string => `i-${String(n).padStart(2, '0')}`;

const newestFirst = (a: Item, b: Item): number => {
  const [x, y] = [`${a.at} ${a.id} ${a.kind}`, `${b.at} ${b.id} ${b.kind}`];
  return x < y ? 1 : x > y ? -1 : 0;
};

/** What the port promises, said over again over a plain list. */
const wanted = (items: readonly Item[], { term, and = [], kinds, from, to }: Query): Item[] =>
  items
    .filter(
      (one) =>
        [term, ...and].every((anyOf) => [anyOf].flat().some((each) => one.terms.includes(each))) &&
        (!kinds || kinds.includes(one.kind)) &&
        (!from || one.at >= from) &&
        (!to || one.at < to),
    )
    .sort(newestFirst);

const someItems = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 30 }).map(named),
    kind: fc.constantFrom<Kind>('record', 'draft'),
    at: fc.integer({ min: 0, max: 4 }).map(at),
    terms: fc.subarray(['a', 'b', 'c']),
  }),
  { minLength: 1, maxLength: 40, selector: ({ id, kind }) => `${kind} ${id}` },
);

const someQuery = fc.record(
  {
    term: fc.oneof(fc.constantFrom('a', 'b'), fc.subarray(['a', 'b', 'c'], { minLength: 1 })),
    and: fc.array(fc.oneof(fc.constantFrom('b', 'c'), fc.subarray(['a', 'b', 'c'], { minLength: 1 })), {
      maxLength: 2,
    }),
    kinds: fc.subarray<Kind>(['record', 'draft']),
    from: fc.integer({ min: -1, max: 5 }).map(at),
    to: fc.integer({ min: -1, max: 5 }).map(at),
    limit: fc.integer({ min: 1, max: 6 }),
    look: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ['term', 'limit'] },
);

export const searches = ({ opened, agency }: Subject): void => {
  const pagesOf = async (name: string, query: Query, between?: (page: number) => Promise<void>) => {
    const pages: PageOfItems[] = [];
    let cursor: string | undefined;
    do {
      const page = await opened().store.list(name, query, cursor);
      pages.push(page);
      if (pages.length > 100) throw new Error('The list never ends.');
      cursor = page.cursor;
      if (cursor) await between?.(pages.length);
    } while (cursor);
    return pages;
  };
  const idsOn = (pages: readonly PageOfItems[]) => pages.map(({ items }) => idsOf(items));

  /** `count` items of the term `all`, one a minute; every `nth` has the term `some` as well. */
  const fill = async (name: string, count: number, nth: number): Promise<void> =>
    opened().store.commit(
      name,
      Array.from({ length: count }, (_, n) =>
        create(named(n), { at: at(n), terms: n % nth === 0 ? ['all', 'some'] : ['all'] }),
      ),
    );

  describe('narrowed lists', () => {
    test('hold what has every term', async () => {
      const name = agency();
      await opened().store.commit(name, [
        create('a', { at: at(1), terms: ['x', 'y', 'z'] }),
        create('b', { at: at(2), terms: ['x', 'y'] }),
        create('c', { at: at(3), terms: ['y', 'z'] }),
        create('d', { at: at(4), terms: ['x', 'z'] }),
      ]);
      const by = async (term: string, ...and: string[]) =>
        idsOf((await opened().store.list(name, { term, and, limit: 9 })).items);
      expect(await by('x', 'y')).toEqual(['b', 'a']);
      expect(await by('y', 'x')).toEqual(['b', 'a']);
      expect(await by('x', 'y', 'z')).toEqual(['a']);
      expect(await by('x', 'x')).toEqual(['d', 'b', 'a']);
      expect(await by('x', 'none')).toEqual([]);
      expect(await by('none', 'x')).toEqual([]);
    });

    test('hold once what has any of several terms', async () => {
      const name = agency();
      await opened().store.commit(name, [
        create('a', { at: at(1), terms: ['x', 'y', 'z'] }),
        create('b', { at: at(2), terms: ['x'] }),
        create('c', { at: at(3), terms: ['y', 'z'] }),
        create('d', { at: at(3), terms: ['z'] }),
        create('a', { at: at(1), terms: ['x', 'y'], kind: 'draft' }),
      ]);
      const by = async (query: Pick<Query, 'term'> & Partial<Query>) =>
        (await pagesOf(name, { limit: 2, ...query })).flatMap(({ items }) => idsOf(items));
      expect(await by({ term: ['x', 'y'] })).toEqual(['c', 'b', 'a', 'a']);
      expect(await by({ term: ['x', 'y'], kinds: ['draft'] })).toEqual(['a']);
      expect(await by({ term: 'z', and: [['x', 'y']] })).toEqual(['c', 'a']);
      expect(await by({ term: ['y', 'x'], and: [['z', 'none'], 'x'] })).toEqual(['a']);
    });

    test('give up an item together with the term it lost', async () => {
      const name = agency();
      await opened().store.commit(name, [create('a', { terms: ['x', 'y'] })]);
      const { rev } = await mustRead(opened(), name, 'a');
      await opened().store.commit(name, [{ op: 'replace', item: item('a', { terms: ['x'] }), rev }]);
      expect((await opened().store.list(name, { term: 'x', and: ['y'], limit: 9 })).items).toEqual([]);
    });

    test('begin with a moment and end before another', async () => {
      const name = agency();
      await fill(name, 6, 2);
      const by = async (times: Partial<Query>) =>
        idsOf((await opened().store.list(name, { term: 'all', limit: 9, ...times })).items);
      expect(await by({ from: at(4) })).toEqual([named(5), named(4)]);
      expect(await by({ to: at(2) })).toEqual([named(1), named(0)]);
      expect(await by({ from: at(1), to: at(3) })).toEqual([named(2), named(1)]);
      expect(await by({ from: at(1), to: at(5), and: ['some'] })).toEqual([named(4), named(2)]);
      expect(await by({ from: at(3), to: at(3) })).toEqual([]);
      expect(await by({ from: at(5), to: at(1) })).toEqual([]);
    });

    test('take a moment in another writing for the same moment', async () => {
      const name = agency();
      await fill(name, 3, 1);
      const query = { term: 'all', limit: 1, from: at(1) };
      const { cursor = '' } = await opened().store.list(name, query);
      const again = { ...query, from: '2026-03-02T09:01Z' };
      expect(idsOf((await opened().store.list(name, again, cursor)).items)).toEqual([named(1)]);
    });

    test('page through one moment, and over its borders, without gap or repeat', async () => {
      const name = agency();
      await opened().store.commit(
        name,
        Array.from({ length: 20 }, (_, n) =>
          create(named(n), { at: at(Math.floor(n / 10)), terms: n % 3 === 0 ? ['all', 'some'] : ['all'] }),
        ),
      );
      const expected = [18, 15, 12, 9, 6, 3, 0].map(named);
      for (const limit of [1, 2, 3, 7])
        for (const look of [1, 4, 10, 100]) {
          const pages = await pagesOf(name, { term: 'all', and: ['some'], limit, look });
          expect(idsOn(pages).flat(), `${limit} a page, looking at ${look}`).toEqual(expected);
        }
    });
  });

  describe('how far a page looks', () => {
    test('a page that has looked far enough ends, and the next goes on from there', async () => {
      const name = agency();
      await fill(name, 12, 5);
      const pages = await pagesOf(name, { term: 'all', and: ['some'], limit: 2, look: 4 });
      expect(idsOn(pages)).toEqual([[named(10)], [named(5)], [named(0)]]);
    });

    test('a page may be empty and still not be the last', async () => {
      const name = agency();
      await fill(name, 9, 20);
      const pages = await pagesOf(name, { term: 'all', and: ['some'], limit: 5, look: 4 });
      expect(idsOn(pages)).toEqual([[], [], [named(0)]]);
    });

    test('a long look is as exact as a short one', async () => {
      const name = agency();
      const all = Array.from({ length: 240 }, (_, n) =>
        create(`i-${String(n).padStart(3, '0')}`, {
          at: at(n),
          terms: n % 60 === 7 ? ['all', 'some'] : ['all'],
        }),
      );
      for (const from of [0, 80, 160]) await opened().store.commit(name, all.slice(from, from + 80));
      const sizes = async (limit: number, look: number) =>
        (await pagesOf(name, { term: 'all', and: ['some'], limit, look })).map(({ items }) => items.length);
      expect(await sizes(9, 100)).toEqual([1, 2, 1]);
      expect(await sizes(9, 150)).toEqual([2, 2]);
      expect(await sizes(2, 150)).toEqual([2, 2]);
      expect(await sizes(1, 150)).toEqual([1, 1, 1, 1]);
      expect(await sizes(9, 240)).toEqual([4]);
      expect(await sizes(4, 1000)).toEqual([4]);
    });

    test('a look that reaches the very end has nothing to go on to', async () => {
      const name = agency();
      await fill(name, 4, 20);
      expect(await pagesOf(name, { term: 'all', and: ['some'], limit: 5, look: 4 })).toHaveLength(1);
      expect(await pagesOf(name, { term: 'all', and: ['none'], limit: 5, look: 4 })).toHaveLength(1);
    });

    test('a list of one term is not cut short', async () => {
      const name = agency();
      await fill(name, 8, 2);
      const { items, cursor } = await opened().store.list(name, { term: 'all', limit: 9, look: 2 });
      expect([items.length, cursor]).toEqual([8, undefined]);
    });

    test('what is added while someone looks further neither repeats nor hides the rest', async () => {
      const name = agency();
      await fill(name, 12, 3);
      const pages = await pagesOf(name, { term: 'all', and: ['some'], limit: 2, look: 4 }, async (page) =>
        opened().store.commit(name, [create(`new-${page}`, { at: at(40 + page), terms: ['all', 'some'] })]),
      );
      expect(idsOn(pages).flat()).toEqual([9, 6, 3, 0].map(named));
    });

    test('any list, narrowed in any way, is shown whole', async () => {
      await fc.assert(
        fc.asyncProperty(someItems, someQuery, async (items, query) => {
          const name = agency();
          await opened().store.commit(
            name,
            items.map((one) => create(one.id, one)),
          );
          const pages = await pagesOf(name, query);
          const found = pages.flatMap((page) => page.items.map(({ kind, id }) => `${kind} ${id}`));
          const all = wanted(
            items.map((one) => item(one.id, one)),
            query,
          );
          expect(found).toEqual(all.map(({ kind, id }) => `${kind} ${id}`));
          for (const page of pages) expect(page.items.length).toBeLessThanOrEqual(query.limit);
        }),
        { numRuns: 25 },
      );
    });
  });

  describe('a cursor of a narrowed list', () => {
    const query = { term: 'all', and: ['some', 'more'], from: at(0), to: at(9), limit: 1 };
    const filled = async (): Promise<[name: string, cursor: string]> => {
      const name = agency();
      const terms = ['all', 'some', 'more'];
      await opened().store.commit(
        name,
        [0, 1, 2].map((n) => create(named(n), { at: at(n), terms })),
      );
      return [name, (await opened().store.list(name, query)).cursor ?? ''];
    };

    test('belongs to that list alone', async () => {
      const [name, cursor] = await filled();
      const { store } = opened();
      const others: Partial<Query>[] = [
        { and: ['some'] },
        { and: [] },
        { and: ['some', 'other'] },
        { from: at(1) },
        { to: at(8) },
        { term: 'some', and: ['all', 'more'] },
        { kinds: ['record'] },
      ];
      for (const other of others)
        await fails(store.list(name, { ...query, ...other }, cursor), 'store-refused');
      const { from: _, ...open } = query;
      await fails(store.list(name, open, cursor), 'store-refused');
    });

    test('goes on however the terms are ordered, and however far is looked', async () => {
      const [name, cursor] = await filled();
      const same = { ...query, and: ['more', 'some'], limit: 5, look: 50 };
      expect(idsOf((await opened().store.list(name, same, cursor)).items)).toEqual([named(1), named(0)]);
    });

    test('is short enough for a button', async () => {
      const name = agency();
      const ids = ['D-7K3M-Q2.complete-and-close', 'D-7K3M-Q2/a-reminder-to-complete-1', 'D-7K3M-Q2'];
      await opened().store.commit(
        name,
        ids.map((id) => create(id, { kind: 'installation', terms: ['all', 'some'] })),
      );
      const page = { term: 'all', and: ['some'], from: at(-60), to: at(60), limit: 2 };
      const { cursor = '' } = await opened().store.list(name, page);
      expect(cursor).not.toBe('');
      expect(cursor.length).toBeLessThanOrEqual(200);
    });
  });

  test.each<[string, Partial<Query>]>([
    ['an empty term beside the first', { and: [''] }],
    ['too many terms', { and: Array.from({ length: 9 }, (_, n) => `t-${n}`) }],
    ['any of no terms', { term: [] }],
    ['any of too many terms', { and: [Array.from({ length: 101 }, (_, n) => `t-${n}`)] }],
    ['a beginning that is no moment', { from: 'yesterday' }],
    ['an end without a zone', { to: '2026-03-02T09:00:00' }],
    ['a look at nothing', { and: ['x'], look: 0 }],
    ['a look at too much', { and: ['x'], look: 5000 }],
    ['a look at half an item', { and: ['x'], look: 1.5 }],
  ])('a list with %s is refused', async (_what, more) => {
    await fails(opened().store.list(agency(), { term: 'all', limit: 5, ...more }), 'store-refused');
  });
};
