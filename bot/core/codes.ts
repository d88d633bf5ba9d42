import { createHmac, hkdfSync } from 'node:crypto';

/**
 * Codes of six letters, by which somebody says on one channel that they are the same as on another. They are made with
 * the secret of the service, so that the same turn always makes the same one, and nobody else can; and kept as a digest
 * with that secret, so that whoever reads the store cannot try them all.
 */
export type Codes = {
  make(seed: string): string;
  /** What is kept of a code: never the code. */
  digest(code: string): string;
};

export const codeMinutes = 10;

// No vowels and nothing that is mistaken for something else when read out over the phone.
const letters = '23456789BCDFGHJKMNPQRTVWXZ';
const length = 6;

const plain = (code: string): string => code.toUpperCase().replace(/[\s-]/g, '');

/** Anything that somebody may have meant as one. */
export const isCodeLike = (text: string): boolean => /^[0-9A-Z]{4,8}$/.test(plain(text)) && text.length <= 12;

export const isCode = (text: string): boolean =>
  plain(text).length === length && [...plain(text)].every((letter) => letters.includes(letter));

export const createCodes = (secret: string): Codes => {
  const key = Buffer.from(hkdfSync('sha256', secret, 'sharewell', 'code to link channels, version 1', 32));
  const sign = (what: string, text: string) =>
    createHmac('sha256', key).update(`${what}\u0000${text}`).digest();
  return {
    make: (seed) => {
      const bytes = sign('make', seed);
      return Array.from({ length }, (_, at) => letters[bytes.readUInt32BE(at * 4) % letters.length]).join('');
    },
    digest: (code) => sign('keep', plain(code)).toString('base64url'),
  };
};
