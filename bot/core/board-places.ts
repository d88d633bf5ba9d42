import type { Enquiry } from '../../dialogs/enquiry/record.ts';
import { isAt } from '../../dialogs/hub/places.ts';
import type { PlaceAddress } from '../../dialogs/hub/record.ts';
import { boardId, type Posts } from './boards.ts';
import { openEnquiries } from './enquiries.ts';
import { hasCode } from './errors.ts';
import type { OutboxDeps } from './outbox.ts';
import type { Change, Settlement, Stored, Taken } from './ports.ts';
import { messageReply } from './present/message.ts';
import type { KeptRecord } from './records.ts';
import { errand } from './tellings.ts';

/** A hub has got another channel, or one less: what is open gets its card there, or the card there says that it is old. */

type Open = Stored<KeptRecord & Enquiry>;

const unlessThere = (error: unknown): void => {
  if (!hasCode(error, 'conflict')) throw error;
};

const post = async ({ id, body }: Open, taken: Taken, { store, clock }: OutboxDeps): Promise<void> => {
  const n = body.versions.length;
  const board = errand(`${id}/${n}/board/${taken.id}`, clock().toISOString(), { do: 'board', ref: id, n });
  await store.commit(taken.agency, [board]).catch(unlessThere);
};

/** It is rewritten no more: so it must not look as if it were. */
const retire = async ({ id }: Open, address: PlaceAddress, taken: Taken, deps: OutboxDeps): Promise<void> => {
  const { store, channels, words } = deps;
  const [found] = await store.read(taken.agency, [{ kind: 'notice', id: boardId(id) }]);
  const posts = found as Stored<Posts> | undefined;
  const shown = posts?.body.posts.find(({ at }) => isAt(address)(at));
  if (!posts || !shown) return;
  const reply = messageReply(words, 'hub.place.old-card', { params: { ref: id }, buttons: [] });
  await channels[shown.at.channel]?.update(shown, reply).catch((error: unknown) => {
    if (!hasCode(error, 'channel-refused')) throw error;
  });
  const { rev, ...item } = posts;
  const left: Change = {
    op: 'replace',
    item: { ...item, body: { posts: posts.body.posts.filter((one) => one !== shown) } },
    rev,
  };
  await store.commit(taken.agency, [left]);
};

export const spreadBoards = async (taken: Taken, deps: OutboxDeps): Promise<Settlement> => {
  const { address, action } = taken.body as { address: PlaceAddress; action: 'here' | 'notHere' };
  let cursor: string | undefined;
  do {
    const page = await deps.store.list(taken.agency, openEnquiries, cursor);
    for (const item of page.items as Open[]) {
      if (action === 'here') await post(item, taken, deps);
      else await retire(item, address, taken, deps);
    }
    cursor = page.cursor;
  } while (cursor);
  deps.onOwed?.('notices');
  return { result: 'done' };
};
