import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { message, nextPress, page, type SlackApp, startSlackApp } from '../support/slack-app.ts';
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

const methods = () => peer.api.calls.map(({ method }) => method).filter((method) => method !== 'auth.test');

describe('in the personal conversation', () => {
  it('answers a message with a card, its summary as the fallback, and no previews of links', async () => {
    await peer.say('hello');
    expect(app.turns[0]).toMatchObject({
      actor: { channel: 'slack', tenant: 'T1', user: 'U1' },
      place: { kind: 'personal' },
      act: { kind: 'typed', text: 'hello', attachments: 0 },
    });
    const [call] = peer.api.called('chat.postMessage');
    expect(call).toMatchObject({ token: 'xoxb-1', args: { channel: 'DU1', text: 'Sharewell: Hello' } });
    expect(call?.args).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });

  it('shows what a person typed as they typed it, with no mention or link made of it', async () => {
    const typed = '<!channel> <@U2> *bold* <https://x.uk|y> & `code`';
    app.answers({ ...message('x'), card: 'notice', data: { title: 'N', facts: [{ title: 'Said', typed }] } });
    await peer.say('hello');
    const shown: unknown[] = [];
    JSON.stringify(peer.lastMessage().blocks, (_, value) => {
      if (value?.type === 'plain_text' && value.text === typed) shown.push(value);
      if (value?.type === 'mrkdwn') expect(value.text).not.toMatch(/<[!@]|<https/);
      return value;
    });
    expect(shown).toHaveLength(1);
  });

  it('rewrites the card that was pressed, and hands in the answers it holds', async () => {
    app.answers(page('Who'));
    await peer.say('urgent');
    app.answers(message('Kept', { how: 'replace' }));
    expect((await peer.press('Next', { name: 'Sam' })).status).toBe(200);
    expect(app.turns[1]?.act).toEqual({ kind: 'pressed', press: nextPress, answers: { name: 'Sam' } });
    expect(peer.api.messages).toHaveLength(1);
    expect(peer.lastMessage().text).toBe('Sharewell: Kept');
  });

  it('hands in what a card showed at first where nobody changed it', async () => {
    app.answers(page('Who'));
    await peer.say('urgent');
    await peer.press('Next');
    expect(app.turns[1]?.act).toMatchObject({ answers: { name: 'as it was' } });
  });

  it('posts a new card below when the pressed one is gone', async () => {
    await peer.say('hello');
    app.answers(message('Kept', { how: 'replace' }));
    const pressed = peer.pressIn(peer.lastMessage(), 'Help');
    peer.api.messages.length = 0;
    expect((await peer.sendPayload(pressed)).status).toBe(200);
    expect(peer.lastMessage()).toMatchObject({ channel: 'DU1', text: 'Sharewell: Kept' });
  });

  it('gives the same press the same id', async () => {
    await peer.say('hello');
    const pressed = peer.pressIn(peer.lastMessage(), 'Help');
    await peer.sendPayload(pressed);
    await peer.sendPayload(pressed);
    expect(app.turns[2]?.id).toBe(app.turns[1]?.id);
  });

  it('answers a button that it does not know', async () => {
    await peer.say('hello');
    const pressed = peer.pressIn(peer.lastMessage(), 'Help');
    const old = { ...pressed, actions: [{ type: 'button', action_id: 'old', action_ts: '1.1' }] };
    expect((await peer.sendPayload(old)).status).toBe(200);
    expect(app.turns[1]?.act).toEqual({ kind: 'unknown-press' });
  });

  it('waits once when Slack asks for a moment', async () => {
    peer.api.fail('chat.postMessage', { status: 429, retryAfter: '0.01' });
    expect((await peer.say('hello')).status).toBe(200);
    expect(peer.api.called('chat.postMessage')).toHaveLength(2);
  });
});

describe('where others read along', () => {
  it('answers a mention in its place when the answer is for everybody', async () => {
    await peer.mention('help');
    expect(app.turns[0]).toMatchObject({ place: { kind: 'shared' }, act: { text: 'help' } });
    expect(peer.lastMessage().channel).toBe('C1');
  });

  it('takes a private answer to the person, and only shows them where to look', async () => {
    app.answers(message('About Sam', { audience: 'person' }));
    await peer.mention('find Sam');
    expect(peer.api.messages).toMatchObject([{ channel: 'DU1', text: 'Sharewell: About Sam' }]);
    expect(peer.api.whispers).toMatchObject([{ channel: 'C1', to: 'U1' }]);
    const toChannel = peer.api.calls.filter(({ args }) => args.channel === 'C1');
    expect(JSON.stringify(toChannel)).not.toContain('Sam');
  });

  it('does not put a private answer into the card that everybody sees', async () => {
    await peer.mention('help');
    app.answers(message('About Sam', { how: 'replace', audience: 'person' }));
    await peer.press('Help');
    expect(peer.api.messages).toMatchObject([
      { channel: 'C1', text: 'Sharewell: Hello' },
      { channel: 'DU1', text: 'Sharewell: About Sam' },
    ]);
    expect(methods()).not.toContain('chat.update');
  });

  it('points the way through the command when the bot is not in the channel', async () => {
    app.answers(message('About Sam', { audience: 'person' }));
    peer.api.fail('chat.postEphemeral', { error: 'not_in_channel' });
    expect((await peer.command('find')).status).toBe(200);
    expect(peer.api.responses).toMatchObject([{ response_type: 'ephemeral', replace_original: false }]);
  });

  it('answers the person when it may not post in the channel', async () => {
    peer.api.fail('chat.postMessage', { error: 'not_in_channel' });
    expect((await peer.command('help')).status).toBe(200);
    expect(peer.lastMessage().channel).toBe('DU1');
  });

  it('rewrites a card that only one person sees through its own address', async () => {
    await peer.mention('help');
    const pressed = peer.pressIn(peer.lastMessage(), 'Help');
    const container = { ...(pressed.container as object), is_ephemeral: true };
    app.answers(message('Kept', { how: 'replace', audience: 'person' }));
    await peer.sendPayload({ ...pressed, container });
    expect(peer.api.responses).toMatchObject([{ replace_original: true, text: 'Sharewell: Kept' }]);
  });

  it('sends away somebody from another workspace, without a turn', async () => {
    await peer.sendEvent({
      ...peer.messageEvent('hi', { channel: 'C1' }),
      type: 'app_mention',
      user_team: 'T9',
    });
    expect(peer.api.whispers).toMatchObject([{ channel: 'C1', to: 'U1' }]);
    await peer.mention('help');
    const pressed = peer.pressIn(peer.lastMessage(), 'Help', {}, { user: 'U9', team: 'T9' });
    expect((await peer.sendPayload(pressed)).status).toBe(200);
    expect(peer.api.responses).toHaveLength(1);
    expect(app.turns).toHaveLength(1);
  });
});
