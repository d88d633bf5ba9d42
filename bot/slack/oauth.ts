import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import { SharewellError } from '../core/errors.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { Route } from '../server.ts';
import { boltLog } from './bolt-log.ts';
import type { Installations } from './installations.ts';
import type { Renew } from './workspaces.ts';

export type OAuthConfig = {
  clientId: string;
  clientSecret: string;
  stateSecret: string;
  /** Needed where the app names several. */
  redirectUri?: string;
  /** Slack's own page, unless a test says otherwise. */
  authorizeUrl?: string;
};

/** What the app asks a workspace for; the manifest lists the same. */
export const botScopes: readonly string[] = Object.freeze([
  'app_mentions:read',
  // What is written where a hub meets: looked at, and never kept.
  'channels:history',
  'chat:write',
  'commands',
  'groups:history',
  'im:history',
  'im:write',
  // The card of an enquiry stays at the top of its channel.
  'pins:write',
]);

type Options = {
  oauth: OAuthConfig;
  signingSecret: string;
  apiUrl: string;
  timeoutMs: number;
  allowedTeams: readonly string[];
  installations: Installations;
  clock: Clock;
  log: Log;
};

/** Bolt's own few pages have a style in them, and nothing else. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Installer = NonNullable<HTTPReceiver['installer']>;

/** Bolt keeps its installer inside its own receiver, which is never started here. */
const createInstaller = ({ oauth, installations, allowedTeams, ...options }: Options): Installer => {
  const { installer } = new HTTPReceiver({
    signingSecret: options.signingSecret,
    logger: boltLog(options.log),
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    stateSecret: oauth.stateSecret,
    installationStore: {
      storeInstallation: async (installation) => {
        const team = installation.team?.id ?? '';
        if (allowedTeams.length > 0 && !allowedTeams.includes(team))
          throw new SharewellError('unauthenticated', 'This workspace is not on the list of those allowed');
        await installations.save(installation);
        options.log('slack.installed', { team });
      },
      fetchInstallation: async (query) => {
        const found = await installations.fetch(query.teamId ?? '');
        if (!found) throw new SharewellError('unauthenticated', 'This workspace has not installed the app');
        return found as never;
      },
    },
    installerOptions: {
      directInstall: true,
      clientOptions: {
        slackApiUrl: options.apiUrl,
        timeout: options.timeoutMs,
        retryConfig: { retries: 0 },
      },
      ...(oauth.authorizeUrl ? { authorizationUrl: oauth.authorizeUrl } : {}),
    },
  });
  if (!installer)
    throw new SharewellError('config', 'Slack sign-in needs a client id, a secret and a state secret');
  return installer;
};

export const createOAuth = (options: Options): { routes: Route[]; renew: Renew } => {
  const installer = createInstaller(options);
  const { redirectUri } = options.oauth;
  const wanted = { scopes: [...botScopes], ...(redirectUri ? { redirectUri } : {}) };

  const route = (
    path: string,
    serve: (req: IncomingMessage, res: ServerResponse) => Promise<void>,
  ): Route => ({
    method: 'GET',
    path,
    async handle(req, res) {
      res.setHeader('content-security-policy', pagePolicy);
      await serve(req, res);
    },
  });
  return {
    routes: [
      route('/slack/install', (req, res) => installer.handleInstallPath(req, res, {}, wanted)),
      route('/slack/oauth_redirect', (req, res) => installer.handleCallback(req, res, {})),
    ],
    renew: async (teamId) => {
      const query = { teamId, enterpriseId: undefined, isEnterpriseInstall: false };
      return (await installer.authorize(query)).botToken;
    },
  };
};
