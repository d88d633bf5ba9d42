import { describe, expect, test } from 'vitest';
import type { Change } from '../../../bot/core/ports.ts';
import type { Subject } from '../../support/store-contract.ts';
import { create, fails, item, mustRead, owe, readOne } from './kit.ts';

const bodies: [string, unknown][] = [
  ['a NUL character', { text: 'before\u0000after' }],
  ['half an emoji', { text: 'a\ud83d b\udc4d', '\ud800': 1 }],
  ['emoji and other scripts', { text: '👩‍👩‍👧 Zoë Ó Súilleabháin ‮ 日本 🏴󠁧󠁢󠁷󠁬󠁳󠁿' }],
  ['a hundred kilobytes', { text: 'é"\\\n'.repeat(25_000) }],
  ['deep nesting', JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`)],
  [
    'names that mean something elsewhere',
    { id: 'x', _etag: 'y', ttl: 1, pk: 'z', $type: 0, constructor: 'c' },
  ],
  ['numbers at the edge', [0.1, 1e308, -0.5, 9007199254740991, 5e-324]],
  ['nothing much', null],
  ['a bare text', ''],
];

const ids = [
  'a/b',
  'a\\b',
  'what?',
  'one#two',
  'with space ',
  '100%25',
  'x'.repeat(400),
  'é'.repeat(400),
  '日本語-👩‍👩‍👧',
  "o'clock; --",
  '..',
  '~tilde',
  'a:b',
];

const many = (count: number): Change[] =>
  Array.from({ length: count }, (_, n) => create(`m-${n}`, { terms: [] }));

export const odd = ({ opened, agency }: Subject): void => {
  describe('odd things', () => {
    test.each(bodies)('a body with %s comes back exactly', async (_name, body) => {
      const at = agency();
      await opened().store.commit(at, [create('a', { body }), { ...owe(opened(), 'n'), body } as Change]);
      expect((await mustRead(opened(), at, 'a')).body).toEqual(body);
    });

    test('odd ids are kept apart, found, listed and replaced', async () => {
      const { store } = opened();
      const at = agency();
      await store.commit(
        at,
        ids.map((id, n) => create(id, { body: n })),
      );
      const found = await store.read(
        at,
        ids.map((id) => ({ kind: 'record' as const, id })),
      );
      expect(found.map((one) => one?.body)).toEqual(ids.map((_, n) => n));
      expect(found.map((one) => one?.id)).toEqual(ids);
      expect((await store.list(at, { term: 'owner:p-1', limit: 50 })).items).toHaveLength(ids.length);
      await store.commit(
        at,
        found.flatMap((one) =>
          one ? [{ op: 'replace', item: item(one.id, { body: 'new' }), rev: one.rev }] : [],
        ) as Change[],
      );
      expect((await mustRead(opened(), at, 'a/b')).body).toBe('new');
    });

    test('odd agencies and terms work like any other', async () => {
      const { store } = opened();
      const name = `${agency()} | Nöt/a #path? 日本 "x"`;
      await store.commit(name, [
        create('a', { terms: ["term:'; é 日", 'two', 'two'] }),
        owe(opened(), 'n/1?'),
      ]);
      expect((await mustRead(opened(), name, 'a')).terms).toEqual(["term:'; é 日", 'two']);
      expect((await store.list(name, { term: "term:'; é 日", limit: 5 })).items).toHaveLength(1);
    });

    test.each([
      ['an id that is empty', create('')],
      ['an id with a NUL', create('a\u0000b')],
      ['an id with half a character', create('a\ud800')],
      ['an id that is far too long', create('x'.repeat(2000))],
      ['a time that is none', create('a', { at: 'yesterday' })],
      ['a time without a zone', create('a', { at: '2026-03-02T09:00:00' })],
      ['a body that is not JSON', create('a', { body: undefined })],
      ['a body with a bigint', create('a', { body: 1n })],
      ['a term with a NUL', create('a', { terms: ['a\u0000'] })],
    ])('%s is refused', async (_name, change) => {
      await fails(opened().store.commit(agency(), [change]), 'store-refused');
    });

    test('a key that can never have been kept reads as missing', async () => {
      const at = agency();
      expect(await readOne(opened(), at, 'a\ud800')).toBeUndefined();
      expect(await readOne(opened(), at, '')).toBeUndefined();
      expect(await readOne(opened(), 'no\u0000agency', 'a')).toBeUndefined();
    });

    test('a time without milliseconds sorts and reads like one with', async () => {
      const at = agency();
      await opened().store.commit(at, [create('a', { at: '2026-03-02T09:00:00Z' })]);
      expect((await mustRead(opened(), at, 'a')).at).toBe('2026-03-02T09:00:00.000Z');
    });

    test('as many changes as the limit go in one commit, and one more is refused', async () => {
      const { store } = opened();
      const at = agency();
      await fails(store.commit(at, many(100)), 'store-refused');
      await store.commit(at, many(99));
      expect(await readOne(opened(), at, 'm-98')).toBeDefined();
    });

    test('a commit of more than two megabytes is refused and leaves nothing', async () => {
      const { store } = opened();
      const at = agency();
      const text = 'x'.repeat(700_000);
      await fails(
        store.commit(
          at,
          ['a', 'b', 'c'].map((id) => create(id, { body: text })),
        ),
        'store-refused',
      );
      expect(await readOne(opened(), at, 'a')).toBeUndefined();
      await store.commit(at, [create('big', { body: text })]);
    });

    test('naming the same thing twice in one commit is a conflict', async () => {
      await fails(opened().store.commit(agency(), [create('a'), create('a')]), 'conflict');
    });
  });
};
