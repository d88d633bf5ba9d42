import { SharewellError } from '../../core/errors.ts';
import type { Settlement, Taken } from '../../core/ports.ts';
import { checkMoment } from '../shape.ts';
import { type Announcement, placeOf } from './announce.ts';
import { type OwedDoc, owedId, type Read } from './documents.ts';
import { deleteDoc, readDoc, replaceDoc, type Written } from './guarded.ts';
import type { Parts } from './parts.ts';

const lost = (): SharewellError =>
  new SharewellError('conflict', 'The work was given to another worker meanwhile.');

const readHeld = async (parts: Parts, taken: Taken, token: string): Promise<Read<Announcement>> => {
  const { id, pk } = placeOf(taken.queue, taken.agency, taken.id);
  const held = await parts.attempt(() => readDoc<Announcement>(parts.queue, id, pk));
  if (!held || held.lease !== token || token === '') throw lost();
  return held;
};

const settleWork = async (
  parts: Parts,
  taken: Taken,
  etag: string,
  change: Partial<OwedDoc> | undefined,
): Promise<Written> => {
  const at = { id: owedId(taken.queue, taken.id), pk: taken.agency };
  if (!change) return deleteDoc(parts, parts.records, at, etag);
  const found = await parts.attempt(() => readDoc<OwedDoc>(parts.records, at.id, at.pk));
  if (!found) return 'missing';
  const { _etag: seen, ...work } = found;
  if (seen !== etag) return 'lost';
  return replaceDoc(parts, parts.records, { ...work, ...change, write: parts.token() }, etag);
};

/** Freed as long as it is still ours: announcing again may have touched it meanwhile. */
const free = async (parts: Parts, held: Read<Announcement>, change: Partial<Announcement>): Promise<void> => {
  const { _etag: etag, ...announcement } = held;
  const next = { ...announcement, ...change, lease: '', leaseUntil: '', write: parts.token() };
  if ((await replaceDoc(parts, parts.queue, next, etag)) !== 'lost') return;
  const again = await parts.attempt(() => readDoc<Announcement>(parts.queue, held.id, held.pk));
  if (again?.lease === held.lease) await free(parts, again, change);
};

type Changes = { work: Partial<OwedDoc>; announcement: Partial<Announcement> };

const changesOf = (parts: Parts, settlement: Settlement): Changes | undefined => {
  if (settlement.result === 'done') return undefined;
  const { error } = settlement;
  if (settlement.result === 'retry') {
    const due = checkMoment(settlement.due, 'the due time');
    return { work: { due, error }, announcement: { due } };
  }
  const deadAt = parts.clock().toISOString();
  return { work: { deadAt, error }, announcement: { state: 'dead', deadAt } };
};

/** The work first, its announcement second (see announce.ts for why). */
export const settle = async (parts: Parts, taken: Taken, settlement: Settlement): Promise<void> => {
  const [token = '', etag = ''] = taken.lease.split(' ');
  const changes = changesOf(parts, settlement);
  const held = await readHeld(parts, taken, token);
  const written = await settleWork(parts, taken, etag, changes?.work);
  if (written === 'lost') throw lost();
  // Touched since we read it, the announcement may belong to the same work owed anew: then it stays.
  if (!changes || written === 'missing') await deleteDoc(parts, parts.queue, held, held._etag);
  else await free(parts, held, changes.announcement);
};
