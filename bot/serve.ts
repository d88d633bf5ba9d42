import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PolicyPack } from '../dialogs/policy/pack.ts';
import { type Channels, openChannels } from './channels.ts';
import type { Config } from './config.ts';
import { createCodes } from './core/codes.ts';
import { createDeadlines } from './core/deadlines.ts';
import { SharewellError } from './core/errors.ts';
import { withLinks } from './core/handlers/copy.ts';
import { withLimits } from './core/limited.ts';
import { createLinks, type Links } from './core/links.ts';
import { openHubs } from './core/open-hubs.ts';
import { createOutbox } from './core/outbox.ts';
import { createDirectory } from './core/people.ts';
import { createPlaces } from './core/places.ts';
import type { Clock, Log, QueueName, RunTurn, Store } from './core/ports.ts';
import { openRetention } from './core/retention-jobs.ts';
import { askForReviews } from './core/reviews.ts';
import { createRouter } from './core/routing.ts';
import { type Core, createRunTurn } from './core/run-turn.ts';
import type { Address } from './core/turn.ts';
import { createAdmits } from './core/visitors.ts';
import { words } from './core/words.ts';
import { startWorker, type Worker } from './core/worker.ts';
import { mapRoutes } from './export/map-routes.ts';
import { exportRoutes } from './export/routes.ts';
import { createGate } from './gate.ts';
import { createGuidance } from './guidance/client.ts';
import { readEdits } from './guidance/edits.ts';
import { needLocal } from './guidance/files.ts';
import { entriesIn } from './guidance/saved.ts';
import { healthRoutes, type Phase } from './health.ts';
import { openStore } from './open-store.ts';
import { readPolicy } from './policy.ts';
import { createServer, type Route } from './server.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import { createWatch, type Watch, watchLoop } from './watch.ts';

/** Every part is made here and handed what it needs. */

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export type Surroundings = {
  config: Config;
  /** For what is started beside the service in local mode. */
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  log: Log;
  telemetry?: Telemetry;
};

/** Says that it is not ready any more, and then ends: what runs is finished, what is owed stays in the store. */
export type Service = { drain(): void; stop(): Promise<void> };

/** Every instance of a deployment signs with the same secret; in local mode there is one instance and no secret. */
const secretOf = ({ storeKey, slack, teams, cosmos }: Config): string =>
  storeKey ?? slack?.signingSecret ?? teams?.password ?? cosmos?.key ?? randomBytes(32).toString('base64url');

/** Pictures are made by the build; while there are none, nobody finds them. */
const built = (name: string): Promise<Buffer | undefined> =>
  readFile(new URL(`map/${name}`, import.meta.url)).catch(() => undefined);

const files = ({ store, policy, words, clock, log }: Core, links: Links): Route[] => [
  ...exportRoutes({
    store,
    links,
    policy,
    words,
    clock,
    log,
    pdf: async (document) => (await import('./export/pdf.ts')).renderPdf(document, words),
  }),
  ...mapRoutes({
    mapSvg: async () => (await built('decision.svg'))?.toString(),
    mapPng: () => built('decision.png'),
  }),
];

/** What ships is made by the build, like the pictures; what the deployment says is read now, and what the chat says later. */
const openGuidance = ({ guidanceFolder }: Config, policy: PolicyPack, store: Store) => {
  const saved = fileURLToPath(new URL('guidance.bin', import.meta.url));
  const laws = Object.keys(policy.law);
  const ships = () => entriesIn(readFileSync(saved));
  return createGuidance({
    script: new URL('guidance-worker.mjs', import.meta.url),
    saved,
    shipped: JSON.parse(readFileSync(new URL('guidance-news.json', import.meta.url), 'utf8')),
    local: guidanceFolder ? needLocal(guidanceFolder, ships(), laws) : [],
    edits: () => readEdits(store, policy.hostAgency),
  });
};

type Front = { runTurn: RunTurn; oneChat?: () => Address | undefined };

/** In local mode the sample partnership stands in front of the core, with "act as". */
const front = async (core: Core, { config, telemetry }: Surroundings): Promise<Front> => {
  const limited = withLimits(createRunTurn(core), config.running.limits, core);
  const runTurn = telemetry ? telemetry.runTurn(limited) : limited;
  if (!config.local) return { runTurn };
  const { loadPartnership, samplePeople } = await import('./local/partnership.ts');
  const { withActAs } = await import('./local/act-as.ts');
  await loadPartnership(core.store, core.clock().toISOString());
  return withActAs(runTurn, { ...core, people: samplePeople });
};

type Workers = Record<QueueName, Worker>;

const startWorkers = (
  core: Core,
  channels: Channels,
  { oneChat }: Front,
  watch: Watch,
  telemetry: Telemetry | undefined,
): Workers => {
  const outbox = createOutbox({ ...core, channels, ...(oneChat ? { oneChat } : {}) });
  const deadlines = createDeadlines(core);
  watch.begin(['notices', 'deadlines']);
  const begin = (queue: QueueName, name: string, round: () => Promise<number>, pauseMs: number) => {
    const measured = telemetry ? telemetry.round(queue, round) : round;
    return startWorker(name, measured, core.log, pauseMs, () => watch.round(queue));
  };
  return {
    notices: begin('notices', 'outbox', outbox, 2_000),
    deadlines: begin('deadlines', 'deadlines', deadlines, 5_000),
  };
};

const openLocalClient = async ({ config, env }: Surroundings, port: number): Promise<() => void> => {
  if (!config.local) return () => undefined;
  const { openPlayground } = await import('./local/open.ts');
  return openPlayground({
    port,
    folder: config.dataFolder,
    env,
    write: (line) => process.stdout.write(line),
  });
};

/** The one fault of starting that everybody meets. */
const taken = (config: Config) => (error: unknown) => {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  throw new SharewellError(
    'config',
    `Port ${config.port} is in use. Stop what uses it, or set PORT to another number.`,
  );
};

/** What takes turns, before anything listens. */
const makeCore = async (around: Surroundings, address: () => string | undefined) => {
  const { config, clock, log, telemetry } = around;
  const policy = readPolicy(config.policyFolder);
  const opened = await openStore(config, clock, log);
  const watch = createWatch(telemetry ? telemetry.store(opened) : opened, clock);
  telemetry?.watches({ watch, store: opened });
  const { store } = watch;
  const workers: Partial<Workers> = {};
  const links = createLinks(secretOf(config), address);
  const routing = withLinks(createRouter(words, createCodes(secretOf(config))), links.make);
  const route = telemetry ? telemetry.routing(routing) : routing;
  const guidance = openGuidance(config, policy, store);
  const core: Core = {
    ...{ store, guidance, policy, words, route, clock, log, sleep },
    directory: createDirectory(store, policy, () => clock().getTime()),
    places: createPlaces({ store, policy, clock }),
    retryForMs: 20_000,
    onOwed: (queue) => workers[queue]?.kick(),
    publicUrl: address,
  };
  return { core, watch, workers, links, guidance };
};

type Made = Awaited<ReturnType<typeof makeCore>>;

const openPlaces = async ({ store, policy, clock }: Core, config: Config): Promise<void> => {
  const today = { now: clock(), policy };
  await openHubs(store, today);
  await openRetention(store, today);
  await askForReviews(store, today);
  if (config.local) await (await import('./local/partnership.ts')).seatEverybody(store, today);
};

const health = ({ core, watch, guidance }: Made, channels: Channels, phase: () => Phase) => {
  const loop = watchLoop();
  const checks = Object.entries(channels).flatMap(([name, { check }]) => (check ? [[name, check]] : []));
  const parts = { guidance: guidance.check, ...Object.fromEntries(checks) };
  const { store, log } = core;
  const now = () => performance.now();
  return {
    routes: healthRoutes({ store, watch, phase, parts, log, now, loopMs: loop.longestMs }),
    stop: loop.stop,
  };
};

const gateOf = ({ config: { running }, log }: Surroundings) => {
  const { limits, proxies } = running;
  if (!limits.address) return {};
  return { gate: createGate({ rate: limits.address, proxies, now: () => performance.now(), log }) };
};

const finishMs = 10_000;

export const serve = async (around: Surroundings): Promise<Service> => {
  const { config, clock, log, telemetry } = around;
  let phase: Phase = 'starting';
  // Port 0 is known only when the server listens; nobody presses anything before.
  let { publicUrl } = config;
  const made = await makeCore(around, () => publicUrl);
  const { core, watch, workers, links, guidance } = made;
  const { store, directory } = core;
  const shown = await front(core, around);
  await openPlaces(core, config);
  const admits = createAdmits(directory, core.places);
  const measure = telemetry ? { measure: telemetry.measure } : {};
  const { runTurn } = shown;
  const served = await openChannels({ config, store, directory, runTurn, admits, clock, log, ...measure });
  const signed = telemetry ? telemetry.routes(served.routes) : served.routes;
  const channels = Object.values(served.channels);
  const { routes, stop: stopLooking } = health(made, served.channels, () => phase);
  const server = createServer({
    ...{ routes: [...signed, ...files(core, links), ...routes], log },
    ...(publicUrl ? { publicUrl } : {}),
    ...gateOf(around),
  });
  for (const channel of channels) await channel.start();
  const { port } = await server.listen(config.host, config.port).catch(taken(config));
  publicUrl = publicUrl?.replace(/^(http:\/\/localhost):0$/, `$1:${port}`);
  Object.assign(workers, startWorkers(core, served.channels, shown, watch, telemetry));
  phase = 'serving';
  log('service.started', { port, local: config.local, store: config.cosmos ? 'cosmos' : 'file' });
  const closeClient = await openLocalClient(around, port);
  return {
    drain: () => {
      phase = 'stopping';
    },
    stop: async () => {
      closeClient();
      await server.close(finishMs);
      await Promise.all(Object.values(workers).map((worker) => worker.stop()));
      await Promise.all(channels.map((channel) => channel.stop()));
      stopLooking();
      await guidance.close();
      await telemetry?.stop();
      await store.close();
    },
  };
};
