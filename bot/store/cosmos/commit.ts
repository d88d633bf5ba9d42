import { SharewellError } from '../../core/errors.ts';
import type { Change } from '../../core/ports.ts';
import { type Checked, checkChanges, never, refuse } from '../shape.ts';
import { announce } from './announce.ts';
import { faultOf, tryAgain } from './attempts.ts';
import {
  claimId,
  expiry,
  type ItemDoc,
  itemId,
  type OwedDoc,
  owedId,
  type ProofDoc,
  toClaimDoc,
  toItemDoc,
} from './documents.ts';
import { deleteDoc, readDoc } from './guarded.ts';
import type { Parts } from './parts.ts';
import { traces } from './trace.ts';

/**
 * One transactional batch for all changes of a commit. The answer to a batch can be lost after it was done, and the
 * repeat then fails on its own first try. So every batch holds one proof, an item with the mark of this very commit:
 * the claim of the turn, or where there is none a small item that expires by itself. Found with our mark, we won.
 */

type Operation =
  | { operationType: 'Create'; resourceBody: ItemDoc | ProofDoc | OwedDoc }
  | { operationType: 'Replace'; id: string; ifMatch: string; resourceBody: ItemDoc }
  | { operationType: 'Delete'; id: string; ifMatch: string };

type Batch = { agency: string; write: string; operations: Operation[]; checked: Checked[]; proof: string };

/** What a batch may be when it is sent, with room for what goes round it. */
export const mostBytes = 2 * 1024 * 1024 - 64 * 1024;
const proofLastsMs = 3_600_000;

const toOperation = (agency: string, change: Checked, write: string, now: Date): Operation => {
  switch (change.op) {
    case 'claim':
      return {
        operationType: 'Create',
        resourceBody: toClaimDoc(agency, change.id, change.until, write, now),
      };
    case 'create':
      return { operationType: 'Create', resourceBody: toItemDoc(agency, change.row, write, now) };
    case 'replace': {
      const resourceBody = toItemDoc(agency, change.row, write, now);
      return { operationType: 'Replace', id: resourceBody.id, ifMatch: change.rev, resourceBody };
    }
    case 'delete':
      return { operationType: 'Delete', id: itemId(change.kind, change.id), ifMatch: change.rev };
    case 'enqueue':
      return {
        operationType: 'Create',
        resourceBody: {
          id: owedId(change.queue, change.id),
          pk: agency,
          kind: 'owed',
          queue: change.queue,
          key: change.id,
          due: change.due,
          body: change.body,
          error: '',
          deadAt: '',
          write,
          until: never,
        },
      };
  }
};

const proofOf = (agency: string, write: string, now: Date): Operation => ({
  operationType: 'Create',
  resourceBody: {
    id: `commit:${write}`,
    pk: agency,
    kind: 'commit',
    write,
    ...expiry(new Date(now.getTime() + proofLastsMs).toISOString(), now),
  },
});

const toBatch = (agency: string, checked: Checked[], write: string, now: Date): Batch => {
  const operations = checked.map((change) => toOperation(agency, change, write, now));
  const claim = checked.find((change) => change.op === 'claim');
  if (!claim) operations.push(proofOf(agency, write, now));
  if (Buffer.byteLength(JSON.stringify(operations)) > mostBytes)
    refuse('A commit holds at most 2 MB when it is sent.');
  return { agency, write, operations, checked, proof: claim ? claimId(claim.id) : `commit:${write}` };
};

const isOurs = async ({ records }: Parts, batch: Batch): Promise<boolean> =>
  (await readDoc<ProofDoc>(records, batch.proof, batch.agency))?.write === batch.write;

const lostRace = (): SharewellError =>
  new SharewellError('conflict', 'Something was changed meanwhile by somebody else.');

/** An item in the way that has expired but is not yet cleared away: we clear it and try again. */
const clearOrRefuse = async (parts: Parts, batch: Batch, index: number): Promise<never> => {
  const { records, clock } = parts;
  const operation = batch.operations[index];
  if (operation?.operationType !== 'Create') throw lostRace();
  const { id } = operation.resourceBody;
  const found = await readDoc<ItemDoc | ProofDoc>(records, id, batch.agency);
  if (found && found.until > clock().toISOString())
    throw batch.checked[index]?.op === 'claim'
      ? new SharewellError('already-done', 'This turn was kept before.')
      : lostRace();
  if (found) await deleteDoc(parts, records, found, found._etag);
  throw tryAgain('An expired item was in the way.');
};

const explain = async (parts: Parts, batch: Batch, index: number, status: number): Promise<void> => {
  if (await isOurs(parts, batch)) return;
  if (status === 409) return clearOrRefuse(parts, batch, index);
  if (status === 404 || status === 412) throw lostRace();
  throw faultOf(status, traces.getStore() ?? {});
};

const send = async (parts: Parts, batch: Batch): Promise<void> => {
  // The SDK writes into what it is given, so each try gets its own copy.
  const operations = batch.operations.map((operation) => ({ ...operation })) as unknown as Parameters<
    Parts['records']['items']['batch']
  >[0];
  const { result, code } = await parts.records.items.batch(operations, batch.agency);
  const results = result ?? [];
  const index = results.findIndex(({ statusCode }) => statusCode >= 400 && statusCode !== 424);
  if (index >= 0) return explain(parts, batch, index, results[index]?.statusCode ?? 500);
  if (results.length !== batch.operations.length) throw faultOf(code, traces.getStore() ?? {});
};

/** Out of tries, the last answer may have been lost as well: look once more before telling the person that it failed. */
const sendUntilSure = async (parts: Parts, batch: Batch): Promise<void> => {
  try {
    await parts.attempt(() => send(parts, batch));
  } catch (error) {
    if (!(error instanceof SharewellError) || error.code !== 'store-unavailable') throw error;
    if (!(await isOurs(parts, batch).catch(() => false))) throw error;
  }
};

export const commit = async (parts: Parts, agency: string, changes: readonly Change[]): Promise<void> => {
  const checked = checkChanges(agency, changes);
  if (checked.length === 0) return;
  const now = parts.clock();
  const batch = toBatch(agency, checked, parts.token(), now);
  const owed = checked.filter((change) => change.op === 'enqueue');
  await Promise.all(owed.map((work) => announce(parts, { agency, ...work }, now)));
  await sendUntilSure(parts, batch);
};
