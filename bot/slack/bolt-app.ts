import { App } from '@slack/bolt';
import { SharewellError } from '../core/errors.ts';
import type { Log } from '../core/ports.ts';
import { boltLog } from './bolt-log.ts';
import type { Exchange } from './exchange.ts';
import type { SlackReceiver } from './receiver.ts';
import type { Workspaces } from './workspaces.ts';

/** An event of a workspace that is not ours is nobody's; a press from one may be a visitor's, who gets an answer. */
const belongs = ({ parsed, credentials }: Exchange): boolean => {
  if (parsed.kind === 'ignored' || parsed.kind === 'removed') return true;
  const { from } = parsed.origin;
  return !['text', 'home', 'heard'].includes(from) || !credentials?.team || credentials.team === parsed.home;
};

type Options = { apiUrl: string; timeLimitMs: number; log: Log };

/** Bolt reads what kind of request it is, leaves out our own messages and calls the listeners. */
export const createApp = (
  receiver: SlackReceiver,
  workspaces: Workspaces,
  { apiUrl, timeLimitMs, log }: Options,
): App => {
  const app = new App({
    receiver,
    // Our own: Bolt's asks Slack at start-up, and takes the process down when Slack does not answer.
    authorize: async (source, body) => {
      const exchange = receiver.exchangeOf(body);
      const home = exchange.parsed.kind === 'ignored' ? source.teamId : exchange.parsed.home;
      exchange.credentials = await workspaces.credentials(home ?? '');
      if (!belongs(exchange)) throw new SharewellError('unauthenticated', 'Not a workspace of ours');
      const { token: botToken, botId } = exchange.credentials;
      // The event itself names the bot, so our own messages are known before Slack has told us who we are.
      const named = exchange.parsed.kind === 'turn' ? exchange.parsed.bot : undefined;
      const botUserId = exchange.credentials.botUserId ?? named;
      return {
        botToken,
        ...(home ? { teamId: home } : {}),
        ...(botId ? { botId } : {}),
        ...(botUserId ? { botUserId } : {}),
      };
    },
    logger: boltLog(log),
    convoStore: false,
    attachFunctionToken: false,
    clientOptions: { slackApiUrl: apiUrl, timeout: timeLimitMs, retryConfig: { retries: 0 } },
  });
  // Whoever delivered the request has to hear that it failed.
  app.error(async (error) => {
    throw error;
  });
  return app;
};
