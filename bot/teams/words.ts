import type { Log } from '../core/ports.ts';
import type { Reply } from '../core/reply.ts';
import { fits, type Rendered, renderReply } from './render.ts';

/** What the channel itself has to say. The words are the caller's; none of these may hold personal data. */
export type ChannelReplies = {
  /** In a shared place: the answer was sent to the person's own chat. */
  pointer(): Reply;
  /** In a shared place: there is no own chat to send it to; how to open one. */
  unreachable(): Reply;
  /** It takes longer than usual and is still being saved. */
  saving(): Reply;
  /** The card does not fit into a Teams message. */
  tooLarge(): Reply;
};

export type Prepare = (reply: Reply) => Rendered;

/** A card that Teams would not take is replaced by one that says so, and is logged: never cut, never lost silently. */
export const createPrepare =
  (replies: ChannelReplies, log: Log): Prepare =>
  (reply) => {
    const rendered = renderReply(reply);
    if (fits(rendered)) return rendered;
    log('teams.card-too-large', { card: reply.card, bytes: rendered.bytes });
    const { how, audience } = reply;
    return { ...renderReply(replies.tooLarge()), how, audience };
  };
