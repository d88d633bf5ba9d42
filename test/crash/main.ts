import { parseArgs } from 'node:util';
import { cosmosPlace, filePlace, type Place } from '../support/process-places.ts';
import { endLane } from './ending.ts';
import { type Lane, startLane } from './lane.ts';
import { type Random, seeded } from './plan.ts';
import { playRound, type Tally } from './round.ts';

/**
 * Kills the bot at random moments and holds what is left against what people were told. Half of the rounds run on the
 * file, half on Cosmos DB, both at once. `--rounds 200 --seed N --minutes 15`.
 */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '15' },
    bot: { type: 'string', default: '' },
    cosmos: { type: 'string', default: '' },
  },
});

const rounds = Number(values.rounds);
const seed = Number(values.seed);
const limitMs = Number(values.minutes) * 60_000;
/** The end takes a while too. */
const lastStart = performance.now() + limitMs - 90_000;
const say = (line: string): void => console.log(line);

const counts = { passed: 0, failed: 0 };
const total = (): string => `${counts.passed} passed, ${counts.failed} failed`;
const count = (faults: readonly string[]): void => {
  if (faults.length === 0) counts.passed += 1;
  else counts.failed += 1;
  const played = counts.passed + counts.failed;
  if (played % 20 === 0) say(`${played} rounds: ${total()}`);
};

const median = (list: readonly number[]): number =>
  Math.round([...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0);

const playRounds = async (lane: Lane, tally: Tally): Promise<number> => {
  let played = 0;
  for (const round of lane.plan) {
    if (performance.now() > lastStart) break;
    const faults = await playRound(lane, round, tally);
    for (const fault of faults) say(`${lane.place.name} round ${round.number} (${round.channel}): ${fault}`);
    count(faults);
    played += 1;
  }
  return played;
};

const playLane = async (place: Place, planned: number, random: Random): Promise<void> => {
  const lane = await startLane(place, values.bot, planned, random);
  const tally: Tally = { owed: [], unanswered: 0, restartMs: [] };
  const played = await playRounds(lane, tally);
  const { faults, twice } = await endLane(lane, tally, lane.warm);
  await lane.world.stop();
  for (const each of faults) say(`${place.name} ${each.reference}: ${each.faults.join(', ')}`);
  const late = Math.min(counts.passed, faults.length);
  counts.passed -= late;
  counts.failed += late;
  if (played < planned) say(`${place.name}: the time was over after ${played} of ${planned} rounds`);
  say(
    `${place.name}: ${played} crashes, ${tally.unanswered} requests left without an answer, ` +
      `${twice} notices arrived twice, ready again after ${median(tally.restartMs)} ms (median)`,
  );
};

const onPlace = async (making: Promise<Place>, planned: number, laneSeed: number): Promise<void> => {
  const place = await making;
  try {
    await playLane(place, planned, seeded(laneSeed));
  } catch (error) {
    counts.failed += 1;
    say(`${place.name}: ${error instanceof Error ? error.message : 'an unknown fault'}`);
  } finally {
    await place.remove();
  }
};

const end = (): never => {
  say(total());
  process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
};
setTimeout(() => {
  say('something hangs: the time is over');
  counts.failed += 1;
  end();
}, limitMs).unref();

say(`crash rounds, seed ${seed}`);
const half = Math.floor(rounds / 2);
await Promise.all([
  onPlace(filePlace(), rounds - half, seed),
  onPlace(cosmosPlace(values.cosmos, 5), half, seed + 1),
]);
end();
