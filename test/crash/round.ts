import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Store } from '../../bot/core/ports.ts';
import { registered } from '../support/peers-world.ts';
import { drive, type Watch } from './drive.ts';
import type { Lane } from './lane.ts';
import type { Round } from './plan.ts';
import { examine, noticeOf } from './verify.ts';

/** One round: a person at work, a crash at a random moment, and what is there afterwards. */

/** A record somebody was to be told of. `excused`: how many messages had arrived at a crash that nobody had noted yet. */
export type Owed = { reference: string; manager: string; excused: number; noted: boolean };

export type Tally = {
  owed: Owed[];
  /** Crashes that left a request without an answer. */
  unanswered: number;
  restartMs: number[];
};

/** Exact to a fraction of a millisecond, and everything else goes on meanwhile. */
const waitUntil = async (moment: number): Promise<void> => {
  const left = moment - performance.now();
  if (left > 5) await pause(left - 4);
  while (performance.now() < moment) await turn();
};

const oweOnce = (tally: Tally, reference: string | undefined, { manager }: Round): void => {
  if (!reference || tally.owed.some((each) => each.reference === reference)) return;
  tally.owed.push({ reference, manager, excused: 0, noted: false });
};

/** What had arrived and was not marked as delivered when the power failed arrives once more; nothing else may. */
const excuse = async (lane: Lane, store: Store, owed: readonly Owed[]): Promise<void> => {
  for (const each of owed.filter(({ noted }) => !noted)) {
    each.noted = (await noticeOf(store, each.reference))?.deliveredAt !== undefined;
    if (!each.noted) each.excused = lane.world.told(each.manager, each.reference);
  }
};

const afterCrash = (lane: Lane, round: Round, tally: Tally, level: number): Promise<string[]> =>
  lane.look(async (store) => {
    const owner = registered(round.person, []).id;
    const { faults, reference } = await examine(store, owner, round.case, level);
    oweOnce(tally, reference, round);
    await excuse(lane, store, tally.owed);
    return faults.map((fault) => `after the crash at level ${level}: ${fault}`);
  });

const inTheEnd = (lane: Lane, round: Round, tally: Tally): Promise<string[]> =>
  lane.look(async (store) => {
    const owner = registered(round.person, []).id;
    const { faults, reference } = await examine(store, owner, round.case, 6);
    oweOnce(tally, reference, round);
    return faults;
  });

/** When the crash comes, counted from now, if it is this request that it is counted from. */
const delayFrom = (request: number, { kill, channel }: Round, { pace }: Lane): number | undefined => {
  const took = pace[channel];
  if (kill.from === 'start' && request === 0) return kill.share * took.reduce((sum, ms) => sum + ms, 0);
  if (kill.from === 'request' && request === kill.request) return kill.share * (took[request] ?? 5);
  return undefined;
};

export const playRound = async (lane: Lane, round: Round, tally: Tally): Promise<string[]> => {
  const faults: string[] = [];
  let level = 0;
  let back: Promise<void> | undefined;
  const crash = async (delay: number): Promise<void> => {
    await waitUntil(performance.now() + delay);
    await lane.bot().crash();
    // What was on its way arrives. Then all is looked at as the crash left it, before the next bot does anything.
    await pause(50);
    faults.push(...(await afterCrash(lane, round, tally, level)));
    tally.restartMs.push(await lane.start());
  };
  const begin = (delay: number): Promise<void> => {
    back ??= crash(delay);
    back.catch(() => undefined); // awaited below, and until then it must not end this process
    return back;
  };
  const watch: Watch = {
    sending: (request) => {
      const delay = delayFrom(request, round, lane);
      if (delay !== undefined) void begin(delay);
    },
    reached: (told) => {
      level = told;
    },
    unanswered: async (at, status) => {
      if (!back || status !== undefined) throw new Error(`answered ${status} at level ${at}`);
      tally.unanswered += 1;
      await back;
    },
  };
  try {
    await drive(lane.world.hand(round.channel, round.person), round.case, watch);
  } catch (error) {
    faults.push(error instanceof Error ? error.message : 'an unknown fault');
  }
  // Some cases need fewer requests than the plan counts on: then the crash comes now.
  await begin(0);
  return [...faults, ...(await inTheEnd(lane, round, tally))];
};
