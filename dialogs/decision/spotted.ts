import { spotRestrictions } from '../policy/dated.ts';
import type { Facts } from './facts.ts';

// A turn asks again at every page it replays; the words are the same.
let lastSpotted: { ctx?: Facts['ctx']; text: string; found: readonly string[] } = { text: '', found: [] };

/** Laws that forbid or limit, hinted at by the words of what is to be shared. */
export const spotted = (facts: Facts): readonly string[] => {
  const { ctx } = facts;
  const text = facts.is('items') ?? '';
  if (lastSpotted.ctx !== ctx || lastSpotted.text !== text)
    lastSpotted = { ctx, text, found: spotRestrictions(ctx.policy, ctx.now, text) };
  return lastSpotted.found;
};
