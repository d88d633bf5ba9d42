import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTeamsChannel } from '../../bot/teams/channel.ts';
import type { TeamsConfig } from '../../bot/teams/config.ts';
import { channelReplies, startTeamsBot, type TeamsBot } from '../support/teams-bot.ts';
import { startTeamsPeer, type TeamsPeer } from '../support/teams-peer.ts';

let peer: TeamsPeer;
let bot: TeamsBot;

beforeAll(async () => {
  peer = await startTeamsPeer();
  bot = await startTeamsBot({ config: { auth: 'open', local: true, host: '127.0.0.1' } });
  peer.aim(bot.url);
});
beforeEach(() => {
  bot.reset();
  peer.connector.calls.length = 0;
});
afterAll(async () => {
  await bot.stop();
  await peer.stop();
});

const json = { 'content-type': 'application/json' };
const post = (over: Record<string, unknown> = {}, headers: Record<string, string> = json) =>
  peer.postRaw(JSON.stringify({ ...peer.activities.message('help'), ...over }), headers);

describe('local mode', () => {
  it('takes activities without a token and replies without one', async () => {
    expect((await post()).status).toBe(200);
    expect(bot.turns).toHaveLength(1);
    expect(peer.connector.done('reply')).toMatchObject([{ authorization: undefined }]);
  });

  it.each([
    'https://smba.trafficmanager.net/uk/',
    'http://169.254.169.254/',
    'http://10.0.0.1/',
    '',
    undefined,
  ])('sends nothing to %s, whoever asks for it', async (serviceUrl) => {
    expect((await post({ serviceUrl })).status).toBe(403);
    expect(bot.turns).toEqual([]);
    expect(peer.connector.calls).toEqual([]);
  });

  it('takes no form or plain text, which any web page could send', async () => {
    expect((await post({}, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post({}, { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect(bot.turns).toEqual([]);
  });

  it('takes nothing under another host’s name, which a web page could point at this machine', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      const body = JSON.stringify(peer.activities.message('help'));
      const headers = { ...json, host: 'rebound.example:3978', 'content-length': Buffer.byteLength(body) };
      request(`${bot.url}/api/messages`, { method: 'POST', headers }, (res) => resolve(res.statusCode)).end(
        body,
      );
    });
    expect(status).toBe(403);
    expect(bot.turns).toEqual([]);
  });
});

describe('settings that would leave the bot open', () => {
  it.each([
    ['open on every address', { auth: 'open', local: true, host: '0.0.0.0' }],
    ['open on a network address', { auth: 'open', local: true, host: '192.168.1.5' }],
    ['open without local mode', { auth: 'open', local: false, host: '127.0.0.1' }],
    ['no app id', { auth: 'strict', appId: ' ', tenantId: 't' }],
    ['no tenant', { auth: 'strict', appId: 'a', tenantId: '' }],
    [
      'keys in the clear',
      { auth: 'strict', appId: 'a', tenantId: 't', openIdMetadataUrl: 'http://keys.example/' },
    ],
    ['keys from nowhere', { auth: 'strict', appId: 'a', tenantId: 't', openIdMetadataUrl: 'keys' }],
  ])('%s is refused at start', (_name, config) => {
    const start = () =>
      createTeamsChannel({
        config: config as TeamsConfig,
        runTurn: async () => [],
        replies: channelReplies,
        clock: () => new Date(),
        log: () => {},
      });
    expect(start).toThrow(expect.objectContaining({ code: 'config' }));
  });

  it.each([{ password: 'secret' }, {}])(
    'an app id starts with a password or as a managed identity',
    (over) => {
      const channel = createTeamsChannel({
        config: { auth: 'strict', appId: 'a', tenantId: 't', ...over },
        runTurn: async () => [],
        replies: channelReplies,
        clock: () => new Date(),
        log: () => {},
      });
      expect(channel.route).toMatchObject({ method: 'POST', path: '/api/messages' });
    },
  );
});
