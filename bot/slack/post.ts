import type { Reply } from '../core/reply.ts';
import type { Address } from '../core/turn.ts';
import { type Message, renderHome, renderMessages } from './render.ts';
import type { ApiAnswer } from './web-api.ts';

/** One Web API call with the right token. */
export type Call = (method: string, args: Record<string, unknown>) => Promise<ApiAnswer>;

// Links in a card are for reading; Slack would fetch them and show what it found there.
const quiet = { unfurl_links: false, unfurl_media: false };

/** A message as Slack names it. */
export type Posted = { channel: string; ts: string };

const postedIn = ({ channel, ts }: ApiAnswer): Posted | undefined =>
  typeof channel === 'string' && typeof ts === 'string' ? { channel, ts } : undefined;

/** Gives the first of them, which holds the buttons of any card that fits one message. */
const postMessages = async (
  call: Call,
  channel: string,
  messages: readonly Message[],
): Promise<Posted | undefined> => {
  const answers: ApiAnswer[] = [];
  for (const message of messages)
    answers.push(await call('chat.postMessage', { channel, ...quiet, ...message }));
  return answers[0] && postedIn(answers[0]);
};

export const postReply = (call: Call, channel: string, reply: Reply): Promise<Posted | undefined> =>
  postMessages(call, channel, renderMessages(reply));

/** Rewrites the message; what no longer fits it follows below. */
export const updateReply = async (call: Call, channel: string, ts: string, reply: Reply): Promise<void> => {
  const [first, ...more] = renderMessages(reply);
  await call('chat.update', { channel, ts, ...first });
  await postMessages(call, channel, more);
};

/** Shown to one person among others, and gone when they reload. */
export const whisper = async (call: Call, channel: string, user: string, reply: Reply): Promise<void> => {
  const [message] = renderMessages(reply);
  await call('chat.postEphemeral', { channel, user, ...message });
};

/** False when some of it had no room. */
export const publishHome = async (call: Call, user: string, reply: Reply): Promise<boolean> => {
  const { view, left } = renderHome(reply);
  await call('views.publish', { user_id: user, view });
  return left === 0;
};

// Anything but a conversation of two: C and G are channels and groups.
const isShared = (conversation: string): boolean => /^[CG]/.test(conversation);

/** Where a reply may be posted: a private one never where others read along. A user's id opens their conversation. */
export const conversationFor = ({ conversation, user }: Address, reply: Reply): string | undefined =>
  reply.audience === 'person' && isShared(conversation) ? user : conversation;
