import type { Context } from '../../dialogs/engine/types.ts';
import { type AnyDialog, dialogOf } from '../../dialogs/registry.ts';
import { belongs, mayAct } from './access.ts';
import { codeOf, later, waits } from './again.ts';
import { contextAt } from './by-clock.ts';
import { hasCode } from './errors.ts';
import { readHub, seated } from './hubs.ts';
import { digest } from './ids.ts';
import type { OutboxDeps } from './outbox.ts';
import { actorOf, isRegistered, type Person } from './people.ts';
import type { Change, Settlement, Stored, Taken } from './ports.ts';
import { noticeReply, type Stands } from './present/notice.ts';
import { asksTerm, type KeptNotice, type KeptRecord } from './records.ts';
import type { Reply } from './reply.ts';

/**
 * A notice that asks something is a card with buttons, wherever it was shown. When its record moves on, every copy is
 * rewritten to say what became of it. Each may be rewritten twice, and says the same.
 */

/** Whoever it was for may be known under another id by now. */
export const personOf = async (id: string, agency: string, deps: OutboxDeps): Promise<Person | undefined> => {
  const [found] = await deps.store.read(agency, [{ kind: 'person', id }]);
  const person = found?.body as Person | undefined;
  return person?.now ? personOf(person.now, agency, deps) : person;
};

/** Who moved it last, and when. */
const lastMove = ({ versions }: KeptRecord) =>
  versions.findLast(({ patch }) => patch.includes('status') || patch.includes('asked'));

const contextFor = async (
  { to, ref, agency: home }: KeptNotice,
  person: Person | undefined,
  agency: string,
  deps: OutboxDeps,
): Promise<Context> => {
  const { clock, policy, store } = deps;
  const known = { agency: home ?? agency, person: to, registered: isRegistered(person) };
  const actor = actorOf(known, person, '', policy);
  const hub = home ? await readHub(agency, store, { now: clock(), policy }) : {};
  return { ...contextAt(clock(), policy, seated(actor, agency, hub.hub), ref), ...hub };
};

/** What the reader of a notice can still do with its record. */
export const openActions = (
  { actions = [] }: KeptNotice,
  record: KeptRecord,
  dialog: AnyDialog,
  ctx: Context,
  registered: boolean,
): string[] =>
  actions.filter((name) => {
    const action = dialog.lifecycle.actions[name];
    return action?.from.includes(record.status) && mayAct(ctx.person, action.by, belongs(record), registered);
  });

/** How things stand, where it is not any more as it was when the notice asked. */
export const standsOf = (
  notice: KeptNotice,
  record: KeptRecord | undefined,
  ctx: Context,
  registered: boolean,
  mover?: string,
): Stands | undefined => {
  const dialog = record && dialogOf(record);
  if (!notice.actions || !record || !dialog) return undefined;
  const actions = openActions(notice, record, dialog, ctx, registered);
  if (record.status === notice.state && actions.length === notice.actions.length) return undefined;
  const move = lastMove(record);
  return {
    status: dialog.show(record, ctx).status,
    ...(mover ? { who: mover } : {}),
    ...(move ? { at: move.at } : {}),
    actions,
    seq: record.versions.length,
    elsewhere: actions.length === 0 && record.status === notice.state,
  };
};

export type Face = { reply: Reply; face: string };

/** The card of a notice as it should be now, and a mark by which two of them can be told apart. */
export const faceOf = async (
  notice: KeptNotice,
  person: Person | undefined,
  agency: string,
  deps: OutboxDeps,
): Promise<Face> => {
  const [found] = notice.actions
    ? await deps.store.read(agency, [{ kind: 'record', id: notice.ref }])
    : [undefined];
  const record = found?.body as KeptRecord | undefined;
  const by = record && lastMove(record)?.by;
  const mover = by ? await personOf(by, agency, deps) : undefined;
  const ctx = await contextFor(notice, person, agency, deps);
  const stands = standsOf(notice, record, ctx, isRegistered(person), mover?.name);
  const label = deps.oneChat && person ? person.name : '';
  const { words, policy } = deps;
  const reply = noticeReply(notice, { words, policy, how: 'new', label, ...(stands ? { stands } : {}) });
  return { reply, face: digest(JSON.stringify(reply.data)) };
};

const replaced = (stored: Stored<KeptNotice>, shown: KeptNotice['shown']): Change => {
  const { rev, ...item } = stored;
  return { op: 'replace', item: { ...item, body: { ...stored.body, ...(shown ? { shown } : {}) } }, rev };
};

/** A message that is gone cannot say anything wrong. */
const update = async (shown: NonNullable<KeptNotice['shown']>, reply: Reply, deps: OutboxDeps) => {
  try {
    await deps.channels[shown.at.channel]?.update(shown, reply);
    return false;
  } catch (error) {
    if (!hasCode(error, 'channel-refused')) throw error;
    deps.log('card.gone', { channel: shown.at.channel });
    return true;
  }
};

/**
 * The card is rewritten first and noted after. Whoever finds that somebody else has noted something meanwhile cannot
 * tell whose card came last, and so writes it again.
 */
export const freshen = async (
  id: string,
  agency: string,
  deps: OutboxDeps,
  again: boolean,
): Promise<void> => {
  for (let anyway = again; ; anyway = true) {
    const [found] = await deps.store.read(agency, [{ kind: 'notice', id }]);
    const stored = found as Stored<KeptNotice> | undefined;
    const shown = stored?.body.shown;
    if (!stored || !shown || shown.gone) return;
    const person = await personOf(stored.body.to, stored.body.agency ?? agency, deps);
    const { reply, face } = await faceOf(stored.body, person, agency, deps);
    if (!anyway && shown.face === face) return;
    const gone = await update(shown, reply, deps);
    try {
      const now = { ...shown, face, ...(gone ? { gone } : {}) };
      return await deps.store.commit(agency, [replaced(stored, now)]);
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
    }
  }
};

const most = 50;

/** Every card of one record. Those that cannot be reached now do not keep the others waiting. */
export const rewrite = async (taken: Taken, deps: OutboxDeps): Promise<Settlement> => {
  const { ref } = taken.body as { ref: string };
  const query = { term: asksTerm(ref), kinds: ['notice'] as const, limit: most };
  const faults: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = await deps.store.list(taken.agency, query, cursor);
    for (const { id } of page.items)
      await freshen(id, taken.agency, deps, taken.attempts > 1).catch((fault: unknown) => {
        faults.push(fault);
      });
    cursor = page.cursor;
  } while (cursor);
  const [fault] = faults;
  if (fault === undefined) return { result: 'done' };
  deps.log('card.not-rewritten', { code: codeOf(fault), attempts: taken.attempts });
  if (taken.attempts > waits.length) return { result: 'dead', error: codeOf(fault) };
  return later(fault, taken.attempts, deps.clock());
};
