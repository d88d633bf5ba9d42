import { isWorkingDay, localDate } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { dialogOf } from '../../dialogs/registry.ts';
import type { Words } from '../../dialogs/words.ts';
import { clockActor, contextAt } from './by-clock.ts';
import { type Draft, type DraftDeadline, draftDeadline, endDraft, runOf } from './drafts.ts';
import { hasCode } from './errors.ts';
import { type HubDigest, hubDigest } from './hub-digest.ts';
import { readHub } from './hubs.ts';
import { digest } from './ids.ts';
import { keepAll } from './keep-all.ts';
import { namedIn } from './others.ts';
import { isRegistered, type Person } from './people.ts';
import {
  type Change,
  type Clock,
  type Guidance,
  type Log,
  owedNow,
  type QueueName,
  type Settlement,
  type Store,
  type Stored,
  type Taken,
} from './ports.ts';
import { type KeptRecord, owe } from './records.ts';
import { type RetentionJob, retentionJob } from './retention-jobs.ts';
import { type Reviews, remindOfReviews } from './reviews.ts';
import { type DigestDeadline, digestChanges } from './settings.ts';
import { countsOf, inTurn, waitingListing } from './waiting.ts';

/** What the clock does: reminders, overdue marks, closing what nobody went on with. Each at most once. */
export type DeadlineDeps = {
  store: Store;
  policy: PolicyPack;
  words: Words;
  clock: Clock;
  log: Log;
  guidance: Pick<Guidance, 'documents'>;
  onOwed?(queue: QueueName): void;
};

type RecordDeadline = { ref: string; action: string };

const onRecord = async (
  stored: Stored<KeptRecord>,
  body: RecordDeadline,
  taken: Taken,
  deps: DeadlineDeps,
): Promise<Change[]> => {
  const dialog = dialogOf(stored.body);
  const action = dialog?.lifecycle.actions[body.action];
  if (!dialog || !action?.by.includes('clock') || !action.from.includes(stored.body.status)) return [];
  const { store, policy, clock } = deps;
  const hub = await readHub(taken.agency, store, { now: clock(), policy });
  const ctx = { ...contextAt(clock(), policy, clockActor('clock', taken.agency), body.ref), ...hub };
  if (action.when?.(stored.body, ctx) === false) return [];
  const effect = action.apply(stored.body, {}, ctx);
  const found = await namedIn(effect, taken.agency, deps.store);
  return keepAll(dialog, effect, { ctx, cause: taken.id, found }, stored).changes;
};

const remindOfDraft = (draft: Draft, deps: DeadlineDeps): Change[] => {
  const run = runOf(draft);
  if (!run) return [];
  const at = deps.clock().toISOString();
  const id = `${draft.ref}/${draft.startedAt}/unfinished`;
  const params = { name: deps.words(`${run.words}.name`) };
  const notice = {
    id,
    to: draft.owner,
    ...(draft.agency ? { agency: draft.agency } : {}),
    kind: 'draft',
    params,
    ref: draft.ref,
    from: 'clock',
    who: '',
    sentAt: at,
    attempts: 0,
  };
  return [...owe(notice), draftDeadline(draft, 'close', deps)];
};

const onDraft = (stored: Stored<Draft>, body: DraftDeadline, taken: Taken, deps: DeadlineDeps): Change[] => {
  // The same reference may have been used again since: only the run that set this deadline counts.
  if (!taken.id.startsWith(`${stored.body.ref}/${stored.body.startedAt}/`)) return [];
  if (body.action === 'remind') return remindOfDraft(stored.body, deps);
  const owner = clockActor(stored.body.owner, taken.agency);
  return endDraft(
    stored,
    'closed',
    contextAt(deps.clock(), deps.policy, owner, `E-${stored.body.ref}`),
    taken.id,
  );
};

/** A word on what waits for somebody, where anything does; and the next one is asked for. */
const onDigest = async ({ digest: id, n }: DigestDeadline, { agency }: Taken, deps: DeadlineDeps) => {
  const now = deps.clock();
  const today = localDate(now, deps.policy);
  const notice = `digest/${id}/${today}`;
  const [found, told] = await deps.store.read(agency, [
    { kind: 'person', id },
    { kind: 'notice', id: notice },
  ]);
  const person = found?.body as Person | undefined;
  if (!isRegistered(person) || person.settings?.n !== n) return [];
  const next = digestChanges(id, person.settings, now, deps.policy);
  if (told || !isWorkingDay(today, deps.policy)) return next;
  const { items } = await deps.store.list(agency, waitingListing(person));
  if (items.length === 0) return next;
  const counts = countsOf(inTurn(items, now, deps.policy), person, deps.words);
  const body = { id: notice, to: id, kind: 'digest', params: { counts }, ref: '', from: 'clock', who: '' };
  return [...owe({ ...body, actions: [], sentAt: now.toISOString(), attempts: 0 }), ...next];
};

const changesFor = async (taken: Taken, deps: DeadlineDeps): Promise<Change[]> => {
  const body = taken.body as
    | RecordDeadline
    | DraftDeadline
    | DigestDeadline
    | HubDigest
    | RetentionJob
    | Reviews;
  if ('documents' in body) return remindOfReviews(deps);
  if ('hubDigest' in body) return hubDigest(body, deps);
  if ('purge' in body || 'reviews' in body) return retentionJob(body, deps);
  if ('digest' in body) return onDigest(body, taken, deps);
  if ('draft' in body) {
    const [draft] = await deps.store.read(taken.agency, [{ kind: 'draft', id: body.draft }]);
    return draft ? onDraft(draft as Stored<Draft>, body, taken, deps) : [];
  }
  const [record] = await deps.store.read(taken.agency, [{ kind: 'record', id: body.ref }]);
  return record ? onRecord(record as Stored<KeptRecord>, body, taken, deps) : [];
};

const act = async (taken: Taken, deps: DeadlineDeps): Promise<Settlement> => {
  const changes = await changesFor(taken, deps);
  if (changes.length === 0) return { result: 'done' };
  const expiresAt = new Date(deps.clock().getTime() + 30 * 86_400_000).toISOString();
  const claim: Change = { op: 'claim', id: digest('deadline', taken.agency, taken.id), expiresAt };
  await deps.store.commit(taken.agency, [claim, ...changes]);
  for (const queue of owedNow(changes, deps.clock())) deps.onOwed?.(queue);
  return { result: 'done' };
};

const soon = (error: unknown, taken: Taken, now: Date): Settlement => {
  if (hasCode(error, 'already-done')) return { result: 'done' };
  const code = hasCode(error) ? error.code : 'fault';
  if (taken.attempts >= 20) return { result: 'dead', error: code };
  const wait = code === 'conflict' ? 0 : Math.min(1000 * 2 ** taken.attempts, 3_600_000);
  return { result: 'retry', due: new Date(now.getTime() + wait).toISOString(), error: code };
};

/** One round: everything that is due now. Says how much there was. */
export const createDeadlines = (deps: DeadlineDeps) => async (): Promise<number> => {
  const due = await deps.store.take('deadlines', deps.clock().toISOString(), 20, 30_000);
  for (const taken of due) {
    const settlement = await act(taken, deps).catch((error: unknown) => {
      deps.log('deadline.failed', { code: hasCode(error) ? error.code : 'fault', attempts: taken.attempts });
      return soon(error, taken, deps.clock());
    });
    await deps.store.settle(taken, settlement);
  }
  return due.length;
};
