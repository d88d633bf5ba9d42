import { describe, expect, test } from 'vitest';
import type { Change, Key } from '../../../bot/core/ports.ts';
import { type Entry, type PageOfEntries, pages, type Whole } from '../../../bot/store/whole.ts';
import type { Opened, Subject } from '../../support/store-contract.ts';
import { create, fails, hour, later, mustRead, now, owe, readOne } from './kit.ts';

/** The rules of `Whole`, for every maker of one. What it walks is held against what the turn's own port says. */

const nameOf = (entry: Entry): string => {
  if (entry.what === 'claim') return `claim ${entry.id}`;
  return entry.what === 'owed' ? `${entry.queue} ${entry.id}` : `${entry.kind} ${entry.id}`;
};
const names = (entries: readonly Entry[]): string[] => entries.map(nameOf).sort();

const all = async (whole: Whole, agency: string): Promise<Entry[]> => {
  const found: Entry[] = [];
  for await (const { entries } of pages(whole))
    found.push(...entries.filter((entry) => entry.agency === agency));
  return found;
};

const odd = { text: 'é \u0000 \ud83d 日本', long: 'x'.repeat(3000), n: 0.1, id: 'x', __proto__: null };

const filled = async (opened: Opened, at: string): Promise<void> => {
  const { store } = opened;
  await store.commit(at, [
    create('plain', { terms: ['b', 'a', 'é odd: "term"'] }),
    create('odd/id? é', { kind: 'draft', body: odd, expiresAt: later(opened, 50 * hour) }),
    { op: 'claim', id: 'turn', expiresAt: later(opened, hour) },
    { op: 'claim', id: 'a turn/with an odd name?', expiresAt: later(opened, hour) },
    owe(opened, 'soon'),
    owe(opened, 'later', 'deadlines', 30 * hour),
    owe(opened, 'hopeless', 'notices', -1000),
  ]);
  const taken = await store.take('notices', now(opened), 50, hour);
  for (const one of taken.filter(({ agency }) => agency === at))
    await store.settle(
      one,
      one.id === 'hopeless'
        ? { result: 'dead', error: 'gone "away"' }
        : { result: 'retry', due: later(opened, 2 * hour), error: 'busy' },
    );
};

const everything = [
  'claim a turn/with an odd name?',
  'claim turn',
  'deadlines later',
  'draft odd/id? é',
  'notices hopeless',
  'notices soon',
  'record plain',
];

/** Takes an agency's entries out of one store's partition and puts them into another partition of it. */
const moved = (entries: readonly Entry[], agency: string): Entry[] =>
  entries.map((entry) => ({ ...entry, agency }));

export const whole = ({ opened, agency }: Subject): void => {
  const open = async <T>(work: (whole: Whole) => Promise<T>): Promise<T> => {
    const one = await opened().whole();
    try {
      return await work(one);
    } finally {
      await one.close();
    }
  };

  describe('everything there is', () => {
    test('is walked, whatever it is, as it was kept', async () => {
      const at = agency();
      await filled(opened(), at);
      const found = await open((one) => all(one, at));
      expect(names(found)).toEqual(everything);
      expect(found.find(({ id }) => id === 'odd/id? é')).toEqual({
        what: 'item',
        agency: at,
        kind: 'draft',
        id: 'odd/id? é',
        at: '2026-03-02T09:00:00.000Z',
        terms: ['owner:p-1'],
        until: later(opened(), 50 * hour),
        body: JSON.stringify(odd),
      });
      expect(found.find(({ id }) => id === 'soon')).toMatchObject({
        due: later(opened(), 2 * hour),
        attempts: 1,
        error: 'busy',
        deadAt: '',
      });
      expect(found.find(({ id }) => id === 'hopeless')).toMatchObject({
        attempts: 1,
        error: 'gone "away"',
        deadAt: now(opened()),
      });
    });

    test('is read as it was kept, and what is missing is undefined', async () => {
      const at = agency();
      await opened().store.commit(at, [create('a', { body: { n: 1 } })]);
      const keys: Key[] = [
        { kind: 'record', id: 'b' },
        { kind: 'record', id: 'a' },
      ];
      const [missing, found] = await open((one) => one.read(at, keys));
      expect(missing).toBeUndefined();
      expect(found).toMatchObject({ agency: at, id: 'a', body: '{"n":1}', terms: ['owner:p-1'] });
    });

    test('comes page by page, each thing once, and a page goes on in another process', async () => {
      const [first, second] = [agency(), agency()];
      const ids = Array.from({ length: 30 }, (_, n) => `r-${n}`);
      for (const at of [first, second])
        await opened().store.commit(
          at,
          ids.map((id) => create(id, { terms: [] })),
        );
      const found: Entry[] = [];
      let page: PageOfEntries = { entries: [] };
      do {
        const { cursor } = page;
        page = await open((one) => one.walk(7, cursor));
        found.push(...page.entries.filter((entry) => [first, second].includes(entry.agency)));
      } while (page.cursor !== undefined);
      expect(found).toHaveLength(60);
      expect(new Set(found.map((entry) => `${entry.agency} ${entry.id}`)).size).toBe(60);
    });

    test.each(['', 'nonsense', Buffer.from('["a"]').toString('base64url')])(
      'a cursor that is none is refused: "%s"',
      async (cursor) => {
        await fails(
          open((one) => one.walk(5, cursor)),
          'store-refused',
        );
      },
    );

    test('what has expired is left out', async () => {
      const at = agency();
      const expiresAt = later(opened(), hour);
      await opened().store.commit(at, [
        create('old', { expiresAt }),
        create('kept'),
        { op: 'claim', id: 'old', expiresAt },
      ]);
      opened().clock.advance(2 * hour);
      expect(names(await open((one) => all(one, at)))).toEqual(['record kept']);
    });
  });

  describe('putting in', () => {
    test('makes the same of it, twice as well as once, and the turn finds it', async () => {
      const [from, to] = [agency(), agency()];
      await filled(opened(), from);
      const entries = await open((one) => all(one, from));
      for (let time = 0; time < 2; time += 1) await open((one) => one.put(moved(entries, to)));
      expect(sorted(await open((one) => all(one, to)))).toEqual(sorted(moved(entries, to)));
      const { store } = opened();
      const { rev: _, ...plain } = await mustRead(opened(), to, 'plain');
      expect(plain).toMatchObject({ terms: ['b', 'a', 'é odd: "term"'], body: { text: 'plain' } });
      expect((await store.list(to, { term: 'é odd: "term"', limit: 5 })).items).toHaveLength(1);
      await fails(
        store.commit(to, [{ op: 'claim', id: 'turn', expiresAt: later(opened(), hour) }]),
        'already-done',
      );
      expect((await store.dead('notices', 100)).filter((one) => one.agency === to)).toMatchObject([
        { id: 'hopeless', attempts: 1, error: 'gone "away"' },
      ]);
    });

    test('leaves what is owed to be taken when it is due, by nobody before, and settled', async () => {
      const at = agency();
      const due = later(opened(), hour);
      const owed: Entry = {
        ...{ what: 'owed', agency: at, queue: 'deadlines', id: 'n', due, body: '{"to":"n"}' },
        ...{ attempts: 3, error: '', deadAt: '' },
      };
      await open((one) => one.put([owed]));
      const { store } = opened();
      const mine = async () =>
        (await store.take('deadlines', now(opened()), 99, hour)).filter(({ agency }) => agency === at);
      expect(await mine()).toEqual([]);
      opened().clock.advance(hour);
      const [taken] = await mine();
      expect(taken).toMatchObject({ id: 'n', attempts: 4, body: { to: 'n' } });
      if (taken) await store.settle(taken, { result: 'done' });
      expect(await open((one) => all(one, at))).toEqual([]);
    });

    test('replaces what is there under the same name, its terms included', async () => {
      const at = agency();
      await opened().store.commit(at, [create('a', { terms: ['old'] })]);
      const [was] = await open((one) => all(one, at));
      if (was?.what !== 'item') throw new Error('nothing was walked');
      await open((one) => one.put([{ ...was, terms: ['new'], body: '2' }]));
      const { store } = opened();
      expect((await mustRead(opened(), at, 'a')).body).toBe(2);
      expect((await store.list(at, { term: 'old', limit: 5 })).items).toEqual([]);
      expect((await store.list(at, { term: 'new', limit: 5 })).items).toHaveLength(1);
    });

    test('takes many at once, large ones too', async () => {
      const at = agency();
      const make = (n: number): Change =>
        create(`r-${n}`, { terms: [], body: n < 3 ? 'x'.repeat(1_500_000) : n });
      for (let n = 0; n < 3; n += 1) await opened().store.commit(at, [make(n)]);
      await opened().store.commit(
        at,
        Array.from({ length: 90 }, (_, n) => make(n + 3)),
      );
      const entries = await open((one) => all(one, at));
      const to = agency();
      await open((one) => one.put(moved(entries, to)));
      expect(await open((one) => all(one, to))).toHaveLength(93);
      expect((await mustRead(opened(), to, 'r-2')).body).toHaveLength(1_500_000);
    });
  });

  describe('the mark of a store that is being filled', () => {
    test('is there until it is taken away, and is no part of what there is', async () => {
      const at = agency();
      await opened().store.commit(at, [create('a')]);
      const mark = { by: 'migrate', from: 'x', cursor: 'c', done: 3 } as const;
      expect(await open((one) => one.mark())).toBeUndefined();
      await open((one) => one.setMark({ ...mark, done: 1 }));
      await open((one) => one.setMark(mark));
      expect(await open((one) => one.mark())).toEqual(mark);
      const seen: Entry[] = [];
      await open(async (one) => {
        for await (const { entries } of pages(one)) seen.push(...entries);
        expect(await one.size()).toBeGreaterThan(0);
      });
      expect(seen.filter((entry) => entry.what === 'item' && entry.kind === 'mark')).toEqual([]);
      for (let time = 0; time < 2; time += 1) await open((one) => one.setMark(undefined));
      expect(await open((one) => one.mark())).toBeUndefined();
      expect(await readOne(opened(), at, 'a')).toBeDefined();
    });
  });
};

const sorted = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
