import type { HubRecord } from '../../dialogs/hub/record.ts';
import { dialogOf } from '../../dialogs/registry.ts';
import { codeOf, later, waits } from './again.ts';
import { clockActor, contextAt } from './by-clock.ts';
import { hasCode } from './errors.ts';
import { hubAt, rosterKey } from './hubs.ts';
import type { OutboxDeps } from './outbox.ts';
import type { Settlement, Shown, Stored, Taken } from './ports.ts';
import { boardReply } from './present/board.ts';
import type { KeptRecord } from './records.ts';
import type { Reply } from './reply.ts';
import type { Address } from './turn.ts';

/**
 * The card of a record in the channels of its hub: posted once, and rewritten whenever the record moves. Whoever wrote
 * it looks whether the record moved on meanwhile, and then writes it again: so the last word is always the newest, and
 * a change costs no more than its own commit and one call a channel.
 */

/** Where the card of a record is, and whether it stands at the top of its channel. */
export type Post = Shown & { pinned?: boolean };
export type Posts = { posts: readonly Post[] };

export const boardId = (ref: string): string => `${ref}/board`;

type Found = { record: KeptRecord; roster: HubRecord | undefined; posts: Stored<Posts> | undefined };

const readBoard = async (partition: string, ref: string, deps: OutboxDeps): Promise<Found | undefined> => {
  const [record, roster, posts] = await deps.store.read(partition, [
    { kind: 'record', id: ref },
    rosterKey(partition),
    { kind: 'notice', id: boardId(ref) },
  ]);
  if (!record) return undefined;
  return {
    record: record.body as KeptRecord,
    roster: roster?.body as HubRecord | undefined,
    posts: posts as Stored<Posts> | undefined,
  };
};

const isAt =
  ({ channel, tenant, conversation }: Address) =>
  ({ at }: Shown): boolean =>
    at.channel === channel && at.tenant === tenant && at.conversation === conversation;

/** Rewritten where it is; posted where it is not, or is no more. */
const place = async (
  address: Address,
  known: Post | undefined,
  reply: Reply,
  deps: OutboxDeps,
): Promise<Post | undefined> => {
  const channel = deps.channels[address.channel];
  if (!channel) return known;
  if (!known) return channel.send(address, reply);
  try {
    await channel.update(known, reply);
    return known;
  } catch (error) {
    if (!hasCode(error, 'channel-refused')) throw error;
    return channel.send(address, reply);
  }
};

/**
 * At the top of its channel while somebody is waited for. It is nothing that a card depends on: a platform may have no such
 * thing, or a workspace may not have allowed it.
 */
const pinTo = async (post: Post, over: boolean, { channels, log }: OutboxDeps): Promise<Post> => {
  const channel = channels[post.at.channel];
  const wanted = !over;
  const move = wanted ? channel?.pin : channel?.unpin;
  if (!move || post.pinned === wanted || (over && post.pinned === undefined)) return post;
  try {
    await move(post);
    return { ...post, pinned: wanted };
  } catch (error) {
    log('board.not-pinned', { code: codeOf(error) });
    return { ...post, pinned: wanted };
  }
};

/** Where it is kept only when that is new: rewriting it changes nothing of it. */
const keepPosts = async (
  partition: string,
  ref: string,
  { posts: before, record }: Found,
  posts: readonly Post[],
  deps: OutboxDeps,
): Promise<void> => {
  const known = before?.body.posts ?? [];
  const same = posts.every((one, n) => one.id === known[n]?.id && one.pinned === known[n]?.pinned);
  if (posts.length === known.length && same) return;
  const item = {
    kind: 'notice' as const,
    id: boardId(ref),
    at: record.createdAt,
    terms: [],
    body: { posts },
  };
  await deps.store.commit(partition, [
    before ? { op: 'replace', item, rev: before.rev } : { op: 'create', item },
  ]);
};

type Written = { n: number; fault?: unknown };

const write = async (partition: string, ref: string, found: Found, deps: OutboxDeps): Promise<Written> => {
  const { record, roster, posts } = found;
  const dialog = dialogOf(record);
  const now = deps.clock();
  const hub = hubAt(partition, roster && { body: roster }, { now, policy: deps.policy });
  const ctx = {
    ...contextAt(now, deps.policy, clockActor('clock', partition), ref),
    ...(hub ? { hub } : {}),
  };
  const reply = dialog && boardReply(record, dialog, { words: deps.words, ctx });
  const over = dialog?.board?.(record, ctx).over ?? false;
  const known = posts?.body.posts ?? [];
  if (!reply) return { n: record.versions.length };
  const faults: unknown[] = [];
  const places = (roster?.places ?? []).map(({ address }) => address as Address);
  const shown = await Promise.all(
    places.map((address) =>
      place(address, known.find(isAt(address)), reply, deps).catch((fault: unknown) => {
        faults.push(fault);
        return known.find(isAt(address));
      }),
    ),
  );
  const left = known.filter((one) => !places.some((address) => isAt(address)(one)));
  const pinned = await Promise.all(shown.flatMap((one) => (one ? [pinTo(one, over, deps)] : [])));
  const all = [...pinned, ...left];
  await keepPosts(partition, ref, found, all, deps);
  return { n: record.versions.length, ...(faults.length > 0 ? { fault: faults[0] } : {}) };
};

const soon = 1_000;
/** The card is about to be posted by whoever is told of the first version: two posts of it would be one too many. */
const mostPatience = 4;

export const postBoard = async (taken: Taken, deps: OutboxDeps): Promise<Settlement> => {
  const { ref, n } = taken.body as { ref: string; n: number };
  let found = await readBoard(taken.agency, ref, deps);
  // A later change has an errand of its own, which says the same and more; but somebody must post it first.
  const isLast = found?.record.versions.length === n;
  if (!found || (!isLast && (n > 1 || found.posts))) return { result: 'done' };
  if (!found.posts && n > 1 && taken.attempts < mostPatience)
    return { result: 'retry', due: new Date(deps.clock().getTime() + soon).toISOString(), error: 'posting' };
  for (;;) {
    const written = await write(taken.agency, ref, found, deps);
    if (written.fault !== undefined) return notWritten(written.fault, taken, deps);
    const after = await readBoard(taken.agency, ref, deps);
    if (!after || after.record.versions.length === written.n) return { result: 'done' };
    found = after;
  }
};

const notWritten = (fault: unknown, { attempts }: Taken, deps: OutboxDeps): Settlement => {
  deps.log('board.failed', { code: codeOf(fault), attempts });
  if (attempts > waits.length) return { result: 'dead', error: codeOf(fault) };
  return later(fault, attempts, deps.clock());
};
