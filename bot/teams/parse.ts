import { createHash } from 'node:crypto';
import { SharewellError } from '../core/errors.ts';
import type { Act, Place, Turn } from '../core/turn.ts';
import { executeValue, extensionValue, type Inbound, inbound } from './activity.ts';
import { isInChannel, isToOthers, overheard } from './overheard.ts';
import { actOfPress, holdsPress } from './press.ts';
import { strayedMessage } from './strayed.ts';
import { typedText, wordsOfHtml } from './text.ts';

/** An activity becomes a turn. Pure: the same activity always gives the same turn. */

const checkCommand = 'checkBeforeSharing';
const reportCommand = 'reportBreach';
const hubCommand = 'askTheHub';

const mentionsIn = ({ entities }: Inbound) =>
  (entities ?? [])
    .filter(({ type }) => type === 'mention')
    .map(({ mentioned, text }) => ({ id: mentioned?.id ?? undefined, text: text ?? undefined }));

const messageAct = (activity: Inbound): Act | undefined => {
  if (activity.from.role === 'bot') return undefined;
  // A pressed Action.Submit is a message without text.
  if (activity.value !== undefined && activity.value !== null && !activity.text) {
    return actOfPress(activity.value);
  }
  const { recipient, attachments } = activity;
  const mentions = mentionsIn(activity);
  const bot = { id: recipient.id, name: recipient.name ?? undefined };
  if (isToOthers(activity)) return overheard(activity);
  return {
    kind: 'typed',
    text: typedText(activity.text ?? '', mentions, bot),
    // Teams repeats every formatted message as an HTML attachment: that is no file.
    attachments: (attachments ?? []).filter(({ contentType }) => contentType !== 'text/html').length,
  };
};

const executeAct = (value: unknown): Act => {
  const read = executeValue.safeParse(value);
  return read.success ? actOfPress(read.data.action.data) : { kind: 'unknown-press' };
};

const extensionAct = (value: unknown, { conversation }: Inbound): Act | undefined => {
  const read = extensionValue.safeParse(value);
  if (!read.success) return undefined;
  const { commandId, data, messagePayload } = read.data;
  if (holdsPress(data)) return actOfPress(data);
  if (commandId === hubCommand) return { kind: 'asks-hub' };
  if (commandId === reportCommand)
    return { kind: 'strayed', message: strayedMessage(messagePayload, conversation.id) };
  if (commandId !== checkCommand) return undefined;
  return { kind: 'checked', text: wordsOfHtml(messagePayload?.body?.content ?? '') };
};

const invokeAct = (activity: Inbound): Act | undefined => {
  const { name, value } = activity;
  if (name === 'adaptiveCard/action') return executeAct(value);
  if (name === 'composeExtension/fetchTask') return extensionAct(value, activity);
  if (name === 'composeExtension/submitAction') return extensionAct(value, activity);
  return undefined;
};

const installed = ({ type, action, membersAdded, recipient }: Inbound): boolean =>
  type === 'installationUpdate'
    ? action === 'add'
    : (membersAdded ?? []).some((member) => member.id === recipient.id);

const actOf = (activity: Inbound): Act | undefined => {
  switch (activity.type) {
    case 'message':
      return messageAct(activity);
    case 'messageUpdate':
      return isInChannel(activity) && activity.from.role !== 'bot' ? overheard(activity) : undefined;
    case 'invoke':
      return invokeAct(activity);
    case 'installationUpdate':
    case 'conversationUpdate':
      return installed(activity) ? { kind: 'installed' } : undefined;
    default:
      return undefined;
  }
};

const isPersonal = ({ conversation }: Inbound): boolean =>
  conversation.conversationType
    ? conversation.conversationType === 'personal'
    : !conversation.isGroup && !conversation.id.startsWith('19:');

const placeOf = (activity: Inbound, tenant: string, user: string): Place => ({
  kind: isPersonal(activity) ? 'personal' : 'shared',
  address: {
    channel: 'teams',
    tenant,
    conversation: activity.conversation.id,
    user,
    serviceUrl: activity.serviceUrl,
  },
});

const hash = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** One installation is told twice, as two activities within a second: within a minute both are the same turn. */
const minuteOf = ({ timestamp }: Inbound): string => {
  const ms = Date.parse(timestamp ?? '');
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 16);
};

const idOf = (activity: Inbound, act: Act, raw: unknown): string => {
  const conversation = activity.conversation.id;
  if (act.kind === 'installed') return hash('teams', conversation, 'installed', minuteOf(activity));
  // It may be changed and changed again, and keeps its id.
  if (act.kind === 'overheard') return hash('teams', conversation, 'heard', activity.id ?? '', ...act.kinds);
  // Without an id of its own, the same delivery is known by being the same throughout.
  return hash('teams', conversation, activity.id || JSON.stringify(raw));
};

/** `undefined`: nothing for us (an edit, a reaction, somebody else joining). Throws `bad-request`. */
export const parseActivity = (raw: unknown): Turn | undefined => {
  const read = inbound.safeParse(raw);
  if (!read.success) throw new SharewellError('bad-request', 'not an activity that can be read');
  const activity = read.data;
  const act = actOf(activity);
  if (!act) return undefined;
  const tenant = activity.channelData?.tenant?.id || activity.conversation.tenantId || 'local';
  // In a shared channel people of several organisations meet: each is known by their own.
  const home = activity.from.tenantId || tenant;
  const user = activity.from.aadObjectId || activity.from.id;
  return {
    id: idOf(activity, act, raw),
    actor: {
      channel: 'teams',
      tenant: home,
      user,
      ...(activity.from.name ? { name: activity.from.name } : {}),
    },
    place: placeOf(activity, isPersonal(activity) ? home : tenant, user),
    act,
  };
};
