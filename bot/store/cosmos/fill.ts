import { never, refuse } from '../shape.ts';
import type { Entry, OwedEntry } from '../whole.ts';
import { type Announcement, placeOf } from './announce.ts';
import { faultOf } from './attempts.ts';
import { mostBytes } from './commit.ts';
import { type ItemDoc, type OwedDoc, owedId, type ProofDoc, toClaimDoc, toItemDoc } from './documents.ts';
import type { Parts } from './parts.ts';
import { traces } from './trace.ts';

/** Puts entries in as they were. Everything is an upsert, so that a repeat after a lost answer does no harm. */

type Doc = ItemDoc | ProofDoc | OwedDoc | Announcement;
type Batch = { container: Parts['records']; pk: string; docs: Doc[]; bytes: number };

const mostOperations = 100;
/** Enough to hide the way to Azure and back, few enough not to be turned away all the time. */
const atOnce = 6;

const toDoc = (entry: Entry, write: string, now: Date): ItemDoc | ProofDoc | OwedDoc => {
  const { agency, id } = entry;
  if (entry.what === 'item') return toItemDoc(agency, entry, write, now);
  if (entry.what === 'claim') return toClaimDoc(agency, id, entry.until, write, now);
  const { queue, due, body, error, deadAt } = entry;
  return {
    ...{ id: owedId(queue, id), pk: agency, kind: 'owed', queue, key: id },
    ...{ due, body, error, deadAt, write, until: never },
  };
};

const toAnnouncement = (entry: OwedEntry, write: string, now: Date): Announcement => {
  const { queue, agency, id, due, attempts, deadAt } = entry;
  return {
    ...placeOf(queue, agency, id),
    ...{ queue, agency, key: id, due, attempts, deadAt, write },
    state: deadAt === '' ? 'owed' : 'dead',
    madeAt: now.toISOString(),
    lease: '',
    leaseUntil: '',
  };
};

const batched = (container: Batch['container'], docs: readonly Doc[]): Batch[] => {
  const open = new Map<string, Batch>();
  const all: Batch[] = [];
  for (const doc of docs) {
    const bytes = Buffer.byteLength(JSON.stringify(doc)) + 100;
    if (bytes > mostBytes) refuse('Cosmos DB cannot keep an item of more than 2 MB.');
    const last = open.get(doc.pk);
    if (last && last.docs.length < mostOperations && last.bytes + bytes <= mostBytes) {
      last.docs.push(doc);
      last.bytes += bytes;
      continue;
    }
    const batch = { container, pk: doc.pk, docs: [doc], bytes };
    open.set(doc.pk, batch);
    all.push(batch);
  }
  return all;
};

const send = async ({ container, pk, docs }: Batch): Promise<void> => {
  const operations = docs.map((doc) => ({ operationType: 'Upsert', resourceBody: { ...doc } }));
  const sent = operations as unknown as Parameters<Batch['container']['items']['batch']>[0];
  const { result, code } = await container.items.batch(sent, pk);
  const failed = result?.find(({ statusCode }) => statusCode >= 400 && statusCode !== 424);
  if (failed || result?.length !== docs.length)
    throw faultOf(failed?.statusCode ?? code, traces.getStore() ?? {});
};

const sendAll = async ({ attempt }: Parts, batches: readonly Batch[]): Promise<void> => {
  const waiting = [...batches];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const batch = next;
      await attempt(() => send(batch));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

export const fill = async (parts: Parts, entries: readonly Entry[]): Promise<void> => {
  const now = parts.clock();
  const write = parts.token();
  // What would have expired on the way is nobody's any more, and Cosmos DB knows no life time of nothing.
  const live = entries.filter((one) => one.what === 'owed' || one.until > now.toISOString());
  const owed = live.filter((one) => one.what === 'owed');
  // Announced first, for the same reason as in a commit: see announce.ts.
  await sendAll(
    parts,
    batched(
      parts.queue,
      owed.map((one) => toAnnouncement(one, write, now)),
    ),
  );
  await sendAll(
    parts,
    batched(
      parts.records,
      live.map((one) => toDoc(one, write, now)),
    ),
  );
};
