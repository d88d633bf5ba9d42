import { SharewellError } from '../core/errors.ts';
import type { Timer } from '../core/patience.ts';
import type { Log } from '../core/ports.ts';
import type { Installations } from './installations.ts';
import type { WebApi } from './web-api.ts';

export type Credentials = {
  token: string;
  /** Undefined until Slack has told us which workspace the one token is for. */
  team: string | undefined;
  botId: string | undefined;
  botUserId: string | undefined;
};

/** Whose token to use. A workspace that is not ours is `unauthenticated`. */
export type Workspaces = {
  start(): void;
  stop(): void;
  /** A fault where Slack has not said yet that the token is good. */
  check(): Promise<void>;
  credentials(teamId: string): Promise<Credentials>;
};

const unknownTeam = () => new SharewellError('unauthenticated', 'This workspace has not installed the app');
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * One workspace with a token from the settings. Which bot we are is asked in the background and again until Slack
 * answers: it must not keep the service from starting, and the first turns can do without.
 */
export const singleWorkspace = (options: {
  api: WebApi;
  token: string;
  timer: Timer;
  log: Log;
}): Workspaces => {
  const { api, token, timer, log } = options;
  let known: Credentials = { token, team: undefined, botId: undefined, botUserId: undefined };
  let cancel = () => {};
  let stopped = false;

  const ask = async (waitMs: number): Promise<void> => {
    try {
      const me = await api.call(token, 'auth.test', {});
      known = { token, team: text(me.team_id), botId: text(me.bot_id), botUserId: text(me.user_id) };
      log('slack.ready');
    } catch (error) {
      log('slack.not-ready', { code: error instanceof SharewellError ? error.code : 'unknown' });
      if (!stopped) cancel = timer(waitMs, () => void ask(Math.min(waitMs * 2, 60_000)));
    }
  };

  return {
    start: () => void ask(1000),
    stop() {
      stopped = true;
      cancel();
    },
    check: async () => {
      if (!known.team) throw new SharewellError('channel-unavailable', 'Slack has not said who we are');
    },
    credentials: async () => known,
  };
};

/** Renews a token that is about to end; only workspaces with token rotation need it. */
export type Renew = (teamId: string) => Promise<string | undefined>;

export const installedWorkspaces = (options: { installations: Installations; renew: Renew }): Workspaces => ({
  start() {},
  stop() {},
  check: async () => {},
  async credentials(teamId) {
    const bot = (await options.installations.fetch(teamId))?.bot;
    const token = bot?.refreshToken ? await options.renew(teamId) : bot?.token;
    if (!bot || !token) throw unknownTeam();
    return { token, team: teamId, botId: bot.id, botUserId: bot.userId };
  },
});

/** An optional list of the workspaces that may use this service at all. */
export const onlyThese = (workspaces: Workspaces, allowed: readonly string[]): Workspaces =>
  allowed.length === 0
    ? workspaces
    : {
        ...workspaces,
        async credentials(teamId) {
          const found = await workspaces.credentials(teamId);
          if (!allowed.includes(found.team ?? teamId)) throw unknownTeam();
          return found;
        },
      };
