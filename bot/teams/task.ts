import type { TurnContext } from 'botbuilder';
import type { Awaited } from '../core/patience.ts';
import type { Reply } from '../core/reply.ts';
import type { Background } from './background.ts';
import { type Deliver, hidden, type Scene, type Told } from './deliver.ts';
import type { PrivateChat } from './private-chat.ts';
import type { InvokeBody, Rendered } from './render.ts';
import type { Rewrites } from './rewrites.ts';
import type { ChannelReplies, Prepare } from './words.ts';

/** One turn on its way: where it happened, what was pressed, and what the core makes of it. */
export type Task = {
  context: TurnContext;
  scene: Scene;
  /** The stored message whose button was pressed. */
  pressed: string | undefined;
  outcome: Promise<Awaited<Reply[]>>;
};

export type Tools = {
  prepare: Prepare;
  replies: ChannelReplies;
  deliver: Deliver;
  privateChat: PrivateChat;
  background: Background;
  rewrites: Rewrites;
};

/** What is done once the HTTP answer is out, so that nobody waits for it. */
export type After = (() => void) | undefined;

export const answerInvoke = async (context: TurnContext, body: InvokeBody): Promise<void> => {
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
};

/** The pointer is for the shared place, whatever its maker says. */
export const toldReply = (told: NonNullable<Told>, { prepare, replies }: Tools): Rendered => ({
  ...prepare(replies[told]()),
  audience: 'place',
});

/** Everything, including what the shared place is told in the end. */
export const deliverAll = async (replies: readonly Rendered[], scene: Scene, tools: Tools): Promise<void> => {
  const told = await tools.deliver(replies, scene);
  if (!told) return;
  const placeTaken = replies.some((reply) => !hidden(reply, scene.shared));
  const slot = !placeTaken && scene.slot?.anyReply ? scene.slot : undefined;
  await tools.deliver([toldReply(told, tools)], { ...scene, slot });
};
