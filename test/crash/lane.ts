import type { Store } from '../../bot/core/ports.ts';
import { enrol } from '../../bot/core/register.ts';
import type { Hand } from '../support/peers-hands.ts';
import { done } from '../support/peers-hands.ts';
import { registered, startWorld, type World } from '../support/peers-world.ts';
import { type Bot, startBot } from '../support/process-bot.ts';
import type { Place } from '../support/process-places.ts';
import { drive } from './drive.ts';
import { managers, planRounds, type Random, type Round } from './plan.ts';

/** One store with its bot and its people, ready for rounds. */

/** How long a bot that has just been started takes for each request, since every round meets such a one. */
export type Pace = Record<Hand['channel'], readonly number[]>;

export type Lane = {
  place: Place;
  world: World;
  plan: readonly Round[];
  /** How many records were made before the first round. */
  warm: number;
  pace: Pace;
  bot(): Bot;
  /** Starts the bot on the same data. Gives the milliseconds until it was ready. */
  start(): Promise<number>;
  /** Looks into the store from outside. */
  look<T>(work: (store: Store) => Promise<T>): Promise<T>;
};

const lookInto =
  (place: Place): Lane['look'] =>
  async (work) => {
    const store = await place.open();
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };

const enrolAll = async (store: Store, rounds: readonly Round[]): Promise<void> => {
  const at = new Date().toISOString();
  for (const name of managers) await enrol(store, registered(name, ['manager']), at);
  for (const { person, manager } of rounds)
    await enrol(store, registered(person, ['practitioner'], manager), at);
};

/** Each manager writes once, so that notices know where to go: one on Teams, one on Slack. */
const greet = async (world: World): Promise<void> => {
  for (const name of managers) {
    const hand = world.hand(name === 'MTEAMS' ? 'teams' : 'slack', name);
    await done(hand, hand.type('hello'));
  }
};

const patient = {
  sending: () => undefined,
  reached: () => undefined,
  unanswered: async (level: number, status: number | undefined) => {
    throw new Error(`no answer (${status}) at level ${level}, and nothing had crashed`);
  },
};

export const startLane = async (
  place: Place,
  entry: string,
  rounds: number,
  random: Random,
): Promise<Lane> => {
  const world = await startWorld();
  const plan = planRounds(rounds, place.name === 'file' ? 'f' : 'c', random);
  const warm = planRounds(2, `${place.name}warm`, random);
  const look = lookInto(place);
  await look((store) => enrolAll(store, [...warm, ...plan]));
  let bot: Bot | undefined;
  const start = async (): Promise<number> => {
    const begun = performance.now();
    bot = await startBot({ entry, env: { ...world.environment, ...place.env } });
    world.aim(bot.url);
    return performance.now() - begun;
  };
  const running = (): Bot => {
    if (!bot) throw new Error('no bot was started');
    return bot;
  };
  await start();
  await greet(world);
  const pace: Record<Hand['channel'], readonly number[]> = { teams: [], slack: [] };
  for (const { channel, person, case: work } of warm) {
    await running().stop();
    await start();
    pace[channel] = await drive(world.hand(channel, person), work, patient);
  }
  return { place, world, plan, warm: warm.length, pace, bot: running, start, look };
};
