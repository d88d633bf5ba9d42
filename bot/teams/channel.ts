import { systemTimer, type Timer } from '../core/patience.ts';
import type { Channel, Clock, Log, Measure, RunTurn } from '../core/ports.ts';
import type { Address } from '../core/turn.ts';
import type { Route } from '../server.ts';
import { TeamsAdapter } from './adapter.ts';
import { createAdmit } from './admission.ts';
import { createBackground } from './background.ts';
import { checkConfig, type TeamsConfig } from './config.ts';
import { createConnector } from './connector.ts';
import { createTokenSource, noToken } from './credentials.ts';
import { createDeliver } from './deliver.ts';
import { createPrivateChat } from './private-chat.ts';
import { createRewrites } from './rewrites.ts';
import { createRoute } from './route.ts';
import { createSend } from './send.ts';
import { createServiceUrls } from './service-urls.ts';
import { createTurns } from './turns.ts';
import { type ChannelReplies, createPrepare } from './words.ts';

type Options = {
  config: TeamsConfig;
  runTurn: RunTurn;
  replies: ChannelReplies;
  clock: Clock;
  log: Log;
  timer?: Timer;
  measure?: Measure;
  /** A person's own chat was opened: keep it, so that notices find them there. */
  onAddress?: (address: Address) => void;
};

const stopMs = 5000;

/** Microsoft Teams as a channel: one route in, and replies and notices out. */
export const createTeamsChannel = (options: Options): Channel & { route: Route } => {
  const { config, runTurn, replies, clock, log, timer = systemTimer, onAddress } = options;
  checkConfig(config);
  const strict = config.auth === 'strict';
  const urls = createServiceUrls(strict ? { hosts: config.serviceHosts ?? [] } : { local: true });
  const token = strict ? createTokenSource(config) : noToken;
  const timeoutMs = config.sendTimeoutMs ?? 5000;
  const measure = options.measure ? { measure: options.measure } : {};
  const connector = createConnector({ urls, token, clock, timer, timeoutMs, ...measure });
  const adapter = new TeamsAdapter(connector);
  const privateChat = createPrivateChat({ connector, ...(onAddress ? { onAddress } : {}) });
  const background = createBackground(timer, log);
  const rewrites = createRewrites(log);
  const prepare = createPrepare(replies, log);
  const deliver = createDeliver({ privateChat, background, log });
  const tools = { prepare, replies, deliver, privateChat, background, rewrites };
  const turns = createTurns({ adapter, runTurn, tools, timer, patienceMs: config.patienceMs ?? 2500, log });

  return {
    route: createRoute({ admit: createAdmit(config, urls, clock), turns, log }),
    start: async () => {},
    check: async () => void (await token(false)),
    stop: async () => {
      await background.stop(stopMs);
      await rewrites.idle();
      connector.close();
    },
    ...createSend({ adapter, prepare, privateChat }),
  };
};
