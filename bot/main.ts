import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PolicyPack } from '../dialogs/policy/pack.ts';
import { type Config, readConfig } from './config.ts';
import { createCodes } from './core/codes.ts';
import { createDeadlines } from './core/deadlines.ts';
import { SharewellError } from './core/errors.ts';
import { withLinks } from './core/handlers/copy.ts';
import { createLinks, type Links } from './core/links.ts';
import { openHubs } from './core/open-hubs.ts';

import { createOutbox } from './core/outbox.ts';
import { createDirectory, type Directory, keepAddress } from './core/people.ts';
import { createPlaces } from './core/places.ts';
import type { Channel, Log, QueueName, RunTurn, Store } from './core/ports.ts';
import { openRetention } from './core/retention-jobs.ts';
import { createRouter } from './core/routing.ts';
import { type Core, createRunTurn } from './core/run-turn.ts';
import type { Address, ChannelName } from './core/turn.ts';
import { type Admits, createAdmits } from './core/visitors.ts';
import { words } from './core/words.ts';
import { startWorker, type Worker } from './core/worker.ts';
import { mapRoutes } from './export/map-routes.ts';
import { exportRoutes } from './export/routes.ts';
import { createGuidance } from './guidance/client.ts';
import { readEdits } from './guidance/edits.ts';
import { needLocal } from './guidance/files.ts';
import { entriesIn } from './guidance/saved.ts';
import { healthRoutes } from './health.ts';
import { createLog } from './log.ts';
import { openStore } from './open-store.ts';
import { channelPhrases } from './phrases.ts';
import { readPolicy } from './policy.ts';
import { createServer, type Route } from './server.ts';

/** The composition root: every part is made here and handed what it needs. Nothing else reads the environment. */

const clock = () => new Date();
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Served = { channels: Partial<Record<ChannelName, Channel>>; routes: Route[] };
type Parts = {
  config: Config;
  store: Store;
  directory: Directory;
  runTurn: RunTurn;
  admits: Admits;
  log: Log;
};

const teams = async ({ config, store, directory, runTurn, log }: Parts): Promise<Served> => {
  if (!config.teams && !config.local) return { channels: {}, routes: [] };
  const { createTeamsChannel } = await import('./teams/channel.ts');
  const { localIdentity } = await import('./teams/local-identity.ts');
  const testing = config.teams?.openIdMetadataUrl ? localIdentity(config.teams.openIdMetadataUrl) : {};
  const phrases = channelPhrases(words);
  const channel = createTeamsChannel({
    config: config.teams
      ? { auth: 'strict', ...config.teams, ...testing }
      : { auth: 'open', local: true, host: config.host },
    runTurn,
    replies: {
      pointer: () => phrases.pointer,
      unreachable: () => phrases.unreachable,
      saving: () => phrases.saving,
      tooLarge: () => phrases.tooLarge,
    },
    clock,
    log,
    onAddress: (address) => {
      keepAddress(store, directory, address).catch(() => log('address-not-kept'));
    },
  });
  return { channels: { teams: channel }, routes: [channel.route] };
};

const slack = async ({ config, store, runTurn, admits, log }: Parts): Promise<Served> => {
  if (!config.slack) return { channels: {}, routes: [] };
  const { createSlackChannel } = await import('./slack/channel.ts');
  const { createInstallations } = await import('./slack/installations.ts');
  const channel = createSlackChannel({
    config: config.slack,
    runTurn,
    admits,
    installations: createInstallations(store, clock),
    phrases: channelPhrases(words),
    clock,
    log,
  });
  return { channels: { slack: channel }, routes: channel.routes };
};

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
    local: guidanceFolder ? needLocal(guidanceFolder, ships(), laws) : [],
    edits: () => readEdits(store, policy.hostAgency),
  });
};

type Front = { runTurn: RunTurn; oneChat?: () => Address | undefined };

/** In local mode the sample partnership stands in front of the core, with "act as". */
const front = async (core: Core, config: Config): Promise<Front> => {
  const runTurn = createRunTurn(core);
  if (!config.local) return { runTurn };
  const { loadPartnership, samplePeople } = await import('./local/partnership.ts');
  const { withActAs } = await import('./local/act-as.ts');
  await loadPartnership(core.store, clock().toISOString());
  return withActAs(runTurn, { ...core, people: samplePeople });
};

const startWorkers = (
  core: Core,
  channels: Served['channels'],
  oneChat: Front['oneChat'],
): Record<QueueName, Worker> => {
  const outbox = createOutbox({ ...core, channels, ...(oneChat ? { oneChat } : {}) });
  const deadlines = createDeadlines(core);
  return {
    notices: startWorker('outbox', outbox, core.log, 2_000),
    deadlines: startWorker('deadlines', deadlines, core.log, 5_000),
  };
};

const openLocalClient = async (config: Config, port: number): Promise<() => void> => {
  if (!config.local) return () => undefined;
  const { openPlayground } = await import('./local/open.ts');
  return openPlayground({
    port,
    folder: config.dataFolder,
    env: process.env,
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

const start = async (): Promise<() => Promise<void>> => {
  const config = readConfig(process.env);
  const log = createLog((line) => process.stderr.write(line), clock);
  const policy = readPolicy(config.policyFolder);
  const store = await openStore(config, clock, log);
  const directory = createDirectory(store, policy, Date.now);
  const workers: Partial<Record<QueueName, Worker>> = {};
  const onOwed = (queue: QueueName) => workers[queue]?.kick();
  // Port 0 is known only when the server listens; nobody presses anything before.
  let { publicUrl } = config;
  const links = createLinks(secretOf(config), () => publicUrl);
  const route = withLinks(createRouter(words, createCodes(secretOf(config))), links.make);
  const guidance = openGuidance(config, policy, store);
  const places = createPlaces({ store, policy, clock });
  const core: Core = {
    ...{ store, directory, places, guidance, policy, words, route, clock, log, sleep },
    retryForMs: 20_000,
    onOwed,
    publicUrl: () => publicUrl,
  };
  const { runTurn, oneChat } = await front(core, config);
  const today = { now: clock(), policy };
  await openHubs(store, today);
  await openRetention(store, today);
  if (config.local) await (await import('./local/partnership.ts')).seatEverybody(store, today);
  const admits = createAdmits(directory, places);
  const parts = { config, store, directory, runTurn, admits, log };
  const served = [await teams(parts), await slack(parts)];
  const channels = Object.assign({}, ...served.map((each) => each.channels)) as Served['channels'];
  const routes = [...served.flatMap((each) => each.routes), ...files(core, links), ...healthRoutes(store)];
  const server = createServer({ routes, log });
  for (const channel of Object.values(channels)) await channel.start();
  const { port } = await server.listen(config.host, config.port).catch(taken(config));
  publicUrl = publicUrl?.replace(/^(http:\/\/localhost):0$/, `$1:${port}`);
  Object.assign(workers, startWorkers(core, channels, oneChat));
  log('started', { port, local: config.local, store: config.cosmos ? 'cosmos' : 'file' });
  const closeClient = await openLocalClient(config, port);
  return async () => {
    closeClient();
    await server.close(5_000);
    await Promise.all(Object.values(workers).map((worker) => worker.stop()));
    await Promise.all(Object.values(channels).map((channel) => channel.stop()));
    await guidance.close();
    await store.close();
  };
};

const explain = (error: unknown): string =>
  error instanceof SharewellError
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : 'unknown fault';

try {
  const stop = await start();
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', end).on('SIGTERM', end);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
