import type { Args, Block, SlackMessage, SlackView } from './slack-api.ts';
import { buttonNamed, type Entered, stateOf } from './slack-blocks.ts';

/** Requests as Slack words them, for one workspace and one person unless said otherwise. */

export type Where = { user?: string; channel?: string; team?: string };

type Setting = { team: string; user: string; botUser: string; trigger(): string; responseUrl: string };

export const createPayloads = ({ team: ours, user: person, botUser, trigger, responseUrl }: Setting) => {
  let count = 0;
  const stamp = (): string => `1800000000.${String(++count).padStart(6, '0')}`;

  const eventBody = (event: Args, { team = ours }: Where = {}): Args => ({
    type: 'event_callback',
    token: 'legacy',
    team_id: team,
    event_id: `Ev${++count}`,
    event_time: 1,
    authorizations: [{ team_id: team, user_id: botUser, is_bot: true, is_enterprise_install: false }],
    event,
  });

  const messageEvent = (text: string, where: Where = {}): Args => {
    const { user = person, channel = `D${user}`, team = ours } = where;
    const channel_type = channel.startsWith('D') ? 'im' : 'channel';
    return { type: 'message', channel_type, user, channel, team, text, ts: stamp() };
  };

  const who = ({ user = person, team = ours }: Where) => ({
    user: { id: user, username: `name-${user}`, team_id: team },
    team: { id: team },
  });

  const press = (
    surface: Args,
    blocks: readonly Block[],
    title: string,
    entered: Entered,
    where: Where,
  ): Args => {
    const { block_id, action_id, value } = buttonNamed(blocks, title);
    return {
      type: 'block_actions',
      ...who(where),
      trigger_id: trigger(),
      actions: [{ type: 'button', block_id, action_id, action_ts: stamp(), ...(value ? { value } : {}) }],
      state: stateOf(blocks, entered),
      ...surface,
    };
  };

  return {
    eventBody,
    messageEvent,
    mentionEvent: (text: string, where: Where = {}): Args => ({
      ...messageEvent(`<@${botUser}> ${text}`, { channel: 'C1', ...where }),
      type: 'app_mention',
    }),
    homeEvent: ({ user = person }: Where): Args => ({
      type: 'app_home_opened',
      user,
      channel: `D${user}`,
      tab: 'home',
    }),
    commandFields: (text: string, { user = person, channel = 'C1', team = ours }: Where, id: string) => ({
      command: '/sharewell',
      text,
      team_id: team,
      user_id: user,
      user_name: `name-${user}`,
      channel_id: channel,
      trigger_id: id,
      response_url: responseUrl,
    }),
    shortcutPayload: (text: string, where: Where, id: string, name = 'check_before_sharing'): Args => ({
      type: 'message_action',
      callback_id: name,
      ...who(where),
      channel: { id: where.channel ?? 'C1' },
      trigger_id: id,
      response_url: responseUrl,
      message: { type: 'message', ts: stamp(), text },
    }),
    pressIn: (
      { channel, ts, blocks }: SlackMessage,
      title: string,
      entered: Entered = {},
      where: Where = {},
    ) => {
      const surface = {
        channel: { id: channel },
        container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
        message: { ts, blocks },
        response_url: responseUrl,
      };
      return press(surface, blocks, title, entered, where);
    },
    pressInView: (view: SlackView, title: string, entered: Entered = {}, where: Where = {}): Args => {
      const shown = { ...view, state: stateOf(view.blocks, entered) };
      const surface = { container: { type: 'view', view_id: view.id }, view: shown };
      return press(surface, view.blocks, title, entered, where);
    },
    submission: (view: SlackView, entered: Entered, where: Where): Args => ({
      type: 'view_submission',
      ...who(where),
      trigger_id: trigger(),
      view: { ...view, state: stateOf(view.blocks, entered) },
    }),
  };
};
