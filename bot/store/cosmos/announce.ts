import { digest } from '../../core/ids.ts';
import type { QueueName } from '../../core/ports.ts';
import { statusOf, tryAgain } from './attempts.ts';
import { createDoc, readDoc } from './guarded.ts';
import type { Parts } from './parts.ts';

/**
 * The queue container holds announcements of owed work, in a few fixed buckets, so that a worker finds what is due in
 * any agency without looking through all of them. The work itself lies in its agency's partition and is the truth.
 *
 * Why no crash loses work or leaves it undone:
 * - commit: the announcement is written before the batch. A crash between leaves an announcement of nothing; workers
 *   leave it alone for `graceMs` (a batch may be under way), then remove it if nobody has touched it meanwhile.
 *   Announcing again touches it, so work that is being committed is never taken for abandoned.
 * - take: the lease is one write to the announcement. A crash after it only means that the lease runs out.
 * - settle: the work is changed first, the announcement second. A crash between leaves an announcement that says
 *   something old; the next worker that meets it compares it with the work and puts it right.
 * Every step names the ETag it saw, so of two workers one wins. Work may be done twice after a crash, never not at all.
 */

export type Announcement = {
  id: string;
  pk: string;
  queue: QueueName;
  agency: string;
  key: string;
  state: 'owed' | 'dead';
  due: string;
  madeAt: string;
  attempts: number;
  /** Empty when free; an empty text sorts before every moment. */
  lease: string;
  leaseUntil: string;
  deadAt: string;
  write: string;
};

export const graceMs = 600_000;

/** More may be added later; fewer would leave work behind that no worker looks for. */
const buckets = 4;

export const bucketsOf = (queue: QueueName): string[] =>
  Array.from({ length: buckets }, (_, bucket) => `${queue}|${bucket}`);

export const placeOf = (queue: QueueName, agency: string, key: string): { id: string; pk: string } => {
  const id = digest(queue, agency, key);
  return { id, pk: `${queue}|${Buffer.from(id, 'base64url').readUInt8() % buckets}` };
};

type Owed = { queue: QueueName; agency: string; id: string; due: string };

/** Somebody announced this before: an older try, or work that is there. Say that it is wanted, and when. */
const touch = async ({ queue }: Parts, wanted: Announcement): Promise<void> => {
  const found = await readDoc<Announcement>(queue, wanted.id, wanted.pk);
  if (!found) throw tryAgain('The announcement was removed meanwhile.');
  const due = [found.due, wanted.due].sort()[0] ?? wanted.due;
  const next = { ...found, due, madeAt: wanted.madeAt, write: wanted.write };
  try {
    const accessCondition = { type: 'IfMatch', condition: found._etag };
    await queue.item(next.id, next.pk).replace(next, { accessCondition });
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 412) throw tryAgain('The announcement was changed meanwhile.');
    throw error;
  }
};

export const announce = (parts: Parts, { queue, agency, id, due }: Owed, now: Date): Promise<void> => {
  const wanted: Announcement = {
    ...placeOf(queue, agency, id),
    queue,
    agency,
    key: id,
    state: 'owed',
    due,
    madeAt: now.toISOString(),
    attempts: 0,
    lease: '',
    leaseUntil: '',
    deadAt: '',
    write: parts.token(),
  };
  return parts.attempt(async () => {
    if (!(await createDoc(parts.queue, wanted))) await touch(parts, wanted);
  });
};
