import type { Kind, Store } from '../../bot/core/ports.ts';
import { enrol, type Registered } from '../../bot/core/register.ts';
import { agency, startWorld } from './peers-world.ts';
import { type Bot, type BotOptions, startBot } from './process-bot.ts';
import { builtBot } from './process-build.ts';
import type { Place } from './process-places.ts';

/** A whole service: the built bot as a process, its store, the two platforms around it, and people on the register. */

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for something that follows by itself. */
export const eventually = async <T>(
  look: () => T | undefined | Promise<T | undefined>,
  what: string,
  ms = 10_000,
): Promise<T> => {
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(20);
  }
};

export const itemsIn = async <T>(store: Store, term: string, kind: Kind): Promise<T[]> => {
  const { items } = await store.list(agency, { term, kinds: [kind], limit: 100 });
  return items.map(({ body }) => body as T);
};

/** `entry` and `user`: another build than the usual one, and somebody else to run it. */
export const startService = async (
  place: Place,
  people: readonly Registered[],
  { entry = builtBot(), user }: Partial<Pick<BotOptions, 'entry' | 'user'>> = {},
) => {
  const world = await startWorld();
  const store = await place.open();
  for (const person of people) await enrol(store, person, new Date().toISOString());
  const env = { ...world.environment, ...place.env };
  const start = () => startBot({ entry, env, user });
  let bot: Bot = await start();
  world.aim(bot.url);
  return {
    world,
    store,
    bot: () => bot,
    /** One more instance on the same store. */
    another: start,
    items: <T>(term: string, kind: Kind) => itemsIn<T>(store, term, kind),
    /** A deploy, or a crash: the next instance starts where the store stands. */
    restart: async (how: 'stop' | 'crash'): Promise<void> => {
      await bot[how]();
      bot = await start();
      world.aim(bot.url);
    },
    close: async (): Promise<void> => {
      await bot.stop();
      await store.close();
      await world.stop();
      await place.remove();
    },
  };
};

export type Service = Awaited<ReturnType<typeof startService>>;
