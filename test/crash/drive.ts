import type { Deed, Hand } from '../support/peers-hands.ts';
import { type Case, levelOf, type Move, nextMove } from './case.ts';

/** A person at work, who does not give up when nobody answers. */

export type Watch = {
  /** Before each request goes out; counted from 0. */
  sending(request: number): void;
  /** What the person has been told by now. */
  reached(level: number): void;
  /** Nobody answered: resolves when the bot is back. Throws where that has no excuse. */
  unanswered(level: number, status: number | undefined): Promise<void>;
};

const mostRequests = 40;

type Sending = { deed: Deed; again: Move['again'] };

const nextFrom = (hand: Hand, work: Case, level: number): Sending => {
  const move = nextMove(hand.screen(), work);
  if (!move) throw new Error(`stuck at level ${level}: ${hand.screen().words.slice(0, 80)}`);
  return { deed: move.make(hand), again: move.again };
};

/** From nothing to a completed record. Gives the times that each request took. */
export const drive = async (hand: Hand, work: Case, watch: Watch): Promise<number[]> => {
  const took: number[] = [];
  let level = 0;
  let pending: Sending | undefined;
  while (level < 6 || pending) {
    if (took.length === mostRequests) throw new Error(`no end at level ${level}`);
    const { deed, again } = pending ?? nextFrom(hand, work, level);
    watch.sending(took.length);
    const begun = performance.now();
    const outcome = await deed.send().catch(() => undefined);
    took.push(performance.now() - begun);
    if (!outcome?.kept) await watch.unanswered(level, outcome?.status);
    pending = !outcome?.kept && again === 'redeliver' ? { deed, again } : undefined;
    // On Slack the message may show the next step already, though the press itself was never answered.
    const shown = levelOf(hand.screen());
    if (shown < level) throw new Error(`went back from level ${level} to ${shown}`);
    level = shown;
    watch.reached(level);
  }
  return took;
};
