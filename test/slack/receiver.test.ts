import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import { message, page, type SlackApp, startSlackApp, until } from '../support/slack-app.ts';
import { type SlackPeer, startSlackPeer } from '../support/slack-peer.ts';

const patienceMs = 400;

let peer: SlackPeer;
let app: SlackApp;

beforeEach(async () => {
  peer = await startSlackPeer();
  // Longer than any turn here takes on a busy machine.
  app = await startSlackApp(peer, { patienceMs });
});
afterEach(async () => {
  await app.close();
  await peer.close();
});

describe('what is not from Slack', () => {
  it.each([
    ['signed with another secret', { secret: 'guess' }],
    ['signed six minutes ago', { at: new Date(Date.now() - 360_000) }],
    ['signed for six minutes from now', { at: new Date(Date.now() + 360_000) }],
    ['with a signature of no length', { headers: { 'x-slack-signature': '' } }],
  ])('is refused when %s', async (_, how) => {
    expect((await peer.say('hello', {}, how)).status).toBe(401);
    expect(app.turns).toEqual([]);
  });

  it('is refused without any signature', async () => {
    const answer = await fetch(`${app.url}/slack/events`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['JSON that is cut', '{"type":'],
    ['a list', '[]'],
    ['a number', '7'],
    ['nothing', ''],
    ['an event of nothing', '{"type":"event_callback"}'],
    ['no type', '{"hello":"there"}'],
  ])('%s is a bad request and no turn', async (_, body) => {
    const headers = { 'content-type': 'application/json', ...peer.sign(body) };
    const answer = await fetch(`${app.url}/slack/events`, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(app.turns).toEqual([]);
  });

  it('a form with a cut payload is one too', async () => {
    expect((await peer.sendForm({ payload: '{"type":' })).status).toBe(400);
  });
});

describe('what Slack asks of every app', () => {
  it('proves that this address is ours', async () => {
    const answer = await peer.sendJson({ type: 'url_verification', challenge: 'abc' });
    expect(answer.json).toEqual({ challenge: 'abc' });
  });

  it('does not prove it to anybody else', async () => {
    const answer = await peer.sendJson({ type: 'url_verification', challenge: 'abc' }, { secret: 'guess' });
    expect(answer.status).toBe(401);
  });

  it('lets Slack look at the certificate without a signature, and nothing more', async () => {
    const look = async (body: string) =>
      (await fetch(`${app.url}/slack/events`, { method: 'POST', body })).status;
    expect(await look('ssl_check=1&token=abc')).toBe(200);
    expect(await look('ssl_check=1&payload=%7B%7D')).toBe(401);
    expect(app.turns).toEqual([]);
  });

  it('has no other page', async () => {
    expect((await fetch(`${app.url}/slack/install`)).status).toBe(404);
    expect((await fetch(`${app.url}/slack/events`)).status).toBe(405);
  });
});

describe('an answer comes after the work', () => {
  it('gives Slack the answer when the turn is kept and told', async () => {
    const seen: string[] = [];
    app.answerWith(async () => {
      seen.push('kept');
      return [message('Done')];
    });
    expect((await peer.say('hello')).status).toBe(200);
    expect(seen).toEqual(['kept']);
    expect(peer.lastMessage().text).toBe('Sharewell: Done');
  });

  it('asks Slack to deliver again when nothing was kept', async () => {
    app.answerWith(async () => {
      throw new Error('no store');
    });
    expect((await peer.say('hello')).status).toBe(500);
    expect((await peer.command('help')).status).toBe(500);
    expect(app.logged.map(({ event }) => event)).toContain('slack.failed');
  });

  it('asks Slack to deliver an event again when the person could not be told', async () => {
    peer.api.fail('chat.postMessage', { status: 503 });
    const body = peer.eventBody(peer.messageEvent('hello'));
    expect((await peer.sendJson(body)).status).toBe(500);
    expect((await peer.sendJson(body, { headers: { 'x-slack-retry-num': '1' } })).status).toBe(200);
    const [first, second] = app.turns;
    expect(second?.id).toBe(first?.id);
    expect(first?.redelivered).toBeUndefined();
    expect(second?.redelivered).toBe(true);
  });

  it('does not ask for it when Slack will never take the answer', async () => {
    peer.api.fail('chat.postMessage', { error: 'account_inactive' }, 5);
    expect((await peer.say('hello')).status).toBe(200);
    expect(app.logged.map(({ event }) => event)).toContain('slack.unanswered');
  });

  it('ignores what the bot itself said', async () => {
    await peer.sendEvent({ ...peer.messageEvent('hello'), user: peer.botUser });
    await peer.sendEvent({ ...peer.messageEvent('hello'), bot_id: 'B1' });
    expect(app.turns).toEqual([]);
  });

  it('keeps no text in its log', async () => {
    app.answerWith(async () => {
      throw new Error('about Sam Jones');
    });
    await peer.say('Sam Jones is at risk');
    expect(JSON.stringify(app.logged)).not.toContain('Jones');
  });
});

describe('when the store is slow', () => {
  let release: (replies: Reply[]) => void = () => {};
  beforeEach(() => {
    app.answerWith(
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
  });
  const posted = (title: string) => peer.api.messages.some(({ text }) => text === `Sharewell: ${title}`);

  it('answers in time, says that it is saving, and the outcome follows by itself', async () => {
    expect((await peer.say('hello')).status).toBe(200);
    await until(() => posted('Still saving'));
    release([message('Done')]);
    await until(() => posted('Done'));
  });

  it('says it inside the modal that was handed in, and puts the outcome there', async () => {
    await openModal();
    const answer = await peer.submitView({ name: 'Sam' });
    expect(answer.json).toMatchObject({ response_action: 'update' });
    expect(JSON.stringify(peer.lastView())).toContain('Still saving');
    release([message('Done', { how: 'replace' })]);
    await until(() => JSON.stringify(peer.lastView()).includes('Done'));
  });

  it('says it to the one who pressed, where others read along', async () => {
    peer.api.messages.push({ channel: 'C1', ts: '1.2', text: 'x', blocks: helpButton() });
    expect((await peer.press('Help')).status).toBe(200);
    await until(() => peer.api.responses.length > 0);
    expect(peer.api.responses[0]).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    release([message('Done', { how: 'replace' })]);
    await until(() => posted('Done'));
    expect(peer.api.messages).toHaveLength(1);
  });

  it('says it in the answer to a command', async () => {
    const answer = await peer.command('help');
    expect(answer.json).toMatchObject({ response_type: 'ephemeral', text: 'Sharewell: Still saving' });
    release([message('Done')]);
    await until(() => posted('Done'));
  });

  it('a turn that fails after all is in the log', async () => {
    app.answerWith(async () => {
      await new Promise((resolve) => setTimeout(resolve, 2 * patienceMs));
      throw new Error('gone');
    });
    expect((await peer.say('hello')).status).toBe(200);
    await until(() => app.logged.some(({ event }) => event === 'slack.failed'));
  });

  it('stopping waits for it', async () => {
    await peer.say('hello');
    setTimeout(() => release([message('Done')]), 20);
    await app.channel.stop();
    expect(posted('Done')).toBe(true);
  });

  const openModal = async () => {
    const slow = app;
    slow.answers(page('Who'));
    await peer.command('urgent');
    slow.answerWith(
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
  };
});

const helpButton = () => [
  {
    type: 'actions',
    block_id: 'b1',
    elements: [
      {
        type: 'button',
        action_id: 'press:0',
        text: { type: 'plain_text', text: 'Help' },
        value: '{"do":"command","word":"help"}',
      },
    ],
  },
];
