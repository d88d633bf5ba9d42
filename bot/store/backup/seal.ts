import { createCipheriv, createDecipheriv, createHash, createHmac, scrypt } from 'node:crypto';
import { SharewellError } from '../../core/errors.ts';

/**
 * A backup is a line that says what it is, then parts, each sealed with AES-256-GCM under a key of this file alone. The
 * number of a part and whether it is the last are in what is sealed, so a part that was changed, moved, left out or
 * added does not open, and neither does a file that ends early.
 */

export type Cost = { N: number; r: number; p: number };

export type Header = {
  format: 1;
  at: string;
  store: 'file' | 'cosmos';
  scrypt: Cost;
  salt: string;
};

/** About half a second and 128 MB for each guess at the key. */
export const cost: Cost = { N: 131_072, r: 8, p: 1 };
const mostMemory = 1024 * 1024 * 1024;

export const leastKey = 16;
export const partBytes = 256 * 1024;
/** What stands before each part: whether it is the last, and how long it is. */
export const headBytes = 5;
export const tagBytes = 16;

export const deriveKey = (key: string, { salt, scrypt: { N, r, p } }: Header): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    if (key.length < leastKey)
      return reject(
        new SharewellError('config', `SHAREWELL_BACKUP_KEY must have at least ${leastKey} characters.`),
      );
    scrypt(
      key.normalize(),
      Buffer.from(salt, 'base64url'),
      32,
      { N, r, p, maxmem: mostMemory },
      (error, made) => (error ? reject(error) : resolve(made)),
    );
  });

/** Tells a wrong key from a damaged file. */
export const proofOf = (key: Buffer, line: string): string =>
  createHmac('sha256', key).update('sharewell backup, version 1\n').update(line).digest('base64url');

export type Seal = { key: Buffer; about: Buffer };

export const sealOf = (key: Buffer, line: string): Seal => ({
  key,
  about: createHash('sha256').update(line).digest(),
});

const nonceOf = (number: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(last ? 1 : 0, 3);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return nonce;
};

export const sealPart = ({ key, about }: Seal, number: number, text: Buffer, last: boolean): Buffer => {
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(last ? 1 : 0, 0);
  head.writeUInt32BE(text.length, 1);
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, last));
  cipher.setAAD(Buffer.concat([about, head]));
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([head, sealed, cipher.getAuthTag()]);
};

/** Undefined where it is not what was sealed. `body` is the part without its head. */
export const openPart = (
  { key, about }: Seal,
  number: number,
  head: Buffer,
  body: Buffer,
): Buffer | undefined => {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, head.readUInt8(0) === 1));
  decipher.setAAD(Buffer.concat([about, head]));
  decipher.setAuthTag(body.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
};
