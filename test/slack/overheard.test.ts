import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseBody } from '../../bot/slack/parse.ts';
import { message, type SlackApp, startSlackApp } from '../support/slack-app.ts';
import { type SlackPeer, startSlackPeer } from '../support/slack-peer.ts';
import { event } from '../support/slack-raw.ts';

/** What people write to each other in a channel: only what may tell who somebody is comes any further. */

const telling = 'She is Jane Example, born 03/02/2011, phone 07700 900123';
const inChannel = { channel: 'C1', channel_type: 'channel', ts: '1795510800.000100' };

describe('what people write in a channel', () => {
  it.each([
    ['a message', { text: telling }],
    ['one in a private channel', { text: telling, channel_type: 'group', channel: 'G1' }],
    ['one in a thread', { text: telling, thread_ts: '1795510700.000100' }],
    ['one in a thread, sent to the channel too', { text: telling, subtype: 'thread_broadcast' }],
    ['one with a file', { text: telling, subtype: 'file_share', files: [{}] }],
  ])('is heard where it may tell who somebody is: %s', (_, over) => {
    const parsed = parseBody(event({ ...inChannel, ...over }));
    expect(parsed).toMatchObject({
      kind: 'turn',
      origin: { from: 'heard' },
      turn: { act: { kind: 'overheard', kinds: ['date-of-birth', 'phone', 'name'] } },
    });
    expect(JSON.stringify(parsed)).not.toContain('Jane');
  });

  it('is heard when it is changed, each time as another', () => {
    const edit = (ts: string, before = 'hello') =>
      event({
        ...inChannel,
        subtype: 'message_changed',
        user: undefined,
        message: { user: 'U1', text: telling, ts: '1795510800.000100', edited: { ts } },
        previous_message: { text: before },
      });
    const [first, second] = [parseBody(edit('1.1')), parseBody(edit('2.2'))];
    expect(first).toMatchObject({ turn: { actor: { user: 'U1' }, act: { kind: 'overheard' } } });
    expect(first.kind === 'turn' && second.kind === 'turn' && first.turn.id !== second.turn.id).toBe(true);
    // Slack rewrites messages by itself, with the same words in them.
    expect(parseBody(edit('3.3', telling))).toEqual({ kind: 'ignored' });
  });

  it.each([
    ['nothing in it', { text: 'Shall we meet at three?' }],
    ['a name alone', { text: 'Ask Sam Okoro' }],
    ['a reference', { text: 'S-7K3M-NB is late' }],
    ['ids of people and channels', { text: '<@U0123456789> see <#C0123456789|hub>' }],
    ['no text', {}],
    ['it is a bot’s', { text: telling, bot_id: 'B9' }],
    ['it mentions us, and so is answered', { text: `<@UBOT> ${telling}` }],
    ['somebody joins', { text: telling, subtype: 'channel_join' }],
    ['it is deleted', { subtype: 'message_deleted' }],
    [
      'a bot changes its own',
      { subtype: 'message_changed', message: { bot_id: 'B9', text: telling, ts: '1795510800.000100' } },
    ],
  ])('is as if it had never come where there is %s', (_, over) => {
    expect(parseBody(event({ ...inChannel, text: undefined, ...over }))).toEqual({ kind: 'ignored' });
  });
});

describe('over HTTP', () => {
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

  it('is answered to its author alone, in the channel', async () => {
    app.answers(message('Careful', { audience: 'person' }));
    expect((await peer.say(telling, { channel: 'C1' })).status).toBe(200);
    expect(peer.api.whispers).toMatchObject([{ channel: 'C1', to: 'U1', text: 'Sharewell: Careful' }]);
    expect(peer.api.messages).toEqual([]);
  });

  it('goes to their own conversation where nobody can be told anything in the channel', async () => {
    app.answers(message('Careful', { audience: 'person' }));
    peer.api.fail('chat.postEphemeral', { error: 'user_not_in_channel' });
    await peer.say(telling, { channel: 'C1' });
    expect(peer.api.messages).toMatchObject([{ channel: 'DU1' }]);
  });

  it('costs nothing where nothing is in it, and says nothing where no hub meets', async () => {
    await peer.say('See you there', { channel: 'C1' });
    app.answers();
    await peer.say(telling, { channel: 'C1' });
    expect(app.turns).toHaveLength(1);
    expect(peer.api.whispers).toEqual([]);
    expect(JSON.stringify(app.logged)).not.toContain('Jane');
  });
});
