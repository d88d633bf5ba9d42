/** Requests as they stand in Slack's documentation, to be changed in one part. */

export const event = (over: Record<string, unknown>, envelope: Record<string, unknown> = {}) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev1',
  authorizations: [{ team_id: 'T1', user_id: 'UBOT', is_bot: true }],
  event: {
    type: 'message',
    channel_type: 'im',
    user: 'U1',
    channel: 'D1',
    team: 'T1',
    ts: '17.01',
    text: 'hi',
    ...over,
  },
  ...envelope,
});

export const press = { do: 'answer', dialog: 'urgent', ref: 'D-1', page: 'who', seq: 3 };
export const actions = (over: Record<string, unknown> = {}, value = JSON.stringify(press)) => ({
  type: 'block_actions',
  user: { id: 'U1', username: 'ann', team_id: 'T1' },
  team: { id: 'T1' },
  trigger_id: 'tr.1',
  channel: { id: 'D1' },
  container: { type: 'message', message_ts: '17.01' },
  response_url: 'https://hooks.slack.com/1',
  actions: [{ type: 'button', action_id: 'press:0', action_ts: '18.01', value }],
  state: { values: { name: { value: { type: 'plain_text_input', value: 'Sam' } } } },
  ...over,
});
export const view = {
  id: 'V1',
  type: 'modal',
  hash: 'h1',
  private_metadata: JSON.stringify(press),
  state: { values: {} },
};
