import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import { enrol } from '../../bot/core/register.ts';
import { urgentAnswers } from '../support/house.ts';
import { done } from '../support/peers-hands.ts';
import { registered, startWorld, type World } from '../support/peers-world.ts';
import { type Bot, startBot } from '../support/process-bot.ts';
import { builtBot } from '../support/process-build.ts';
import { faultyPlace } from '../support/process-places.ts';
import { eventually, itemsIn } from '../support/process-service.ts';

/** The built bot is asked to end while people work: it says so first, loses nothing, and does not take for ever. */

let world: World;
let place: Awaited<ReturnType<typeof faultyPlace>>;
beforeAll(async () => {
  world = await startWorld();
  place = await faultyPlace();
  const store = await place.open();
  for (const name of ['ANN', 'BEA', 'MO'])
    await enrol(store, registered(name, ['practitioner'], 'MO'), new Date().toISOString());
  await store.close();
});
afterAll(async () => {
  await world?.stop();
  await place?.remove();
});

const start = async (more: Record<string, string> = {}): Promise<Bot> => {
  const bot = await startBot({ entry: builtBot(), env: { ...world.environment, ...place.env, ...more } });
  world.aim(bot.url);
  return bot;
};

const events = ({ lines }: Bot): string[] =>
  lines.map((line) => (JSON.parse(line) as { event: string }).event).filter((name) => /^service/.test(name));

const recordsOf = async (owner: string): Promise<KeptRecord[]> => {
  const store = await place.open();
  const records = await itemsIn<KeptRecord>(store, `owner:${owner}`, 'record');
  await store.close();
  return records;
};

describe('asked to end', () => {
  test('it is not ready at once, still serves for a while, and then ends well', async () => {
    const bot = await start({ SHAREWELL_DRAIN_SECONDS: '2' });
    const gone = bot.stop();
    const { body } = await eventually(async () => {
      const ready = await bot.get('/ready');
      return ready.status === 503 ? ready : undefined;
    }, 'not ready');
    expect(body.reasons).toEqual(['stopping']);
    const hand = world.hand('teams', 'ANN');
    expect((await done(hand, hand.type('help'))).words).not.toBe('');
    await gone;
    expect(events(bot).slice(-2)).toEqual(['service.stopping', 'service.stopped']);
    expect(bot.exitCode()).toBe(0);
  });

  test.each(['teams', 'slack'] as const)('a turn on %s that runs is finished and kept', async (channel) => {
    const name = channel === 'teams' ? 'ANN' : 'BEA';
    const bot = await start();
    const hand = world.hand(channel, name);
    await done(hand, hand.type('urgent'));
    // Slower than Slack waits: on Slack the press is acknowledged before it is kept.
    const slow =
      channel === 'slack' ? { times: 1, fault: { delayMs: 3_000 } } : { times: 20, fault: { delayMs: 300 } };
    place.faults.add({ on: 'any', ...slow });
    const pressed = hand.press('Record and go', urgentAnswers).send();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await bot.stop();
    place.faults.clear();
    await pressed;
    expect(bot.exitCode()).toBe(0);
    expect(await recordsOf(`p-${name.toLowerCase()}`)).toMatchObject([urgentAnswers]);
  });

  test('twice, it ends at once', async () => {
    const bot = await start({ SHAREWELL_DRAIN_SECONDS: '60' });
    void bot.stop();
    await eventually(async () => (await bot.get('/ready')).status === 503 || undefined, 'not ready');
    await bot.stop();
    expect(bot.exitCode()).toBe(1);
    expect(events(bot).at(-1)).toBe('service.stop-forced');
  });

  test('what does not end is ended, and what it owed is in the store for the next', async () => {
    const bot = await start({ SHAREWELL_STOP_SECONDS: '1' });
    const hand = world.hand('teams', 'ANN');
    place.faults.add({ on: 'any', times: 1_000, fault: { delayMs: 15_000 } });
    const asked = hand
      .type('drafts')
      .send()
      .catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const begun = performance.now();
    await bot.stop();
    place.faults.clear();
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(events(bot).at(-1)).toBe('service.stop-forced');
    expect(bot.exitCode()).toBe(1);
    await asked;
  });
});
