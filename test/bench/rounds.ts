import type { Bot } from './bots.ts';
import { drive, type Load, type Shot } from './load.ts';
import type { World } from './world.ts';

/** Short rounds of the two sides in turn, so that whatever else the machine does falls on both. */

export type Side = {
  bot: Bot;
  /** Made anew for each round. */
  shots(): (i: number) => Shot;
  /** When everything that the round's turns still owe is done too. */
  settled?(turns: number): Promise<void>;
};

export type Round = Load & { cpuUs: number | undefined; settledPerSecond: number };

export type Plan = {
  name: string;
  turns: number;
  bare: Side;
  sharewell: Side;
  /** Before each round of both: what its turns need, outside the timing. */
  prepare?(turns: number): Promise<void>;
};

export type Measured = { name: string; bare: Round[]; sharewell: Round[] };

const run = async (world: World, { bot, shots, settled }: Side, turns: number): Promise<Round> => {
  const before = bot.cpu();
  const load = await drive(world, bot.port, turns, shots());
  await settled?.(turns);
  const settledPerSecond = (turns / (performance.now() - load.startedAt)) * 1000;
  const after = bot.cpu();
  const cpuUs = before === undefined || after === undefined ? undefined : (after - before) / turns;
  return { ...load, cpuUs, settledPerSecond };
};

const warmUps = 3;
const fewest = 3;
const most = 11;

/** On a busy machine a round takes longer, so there are fewer of them: the whole run stays within its time. */
export const measure = async (world: World, plan: Plan, seconds: number): Promise<Measured> => {
  const end = performance.now() + seconds * 1000;
  const measured: Measured = { name: plan.name, bare: [], sharewell: [] };
  const pair = async (turns: number, round: number): Promise<[Round, Round]> => {
    await plan.prepare?.(turns);
    const bareFirst = round % 2 === 0;
    const first = await run(world, bareFirst ? plan.bare : plan.sharewell, turns);
    const second = await run(world, bareFirst ? plan.sharewell : plan.bare, turns);
    return bareFirst ? [first, second] : [second, first];
  };
  // Warm-up, not counted: both sides compile what they run often.
  for (let round = 0; round < warmUps; round += 1) await pair(plan.turns, round);
  for (let round = 0; round < most; round += 1) {
    if (round >= fewest && performance.now() > end) break;
    const [bare, sharewell] = await pair(plan.turns, round);
    measured.bare.push(bare);
    measured.sharewell.push(sharewell);
  }
  return measured;
};
