import { describe, expect, it } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import { parseBody } from '../../bot/slack/parse.ts';
import { actions, event, view } from '../support/slack-raw.ts';

describe('what is nobody’s turn', () => {
  it.each([
    ['a message of a bot', event({ bot_id: 'B9' })],
    ['an edit', event({ subtype: 'message_changed' })],
    ['somebody joining', event({ subtype: 'channel_join' })],
    ['talk in a channel', event({ channel: 'C1', channel_type: 'channel' })],
    ['another tab of the app', event({ type: 'app_home_opened', tab: 'messages' })],
    ['a reaction', event({ type: 'reaction_added' })],
    ['a button that opens a page', actions({ actions: [{ type: 'button', action_id: 'link:0' }] })],
    [
      'a shortcut of another app',
      {
        type: 'message_action',
        callback_id: 'other',
        user: { id: 'U1', team_id: 'T1' },
        team: { id: 'T1' },
        trigger_id: 't',
        channel: { id: 'C1' },
        message: {},
      },
    ],
    ['a closed modal', { type: 'view_closed', view: {} }],
    ['a kind named like a part of every object', { type: 'constructor' }],
    ['a person’s own token being revoked', event({ type: 'tokens_revoked', tokens: { oauth: ['U1'] } })],
  ])('%s', (_, body) => {
    expect(parseBody(body)).toEqual({ kind: 'ignored' });
  });

  it('the app being removed', () => {
    expect(parseBody(event({ type: 'app_uninstalled' }))).toEqual({ kind: 'removed', home: 'T1' });
    expect(parseBody(event({ type: 'tokens_revoked', tokens: { bot: ['UBOT'] } }))).toEqual({
      kind: 'removed',
      home: 'T1',
    });
  });

  it.each([
    ['a message', event({ user_team: 'T9' })],
    ['a message that names only the team of the person', event({ team: 'T9' })],
    ['a press', actions({ user: { id: 'U1', team_id: 'T9' } })],
    [
      'a modal opened in our workspace',
      {
        type: 'view_submission',
        user: { id: 'U1', team_id: 'T9' },
        team: { id: 'T9' },
        view: { ...view, app_installed_team_id: 'T1' },
      },
    ],
  ])('%s of somebody from another workspace', (_, body) => {
    expect(parseBody(body)).toMatchObject({
      kind: 'visitor',
      home: 'T1',
      team: 'T9',
      turn: { actor: { tenant: 'T9', user: 'U1' }, place: { address: { tenant: 'T1' } } },
    });
  });

  it('but a member of the same organisation is no visitor', () => {
    expect(parseBody(event({ user_team: 'E1' }, { enterprise_id: 'E1' }))).toMatchObject({ kind: 'turn' });
    const body = actions({ user: { id: 'U1', team_id: 'E1' }, enterprise: { id: 'E1' } });
    expect(parseBody(body)).toMatchObject({ kind: 'turn' });
  });

  it('uses the workspace that installed the app, not the one that sent the message', () => {
    expect(parseBody(event({ user_team: 'T1' }, { team_id: 'T9' }))).toMatchObject({
      kind: 'turn',
      home: 'T1',
    });
  });
});

describe('a request that cannot be read', () => {
  it.each([
    ['without a type', {}],
    ['an event without an event', { type: 'event_callback', team_id: 'T1', event_id: 'E' }],
    ['an event with nothing in it', event({ type: undefined })],
    ['a message without a person', event({ user: undefined })],
    ['a message with a strange person', event({ user: { id: 'U1' } })],
    ['an id that is none', event({ user: 'U1) OR (' })],
    ['a press without a person', actions({ user: undefined })],
    ['a press without actions', actions({ actions: [] })],
    [
      'a command without a trigger',
      { command: '/sharewell', team_id: 'T1', user_id: 'U1', channel_id: 'C1' },
    ],
  ])('%s', (_, body) => {
    expect(() => parseBody(body)).toThrow(SharewellError);
  });

  it('says where and never what', () => {
    const secret = 'Sam Jones, 12 High Street';
    expect(() => parseBody(event({ user: secret }))).toThrow(/user/);
    expect(() => parseBody(event({ user: secret }))).not.toThrow(/Jones/);
  });
});
