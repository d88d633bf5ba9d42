import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../crash/plan.ts';
import type { Instances } from './instances.ts';
import { type Asked, type Line, passOn, startLine } from './proxy.ts';
import type { Weather } from './weather.ts';

/**
 * The way from the two platforms to the instances: each request goes to any of them, some arrive twice, at two of them
 * or long after what came later, and some answers are lost. Whoever sent it sends it again.
 */

const twiceShare = 0.08;
const longestDelayMs = 3_000;

export type Platform = Line & { counts: { requests: number; twice: number } };

type Options = { instances: Instances; weather: Weather; random: Random; rough: () => boolean };

export const startPlatform = async (options: Options): Promise<Platform> => {
  const { instances, weather, random, rough } = options;
  const agent = new Agent({ keepAlive: false });
  const counts = { requests: 0, twice: 0 };

  const again = async (asked: Asked): Promise<void> => {
    counts.twice += 1;
    await pause(random() * longestDelayMs);
    const target = instances.any();
    const headers = asked.path.startsWith('/slack/')
      ? { ...asked.headers, 'x-slack-retry-num': '1' }
      : asked.headers;
    if (target) await passOn(agent, target, { ...asked, headers });
  };

  const line = await startLine({
    target: (asked) => {
      counts.requests += 1;
      if (rough() && random() < twiceShare) void again(asked).catch(() => undefined);
      return instances.any();
    },
    harm: (asked) => weather.harm('platform', asked),
  });
  return { ...line, counts };
};
