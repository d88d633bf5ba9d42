import type { Reply } from '../core/reply.ts';
import { hidden, type Scene } from './deliver.ts';
import { cardAnswer, lineAnswer, type Rendered } from './render.ts';
import { type After, answerInvoke, deliverAll, type Task, type Tools, toldReply } from './task.ts';

/** The reply that rides in the HTTP answer: it shows at once and costs no call. */
const rides = (reply: Rendered, { shared }: Scene): boolean =>
  reply.how === 'replace' && !hidden(reply, shared);

const afterwards = (scene: Scene): Scene => ({ ...scene, outlet: scene.lasting });

/**
 * Cards revert to what is stored when they are shown again, so the stored message is rewritten as well; after the
 * answer, because a slow answer makes Teams send the press again.
 */
const answerWithCard = async (card: Rendered, rest: readonly Rendered[], task: Task, tools: Tools) => {
  const { context, scene, pressed } = task;
  // The context is gone once the turn has ended.
  const message = JSON.stringify([context.activity.conversation.id, pressed]);
  await answerInvoke(context, cardAnswer(card));
  return () => {
    if (pressed) {
      tools.rewrites.push(message, () => scene.lasting.rewrite(pressed, card.activity));
    }
    if (rest.length > 0) {
      tools.background.run('teams.reply-failed', () => deliverAll(rest, afterwards(scene), tools));
    }
  };
};

/** Nothing takes the card's place, so it stays, and the person who pressed is told in a line. */
const answerWithLine = async (replies: readonly Rendered[], task: Task, tools: Tools): Promise<void> => {
  const told = await tools.deliver(replies, task.scene);
  const line = told ? toldReply(told, tools).summary : (replies[0]?.summary ?? '');
  await answerInvoke(task.context, lineAnswer(line));
};

/** In a shared place the card belongs to everybody, so there only a line says that it is still being saved. */
const answerSaving = async (later: Promise<Reply[]>, task: Task, tools: Tools): Promise<After> => {
  const { context, scene, pressed } = task;
  const saving = tools.prepare(tools.replies.saving());
  await answerInvoke(context, scene.shared ? lineAnswer(saving.summary) : cardAnswer(saving));
  const slot = pressed ? { id: pressed, anyReply: !scene.shared } : undefined;
  return () =>
    tools.background.run('teams.late-failed', async () =>
      deliverAll((await later).map(tools.prepare), { ...afterwards(scene), slot }, tools),
    );
};

/** A pressed Action.Execute. */
export const onAction = async (task: Task, tools: Tools): Promise<After> => {
  const outcome = await task.outcome;
  if (!outcome.inTime) return answerSaving(outcome.later, task, tools);
  const replies = outcome.value.map(tools.prepare);
  const card = replies.find((reply) => rides(reply, task.scene));
  if (!card) {
    await answerWithLine(replies, task, tools);
    return undefined;
  }
  const rest = replies.filter((reply) => reply !== card);
  return answerWithCard(card, rest, task, tools);
};
