import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTokenSource } from '../../bot/teams/credentials.ts';

/** Without a password the bot asks the machine it runs on, as a container app on Azure answers. */

const appId = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
const asked: { url: URL; secret: unknown }[] = [];
const before = { endpoint: process.env.IDENTITY_ENDPOINT, header: process.env.IDENTITY_HEADER };

const server = createServer((req: IncomingMessage, res) => {
  asked.push({ url: new URL(req.url ?? '/', 'http://x'), secret: req.headers['x-identity-header'] });
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;
  res.writeHead(200, { 'content-type': 'application/json' });
  const token = { access_token: 'token', expires_on: `${inAnHour}`, token_type: 'Bearer', client_id: appId };
  res.end(JSON.stringify({ ...token, resource: 'https://api.botframework.com' }));
});

const set = (name: string, value: string | undefined): void => {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
};

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  set('IDENTITY_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`);
  set('IDENTITY_HEADER', 'a secret of the machine');
});
afterEach(async () => {
  set('IDENTITY_ENDPOINT', before.endpoint);
  set('IDENTITY_HEADER', before.header);
  await new Promise((resolve) => server.close(resolve));
});

test('the managed identity of the bot signs in for Teams', async () => {
  const token = await createTokenSource({ auth: 'strict', appId, tenantId: 'tenant' })(false);
  expect(token).toBe('token');
  const [first] = asked;
  expect(first?.secret).toBe('a secret of the machine');
  expect(first?.url.searchParams.get('client_id')).toBe(appId);
  expect(first?.url.searchParams.get('resource')).toBe('https://api.botframework.com');
});
