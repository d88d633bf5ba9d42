import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Words } from '../../dialogs/words.ts';
import { codeOf, later, waits } from './again.ts';
import { spreadBoards } from './board-places.ts';
import { postBoard } from './boards.ts';
import { nameOwner } from './by-name.ts';
import { faceOf, freshen, personOf, rewrite } from './copies.ts';
import { carry, newsOf, report } from './errands.ts';
import { hasCode } from './errors.ts';
import { handOver, identify } from './leaving.ts';
import { link } from './linking.ts';
import type { Person } from './people.ts';
import type {
  Change,
  Channel,
  Clock,
  Log,
  QueueName,
  Settlement,
  Shown,
  Store,
  Stored,
  Taken,
} from './ports.ts';
import { type KeptNotice, owe } from './records.ts';
import { send } from './send.ts';
import { quietUntil } from './settings.ts';
import { standIn } from './stand-in.ts';
import type { Errand } from './tellings.ts';
import type { Address, ChannelName } from './turn.ts';

/** Carries notices after they were kept: at least once, to whichever channel the person uses. */
export type OutboxDeps = {
  store: Store;
  channels: Partial<Record<ChannelName, Pick<Channel, 'send' | 'update' | 'pin' | 'unpin'>>>;
  policy: PolicyPack;
  words: Words;
  clock: Clock;
  log: Log;
  /** Called when carrying something made more work. */
  onOwed?(queue: QueueName): void;
  /** Local mode has one chat for everybody: where it is, and that each message says whom it is for. */
  oneChat?(): Address | undefined;
};

const leaseMs = 30_000;

/** Of a record or a draft. Work of the register is named after a person, and who that is belongs in no log. */
const referenceIn = (id: string): string | undefined =>
  /^([A-Z]-)?[2-9A-Z]{4}-[2-9A-Z]{2}(?=\/|$)/.exec(id)?.[0];

/** Where they wrote last comes first. */
const addresses = (person: Person | undefined, { elsewhere }: KeptNotice, deps: OutboxDeps): Address[] => {
  const shared = deps.oneChat?.();
  if (shared) return [shared];
  const known = Object.values(person?.addresses ?? {});
  const others = known.filter(({ channel }) => channel !== elsewhere);
  const last = (address: Address) => Number(address.channel === person?.lastChannel);
  return (others.length > 0 ? others : known).sort((a, b) => last(b) - last(a));
};

const replaced = (stored: Stored<KeptNotice>, body: KeptNotice): Change => {
  const { rev, ...item } = stored;
  return { op: 'replace', item: { ...item, body }, rev };
};

/** Nobody could be reached: the sender is told, so that they can pick up the phone. */
const giveUp = (stored: Stored<KeptNotice>, failure: string, attempts: number, at: string): Change[] => {
  const { body } = stored;
  const changes: Change[] = [replaced(stored, { ...body, failure, attempts })];
  if (body.kind === 'undelivered' || body.from === 'clock') return changes;
  const undelivered = {
    to: body.from,
    ...(body.fromAgency ? { agency: body.fromAgency } : {}),
    kind: 'undelivered',
    params: {},
    ref: body.ref,
    from: 'clock',
    who: '',
  };
  return [...changes, ...owe({ ...undelivered, id: `${body.id}/undelivered`, sentAt: at, attempts: 0 })];
};

const notify = async (taken: Taken, deps: OutboxDeps): Promise<Settlement> => {
  const [found] = await deps.store.read(taken.agency, [{ kind: 'notice', id: taken.id }]);
  const stored = found as Stored<KeptNotice> | undefined;
  if (!stored || stored.body.acknowledgedAt) return { result: 'done' };
  if (stored.body.named && !stored.body.to) {
    const found = await nameOwner(stored, taken, deps);
    return found ? notify(taken, deps) : { result: 'done' };
  }
  if (!stored.body.deliveredAt) {
    // In a hub nobody stands in: every member of an agency may answer for it.
    const { agency = taken.agency } = stored.body;
    if (stored.body.actions && agency === taken.agency) await standIn(stored.body, agency, deps);
    const person = await personOf(stored.body.to, agency, deps);
    const quiet = quietUntil(person?.settings, stored.body.kind, deps.clock(), deps.policy);
    if (quiet) return { result: 'retry', due: quiet.toISOString(), error: 'quiet' };
    const { reply, face } = await faceOf(stored.body, person, taken.agency, deps);
    const sending = await send(addresses(person, stored.body, deps), reply, deps);
    if ('fault' in sending) return failed(stored, taken, sending.fault, deps);
    await deps.store.commit(taken.agency, sentChanges(stored, taken, { ...sending, face }, deps));
  }
  // The record may have moved on while its card was on the way: nobody else knew of the card then.
  if (stored.body.actions) await freshen(stored.id, taken.agency, deps, false);
  return { result: 'done' };
};

/** It arrived: where its card is, and that it did, for whoever wants to know. */
const sentChanges = (
  stored: Stored<KeptNotice>,
  { attempts }: Taken,
  { shown, face }: { shown?: Shown; face: string },
  deps: OutboxDeps,
): Change[] => {
  const at = deps.clock().toISOString();
  const card = shown && stored.body.actions ? { shown: { ...shown, face } } : {};
  return [
    replaced(stored, { ...stored.body, ...card, deliveredAt: at, attempts }),
    ...newsOf(stored.body, 'reached', { reachedAt: at }, at),
  ];
};

const failed = async (
  stored: Stored<KeptNotice>,
  taken: Taken,
  fault: unknown,
  deps: OutboxDeps,
): Promise<Settlement> => {
  const now = deps.clock();
  const at = now.toISOString();
  deps.log('notice.failed', { code: codeOf(fault), attempts: taken.attempts });
  const failing = newsOf(stored.body, 'failing', { failure: codeOf(fault) }, at);
  // Whoever wants to know is told at the first failure: there may be no time to wait for the last.
  if (stored.body.failure === undefined && failing.length > 0)
    await deps.store.commit(taken.agency, [
      replaced(stored, { ...stored.body, failure: codeOf(fault) }),
      ...failing,
    ]);
  if (taken.attempts <= waits.length) return later(fault, taken.attempts, now);
  const gaveUp = newsOf(stored.body, 'gave-up', { failure: codeOf(fault), gaveUp: true }, at);
  await deps.store.commit(taken.agency, [...giveUp(stored, codeOf(fault), taken.attempts, at), ...gaveUp]);
  return { result: 'dead', error: codeOf(fault) };
};

const errands = {
  ...{ notice: notify, carry, report, rewrite, identify, 'hand-over': handOver, link },
  board: postBoard,
  boards: spreadBoards,
} as const;

const deliver = (taken: Taken, deps: OutboxDeps): Promise<Settlement> =>
  errands[(taken.body as Errand | undefined)?.do ?? 'notice'](taken, deps);

/** One round: everything that is due now. Says how much there was. */
export const createOutbox = (deps: OutboxDeps) => async (): Promise<number> => {
  const due = await deps.store.take('notices', deps.clock().toISOString(), 20, leaseMs);
  const each = async (taken: Taken) => {
    const result = await deliver(taken, deps).catch((error: unknown) => {
      // The reader pressed a button meanwhile, or the store is away: look again soon.
      deps.log('notice.unsettled', { code: codeOf(error), ref: referenceIn(taken.id) });
      const soon = hasCode(error, 'conflict', 'store-unavailable');
      return later(error, soon ? 1 : Math.min(taken.attempts, waits.length), deps.clock());
    });
    await deps.store.settle(taken, result);
  };
  await Promise.all(due.map(each));
  return due.length;
};
