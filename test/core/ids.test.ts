import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest, referencePattern, shortReference } from '../../bot/core/ids.ts';

const parts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 });

describe('a short reference', () => {
  it('can be read out: no vowels, nothing that looks like something else', () => {
    fc.assert(
      fc.property(parts, (seed) => {
        expect(shortReference(...seed)).toMatch(
          /^[23456789BCDFGHJKMNPQRTVWXZ]{4}-[23456789BCDFGHJKMNPQRTVWXZ]{2}$/,
        );
        expect(`D-${shortReference(...seed)}`).toMatch(referencePattern);
      }),
    );
  });

  it('comes out the same when the same thing is tried again', () => {
    fc.assert(
      fc.property(parts, (seed) => {
        expect(shortReference(...seed)).toBe(shortReference(...seed));
      }),
    );
  });

  it('is spread evenly: hardly any of 20,000 are alike, and every letter turns up as often as the others', () => {
    const all = Array.from({ length: 20_000 }, (_, i) => shortReference('turn', String(i)));
    expect(new Set(all).size).toBeGreaterThan(19_980);
    const counts = new Map<string, number>();
    for (const letter of all.join('').replaceAll('-', '')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(26);
    const even = (20_000 * 6) / 26;
    for (const [letter, count] of counts) expect(Math.abs(count / even - 1), letter).toBeLessThan(0.08);
  });

  it('depends on every part, and on where one ends and the next begins', () => {
    expect(shortReference('a', 'b')).not.toBe(shortReference('a', 'c'));
    expect(shortReference('ab', 'c')).not.toBe(shortReference('a', 'bc'));
  });
});

describe('the reference of a record', () => {
  it.each(['D-7K3M-Q2', 'E-2222-22', 'Z-ZZZZ-ZZ'])('is %s', (text) => {
    expect(text).toMatch(referencePattern);
  });

  it.each([
    '7K3M-Q2',
    'D-7K3M',
    'd-7k3m-q2',
    'D-7K3M-Q2 ',
    'D-7K3M-Q20',
    'DD-7K3M-Q2',
    'D-7K1M-Q2',
    'D-7K3M-Q2\n',
    '',
  ])('is not %j', (text) => expect(text).not.toMatch(referencePattern));
});

describe('a digest', () => {
  it('is safe in a path and a header, and always as long', () => {
    fc.assert(
      fc.property(parts, (seed) => {
        expect(digest(...seed)).toMatch(/^[A-Za-z0-9_-]{43}$/);
      }),
    );
  });

  it('tells apart what is put together differently', () => {
    expect(digest('a', 'b')).not.toBe(digest('ab'));
    expect(digest('a', 'b')).not.toBe(digest('b', 'a'));
    expect(digest('a', '')).not.toBe(digest('a'));
  });
});
