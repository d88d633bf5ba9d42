import { hasCode, SharewellError } from '../core/errors.ts';
import type { Channel, Log, Shown } from '../core/ports.ts';
import type { Address } from '../core/turn.ts';
import { saidSlack } from './faults.ts';
import { type Call, conversationFor, postReply, publishHome, updateReply } from './post.ts';
import type { Workspaces } from './workspaces.ts';

/** A message by itself: no retry here, since whoever owes it tries again later. */
export const createSend = (
  workspaces: Workspaces,
  call: (token: string) => Call,
  log: Log,
): Pick<Channel, 'send' | 'update' | 'pin' | 'unpin'> => {
  const credentials = (to: Address) =>
    workspaces.credentials(to.tenant).catch((error: unknown) => {
      if (!hasCode(error, 'unauthenticated')) throw error;
      throw new SharewellError('channel-refused', 'The workspace has removed the app', { cause: error });
    });
  const send: Channel['send'] = async (to, reply) => {
    const { token } = await credentials(to);
    if (reply.how === 'home' && to.user) {
      if (!(await publishHome(call(token), to.user, reply))) log('slack.home-cut');
      return undefined;
    }
    const conversation = conversationFor(to, reply);
    if (!conversation) throw new SharewellError('channel-refused', 'A private reply has nobody to go to');
    const posted = await postReply(call(token), conversation, reply);
    return posted && { at: { ...to, conversation: posted.channel }, id: posted.ts };
  };
  /** What is so already is no fault. */
  const pinned = async (method: string, already: string, { at, id }: Shown): Promise<void> => {
    const { token } = await credentials(at);
    await call(token)(method, { channel: at.conversation, timestamp: id }).catch((error: unknown) => {
      if (!saidSlack(error, already)) throw error;
    });
  };
  return {
    send,
    update: async ({ at, id }, reply) => {
      const { token } = await credentials(at);
      await updateReply(call(token), at.conversation, id, reply);
    },
    pin: (shown) => pinned('pins.add', 'already_pinned', shown),
    unpin: (shown) => pinned('pins.remove', 'no_pin', shown),
  };
};
