import type { Lifecycle } from '../engine/types.ts';
import { answer } from './answer.ts';
import { heard } from './heard.ts';
import { joint } from './joint.ts';
import { type Enquiry, statuses } from './record.ts';
import { tick } from './tick.ts';

export const lifecycle: Lifecycle<Enquiry> = { states: statuses, actions: { answer, joint, heard, tick } };
