import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppCredentials, type ServiceClientCredentialsFactory } from 'botframework-connector';
import type { StrictConfig } from '../../bot/teams/config.ts';
import { createIdentityProvider } from './identity-provider.ts';
import { type Activity, teamsActivities } from './teams-activities.ts';
import { createConnector } from './teams-connector.ts';

/** Teams as a bot sees it, over real HTTP and on one host: signs and posts activities, takes what the bot sends, remembers cards. */

const tenantId = 'tenant-1';

export type Posted = { status: number; body: unknown };

/** The bot's own token without any sign-in service; each fresh one has the next number. */
const credentialsFor = (appId: string): ServiceClientCredentialsFactory => {
  let count = 0;
  class TestCredentials extends AppCredentials {
    override async refreshToken() {
      count += 1;
      return { accessToken: `bot-token-${count}`, expiresOn: new Date(Date.now() + 3_600_000) };
    }
  }
  return {
    isValidAppId: async (id: string) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => new TestCredentials(appId, undefined, 'https://api.botframework.com'),
  } as ServiceClientCredentialsFactory;
};

const cardType = 'application/vnd.microsoft.card.adaptive';

/** The card in a message, an invoke answer or a dialog. */
export const cardIn = (body: unknown): Record<string, unknown> | undefined => {
  const { attachments, type, value, task } = (body ?? {}) as {
    attachments?: { contentType: string; content: Record<string, unknown> }[];
    type?: string;
    value?: Record<string, unknown>;
    task?: { value: { card: { content: Record<string, unknown> } } };
  };
  if (task) return task.value.card.content;
  if (type === cardType) return value;
  return attachments?.find(({ contentType }) => contentType === cardType)?.content;
};

/** `front`: a line that is put before it, by whose address everybody knows it. */
export type TeamsOptions = { front?(url: string): Promise<string> };

export const startTeamsPeer = async ({ front }: TeamsOptions = {}) => {
  const server = createServer((req, res) => {
    if (!idp.handle(req, res)) void connector.handle(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const own = `http://127.0.0.1:${port}`;
  const known = (await front?.(own)) ?? own;
  const origin = () => known;
  const idp = createIdentityProvider(origin);
  const connector = createConnector(origin);
  const appId = randomUUID();
  const activities = teamsActivities({ serviceUrl: connector.url(), appId, tenantId });
  const answers: unknown[] = [];
  let target = '';

  const claims = (activity: { serviceUrl: string }) => {
    const now = Math.floor(Date.now() / 1000);
    return {
      serviceurl: activity.serviceUrl,
      iss: 'https://api.botframework.com',
      aud: appId,
      nbf: now - 10,
      exp: now + 3600,
    };
  };
  const sign = (activity: { serviceUrl: string }): string => `Bearer ${idp.token(claims(activity))}`;

  const postRaw = async (body: string, headers: Record<string, string>): Promise<Posted> => {
    const response = await fetch(`${target}/api/messages`, { method: 'POST', headers, body });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: json ? JSON.parse(text) : text };
  };

  return {
    idp,
    connector,
    appId,
    tenantId,
    activities,
    claims,
    sign,
    postRaw,
    /** What a bot has to be told to serve this Teams. */
    config: (): StrictConfig => ({
      auth: 'strict',
      appId,
      tenantId,
      openIdMetadataUrl: idp.metadataUrl(),
      serviceHosts: [connector.host()],
      credentials: credentialsFor(appId),
    }),
    /** The same for a bot that is started as a process of its own. */
    environment: (): Record<string, string> => ({
      MICROSOFT_APP_ID: appId,
      MICROSOFT_APP_PASSWORD: 'not a real one',
      MICROSOFT_APP_TENANT_ID: tenantId,
      BOT_OPENID_METADATA_URL: idp.metadataUrl(),
    }),
    /** Where the bot listens. */
    aim: (url: string): void => {
      target = url;
    },
    /** Delivers an activity as Teams does: signed, and with its HTTP answer shown to the person. */
    post: async (activity: Activity, authorization?: string): Promise<Posted> => {
      const posted = await postRaw(JSON.stringify(activity), {
        'content-type': 'application/json; charset=utf-8',
        authorization: authorization ?? sign(activity),
      });
      answers.push(posted.body);
      return posted;
    },
    /** The card that was last sent or rewritten; an invoke's own card is in the answer to its post. */
    lastCard: () =>
      connector
        .done('send', 'reply', 'update')
        .map(({ body }) => cardIn(body))
        .findLast((card) => card !== undefined),
    lastAnswerCard: () => answers.map(cardIn).findLast((card) => card !== undefined),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export type TeamsPeer = Awaited<ReturnType<typeof startTeamsPeer>>;
