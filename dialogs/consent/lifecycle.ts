import { copiedFrom } from '../engine/base.ts';
import type { Lifecycle } from '../engine/types.ts';
import { amend } from './amend.ts';
import { explain, goOn, refuse, restrict, withdraw } from './changes.ts';
import { answered, expire, overdue, rang, remind, tell, unreached, used } from './following.ts';
import { type ConsentRecord, states } from './record.ts';

/** What may become of a consent. Each change holds from the moment it is kept, and reaches everybody it concerns. */

const copied = copiedFrom<ConsentRecord>(states, 'consent.copied', ['owner', 'colleague']);

export const lifecycle: Lifecycle<ConsentRecord> = {
  states,
  rests: ['given', 'amended', 'restricted', 'refused', 'withdrawn', 'answered'],
  actions: {
    ...{ withdraw, explain, refuse, restrict, amend, goOn, rang, copied },
    ...{ tell, unreached, used, remind, expire, overdue, answered },
  },
};
