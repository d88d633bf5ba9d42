import type { Reply } from '../core/reply.ts';
import { dialogAnswer } from './render.ts';
import { type After, answerInvoke, type Task, type Tools } from './task.ts';

/**
 * The dialog of a message action. Only the person who opened it sees it, wherever it was opened, so it may show what
 * is for that person alone; and the bot may not even be a member there, so the rest goes to the person's own chat.
 */
export const onDialog = async (task: Task, tools: Tools): Promise<After> => {
  const { context, scene } = task;
  const { prepare, privateChat, background } = tools;

  const sendLater =
    (replies: Promise<readonly Reply[]>): After =>
    () =>
      background.run('teams.dialog-failed', async () => {
        for (const reply of await replies) await privateChat.send(scene.person, prepare(reply).activity);
      });

  const outcome = await task.outcome;
  if (!outcome.inTime) {
    await answerInvoke(context, dialogAnswer(prepare(tools.replies.saving())));
    return sendLater(outcome.later);
  }
  const [first, ...rest] = outcome.value;
  // An empty answer closes the dialog.
  await answerInvoke(context, first ? dialogAnswer(prepare(first)) : {});
  return rest.length > 0 ? sendLater(Promise.resolve(rest)) : undefined;
};
