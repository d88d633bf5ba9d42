import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Shown } from '../../bot/core/ports.ts';
import type { Address } from '../../bot/core/turn.ts';
import { message, type SlackApp, startSlackApp, until } from '../support/slack-app.ts';
import { type SlackPeer, startSlackPeer } from '../support/slack-peer.ts';

let peer: SlackPeer;
let app: SlackApp;

beforeEach(async () => {
  peer = await startSlackPeer();
  app = await startSlackApp(peer);
});
afterEach(async () => {
  await app.close();
  await peer.close();
});

describe('a message by itself', () => {
  const to = (conversation: string, user?: string): Address => ({
    channel: 'slack',
    tenant: 'T1',
    conversation,
    ...(user ? { user } : {}),
  });
  const sending = (conversation = 'DU1') => app.channel.send(to(conversation, 'U1'), message('Notice'));

  it('reaches its conversation', async () => {
    await sending();
    expect(peer.lastMessage()).toMatchObject({ channel: 'DU1', text: 'Sharewell: Notice' });
  });

  it('is never posted where others read along when it is private', async () => {
    await app.channel.send(to('C1', 'U1'), message('Notice', { audience: 'person' }));
    expect(peer.lastMessage().channel).toBe('DU1');
    const nobody = app.channel.send(to('C1'), message('Notice', { audience: 'person' }));
    await expect(nobody).rejects.toMatchObject({ code: 'channel-refused' });
    expect(peer.api.messages).toHaveLength(1);
  });

  it.each([
    ['ratelimited', { status: 429, retryAfter: '7' }, { code: 'channel-unavailable', retryAfterMs: 7000 }],
    ['broken', { status: 502 }, { code: 'channel-unavailable' }],
    ['hidden by a proxy', { raw: '<html>' }, { code: 'channel-unavailable' }],
    ['answering nothing', { raw: 'null' }, { code: 'channel-unavailable' }],
    ['in trouble', { error: 'internal_error' }, { code: 'channel-unavailable' }],
    ['without the channel', { error: 'channel_not_found' }, { code: 'channel-refused' }],
    ['with an archived channel', { error: 'is_archived' }, { code: 'channel-refused' }],
    ['with an inactive account', { error: 'account_inactive' }, { code: 'channel-refused' }],
    ['not letting us in', { error: 'not_in_channel' }, { code: 'channel-refused' }],
    ['with a revoked token', { error: 'token_revoked' }, { code: 'channel-refused' }],
    ['refusing the blocks', { error: 'invalid_blocks' }, { code: 'channel-refused' }],
  ])('fails by its kind when Slack is %s', async (_, failure, expected) => {
    peer.api.fail('chat.postMessage', failure);
    await expect(sending()).rejects.toMatchObject(expected);
    await expect(sending()).resolves.toMatchObject({ id: expect.any(String) });
  });

  it('gives up on a Slack that does not answer', async () => {
    await app.close();
    app = await startSlackApp(peer, { timeLimitMs: 400 });
    let release = () => {};
    const hold = new Promise<void>((resolve) => {
      release = resolve;
    });
    peer.api.fail('chat.postMessage', { hold });
    const failed = sending().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(await failed).toMatchObject({ code: 'channel-unavailable' });
    release();
  });

  it('names the place in refused blocks and never what stood there', async () => {
    const reply = message('Sam Jones '.repeat(10));
    peer.api.fail('chat.postMessage', {
      error: 'invalid_blocks',
      messages: ['[ERROR] bad "Sam Jones" [json-pointer:/blocks/0/text]'],
    });
    const error: unknown = await app.channel.send(to('DU1', 'U1'), reply).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SharewellError);
    expect(JSON.stringify([app.logged, error, String(error)])).not.toContain('Jones');
    expect(app.logged).toContainEqual({
      event: 'slack.defect',
      fields: { method: 'chat.postMessage', reason: 'invalid_blocks', pointers: '/blocks/0/text' },
    });
  });

  it('survives connections that Slack closed meanwhile', async () => {
    await sending();
    peer.api.dropConnections();
    await sending();
    expect(peer.api.messages).toHaveLength(2);
  });
});

describe('a message that was sent', () => {
  const to: Address = { channel: 'slack', tenant: 'T1', conversation: 'U1', user: 'U1' };
  const sent = async () => (await app.channel.send(to, message('Before', { audience: 'person' }))) as Shown;

  it('is known by where it went and its id there, and rewritten in its place', async () => {
    const shown = await sent();
    expect(shown).toEqual({
      at: { ...to, conversation: 'DU1' },
      id: peer.lastMessage().ts,
    });
    await app.channel.update(shown, message('After'));
    expect(peer.api.messages).toMatchObject([{ channel: 'DU1', text: 'Sharewell: After' }]);
    expect(peer.api.called('chat.update')).toHaveLength(1);
  });

  it.each([
    ['is gone', { error: 'message_not_found' }, 'channel-refused'],
    ['cannot be changed any more', { error: 'edit_window_closed' }, 'channel-refused'],
    ['is of a person who left', { error: 'channel_not_found' }, 'channel-refused'],
    ['cannot be reached now', { status: 503 }, 'channel-unavailable'],
    ['must wait', { status: 429, retryAfter: '3' }, 'channel-unavailable'],
  ])('fails by its kind when it %s', async (_, failure, code) => {
    const shown = await sent();
    peer.api.fail('chat.update', failure);
    await expect(app.channel.update(shown, message('After'))).rejects.toMatchObject({ code });
    expect(peer.lastMessage().text).toBe('Sharewell: Before');
  });
});

describe('when Slack is down at the start', () => {
  it('starts, answers, and finds out later who it is', async () => {
    await app.close();
    const timers: (() => void)[] = [];
    peer.api.fail('auth.test', { status: 503 }, 1);
    app = await startSlackApp(peer, {
      timer: (ms, run) => {
        if (ms === 1000) timers.push(run);
        const handle = setTimeout(run, ms);
        return () => clearTimeout(handle);
      },
    });
    await until(() => timers.length === 1);
    await peer.say('hello');
    await peer.sendEvent({ ...peer.messageEvent('me'), user: peer.botUser });
    await peer.sendEvent({ ...peer.messageEvent('me too'), bot_id: 'B1' });
    expect(app.turns).toHaveLength(1);
    timers[0]?.();
    await until(() => app.logged.some(({ event }) => event === 'slack.ready'));
  });

  it('refuses events of another workspace once it knows its own', async () => {
    await until(() => app.logged.some(({ event }) => event === 'slack.ready'));
    expect((await peer.say('hello', { team: 'T9' })).status).toBe(401);
    expect(app.turns).toEqual([]);
  });
});
