import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Asked } from '../chaos/proxy.ts';
import { type Charges, costOf } from '../scale/charge.ts';
import { type Assumptions, type Measured, placesTable, rowOf } from '../scale/model.ts';

const read = <T>(name: string): T => JSON.parse(readFileSync(`test/scale/${name}.json`, 'utf8')) as T;
const given = read<Assumptions & { charges: Charges }>('assumptions');
const measured = read<Measured>('measured');

const asked = (changes: Partial<Asked>): Asked => ({
  ...{ method: 'POST', path: '/dbs/sharewell/colls/records/docs', headers: {}, body: Buffer.from('{}') },
  ...changes,
});
const answer = (bytes: number) => ({ status: 200, headers: {}, body: Buffer.alloc(bytes) });
const bodyOf = (bytes: number) => JSON.stringify({ body: 'x'.repeat(bytes - 11) });

describe('what an operation costs by the published rules', () => {
  test.each([
    [1024, 1],
    [100 * 1024, 10],
  ])('a point read of %i bytes is %i request units', (bytes, ru) => {
    expect(costOf(asked({ method: 'GET' }), answer(bytes), given.charges)?.ru).toBeCloseTo(ru, 6);
  });

  test.each([
    [1024, 5],
    [100 * 1024, 50],
  ])('a write of %i bytes is %i', (bytes, ru) => {
    const cost = costOf(asked({ body: Buffer.from(bodyOf(bytes)) }), answer(0), given.charges);
    expect(cost).toMatchObject({ requests: 1, written: bytes });
    expect(cost?.ru).toBeCloseTo(ru, 6);
  });

  test('a batch is one request and the sum of its parts, where a replacement counts twice', () => {
    const parts = [
      { operationType: 'Create', resourceBody: { terms: ['a', 'b'] } },
      { operationType: 'Replace', resourceBody: {} },
    ];
    const cost = costOf(asked({ body: Buffer.from(JSON.stringify(parts)) }), answer(0), given.charges);
    expect(cost?.requests).toBe(1);
    expect(cost?.ru).toBeCloseTo(5 + 2 * given.charges.indexedTerm + 10, 6);
  });

  test('what is no operation on items costs nothing', () => {
    expect(costOf(asked({ path: '/' }), answer(10), given.charges)).toBeUndefined();
  });
});

describe('the model', () => {
  const place = { name: 'here', agencies: 1, practitioners: 1000 };

  test('twice the people need twice the turns, bytes and request units', () => {
    const [one, two] = [1, 2].map((times) =>
      rowOf({ ...place, practitioners: times * 1000 }, { ...measured, idleRuASecond: 0 }, given),
    );
    for (const name of ['turnsADay', 'peakTurns', 'peakRu', 'gigabytesAYear'] as const)
      expect(two?.[name]).toBeCloseTo(2 * (one?.[name] ?? 0), 6);
  });

  test('there are never fewer instances than a deploy needs', () => {
    expect(rowOf({ ...place, practitioners: 1 }, measured, given).instances).toBe(given.instances.least);
  });

  test('a habit that was never measured is said, not left out', () => {
    const habits = { ...given.habits, aDay: { ...given.habits.aDay, knitting: 1 } };
    expect(() => rowOf(place, measured, { ...given, habits })).toThrow('knitting');
  });

  test('says of every number that it was assumed where it was', () => {
    const { source: _, ...charges } = given.charges as Charges & { source?: string };
    expect(Object.keys(charges).length).toBeGreaterThan(3);
    for (const part of ['charges', 'prices', 'habits', 'instances'] as const)
      expect((given as unknown as Record<string, { source: string }>)[part]?.source).toMatch(
        /knowledge|[Aa]ssumed|bench/,
      );
    for (const { source } of given.places as readonly { source?: string }[])
      expect(source).toContain('assumed');
    expect(placesTable(measured, given)).toHaveLength(2 + given.places.length);
  });
});
