import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../crash/plan.ts';
import { type Bot, startBot } from '../support/process-bot.ts';

/** Several bots on one store, each of them ended now and then: as when the power fails, or as on a deploy. */

export type Instances = {
  /** One that answers just now. */
  any(): string | undefined;
  /** Ends one, and starts another in its place. */
  replace(how: 'crash' | 'stop', ended: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
  /** Everything that any of them ever logged. */
  lines(): string[];
  counts: { crash: number; stop: number; failedStarts: number };
  /** Why starts failed, each reason once. */
  whyNotStarted(): string[];
  /** Ends that nobody wanted. */
  unwanted(): string[];
};

type Options = { entry: string; env: Readonly<Record<string, string>>; count: number; random: Random };

const mostStarts = 20;

export const startInstances = async ({ entry, env, count, random }: Options): Promise<Instances> => {
  const logs: (readonly string[])[] = [];
  const running: (Bot | undefined)[] = [];
  const counts = { crash: 0, stop: 0, failedStarts: 0 };
  const reasons = new Set<string>();

  /** A store that is away makes a start fail, and whoever looks after the service starts it again. */
  const start = async (tries = 1): Promise<Bot> => {
    try {
      const bot = await startBot({ entry, env, waitUntilReady: false });
      logs.push(bot.lines);
      return bot;
    } catch (error) {
      counts.failedStarts += 1;
      reasons.add(String((error as Error).message).slice(0, 300));
      if (tries === mostStarts) throw error;
      await pause(200);
      return start(tries + 1);
    }
  };
  running.push(...(await Promise.all(Array.from({ length: count }, () => start()))));

  const alive = (): Bot[] => running.filter((bot) => bot !== undefined);
  return {
    counts,
    whyNotStarted: () => [...reasons],
    any: () => alive()[Math.floor(random() * alive().length)]?.url,
    replace: async (how, ended) => {
      const at = Math.floor(random() * running.length);
      const bot = running[at];
      if (!bot) return;
      running[at] = undefined;
      counts[how] += 1;
      await bot[how]();
      await ended();
      running[at] = await start();
    },
    stop: async () => {
      await Promise.all(alive().map((bot) => bot.stop()));
    },
    lines: () => logs.flat(),
    unwanted: () => logs.flat().filter((line) => !line.startsWith('{')),
  };
};
