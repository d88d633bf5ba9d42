import { setTimeout as pause } from 'node:timers/promises';
import { type Random, seeded } from '../crash/plan.ts';
import { chaosHand } from './hands.ts';
import { type Lived, live, react } from './people.ts';
import { type Built, openSetting, type Setting } from './setting.ts';
import { settle } from './settle.ts';
import { storyNames, tellStory } from './stories.ts';
import { abandoned, logFaults, verify } from './verify.ts';

/** One round: bad weather, deaths and deploys while people work; then quiet, and everything is held against everything. */

export type Plan = { seed: number; instances: number; workers: number; chaosMs: number; calm: boolean };

export type Result = {
  faults: string[];
  counts: Record<string, number>;
  lived: Record<string, number>;
  sends: { sent: number; notices: number; again: number };
  /** Beside what is wrong: what was met on the way, and survived. */
  met: string[];
};

type Deed = { at: number; do: 'crash' | 'stop' | 'storm'; ms: number };

/** What will happen when, all from the seed. */
const planDeeds = (random: Random, chaosMs: number): Deed[] => {
  const deeds: Deed[] = [];
  for (let at = 1_500 + random() * 1_500; at < chaosMs; at += 1_500 + random() * 3_500) {
    const what = random();
    const kind = what < 0.5 ? 'crash' : what < 0.7 ? 'stop' : 'storm';
    deeds.push({ at, do: kind, ms: 400 + random() * 2_000 });
  }
  return deeds;
};

const perform = async ({ instances, weather, sends, kept }: Setting, deed: Deed): Promise<void> => {
  if (deed.do === 'storm') {
    weather.storm(true);
    await pause(deed.ms);
    return weather.storm(false);
  }
  await instances.replace(deed.do, async () => {
    // What was on its way arrives.
    await pause(100);
    sends.crashed(await kept());
  });
};

const harass = async (setting: Setting, deeds: readonly Deed[]): Promise<number> => {
  const begun = performance.now();
  const under: Promise<void>[] = [];
  for (const deed of deeds) {
    await pause(Math.max(0, begun + deed.at - performance.now()));
    under.push(perform(setting, deed));
  }
  await Promise.all(under);
  return deeds.filter((deed) => deed.do === 'storm').length;
};

/** Story after story until the time is over; the last one is lived to its end. Then all that was typed comes again. */
const work = async (setting: Setting, at: number, plan: Plan): Promise<Lived[]> => {
  const [channel, name] = setting.cast.workers[at] ?? ['teams', ''];
  const random = seeded(plan.seed * 1000 + at);
  const hand = chaosHand(setting.world, channel, name);
  const lived: Lived[] = [];
  const end = performance.now() + plan.chaosMs;
  const first = Math.floor(random() * storyNames.length);
  for (let n = 0; performance.now() < end; n += 1) {
    const story = storyNames[(first + n) % storyNames.length] ?? 'urgent';
    const mark = `zq${plan.seed.toString(36)}x${at}x${n}q`;
    lived.push(await live(hand, tellStory(story, mark, random)));
    // Words of their own, which stand in no button and no field.
    await hand.type(`find ${mark}`);
  }
  await hand.comeAgain();
  return lived;
};

const shownTo = (setting: Setting): Set<string> => {
  const { world, cast } = setting;
  const words = [...cast.workers, ...cast.receivers].flatMap(([channel, name]) =>
    chaosHand(world, channel, name)
      .cards()
      .map((card) => card.words),
  );
  const references = words.flatMap((text) => text.match(/\b[A-Z]-[2-9B-Z]{4}-[2-9A-Z]{2}\b/g) ?? []);
  // How a reference looks is said by example.
  return new Set(references.filter((ref) => !ref.includes('-7K3M-')));
};

/** As each platform and the register know them. */
const namesOf = ({ workers, receivers }: Setting['cast']): string[] =>
  [...workers, ...receivers].flatMap(([, name]) =>
    [name, `U${name}`, `DU${name}`, `a:${name}`, `29:${name}`, `p-${name.toLowerCase()}`].map(
      (id) => `"${id}"`,
    ),
  );

const countBy = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

const judge = async (
  setting: Setting,
  plan: Plan,
  all: readonly Lived[],
  shown: Set<string>,
  storms: number,
) => {
  const { instances, weather, platform, sends } = setting;
  const kept = await setting.kept();
  const lines = instances.lines();
  const told = sends.faults(kept, lines);
  const typed = ['Zebediah', 'Quokka', 'Okapi', `zq${plan.seed.toString(36)}x`];
  const secrets = [...typed, 'Person ', ...namesOf(setting.cast)];
  const faults = [
    ...verify(kept, all, shown, new Date().toISOString()),
    ...told.faults,
    ...logFaults(lines, secrets),
    ...instances.unwanted().map((line) => `a bot said: ${line.slice(0, 160)}`),
  ];
  const counts = {
    ...Object.fromEntries(weather.counts),
    ...{ crashes: instances.counts.crash, deploys: instances.counts.stop, storms },
    ...{ 'failed starts': instances.counts.failedStarts, 'delivered twice': platform.counts.twice },
    ...{ requests: platform.counts.requests, records: kept.records.length, versions: kept.versions.length },
    ...{ claims: kept.claims, documents: kept.documents, 'announcements of nothing': abandoned(kept) },
    ...{ 'references shown': shown.size },
  };
  const met = instances.whyNotStarted().map((why) => `a start failed: ${why}`);
  return { faults, counts, lived: countBy(all.map(({ story }) => story.name)), sends: told, met };
};

export const playRound = async (built: Built, plan: Plan): Promise<Result> => {
  const { seed, instances: count, workers } = plan;
  const setting = await openSetting({ built, seed, count, workers });
  try {
    let over = false;
    const receivers = setting.cast.receivers.map(([channel, name]) =>
      chaosHand(setting.world, channel, name),
    );
    const reacting = receivers.map((hand) => react(hand, () => over));
    if (!plan.calm) setting.weather.begin();
    const deeds = plan.calm ? [] : planDeeds(seeded(seed), plan.chaosMs);
    const harassing = harass(setting, deeds);
    const working = setting.cast.workers.map((_, at) => work(setting, at, plan));
    const storms = await harassing;
    await pause(Math.max(0, plan.chaosMs - (deeds.at(-1)?.at ?? 0)));
    setting.weather.clear();
    const lived = (await Promise.all(working)).flat();
    const { endpoint, kept } = setting;
    await settle({ endpoint, kept, longestMs: 45_000 });
    over = true;
    await Promise.all(reacting);
    // Whatever was answered in the last moment owes something too.
    const quiet = await settle({ endpoint, kept, longestMs: 20_000 });
    const shown = shownTo(setting);
    const result = await judge(setting, plan, lived, shown, storms);
    return quiet ? result : { ...result, faults: ['it never became quiet', ...result.faults] };
  } finally {
    await setting.close();
  }
};
