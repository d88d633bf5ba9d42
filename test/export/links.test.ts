import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinks, exportPath, type Grant } from '../../bot/core/links.ts';

const now = new Date('2026-11-23T14:30:00.000Z');
const grant: Grant = {
  agency: 'northborough-council',
  ref: 'D-7K3M-Q2',
  person: 'p-priya',
  registered: true,
  until: now.getTime() + 60_000,
  nonce: 'n-1',
  what: 'copy',
};
const address = () => 'https://sharewell.example';
const links = createLinks('a secret of the deployment', address);
const altered = { ok: false, why: 'altered' };

const tokenFor = (given: Grant = grant, from = links): string => {
  const url = new URL(from.make(given) ?? '');
  expect(url.origin).toBe('https://sharewell.example');
  expect(url.pathname.startsWith(exportPath)).toBe(true);
  return url.pathname.slice(exportPath.length);
};

describe('a link', () => {
  it('says again what was signed, whatever that is', () => {
    const text = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    const any = fc.record({
      agency: text,
      ref: text,
      person: text,
      registered: fc.boolean(),
      until: fc.integer({ min: now.getTime() + 1, max: now.getTime() + 10 ** 9 }),
      nonce: text,
      what: fc.constantFrom('copy' as const, 'receipt' as const),
    });
    fc.assert(
      fc.property(any, (given) => {
        expect(links.read(tokenFor(given), now)).toEqual({ ok: true, grant: given });
      }),
    );
  });

  it('is refused when any character of it is another, missing or more', () => {
    const token = tokenFor();
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    for (let at = 0; at < token.length; at += 1)
      for (const letter of letters) {
        if (letter === token[at]) continue;
        expect(links.read(`${token.slice(0, at)}${letter}${token.slice(at + 1)}`, now)).toEqual(altered);
      }
    for (let at = 0; at < token.length; at += 1)
      expect(links.read(token.slice(0, at) + token.slice(at + 1), now)).toEqual(altered);
    for (const more of ['A', '.', '=', ' ', '%', 'é', '\u0000'])
      for (const wrong of [token + more, more + token]) expect(links.read(wrong, now)).toEqual(altered);
  });

  it('is refused when a character of it only ends in the same bits', () => {
    const token = tokenFor();
    for (let at = 0; at < token.length; at += 1) {
      const twin = String.fromCharCode(token.charCodeAt(at) + 0x100);
      expect(links.read(`${token.slice(0, at)}${twin}${token.slice(at + 1)}`, now)).toEqual(altered);
    }
  });

  it('for one person or record is none for another: its parts cannot be exchanged', () => {
    const [mine] = tokenFor().split('.');
    const [, other] = tokenFor({ ...grant, person: 'p-kit' }).split('.');
    expect(links.read(`${mine}.${other}`, now)).toEqual(altered);
  });

  it('of another deployment is refused', () => {
    const foreign = createLinks('another secret of theirs', address);
    expect(links.read(tokenFor(grant, foreign), now)).toEqual(altered);
    expect(createLinks('a secret of the deployment', address).read(tokenFor(), now).ok).toBe(true);
  });

  it('ends at its moment', () => {
    const at = (ms: number) => links.read(tokenFor(), new Date(grant.until + ms));
    expect(at(-1).ok).toBe(true);
    expect(at(0)).toEqual({ ok: false, why: 'expired' });
    expect(at(10 ** 9)).toEqual({ ok: false, why: 'expired' });
  });

  it('is refused, and nothing worse, when it is anything else', () => {
    const unit = fc.oneof(fc.nat(0xffff), fc.constantFrom(0x2e, 0x41, 0x5f));
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
        const token = String.fromCharCode(...units);
        expect(links.read(token, now)).toEqual(altered);
      }),
    );
  });

  it('for a copy is none for a receipt: neither can be made into the other', () => {
    const [copy, signed] = tokenFor().split('.');
    const [receipt, mark] = tokenFor({ ...grant, what: 'receipt' }).split('.');
    expect(links.read(`${copy}.${mark}`, now)).toEqual(altered);
    expect(links.read(`${receipt}.${signed}`, now)).toEqual(altered);
  });

  it('for anything else is refused, whoever signed it', () => {
    for (const what of ['everything', '', 'constructor'])
      expect(links.read(tokenFor({ ...grant, what: what as 'copy' }), now)).toEqual(altered);
  });

  it('is the same for the same, and is not made where nobody said at which address', () => {
    expect(links.make(grant)).toBe(links.make({ ...grant }));
    expect(createLinks('a secret of the deployment', () => undefined).make(grant)).toBeUndefined();
  });

  it('to a copy is as it was before there were receipts, so that instances old and new read it', () => {
    expect(Buffer.from(tokenFor().split('.')[0] ?? '', 'base64url').toString()).toBe(
      JSON.stringify(['northborough-council', 'D-7K3M-Q2', 'p-priya', true, grant.until, 'n-1']),
    );
  });

  it('does not hold the secret or the key', () => {
    expect(
      Buffer.from(tokenFor({ ...grant, what: 'receipt' }).split('.')[0] ?? '', 'base64url').toString(),
    ).toBe(
      JSON.stringify(['northborough-council', 'D-7K3M-Q2', 'p-priya', true, grant.until, 'n-1', 'receipt']),
    );
  });
});
