import { cite, law, rotherham, told } from '../decision/ask.ts';
import { dutyPicks } from '../decision/picks.ts';
import { inOrder } from '../engine/next-step.ts';
import type { ActionForm } from '../engine/types.ts';

/** To go on sharing without a yes takes a ground of its own, written down. */

export type Ground = { ground: string; law: string; facts: string };

const rule = [rotherham('section 3.1')];

export const groundForm: ActionForm<Ground> = {
  version: 1,
  review: false,
  questions: {
    ground: {
      kind: 'choice',
      options: ['duty', 'order', 'vital', 'public-interest'],
      required: true,
      judgement: true,
      // Whoever is still not sure has no ground.
      check: (ground) => (ground === 'not-sure' ? 'no-ground' : undefined),
      citations: [...rule, law('L-05')],
    },
    law: { kind: 'choice', options: ['none'], pick: dutyPicks, required: true, citations: rule },
    facts: told(1000, [...rule, cite('rotherham-3.0', 'section 1.5')]),
  },
  next: inOrder([{ page: 'ground', ask: ['ground', 'law', 'facts'] }], () => 'done' as const),
};

/** As a record keeps it. */
export const groundKept = ({ ground, law: citation, facts }: Ground) => ({
  ground,
  ...(citation === 'none' ? {} : { citation }),
  facts,
});
