import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type BookFile, bookFiles, type PaperFile, paperFiles } from './file-names.ts';

/**
 * Signed links to one file for one person, for a short while. What a link allows stands in it and is signed; nothing
 * of it is secret, and nothing of it is case detail. That it works once is for the store: the nonce is claimed.
 */
export const linkMinutes = 15;

export type Grant = {
  agency: string;
  ref: string;
  person: string;
  /** Whether the person was on the register: who has left it since is refused. */
  registered: boolean;
  /** When it ends, in milliseconds. */
  until: number;
  nonce: string;
  /**
   * What the file is: the record for the case file, what the person it is about may keep, a paper, or figures: then what
   * is in them stands where the reference would.
   */
  what: 'copy' | 'receipt' | PaperFile | BookFile;
};

export type Verdict = { ok: true; grant: Grant } | { ok: false; why: 'altered' | 'expired' };

export type Links = {
  /** The whole address, or undefined where nobody said at which address this service is reached. */
  make(grant: Grant): string | undefined;
  read(token: string, now: Date): Verdict;
};

export const exportPath = '/export/';

const short = z.string().min(1).max(200);
/** A link to a copy says nothing of what it is for: before there were receipts none did. */
const parts = [short, short, short, z.boolean(), z.number().int(), short] as const;
const payload = z.union([
  z.tuple(parts),
  z.tuple([...parts, z.enum(['receipt', ...paperFiles, ...bookFiles])]),
]);

const keyOf = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'sharewell', 'export link, version 1', 32));

/** Compared as text: decoded, several texts are the same bytes, and a link that was touched must not work. */
const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

const parsed = (text: string): Grant | undefined => {
  const { data } = payload.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  if (!data) return undefined;
  const [agency, ref, person, registered, until, nonce, what = 'copy'] = data;
  return { agency, ref, person, registered, until, nonce, what };
};

export const createLinks = (secret: string, address: () => string | undefined): Links => {
  const key = keyOf(secret);
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return {
    make: ({ agency, ref, person, registered, until, nonce, what }) => {
      const base = address();
      if (!base) return undefined;
      const said = [agency, ref, person, registered, until, nonce, ...(what === 'copy' ? [] : [what])];
      const text = Buffer.from(JSON.stringify(said)).toString('base64url');
      return `${base}${exportPath}${text}.${sign(text)}`;
    },
    read: (token, now) => {
      const [text = '', mark = '', ...more] = token.split('.');
      if (more.length > 0 || !same(mark, sign(text))) return { ok: false, why: 'altered' };
      const grant = parsed(text);
      if (!grant) return { ok: false, why: 'altered' };
      return now.getTime() < grant.until ? { ok: true, grant } : { ok: false, why: 'expired' };
    },
  };
};
