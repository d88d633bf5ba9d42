import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { localIdentity } from '../../bot/teams/local-identity.ts';

/**
 * What Sharewell is measured against: both frameworks as they come, in one process and on one plain server. It checks
 * tokens and signatures, says back what it was told, and keeps nothing.
 */

const env = (name: string): string => process.env[name] ?? '';
const metadataUrl = env('BOT_OPENID_METADATA_URL');

const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: env('MICROSOFT_APP_ID'),
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: env('MICROSOFT_APP_TENANT_ID'),
      ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      OAuthUrl: 'https://api.botframework.com',
      CallerId: 'urn:botframework:azure',
    },
    localIdentity(metadataUrl).credentials,
  ),
);

/** What the adapter expects of a web framework, over node's own request and answer. */
const shim = (res: ServerResponse) => {
  const shimmed = {
    socket: res.socket,
    status: (code: number) => {
      res.statusCode = code;
      return shimmed;
    },
    header: (name: string, value: string) => {
      res.setHeader(name, value);
      return shimmed;
    },
    send: (body: unknown) => {
      res.write(typeof body === 'string' ? body : JSON.stringify(body));
      return shimmed;
    },
    end: () => {
      res.end();
      return shimmed;
    },
  };
  return shimmed;
};

const teams = (req: IncomingMessage, res: ServerResponse): void => {
  const parts: Buffer[] = [];
  req.on('data', (part: Buffer) => parts.push(part));
  req.on('end', () => {
    const body = JSON.parse(Buffer.concat(parts).toString());
    const request = { body, headers: req.headers, method: req.method };
    void adapter.process(request, shim(res), async (context) => {
      await context.sendActivity(`echo ${context.activity.text}`);
    });
  });
};

const receiver = new HTTPReceiver({ signingSecret: env('SLACK_SIGNING_SECRET'), logLevel: LogLevel.ERROR });
const app = new App({
  receiver,
  token: env('SLACK_BOT_TOKEN'),
  botId: 'B1',
  botUserId: 'UBOT',
  tokenVerificationEnabled: false,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: env('SLACK_API_URL') },
});
app.message(async ({ message, client }) => {
  const { channel, text } = message as { channel: string; text: string };
  await client.chat.postMessage({ channel, text: `echo ${text}` });
});

const server = createServer((req, res) => {
  if (req.url === '/api/messages') teams(req, res);
  else if (req.url === '/slack/events') receiver.requestListener(req, res);
  else res.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"alive"}');
});
server.listen(Number(env('PORT')), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
