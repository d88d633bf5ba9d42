import { describe, expect, test } from 'vitest';
import type { Subject } from '../../support/store-contract.ts';
import { claim, create, fails, hour, idsOf, item, later, mustRead, readOne } from './kit.ts';

export const expiry = ({ opened, agency }: Subject): void => {
  describe('expiry', () => {
    test('an item reads as missing from its moment on, and is in no list', async () => {
      const { store, clock } = opened();
      const at = agency();
      const expiresAt = later(opened(), hour);
      await store.commit(at, [create('short', { expiresAt }), create('long')]);
      expect((await mustRead(opened(), at, 'short')).expiresAt).toBe(expiresAt);
      expect(await mustRead(opened(), at, 'long')).not.toHaveProperty('expiresAt');
      clock.advance(hour - 1);
      expect(await readOne(opened(), at, 'short')).toBeDefined();
      clock.advance(1);
      expect(await readOne(opened(), at, 'short')).toBeUndefined();
      expect(idsOf((await store.list(at, { term: 'owner:p-1', limit: 5 })).items)).toEqual(['long']);
      clock.advance(1);
      expect(idsOf((await store.list(at, { term: 'owner:p-1', limit: 5 })).items)).toEqual(['long']);
    });

    test('an expired item can be made again, with other terms', async () => {
      const { store, clock } = opened();
      const at = agency();
      await store.commit(at, [create('a', { expiresAt: later(opened(), hour), terms: ['old'] })]);
      clock.advance(hour);
      await store.commit(at, [create('a', { body: 'again', terms: ['new'] })]);
      expect((await mustRead(opened(), at, 'a')).body).toBe('again');
      expect((await store.list(at, { term: 'old', limit: 5 })).items).toEqual([]);
    });

    test('an item that expired long ago cannot be replaced', async () => {
      const { store, clock } = opened();
      const at = agency();
      await store.commit(at, [create('a', { expiresAt: later(opened(), hour) })]);
      const { rev } = await mustRead(opened(), at, 'a');
      clock.advance(2 * hour);
      await store.commit(at, [create('unrelated')]);
      await fails(store.commit(at, [{ op: 'replace', item: item('a'), rev }]), 'conflict');
    });

    test('replacing an item moves its expiry, or ends it', async () => {
      const { store, clock } = opened();
      const at = agency();
      await store.commit(
        at,
        ['a', 'b'].map((id) => create(id, { expiresAt: later(opened(), hour) })),
      );
      const [a, b] = [await mustRead(opened(), at, 'a'), await mustRead(opened(), at, 'b')];
      await store.commit(at, [
        { op: 'replace', item: item('a', { expiresAt: later(opened(), 3 * hour) }), rev: a.rev },
        { op: 'replace', item: item('b'), rev: b.rev },
      ]);
      clock.advance(2 * hour);
      expect(await readOne(opened(), at, 'a')).toBeDefined();
      clock.advance(2 * hour);
      expect(await readOne(opened(), at, 'a')).toBeUndefined();
      expect(await readOne(opened(), at, 'b')).toBeDefined();
    });

    test('a claim holds until it expires and can then be made again', async () => {
      const { store, clock } = opened();
      const at = agency();
      await store.commit(at, [claim(opened(), 'turn')]);
      clock.advance(hour - 1);
      await fails(store.commit(at, [claim(opened(), 'turn')]), 'already-done');
      clock.advance(1);
      await store.commit(at, [claim(opened(), 'turn'), create('a')]);
      await fails(store.commit(at, [claim(opened(), 'turn')]), 'already-done');
    });
  });
};
