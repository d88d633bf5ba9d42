import { hasCode, SharewellError } from '../core/errors.ts';
import type { Channel, Log } from '../core/ports.ts';
import type { Address } from '../core/turn.ts';
import { type Call, conversationFor, postReply, publishHome } from './post.ts';
import type { Workspaces } from './workspaces.ts';

/** A message by itself: no retry here, since whoever owes it tries again later. */
export const createSend = (
  workspaces: Workspaces,
  call: (token: string) => Call,
  log: Log,
): Channel['send'] => {
  const credentials = (to: Address) =>
    workspaces.credentials(to.tenant).catch((error: unknown) => {
      if (!hasCode(error, 'unauthenticated')) throw error;
      throw new SharewellError('channel-refused', 'The workspace has removed the app', { cause: error });
    });
  return async (to, reply) => {
    const { token } = await credentials(to);
    if (reply.how === 'home' && to.user) {
      if (!(await publishHome(call(token), to.user, reply))) log('slack-home-cut');
      return;
    }
    const conversation = conversationFor(to, reply);
    if (!conversation) throw new SharewellError('channel-refused', 'A private reply has nobody to go to');
    await postReply(call(token), conversation, reply);
  };
};
