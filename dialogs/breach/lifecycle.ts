import type { Lifecycle } from '../engine/types.ts';
import { assess } from './assess.ts';
import { chase, overdue, remind, standIn, taskLate } from './clock.ts';
import { addTask, heard, linked, more, partner, pass, reopen, taskDone, unreached } from './others.ts';
import { type Breach, statuses } from './record.ts';
import { aware, close, contained, investigated, peopleTold, regulatorTold } from './steps.ts';

/** Everything that can be done with a breach, by whom, and from where. */

export const lifecycle: Lifecycle<Breach> = {
  states: statuses,
  actions: {
    ...{ contained, assess, regulatorTold, peopleTold, investigated, close, reopen },
    ...{ addTask, taskDone, partner, pass, aware, more },
    ...{ heard, unreached, linked, remind, overdue, chase, standIn, taskLate },
  },
};
