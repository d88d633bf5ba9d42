import { seeded } from '../crash/plan.ts';
import { accountKey } from '../support/cosmos/auth.ts';
import { temporaryFolder } from '../support/house.ts';
import { startWorld, type World } from '../support/peers-world.ts';
import { type Child, startChild } from '../support/process-child.ts';
import { type Cast, enrolCast, makeCast, openDirectly, policyIn, seatHub } from './cast.ts';
import { chaosHand } from './hands.ts';
import { type Instances, startInstances } from './instances.ts';
import { type Kept, readKept } from './kept.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type Line, type LineOptions, startLine } from './proxy.ts';
import { type Sends, watchSends } from './sends.ts';
import { makeWeather, type Weather } from './weather.ts';

/** One store, several bots, two platforms, and a bad line between any two of them. */

export type Setting = {
  cast: Cast;
  world: World;
  weather: Weather;
  instances: Instances;
  platform: Platform;
  sends: Sends;
  kept(): Promise<Kept>;
  endpoint: string;
  close(): Promise<void>;
};

export type Built = { bot: string; cosmos: string };

const portOf = async (server: Child): Promise<string> => {
  const [, port = ''] = await server.said(/^listening (\d+)/);
  return port;
};

/** The account names its own address, which is where the next request would go. */
type Seen = NonNullable<LineOptions['seen']>;

const storeLine = (endpoint: string, weather: Weather, seen?: Seen): Promise<Line> =>
  startLine({
    ...(seen ? { seen } : {}),
    target: () => endpoint,
    harm: (asked) => weather.harm('store', asked),
    rewrite: ({ path }, { body }, url) =>
      /^\/*$/.test(path) ? Buffer.from(body.toString().replaceAll(endpoint, `${url}/`)) : body,
  });

const startLines = async (endpoint: string, weather: Weather, seen?: Seen) => {
  let sends: Sends | undefined;
  const peerLine = (name: 'teams' | 'slack', target: string) =>
    startLine({
      target: () => target,
      harm: (asked) => weather.harm(name, asked),
      unanswered: (asked) => sends?.unanswered(asked),
    });
  const lines: Line[] = [await storeLine(endpoint, weather, seen)];
  const world = await startWorld({
    front: async (url) => {
      const line = await peerLine('teams', url);
      lines.push(line);
      return line.url;
    },
  });
  const slack = await peerLine('slack', world.slack.api.url.replace(/\/api\/$/, ''));
  return {
    world,
    env: {
      ...world.environment,
      SLACK_API_URL: `${slack.url}/api/`,
      COSMOS_ENDPOINT: `${lines[0]?.url}/`,
      COSMOS_KEY: accountKey,
    },
    watch: (watching: Sends) => {
      sends = watching;
    },
    close: async () => {
      for (const line of [...lines, slack]) await line.close();
      await world.stop();
    },
  };
};

type Options = {
  built: Built;
  seed: number;
  /** How many bots. */
  count: number;
  workers: number;
  /** What the bots ask of the store. */
  seen?: Seen;
};

const greetAll = async ({ receivers, workers }: Cast, world: World): Promise<void> => {
  for (const [channel, name] of [...receivers, ...workers])
    await chaosHand(world, channel, name).type('help');
};

export const openSetting = async ({ built, seed, count, workers, seen }: Options): Promise<Setting> => {
  const server = startChild({ script: built.cosmos });
  const endpoint = `http://127.0.0.1:${await portOf(server)}/`;
  const { folder, remove } = temporaryFolder();
  const weather = makeWeather(seeded(seed + 1));
  const { world, env, watch, close } = await startLines(endpoint, weather, seen);
  const cast = makeCast(workers);
  const store = await openDirectly(endpoint);
  await enrolCast(store, cast, world);
  const bots = { entry: built.bot, env: { ...env, SHAREWELL_POLICY: policyIn(folder) } };
  const instances = await startInstances({ ...bots, count, random: seeded(seed + 2) });
  let isRough = false;
  const platform = await startPlatform({
    instances,
    weather,
    random: seeded(seed + 3),
    rough: () => isRough,
  });
  const sends = watchSends(world, instances.lines);
  watch(sends);
  world.aim(platform.url);
  await seatHub(store, world);
  await greetAll(cast, world);
  return {
    ...{ cast, world, instances, platform, sends, endpoint },
    weather: {
      ...weather,
      begin: () => {
        isRough = true;
        weather.begin();
      },
      clear: () => {
        isRough = false;
        weather.clear();
      },
    },
    kept: () => readKept(endpoint),
    close: async () => {
      await instances.stop();
      await platform.close();
      await close();
      await store.close();
      await server.kill('SIGKILL');
      remove();
    },
  };
};
