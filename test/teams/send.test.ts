import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Shown } from '../../bot/core/ports.ts';
import type { Address } from '../../bot/core/turn.ts';
import { createGate } from '../../bot/teams/gate.ts';
import { reply, startTeamsBot, type TeamsBot, titleOf } from '../support/teams-bot.ts';
import { startTeamsPeer, type TeamsPeer } from '../support/teams-peer.ts';
import { until } from '../support/teams-timer.ts';

let peer: TeamsPeer;
let bot: TeamsBot;

beforeAll(async () => {
  peer = await startTeamsPeer();
  bot = await startTeamsBot({ config: { ...peer.config(), sendTimeoutMs: 800 } });
});
beforeEach(() => {
  peer.connector.calls.length = 0;
  peer.connector.heal();
  peer.connector.release();
});
afterAll(async () => {
  peer.connector.release();
  await bot.stop();
  await peer.stop();
});

const address = (over: Partial<Address> = {}): Address => ({
  channel: 'teams',
  tenant: 'tenant-1',
  conversation: 'a:personal-ann',
  user: 'aad-ann',
  serviceUrl: peer.connector.url(),
  ...over,
});

const faultOf = async (to: Address = address()): Promise<SharewellError> => {
  const fault = await bot.channel.send(to, reply('notice')).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(SharewellError);
  return fault as SharewellError;
};

describe('a message that no turn asked for', () => {
  it('is sent to the address as a new message', async () => {
    await bot.channel.send(address(), reply('notice'));
    expect(peer.connector.calls).toMatchObject([{ kind: 'send', conversation: 'a:personal-ann', id: '' }]);
    expect(titleOf(peer.lastCard())).toBe('notice');
  });

  it('for one person only goes to that person’s own chat when the address is a shared place', async () => {
    const shared = address({ conversation: '19:team@thread.tacv2', user: 'aad-bob' });
    await bot.channel.send(shared, reply('private', { audience: 'person' }));
    expect(peer.connector.calls.map(({ kind, conversation }) => [kind, conversation])).toEqual([
      ['open', ''],
      ['send', expect.stringMatching(/^a:private/)],
    ]);
    expect(peer.connector.calls[0]?.body).toMatchObject({ members: [{ id: 'aad-bob' }] });
  });

  it('for one person only is refused when a shared address names nobody', async () => {
    const { user: _, ...nobody } = address({ conversation: '19:team@thread.tacv2' });
    const fault = await bot.channel.send(nobody, reply('private', { audience: 'person' })).catch((e) => e);
    expect(fault).toMatchObject({ code: 'channel-refused' });
    expect(peer.connector.calls).toEqual([]);
  });

  it.each([
    [429, 'channel-unavailable'],
    [500, 'channel-unavailable'],
    [502, 'channel-unavailable'],
    [503, 'channel-unavailable'],
    [504, 'channel-unavailable'],
    [408, 'channel-unavailable'],
    [401, 'channel-unavailable'],
    [400, 'channel-refused'],
    [403, 'channel-refused'],
    [404, 'channel-refused'],
    [413, 'channel-refused'],
  ])('answered with %i is %s', async (status, code) => {
    peer.connector.fail({ status });
    const fault = await faultOf();
    expect(fault.code).toBe(code);
    expect(fault.message).toBe(`Teams answered ${status}`);
  });

  it('knows how long Teams asks to wait, in seconds or as a date', async () => {
    peer.connector.fail({ status: 429, retryAfter: '3', times: 1 });
    expect((await faultOf()).retryAfterMs).toBe(3000);
    const date = new Date(Date.now() + 60_000).toUTCString();
    peer.connector.fail({ status: 503, retryAfter: date, times: 1 });
    const wait = (await faultOf()).retryAfterMs ?? 0;
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
    peer.connector.fail({ status: 503, retryAfter: 'soon', times: 1 });
    expect((await faultOf()).retryAfterMs).toBeUndefined();
  });

  it('is unavailable when Teams takes too long, breaks off, or is not there', async () => {
    peer.connector.fail({ how: 'hang', times: 1 });
    expect(await faultOf()).toMatchObject({ code: 'channel-unavailable', message: 'Teams took too long' });
    peer.connector.fail({ how: 'reset', times: 2 });
    expect((await faultOf()).code).toBe('channel-unavailable');
    const gone = await startTeamsPeer();
    const serviceHosts = [gone.connector.host()];
    const lost = await startTeamsBot({ config: { ...gone.config(), serviceHosts } });
    await gone.stop();
    const fault = await lost.channel
      .send(address({ serviceUrl: gone.connector.url() }), reply('x'))
      .catch((error) => error);
    expect(fault).toMatchObject({ code: 'channel-unavailable' });
    await lost.stop();
  });

  it('goes out again when a kept connection had been closed meanwhile', async () => {
    await bot.channel.send(address(), reply('first'));
    peer.connector.fail({ how: 'reset', times: 1 });
    await bot.channel.send(address(), reply('second'));
    expect(peer.connector.calls).toHaveLength(3);
  });

  it.each([undefined, '', 'http://169.254.169.254/', 'http://127.0.0.1:1/', 'https://example.org/'])(
    'to %s is refused without a call',
    async (serviceUrl) => {
      const { serviceUrl: _, ...nowhere } = address();
      expect((await faultOf(serviceUrl === undefined ? nowhere : { ...nowhere, serviceUrl })).code).toBe(
        'channel-refused',
      );
      expect(peer.connector.calls).toEqual([]);
    },
  );

  it('cannot leave its place in the address by a strange conversation id', async () => {
    await bot.channel.send(address({ conversation: '../../v3/botstate?x=#y' }), reply('notice'));
    expect(peer.connector.calls).toMatchObject([{ kind: 'send', conversation: '../../v3/botstate?x=#y' }]);
  });

  it('waits its turn when many are on their way', async () => {
    peer.connector.fail({ how: 'hang' });
    const sends = Array.from({ length: 20 }, () =>
      bot.channel.send(address(), reply('n')).catch(() => 'late'),
    );
    await until(() => peer.connector.calls.length === 16);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(peer.connector.calls).toHaveLength(16);
    await until(() => peer.connector.calls.length === 20);
    await Promise.all(sends);
  });
});

describe('a message that was sent', () => {
  it('is known by where it went and its id there, and rewritten in its place', async () => {
    const shown = (await bot.channel.send(address(), reply('before'))) as Shown;
    expect(shown).toEqual({ at: address(), id: expect.stringMatching(/^m-/) });
    await bot.channel.update(shown, reply('after'));
    expect(peer.connector.calls).toMatchObject([
      { kind: 'send' },
      { kind: 'update', conversation: 'a:personal-ann', id: shown.id },
    ]);
    expect(titleOf(peer.lastCard())).toBe('after');
  });

  it('in a person’s own chat is rewritten there, whatever the address was', async () => {
    const shared = address({ conversation: '19:other@thread.tacv2', user: 'aad-cy' });
    const shown = (await bot.channel.send(shared, reply('private', { audience: 'person' }))) as Shown;
    expect(shown.at.conversation).toMatch(/^a:private/);
    await bot.channel.update(shown, reply('after', { audience: 'person' }));
    expect(peer.connector.calls.at(-1)).toMatchObject({
      kind: 'update',
      conversation: shown.at.conversation,
    });
  });

  it.each([
    [404, 'channel-refused'],
    [403, 'channel-refused'],
    [429, 'channel-unavailable'],
    [502, 'channel-unavailable'],
  ])('and is not rewritten when Teams answers %i, is %s', async (status, code) => {
    const shown = (await bot.channel.send(address(), reply('before'))) as Shown;
    peer.connector.fail({ status, kind: 'update' });
    await expect(bot.channel.update(shown, reply('after'))).rejects.toMatchObject({ code });
  });

  it('is refused without a call where its address is none of Teams', async () => {
    const shown = { at: address({ serviceUrl: 'https://example.org/' }), id: 'm-1' };
    await expect(bot.channel.update(shown, reply('after'))).rejects.toMatchObject({
      code: 'channel-refused',
    });
    expect(peer.connector.calls).toEqual([]);
  });
});

describe('the gate before such messages', () => {
  it('refuses at once what could only wait for ever, and lets in again what comes later', async () => {
    const gate = createGate({ running: 1, waiting: 1 });
    let finish: (() => void) | undefined;
    const first = gate(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    const second = gate(async () => 'second');
    await expect(gate(async () => 'third')).rejects.toMatchObject({ code: 'channel-unavailable' });
    finish?.();
    await first;
    expect(await second).toBe('second');
    await expect(gate(() => Promise.reject(new Error('job')))).rejects.toThrow('job');
    expect(await gate(async () => 'fourth')).toBe('fourth');
  });
});
