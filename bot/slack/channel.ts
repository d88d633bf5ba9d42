import { SharewellError } from '../core/errors.ts';
import { systemTimer, type Timer } from '../core/patience.ts';
import type { Channel, Clock, Log, Measure, RunTurn } from '../core/ports.ts';
import type { Turn } from '../core/turn.ts';
import type { Route } from '../server.ts';
import { createApp } from './bolt-app.ts';
import type { Installations } from './installations.ts';
import { listen } from './listeners.ts';
import { createOAuth, type OAuthConfig } from './oauth.ts';
import type { Call } from './post.ts';
import { createReceiver } from './receiver.ts';
import type { SlackPhrases } from './render.ts';
import { retryOnce } from './retry-once.ts';
import { createSend } from './send.ts';
import { createTurns } from './turns.ts';
import { createWebApi, type WebApi } from './web-api.ts';
import { installedWorkspaces, onlyThese, singleWorkspace, type Workspaces } from './workspaces.ts';

export type SlackConfig = {
  signingSecret: string;
  /** One workspace by its token, or many that install the app themselves. */
  access: { botToken: string } | OAuthConfig;
  /** Empty: every workspace that installed it. */
  allowedTeams?: readonly string[];
  apiUrl?: string;
};

export type SlackOptions = {
  config: SlackConfig;
  runTurn: RunTurn;
  /** Whether somebody from another workspace may act in a channel that is shared with theirs. Nobody, where it is missing. */
  admits?: (turn: Turn) => Promise<boolean>;
  /** Needed where workspaces install the app themselves. */
  installations?: Installations;
  phrases: SlackPhrases;
  clock: Clock;
  log: Log;
  timer?: Timer;
  measure?: Measure;
  patienceMs?: number;
  timeLimitMs?: number;
};

export type SlackChannel = Channel & { routes: Route[] };

type Settled = Required<Omit<SlackOptions, 'installations' | 'admits' | 'measure'>> & {
  installations: Installations | undefined;
  apiUrl: string;
  api: WebApi;
};

const connect = (options: Settled): { workspaces: Workspaces; routes: Route[] } => {
  const { config, api, timer, log, installations, clock, apiUrl, timeLimitMs: timeoutMs } = options;
  const { access, signingSecret, allowedTeams = [] } = config;
  if ('botToken' in access) {
    const single = singleWorkspace({ api, token: access.botToken, timer, log });
    return { workspaces: onlyThese(single, allowedTeams), routes: [] };
  }
  if (!installations) throw new SharewellError('config', 'Slack sign-in needs a place to keep installations');
  const oauth = createOAuth({
    oauth: access,
    ...{ signingSecret, apiUrl, timeoutMs, allowedTeams, installations, clock, log },
  });
  const installed = installedWorkspaces({ installations, renew: oauth.renew });
  return { workspaces: onlyThese(installed, allowedTeams), routes: oauth.routes };
};

export const createSlackChannel = (given: SlackOptions): SlackChannel => {
  const apiUrl = given.config.apiUrl ?? 'https://slack.com/api/';
  const timeLimitMs = given.timeLimitMs ?? 5000;
  const { timer = systemTimer, patienceMs = 2500, installations, clock, log } = given;
  const measure = given.measure ? { measure: given.measure } : {};
  const api = createWebApi({ apiUrl, timeoutMs: timeLimitMs, log, ...measure });
  const options: Settled = { ...given, timer, patienceMs, timeLimitMs, installations, apiUrl, api };
  const { workspaces, routes } = connect(options);
  const receiver = createReceiver({
    signingSecret: given.config.signingSecret,
    clock,
    log,
    timer,
    patienceMs,
  });

  const patient = retryOnce(api, timer);
  const inTurn =
    (token: string): Call =>
    (method, args) =>
      patient(token, method, args);
  const once =
    (token: string): Call =>
    (method, args) =>
      api.call(token, method, args);
  const { allowedTeams = [] } = given.config;
  const handle = createTurns({
    ...options,
    admits: given.admits ?? (async () => false),
    serves: (team) => allowedTeams.length === 0 || allowedTeams.includes(team),
    call: inTurn,
    respond: api.respond,
  });
  listen(createApp(receiver, workspaces, options), (body) => handle(receiver.exchangeOf(body)));

  return {
    routes: [...receiver.routes, ...routes],
    start: async () => workspaces.start(),
    check: workspaces.check,
    async stop() {
      workspaces.stop();
      await receiver.stop();
      api.close();
    },
    ...createSend(workspaces, once, log),
  };
};
