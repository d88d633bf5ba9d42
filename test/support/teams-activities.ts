/** Activities as Teams sends them, with the fields that it really sends. */

export type Activity = Record<string, unknown> & {
  type: string;
  serviceUrl: string;
  conversation: Record<string, unknown> & { id: string };
};

type Over = Record<string, unknown>;

export const teamsActivities = (world: { serviceUrl: string; appId: string; tenantId: string }) => {
  const { serviceUrl, appId, tenantId } = world;
  const bot = { id: `28:${appId}`, name: 'Sharewell' };
  const person = { id: '29:1-practitioner', name: 'Ann Example', aadObjectId: 'aad-ann' };
  let count = 0;

  const base = (over: Over): Activity => ({
    type: 'message',
    id: `f:${++count}`,
    timestamp: '2026-03-02T09:00:00.123Z',
    localTimestamp: '2026-03-02T09:00:00.123+00:00',
    channelId: 'msteams',
    serviceUrl,
    from: person,
    recipient: bot,
    conversation: { conversationType: 'personal', tenantId, id: 'a:personal-ann' },
    channelData: { tenant: { id: tenantId } },
    locale: 'en-GB',
    ...over,
  });

  const inChannel = {
    conversation: {
      isGroup: true,
      conversationType: 'channel',
      tenantId,
      id: '19:team@thread.tacv2;messageid=1690000000000',
    },
    channelData: {
      teamsChannelId: '19:team@thread.tacv2',
      teamsTeamId: '19:team@thread.tacv2',
      channel: { id: '19:team@thread.tacv2' },
      team: { id: '19:team@thread.tacv2' },
      tenant: { id: tenantId },
    },
  };

  const mention = '<at>Sharewell</at>';

  return {
    bot,
    person,
    inChannel,
    base,
    message: (text: string, over: Over = {}): Activity =>
      base({
        text,
        textFormat: 'plain',
        attachments: [{ contentType: 'text/html', content: text }],
        ...over,
      }),
    channelMessage: (text: string, over: Over = {}): Activity =>
      base({
        ...inChannel,
        text: `${mention}&nbsp;${text}`,
        textFormat: 'plain',
        attachments: [{ contentType: 'text/html', content: `<p>${mention} ${text}</p>` }],
        entities: [
          { type: 'mention', mentioned: bot, text: mention },
          { type: 'clientInfo', locale: 'en-GB' },
        ],
        ...over,
      }),
    /** A pressed Action.Execute. */
    execute: (data: Over, over: Over = {}): Activity =>
      base({
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: '1690000000001',
        value: { action: { type: 'Action.Execute', title: 'Next', verb: 'press', data }, trigger: 'manual' },
        ...over,
      }),
    /** A pressed Action.Submit, from a client that does not know Action.Execute. */
    submit: (data: Over, over: Over = {}): Activity =>
      base({
        value: data,
        replyToId: '1690000000001',
        channelData: { tenant: { id: tenantId }, legacy: {} },
        ...over,
      }),
    installed: (over: Over = {}): Activity => base({ type: 'installationUpdate', action: 'add', ...over }),
    joined: (members: Over[], over: Over = {}): Activity =>
      base({ type: 'conversationUpdate', membersAdded: members, ...over }),
    /** The message action "Check before sharing" on somebody's message. */
    check: (html: string, over: Over = {}): Activity =>
      base({
        type: 'invoke',
        name: 'composeExtension/fetchTask',
        conversation: { conversationType: 'groupChat', isGroup: true, tenantId, id: '19:chat@thread.v2' },
        value: {
          commandId: 'checkBeforeSharing',
          commandContext: 'message',
          messagePayload: {
            id: '1690000000009',
            createdDateTime: '2026-03-02T08:59:00.000Z',
            body: { contentType: 'html', content: html },
            from: { user: { id: 'aad-bob', displayName: 'Bob Example', userIdentityType: 'aadUser' } },
          },
        },
        ...over,
      }),
    /** The message action "Report a breach" on somebody's message. */
    report: (message: Over, over: Over = {}): Activity =>
      base({
        type: 'invoke',
        name: 'composeExtension/fetchTask',
        ...inChannel,
        value: {
          commandId: 'reportBreach',
          commandContext: 'message',
          messagePayload: {
            id: '1690000000009',
            createdDateTime: '2026-03-02T08:59:00.000Z',
            body: { contentType: 'html', content: 'About Jordan Okafor' },
            from: { user: { id: 'aad-bob', displayName: 'Bob Example', userIdentityType: 'aadUser' } },
            ...message,
          },
        },
        ...over,
      }),
    /** The message action "Ask the hub" on somebody's message. */
    askHub: (content: string, over: Over = {}): Activity =>
      base({
        type: 'invoke',
        name: 'composeExtension/fetchTask',
        ...inChannel,
        value: {
          commandId: 'askTheHub',
          commandContext: 'message',
          messagePayload: { id: '1690000000009', body: { contentType: 'html', content } },
        },
        ...over,
      }),
    /** A button pressed in the dialog that a message action opened. */
    dialogSubmit: (data: Over, over: Over = {}): Activity =>
      base({
        type: 'invoke',
        name: 'composeExtension/submitAction',
        conversation: { conversationType: 'groupChat', isGroup: true, tenantId, id: '19:chat@thread.v2' },
        value: { commandId: 'checkBeforeSharing', commandContext: 'message', data },
        ...over,
      }),
  };
};
