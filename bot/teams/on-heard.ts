import type { After, Task, Tools } from './task.ts';

/** Said to the author alone. The channel is told nothing of it: not even that somebody was told something. */
export const onHeard = async ({ outcome, scene }: Task, { prepare, deliver }: Tools): Promise<After> => {
  const known = await outcome;
  const replies = known.inTime ? known.value : await known.later;
  await deliver(replies.map(prepare), scene);
  return undefined;
};
