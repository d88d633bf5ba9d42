import { createHash } from 'node:crypto';

/** Ids that come out the same when the same thing is tried again, so that trying again is harmless. */

export const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\u0000')).digest('base64url');

// No vowels and nothing that is mistaken for something else when read out over the phone.
const letters = '23456789BCDFGHJKMNPQRTVWXZ';

/** Six characters that can be read out, such as `7K3M-Q2`. */
export const shortReference = (...parts: readonly string[]): string => {
  const bytes = createHash('sha256').update(parts.join('\u0000')).digest();
  const picked = Array.from(
    { length: 6 },
    (_, i) => letters[bytes.readUInt32BE(i * 4) % letters.length],
  ).join('');
  return `${picked.slice(0, 4)}-${picked.slice(4)}`;
};

export const referencePattern = /^[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{2}$/;
