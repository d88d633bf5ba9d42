import { offered } from '../../../dialogs/advice/whom.ts';
import { ringReply } from '../present/greet.ts';
import type { Reply } from '../reply.ts';
import { type Handler, tell } from '../scene.ts';
import type { From } from './beginning.ts';
import { startDialog } from './dialog.ts';

/** Asking a person; whom to ring, for somebody who is not on the register or has nobody to ask. */
export const advice = (how: Reply['how'], seed: string, from?: From): Handler => {
  const start = startDialog('advice', how, seed, from);
  return {
    ...start,
    right: 'help',
    decide: (scene) => {
      const ctx = scene.context('');
      if (!scene.registered) return tell(ringReply(scene.words, ctx, 'unregistered'));
      return offered(ctx).length > 0 ? start.decide(scene) : tell(ringReply(scene.words, ctx, 'nobody'));
    },
  };
};
