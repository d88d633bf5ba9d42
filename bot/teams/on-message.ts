import type { Reply } from '../core/reply.ts';
import type { Scene } from './deliver.ts';
import { type After, deliverAll, type Task, type Tools } from './task.ts';

/** Says that it is still being saved, in a message that the outcome will take the place of. */
const holdPlace = async (scene: Scene, { prepare, replies }: Tools): Promise<Scene['slot']> => {
  try {
    const id = await scene.outlet.post(prepare(replies.saving()).activity);
    return id ? { id, anyReply: true } : undefined;
  } catch {
    return undefined; // the outcome itself is still to come, and counts more
  }
};

/**
 * Typed text, a pressed Action.Submit, an installation. The HTTP answer comes last: if this process dies before the
 * replies are out, Teams sees no answer and delivers again, and the turn's claim makes that harmless.
 */
export const onMessage = async (task: Task, tools: Tools): Promise<After> => {
  const { scene, pressed } = task;
  const outcome = await task.outcome;
  let slot: Scene['slot'] = pressed ? { id: pressed, anyReply: false } : undefined;
  let replies: Reply[];
  if (outcome.inTime) replies = outcome.value;
  else {
    slot = (await holdPlace(scene, tools)) ?? slot;
    replies = await outcome.later;
  }
  await deliverAll(replies.map(tools.prepare), { ...scene, slot }, tools);
  return undefined;
};
