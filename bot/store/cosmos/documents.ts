import { digest } from '../../core/ids.ts';
import type { Kind, QueueName, Stored } from '../../core/ports.ts';
import type { Mark } from '../cursor.ts';
import { never, type Row } from '../shape.ts';

/**
 * What lies in the container `records`, in the partition of its agency. Bodies are JSON text: it comes back exactly as
 * it went in, odd characters and long numbers included, and is neither indexed nor limited in depth.
 */

type Common = {
  id: string;
  pk: string;
  until: string;
  ttl?: number;
  /** Which commit wrote this: how a commit knows its own work again after a lost answer. */
  write: string;
};

export type ItemDoc = Common & {
  kind: Kind;
  key: string;
  at: string;
  /** Time, then id, then kind in one text, so that one plain index gives the whole order. */
  sort: string;
  terms: string[];
  body: string;
};

/** `key`: what was claimed, which the id alone does not always tell. */
export type ProofDoc = Common & ({ kind: 'claim'; key: string } | { kind: 'commit' });

/** The body of owed work; the queue container only announces it. `due` and `deadAt` here are the truth. */
export type OwedDoc = Common & {
  kind: 'owed';
  queue: QueueName;
  key: string;
  due: string;
  body: string;
  error: string;
  deadAt: string;
};

export type Read<T> = T & { _etag: string };

/** Readable where it can be; anything odd or long becomes a hash, marked so that the two never meet. */
const safeId = (kind: string, id: string): string =>
  /^[A-Za-z0-9._:-]{1,200}$/.test(id) ? `${kind}:${id}` : `${kind}:~${digest(id)}`;

export const itemId = (kind: Kind, id: string): string => safeId(kind, id);
export const claimId = (id: string): string => safeId('claim', id);
export const owedId = (queue: QueueName, id: string): string => safeId(`owed-${queue}`, id);

export const toClaimDoc = (pk: string, key: string, until: string, write: string, now: Date): ProofDoc => ({
  ...{ id: claimId(key), pk, kind: 'claim', key, write },
  ...expiry(until, now),
});

export const sortOf = ({ at, id, kind }: Mark): string => (id === '' ? at : `${at} ${id} ${kind}`);

const longestTtl = 2_147_483_647;

/** Cosmos counts whole seconds from the write. A little too long does no harm: reads compare `until` as well. */
export const expiry = (until: string, now: Date): { until: string; ttl?: number } => {
  if (until === never) return { until };
  const seconds = Math.ceil((Date.parse(until) - now.getTime()) / 1000) + 1;
  return { until, ttl: Math.min(Math.max(seconds, 1), longestTtl) };
};

export const toItemDoc = (agency: string, row: Row, write: string, now: Date): ItemDoc => ({
  id: itemId(row.kind, row.id),
  pk: agency,
  kind: row.kind,
  key: row.id,
  at: row.at,
  sort: sortOf(row),
  terms: row.terms,
  body: row.body,
  write,
  ...expiry(row.until, now),
});

export const toStored = (doc: Read<ItemDoc>): Stored => ({
  kind: doc.kind,
  id: doc.key,
  at: doc.at,
  terms: doc.terms,
  body: JSON.parse(doc.body),
  rev: doc._etag,
  ...(doc.until === never ? {} : { expiresAt: doc.until }),
});
