import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTeamsBot, type TeamsBot } from '../support/teams-bot.ts';
import { startTeamsPeer, type TeamsPeer } from '../support/teams-peer.ts';

let peer: TeamsPeer;
let bot: TeamsBot;
let now: () => Date = () => new Date();

beforeAll(async () => {
  peer = await startTeamsPeer();
  bot = await startTeamsBot({ config: peer.config(), clock: () => now() });
  peer.aim(bot.url);
});
beforeEach(() => bot.reset());
afterAll(async () => {
  await bot.stop();
  await peer.stop();
});

type Claims = Record<string, unknown>;
const seconds = () => Math.floor(Date.now() / 1000);

/** A genuine token with some claims changed; `undefined` leaves one out. */
const token = (
  over: Claims = {},
  header: Claims = {},
  by?: 'k1' | 'k2' | 'strange',
  signer?: string,
): string =>
  `Bearer ${peer.idp.token({ ...peer.claims({ serviceUrl: peer.connector.url() }), ...over }, header, by, signer)}`;

const tampered = (): string => {
  const [head, payload, signature] = token().split('.');
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, tampered: true })).toString('base64url');
  return [head, changed, signature].join('.');
};

const otherTenant = { tenant: { id: 'tenant-2' } };

type Case = [name: string, status: number, header: () => string | undefined, activity?: Claims];

const cases: Case[] = [
  ['a valid token', 200, () => token()],
  ['a token that ended two minutes ago', 200, () => token({ exp: seconds() - 120 })],
  ['no header', 401, () => undefined],
  ['an empty header', 401, () => ''],
  ['a Basic header', 401, () => 'Basic dXNlcjpwYXNz'],
  ['a bearer in lower case', 401, () => token().replace('Bearer', 'bearer')],
  ['garbage for a token', 401, () => 'Bearer not.a.token'],
  ['a token that ended ten minutes ago', 401, () => token({ exp: seconds() - 600 })],
  ['another audience', 401, () => token({ aud: 'another-app' })],
  ['a list of audiences', 401, () => token({ aud: [peer.appId] })],
  ['no audience', 401, () => token({ aud: undefined })],
  ['another issuer', 401, () => token({ iss: 'https://sts.windows.net/elsewhere/' })],
  ['no issuer', 401, () => token({ iss: undefined })],
  ['a key that nobody published', 401, () => token({}, { kid: 'k9' })],
  ['no key named', 401, () => token({}, { kid: undefined })],
  [
    'a token for another service address',
    401,
    () => token({ serviceurl: 'https://smba.trafficmanager.net/x/' }),
  ],
  ['a token for no service address', 401, () => token({ serviceurl: undefined })],
  ['a key that is not endorsed for Teams', 401, () => token({}, {}, 'k2')],
  ['a signature by another key of the same name', 401, () => token({}, {}, 'strange')],
  ['a changed payload', 401, () => tampered()],
  ['algorithm none', 401, () => token({}, { alg: 'none' })],
  ['algorithm HS256', 401, () => token({}, { alg: 'HS256' })],
  ['HS256 with the public key for a secret', 401, () => token({}, { alg: 'HS256' }, 'k1', 'HS256public')],
  ['algorithm PS256', 401, () => token({}, { alg: 'PS256' })],
  ['algorithm RS512', 401, () => token({}, { alg: 'RS512' })],
  ['a token that is not valid yet', 401, () => token({ nbf: seconds() + 600 })],
  ['a token without an end', 401, () => token({ exp: undefined })],
  ['an activity without a service address', 401, () => token(), { serviceUrl: undefined }],
  [
    'an activity of another channel, by a key for that one',
    401,
    () => token({}, {}, 'k2'),
    { channelId: 'webchat' },
  ],
  ['an activity of a private-cloud channel', 401, () => token(), { channelId: 'AseChannel' }],
  ['a tenant that is not served', 403, () => token(), { channelData: otherTenant }],
  [
    'a person from a tenant that is not served',
    403,
    () => token(),
    { from: { id: 'u', tenantId: 'tenant-2' } },
  ],
  ['no tenant at all', 403, () => token(), { channelData: {}, conversation: { id: 'a:1' } }],
];

describe('who may talk to the bot', () => {
  it.each(cases)(
    '%s gives %i and reaches the core only when that is 200',
    async (_name, status, header, over) => {
      const authorization = header();
      const posted = await peer.postRaw(JSON.stringify({ ...peer.activities.message('hello'), ...over }), {
        'content-type': 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      });
      expect(posted.status).toBe(status);
      expect(bot.turns).toHaveLength(status === 200 ? 1 : 0);
    },
  );

  it('refuses a genuine token for an address that is not Microsoft’s and sends nothing there', async () => {
    const activity = peer.activities.base({
      text: 'hi',
      serviceUrl: 'https://smba.trafficmanager.net.example/',
    });
    expect((await peer.post(activity)).status).toBe(403);
    expect(bot.turns).toHaveLength(0);
  });

  it('logs a refusal by its reason only', async () => {
    await peer.post(peer.activities.message('a secret'), token({ aud: 'another-app' }));
    expect(bot.logged).toEqual([{ event: 'teams.refused', fields: { status: 401, reason: 'token' } }]);
  });

  it('serves a further tenant that is on the list', async () => {
    const second = await startTeamsBot({ config: { ...peer.config(), tenants: ['tenant-2'] } });
    peer.aim(second.url);
    const posted = await peer.post(peer.activities.message('hello', { channelData: otherTenant }));
    peer.aim(bot.url);
    await second.stop();
    expect(posted.status).toBe(200);
  });
});

describe('tokens that were verified before', () => {
  it('are not verified again, and still not good for another service address, channel or payload', async () => {
    const authorization = token();
    const status = async (over: Claims) =>
      (await peer.post({ ...peer.activities.message('x'), ...over }, authorization)).status;
    expect(await status({})).toBe(200);
    expect(await status({})).toBe(200);
    expect(await status({ serviceUrl: `${peer.connector.url()}elsewhere/` })).toBe(401);
    expect(await status({ channelId: 'webchat' })).toBe(401);
    expect((await peer.post(peer.activities.message('x'), `${authorization.slice(0, -4)}AAAA`)).status).toBe(
      401,
    );
    expect(bot.turns).toHaveLength(2);
  });

  it('are verified again after five minutes, so that a withdrawn key ends within that time', async () => {
    const fresh = await startTeamsPeer();
    // Keys are fetched at every verification, so that the test sees what is verified.
    const config = { ...fresh.config(), keyRefreshHours: 0 };
    const start = Date.now();
    now = () => new Date(start);
    const strict = await startTeamsBot({ config, clock: () => now() });
    fresh.aim(strict.url);
    const authorization = fresh.sign({ serviceUrl: fresh.connector.url() });
    const status = async () => (await fresh.post(fresh.activities.message('x'), authorization)).status;

    expect(await status()).toBe(200);
    const fetched = fresh.idp.keyRequests();
    fresh.idp.rotate();
    expect(await status()).toBe(200);
    expect(fresh.idp.keyRequests()).toBe(fetched);
    now = () => new Date(start + 5 * 60_000 + 1);
    expect(await status()).toBe(401);
    expect(fresh.idp.keyRequests()).toBeGreaterThan(fetched);

    now = () => new Date();
    await strict.stop();
    await fresh.stop();
  });

  it('asks Teams to try again when the signing keys cannot be fetched', async () => {
    const fresh = await startTeamsPeer();
    const strict = await startTeamsBot({ config: fresh.config() });
    fresh.aim(strict.url);
    fresh.idp.setDown(true);
    expect((await fresh.post(fresh.activities.message('x'))).status).toBe(503);
    fresh.idp.setDown(false);
    expect((await fresh.post(fresh.activities.message('x'))).status).toBe(200);
    expect(strict.turns).toHaveLength(1);
    await strict.stop();
    await fresh.stop();
  });
});
