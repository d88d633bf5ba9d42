import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A closed file keeps its lock until the engine's statements are collected; a command of its own then finds it in use. */
export const letGo = async (): Promise<void> => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (let time = 0; time < 2; time += 1) {
    collect();
    await pause(20);
  }
};
