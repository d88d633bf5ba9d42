import { describe, expect, it } from 'vitest';
import { parseBody } from '../../bot/slack/parse.ts';
import { actions, event, press, view } from '../support/slack-raw.ts';

const personal = (conversation: string) => ({
  kind: 'personal',
  address: { channel: 'slack', tenant: 'T1', conversation, user: 'U1' },
});
const shared = (conversation: string) => ({ ...personal(conversation), kind: 'shared' });

/** The message shortcut "Report a breach". */
const strayed = (message: object, team: object = { id: 'T1', domain: 'north' }) => ({
  type: 'message_action',
  callback_id: 'report_breach',
  user: { id: 'U1', team_id: 'T1' },
  team,
  trigger_id: 'tr.1',
  channel: { id: 'C1' },
  message,
});

describe('a request becomes a turn', () => {
  it.each([
    [
      'a direct message',
      event({}),
      {
        id: 'slack:T1:said:D1:17.01',
        place: personal('D1'),
        act: { kind: 'typed', text: 'hi', attachments: 0 },
      },
    ],
    [
      'a direct message with files',
      event({ subtype: 'file_share', files: [{}, {}], text: 'see this' }),
      { act: { kind: 'typed', text: 'see this', attachments: 2 } },
    ],
    [
      'a mention in a channel',
      event({ type: 'app_mention', channel: 'C1', text: '<@UBOT> urgent please' }),
      {
        id: 'slack:T1:said:C1:17.01',
        place: shared('C1'),
        act: { kind: 'typed', text: 'urgent please', attachments: 0 },
      },
    ],
    [
      'the home tab',
      event({ type: 'app_home_opened', tab: 'home', ts: undefined }),
      { id: 'slack:T1:event:Ev1', place: personal('U1'), act: { kind: 'opened-home' } },
    ],
    [
      'a command in a channel',
      {
        command: '/sharewell',
        text: 'my records',
        team_id: 'T1',
        user_id: 'U1',
        channel_id: 'C1',
        trigger_id: 'tr.1',
      },
      {
        id: 'slack:T1:trigger:tr.1',
        place: shared('C1'),
        act: { kind: 'typed', text: 'my records', attachments: 0 },
      },
    ],
    [
      'a command between two people, where the bot has no seat',
      { command: '/sharewell', text: '', team_id: 'T1', user_id: 'U1', channel_id: 'D9', trigger_id: 'tr.1' },
      { place: personal('U1'), act: { kind: 'typed', text: '', attachments: 0 } },
    ],
    [
      'a button with the answers of its message',
      actions(),
      { id: 'slack:T1:press:U1:tr.1', act: { kind: 'pressed', press, answers: { name: 'Sam' } } },
    ],
    [
      'a button in a modal, with the answers of the modal',
      actions({
        channel: undefined,
        container: { type: 'view' },
        state: undefined,
        view: { ...view, state: { values: { age: { value: { type: 'plain_text_input', value: '9' } } } } },
      }),
      { place: personal('U1'), act: { kind: 'pressed', press, answers: { age: '9' } } },
    ],
    [
      'a submitted modal',
      { type: 'view_submission', user: { id: 'U1', team_id: 'T1' }, team: { id: 'T1' }, view },
      { id: 'slack:T1:view:V1:h1', place: personal('U1'), act: { kind: 'pressed', press, answers: {} } },
    ],
    [
      'the message shortcut',
      {
        type: 'message_action',
        callback_id: 'check_before_sharing',
        user: { id: 'U1', team_id: 'T1' },
        team: { id: 'T1' },
        trigger_id: 'tr.1',
        channel: { id: 'C1' },
        message: { text: 'Sam &amp; Ann' },
      },
      { place: shared('C1'), act: { kind: 'checked', text: 'Sam & Ann' } },
    ],
    [
      'a message that went astray, in a thread: where it is, and nothing of what it says',
      strayed({ text: 'Jordan Okafor', ts: '1767225600.000200', thread_ts: '1767225000.000100' }),
      {
        place: shared('C1'),
        act: {
          kind: 'strayed',
          message: {
            platform: 'slack',
            sentAt: '2026-01-01T00:00:00.000Z',
            link: 'https://north.slack.com/archives/C1/p1767225600000200?thread_ts=1767225000.000100&cid=C1',
          },
        },
      },
    ],
    [
      'a message that went astray, of a workspace without a name',
      strayed({ ts: '1767225600.000200' }, { id: 'T1', domain: 'not a host' }),
      {
        act: {
          kind: 'strayed',
          message: {
            platform: 'slack',
            sentAt: '2026-01-01T00:00:00.000Z',
            link: 'https://slack.com/archives/C1/p1767225600000200',
          },
        },
      },
    ],
    [
      'a message that makes somebody ask the hub: nothing of what it says',
      { ...strayed({ text: 'Jordan Okafor' }), callback_id: 'ask_the_hub' },
      { act: { kind: 'asks-hub' } },
    ],
    [
      'a message that went astray, without its time',
      strayed({ text: 'x' }),
      {
        act: { kind: 'strayed', message: { platform: 'slack', link: 'https://north.slack.com/archives/C1' } },
      },
    ],
  ])('%s', (_, body, expected) => {
    expect(parseBody(body)).toMatchObject({ kind: 'turn', home: 'T1', turn: expected });
  });

  it('gives a text one id, whether it arrives as a message or as a mention', () => {
    const both = [event({}), event({ type: 'app_mention', text: '<@UBOT> hi' }, { event_id: 'Ev2' })];
    const ids = both.map((body) => {
      const parsed = parseBody(body);
      return parsed.kind === 'turn' ? parsed.turn.id : undefined;
    });
    expect(ids[0]).toBe('slack:T1:said:D1:17.01');
    expect(ids[1]).toBe(ids[0]);
  });

  it('marks what Slack delivers again, with the same id', () => {
    const parsed = parseBody(event({}), true);
    expect(parsed).toMatchObject({ turn: { id: 'slack:T1:said:D1:17.01', redelivered: true } });
    expect(parseBody(event({}))).not.toHaveProperty('turn.redelivered');
  });

  it.each([
    ['that is not JSON', 'go on'],
    ['of a kind that is gone', JSON.stringify({ do: 'dance' })],
    ['with a wrong part', JSON.stringify({ do: 'open', seq: 'three' })],
    ['without any', undefined],
  ])('answers a button %s as unknown', (_, value) => {
    const body = actions({ actions: [{ type: 'button', action_id: 'old', action_ts: '1.1', value }] });
    expect(parseBody(body)).toMatchObject({ turn: { act: { kind: 'unknown-press' } } });
  });

  it('leaves out what a press has no place for', () => {
    const parsed = parseBody(actions({}, JSON.stringify({ ...press, role: 'admin' })));
    expect(parsed).toMatchObject({ turn: { act: { press } } });
    expect(JSON.stringify(parsed)).not.toContain('admin');
  });
});
