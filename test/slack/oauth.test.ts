import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInstallations } from '../../bot/slack/installations.ts';
import { message, type SlackApp, startSlackApp } from '../support/slack-app.ts';
import { type SlackPeer, startSlackPeer } from '../support/slack-peer.ts';
import { memoryStore } from '../support/slack-store.ts';

const access = {
  clientId: 'client.1',
  clientSecret: 'very-secret',
  stateSecret: 'state-secret-of-some-length',
};

let peer: SlackPeer;
let app: SlackApp;
let store: ReturnType<typeof memoryStore>;
let now: number;

const startApp = (allowedTeams: string[] = []) =>
  startSlackApp(peer, { config: { access, allowedTeams }, store, clock: () => new Date(now) });

beforeEach(async () => {
  now = Date.now();
  peer = await startSlackPeer({ clock: () => new Date(now) });
  peer.api.tokens.set('xoxb-2', { team: 'T2', botUser: 'UBOT', botId: 'B2' });
  store = memoryStore();
  app = await startApp();
});
afterEach(async () => {
  await app.close();
  await peer.close();
});

const granted = (team: string | null, token: string) => ({
  ok: true,
  app_id: 'A1',
  access_token: token,
  token_type: 'bot',
  scope: 'chat:write,commands',
  bot_user_id: 'UBOT',
  team: team === null ? null : { id: team, name: 'Team' },
  enterprise: team === null ? { id: 'E1', name: 'Org' } : null,
  is_enterprise_install: team === null,
  authed_user: { id: 'U1' },
});

const begin = async () => {
  const answer = await fetch(`${app.url}/slack/install`, { redirect: 'manual' });
  const to = new URL(answer.headers.get('location') ?? '');
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { answer, to, cookie, state: to.searchParams.get('state') ?? '' };
};

const finish = (code: string, state: string, cookie?: string) =>
  fetch(`${app.url}/slack/oauth_redirect?code=${code}&state=${encodeURIComponent(state)}`, {
    headers: cookie ? { cookie } : {},
    redirect: 'manual',
  });

const install = async (team: string | null, token: string) => {
  peer.api.codes.set('code1', granted(team, token));
  const { state, cookie } = await begin();
  return finish('code1', state, cookie);
};

describe('installing the app in a workspace', () => {
  it('sends the person to Slack with what the app needs and a state of its own', async () => {
    const { answer, to, cookie } = await begin();
    expect(answer.status).toBe(302);
    expect(to.origin + to.pathname).toBe('https://slack.com/oauth/v2/authorize');
    expect(to.searchParams.get('client_id')).toBe('client.1');
    expect(to.searchParams.get('scope')).toContain('chat:write');
    expect(to.href).not.toContain('very-secret');
    expect(cookie).toMatch(/^slack-app-oauth-state=.+/);
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/);
  });

  it('lets its people use the bot with its own token, after the whole round trip', async () => {
    expect((await peer.say('hello', { team: 'T2' })).status).toBe(401);
    const answer = await install('T2', 'xoxb-2');
    expect(answer.status).toBe(200);
    expect((await peer.say('hello', { team: 'T2' })).status).toBe(200);
    expect(peer.api.called('chat.postMessage')).toMatchObject([{ token: 'xoxb-2' }]);
    expect(app.turns).toMatchObject([{ actor: { tenant: 'T2' } }]);
    expect(peer.api.called('oauth.v2.access')[0]?.args).toMatchObject({
      code: 'code1',
      client_id: 'client.1',
    });
  });

  it.each([
    ['without the cookie', async () => finish('code1', (await begin()).state)],
    [
      'with the cookie of another visit',
      async () => finish('code1', (await begin()).state, (await begin()).cookie),
    ],
    ['with a state that nobody gave', async () => finish('code1', 'x', 'slack-app-oauth-state=x')],
    [
      'with a code that Slack does not know',
      async () => {
        const { state, cookie } = await begin();
        return finish('nonsense', state, cookie);
      },
    ],
  ])('is refused %s', async (_, tries) => {
    peer.api.codes.set('code1', granted('T2', 'xoxb-2'));
    const answer = await tries();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await peer.say('hello', { team: 'T2' })).status).toBe(401);
  });

  it('is refused for a whole organisation at once', async () => {
    expect((await install(null, 'xoxb-2')).status).toBeGreaterThanOrEqual(400);
  });

  it('is refused for a workspace that is not on the list', async () => {
    await app.close();
    app = await startApp(['T1']);
    expect((await install('T2', 'xoxb-2')).status).toBeGreaterThanOrEqual(400);
    expect((await peer.say('hello', { team: 'T2' })).status).toBe(401);
    expect((await install('T1', 'xoxb-1')).status).toBe(200);
    expect((await peer.say('hello')).status).toBe(200);
  });

  it('renews a token that is about to end, and keeps the new one', async () => {
    peer.api.tokens.set('xoxb-3', { team: 'T2', botUser: 'UBOT', botId: 'B2' });
    const renewed = { refresh_token: 'refresh-2', expires_in: 43_200 };
    peer.api.codes.set('refresh-1', { ...granted('T2', 'xoxb-3'), ...renewed });
    peer.api.codes.set('code1', {
      ...granted('T2', 'xoxb-2'),
      refresh_token: 'refresh-1',
      expires_in: 3600,
    });
    const { state, cookie } = await begin();
    await finish('code1', state, cookie);
    await peer.say('hello', { team: 'T2' });
    await peer.say('again', { team: 'T2' });
    expect(peer.api.called('chat.postMessage').map(({ token }) => token)).toEqual(['xoxb-3', 'xoxb-3']);
    const renewals = peer.api.called('oauth.v2.access').filter(({ args }) => args.grant_type);
    expect(renewals).toHaveLength(1);
  });

  it('ends for a workspace that is taken off the list', async () => {
    await install('T2', 'xoxb-2');
    expect((await peer.say('hello', { team: 'T2' })).status).toBe(200);
    await app.close();
    app = await startApp(['T1']);
    expect((await peer.say('hello', { team: 'T2' })).status).toBe(401);
  });

  it('keeps the secrets out of the log', async () => {
    await install('T2', 'xoxb-2');
    await finish('nonsense', 'x', 'slack-app-oauth-state=x');
    expect(JSON.stringify(app.logged)).not.toMatch(/xoxb|very-secret/);
  });
});

describe('workspaces apart', () => {
  beforeEach(async () => {
    await install('T1', 'xoxb-1');
    await install('T2', 'xoxb-2');
  });

  it('each get their answers with their own token', async () => {
    await peer.say('hello');
    await peer.say('hello', { team: 'T2' });
    expect(peer.api.called('chat.postMessage').map(({ token }) => token)).toEqual(['xoxb-1', 'xoxb-2']);
  });

  it('an unknown one has no turn, whatever it sends', async () => {
    const where = { team: 'T9', user: 'U9' };
    for (const answer of [
      await peer.say('hi', where),
      await peer.command('help', where),
      await peer.openHome(where),
    ])
      expect(answer.status).toBe(401);
    expect(app.turns).toEqual([]);
  });

  it('a removed one is forgotten, and the others stay', async () => {
    await peer.say('hello', { team: 'T2' });
    expect((await peer.sendEvent({ type: 'app_uninstalled' }, { team: 'T2' })).status).toBe(200);
    expect((await peer.say('hello', { team: 'T2' })).status).toBe(401);
    const sending = app.channel.send(
      { channel: 'slack', tenant: 'T2', conversation: 'DU1' },
      message('Notice'),
    );
    await expect(sending).rejects.toMatchObject({ code: 'channel-refused' });
    expect((await peer.say('hello')).status).toBe(200);
  });

  it('one whose tokens were revoked is forgotten, as often as Slack says so', async () => {
    const event = { type: 'tokens_revoked', tokens: { bot: ['UBOT'] } };
    expect((await peer.sendEvent(event, { team: 'T2' })).status).toBe(200);
    expect((await peer.sendEvent(event, { team: 'T2' })).status).toBe(200);
    expect((await peer.say('hello', { team: 'T2' })).status).toBe(401);
  });

  it('asks Slack to deliver again when the store does not answer', async () => {
    now += 120_000;
    store.down = true;
    expect((await peer.say('hello')).status).toBe(500);
    store.down = false;
    expect((await peer.say('hello')).status).toBe(200);
  });
});

describe('kept installations', () => {
  it('are read once a minute at most, and a second save wins', async () => {
    const installations = createInstallations(store, () => new Date(now));
    await install('T1', 'xoxb-1');
    await installations.fetch('T1');
    const before = store.reads;
    await installations.fetch('T1');
    expect(store.reads).toBe(before);
    now += 61_000;
    await installations.fetch('T1');
    expect(store.reads).toBe(before + 1);
    const found = await installations.fetch('T1');
    if (!found?.bot) throw new Error('not kept');
    await installations.save({ ...found, bot: { ...found.bot, token: 'xoxb-new' } });
    expect((await installations.fetch('T1'))?.bot?.token).toBe('xoxb-new');
  });

  it('remembers no absence: who installs can go on at once', async () => {
    const installations = createInstallations(store, () => new Date(now));
    expect(await installations.fetch('T1')).toBeUndefined();
    await install('T1', 'xoxb-1');
    expect((await installations.fetch('T1'))?.bot?.token).toBe('xoxb-1');
  });
});
