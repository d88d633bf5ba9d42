import { setTimeout as pause } from 'node:timers/promises';
import { chaosHand } from '../chaos/hands.ts';
import { ask } from '../chaos/kept.ts';
import { live, react } from '../chaos/people.ts';
import { type Built, openSetting, type Setting } from '../chaos/setting.ts';
import { settle } from '../chaos/settle.ts';
import { type StoryName, storyNames, tellStory } from '../chaos/stories.ts';
import { seeded } from '../crash/plan.ts';
import { type Charges, type Cost, costOf, nothing, plus } from './charge.ts';
import type { Deed, Measured } from './model.ts';

/** What each deed asks of the store, counted on the wire: by whoever does it, by all who answer, and by the workers. */

type Counter = { take(): Cost; seen: NonNullable<Parameters<typeof openSetting>[0]['seen']> };

const makeCounter = (charges: Charges): Counter => {
  let sum = nothing;
  return {
    seen: (asked, answer) => {
      const cost = costOf(asked, answer, charges);
      if (cost) sum = plus(sum, cost);
    },
    take: () => {
      const taken = sum;
      sum = nothing;
      return taken;
    },
  };
};

/** What stays: claims and proofs go by themselves after days or an hour. */
const size = async ({ endpoint }: Setting): Promise<{ documents: number; bytes: number }> => {
  const answer = await ask(`${endpoint}kept`);
  const { records, queue } = (await answer.json()) as Record<'records' | 'queue', { ttl?: number }[]>;
  const staying = [...records.filter(({ ttl }) => ttl === undefined), ...queue];
  return { documents: staying.length, bytes: JSON.stringify(staying).length };
};

type Doing = { setting: Setting; counter: Counter; idle: Cost };

const times = 3;

/** What is done `times`, less what the workers ask for anyway. */
const count = async (
  { setting, counter, idle }: Doing,
  deed: (n: number) => Promise<void>,
): Promise<Deed> => {
  const before = await size(setting);
  const turns = setting.platform.counts.requests;
  counter.take();
  const begun = performance.now();
  for (let n = 0; n < times; n += 1) await deed(n);
  if (!(await settle({ endpoint: setting.endpoint, kept: setting.kept, longestMs: 30_000 })))
    throw new Error('it never became quiet');
  const seconds = (performance.now() - begun) / 1000;
  const cost = plus(counter.take(), idle, -seconds);
  const after = await size(setting);
  const share = (value: number) => Math.max(0, value) / times;
  return {
    ...{ requests: share(cost.requests), ru: share(cost.ru), read: share(cost.read) },
    ...{ written: share(cost.written), turns: share(setting.platform.counts.requests - turns) },
    documents: share(after.documents - before.documents),
    bytesKept: share(after.bytes - before.bytes),
  };
};

const idleCost = async (counter: Counter): Promise<Cost> => {
  const seconds = 10;
  counter.take();
  await pause(seconds * 1000);
  return plus(nothing, counter.take(), 1 / seconds);
};

const story = (setting: Setting, name: StoryName) => async (n: number) => {
  const [channel, person] = setting.cast.workers[n % setting.cast.workers.length] ?? ['teams', 'W0'];
  const told = tellStory(name, `zqs${storyNames.indexOf(name)}x${n}q`, seeded(n));
  const { fault } = await live(chaosHand(setting.world, channel, person), told);
  if (fault) throw new Error(fault);
};

const typed = (setting: Setting, text: string) => async () => {
  await chaosHand(setting.world, 'teams', 'MTEAMS').type(text);
};

export const measureDeeds = async (built: Built, charges: Charges): Promise<Measured> => {
  const counter = makeCounter(charges);
  const setting = await openSetting({ built, seed: 1, count: 1, workers: 4, seen: counter.seen });
  let over = false;
  try {
    const hands = setting.cast.receivers.map(([channel, name]) => chaosHand(setting.world, channel, name));
    const idle = await idleCost(counter);
    const reacting = hands.map((hand) => react(hand, () => over, []));
    const deeds: Record<string, Deed> = {};
    const doing = { setting, counter, idle };
    for (const name of storyNames) deeds[name] = await count(doing, story(setting, name));
    over = true;
    await Promise.all(reacting);
    deeds.question = await count(doing, typed(setting, 'do I need consent to share about a child'));
    deeds.register = await count(doing, typed(setting, 'register'));
    return { deeds, idleRuASecond: idle.ru };
  } finally {
    over = true;
    await setting.close();
  }
};
