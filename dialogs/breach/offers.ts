import type { Context } from '../engine/types.ts';
import { lifecycle } from './lifecycle.ts';
import type { Breach } from './record.ts';
import { missing } from './stages.ts';

/** What can be done now: what is still to do comes first, then whatever else there is. */

const inOrder = [
  ...['reopen', 'close', 'more', 'assess', 'partner', 'addTask', 'peopleTold', 'contained'],
  ...['regulatorTold', 'investigated', 'taskDone', 'pass', 'aware'],
] as const;

export const offersOf = (record: Breach, ctx: Context): string[] =>
  [...new Set<string>([...missing(record), ...inOrder])].filter((name) => {
    const action = lifecycle.actions[name];
    return action?.from.includes(record.status) && action.when?.(record, ctx) !== false;
  });
