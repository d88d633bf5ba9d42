import type { z } from 'zod';
import { SharewellError } from '../core/errors.ts';
import type { Act, Place, Turn } from '../core/turn.ts';
import { readAnswers } from './inputs.ts';
import type { Origin, Parsed } from './origin.ts';
import { parseEvent } from './parse-event.ts';
import { blockActions, command, type Interaction, messageAction, viewSubmission } from './payloads.ts';
import { plainText } from './plain-text.ts';
import { pressAct } from './press.ts';
import { strayedMessage } from './strayed.ts';

export type Body = Record<string, unknown>;
/** `team` is where they belong: another workspace, in a channel that two of them share. */
type Who = { home: string; user: string; name: string | undefined; team: string };

/** Buttons that only open a page in the browser still send a request, and it wants no answer. */
const opensPage = /^link:/;

export const checkShortcut = 'check_before_sharing';
export const reportShortcut = 'report_breach';
export const hubShortcut = 'ask_the_hub';

const read = <T>(schema: z.ZodType<T>, body: Body): T => {
  const result = schema.safeParse(body);
  // The fault names places only: its own message could quote what somebody typed.
  if (result.success) return result.data;
  throw new SharewellError('bad-request', `Unreadable at ${result.error.issues[0]?.path.join('.')}`);
};

const personalTo = (home: string, user: string): Place => ({
  kind: 'personal',
  address: { channel: 'slack', tenant: home, conversation: user, user },
});

/** A conversation of two starts with D: nobody but the person would see the answer, and it goes to them. */
const placeOf = (home: string, user: string, channel: string): Place =>
  channel.startsWith('D')
    ? personalTo(home, user)
    : { kind: 'shared', address: { channel: 'slack', tenant: home, conversation: channel, user } };

const whoIs = (body: Interaction, installed?: string | null): Who => {
  const home = installed ?? body.team?.id ?? body.user.team_id;
  if (!home) throw new SharewellError('bad-request', 'No workspace named');
  const from = body.user.team_id;
  // In an organisation of several workspaces a person may belong to the organisation itself.
  const team = from && from !== body.enterprise?.id ? from : home;
  return { home, user: body.user.id, name: body.user.username ?? body.user.name ?? undefined, team };
};

const turned = (id: string, who: Who, place: Place, act: Act, origin: Origin): Parsed => {
  const { home, team } = who;
  const actor: Turn['actor'] = { channel: 'slack', tenant: team, user: who.user };
  if (who.name) actor.name = who.name;
  const turn = { id: `slack:${home}:${id}`, actor, place, act };
  return team === home ? { kind: 'turn', home, origin, turn } : { kind: 'visitor', home, team, origin, turn };
};

const fromCommand = (body: Body): Parsed => {
  const found = read(command, body);
  const who = { home: found.team_id, user: found.user_id, name: found.user_name, team: found.team_id };
  const { channel_id: channel, trigger_id: triggerId, response_url: responseUrl } = found;
  const act: Act = { kind: 'typed', text: plainText(found.text), attachments: 0 };
  const origin: Origin = { from: 'command', channel, triggerId, ...(responseUrl ? { responseUrl } : {}) };
  return turned(`trigger:${triggerId}`, who, placeOf(who.home, who.user, channel), act, origin);
};

const shortcutAct = ({
  callback_id: name,
  message,
  channel,
  team,
}: z.infer<typeof messageAction>): Act | undefined => {
  if (name === checkShortcut) return { kind: 'checked', text: plainText(message.text) };
  if (name === hubShortcut) return { kind: 'asks-hub' };
  if (name !== reportShortcut) return undefined;
  return { kind: 'strayed', message: strayedMessage(message, channel.id, team?.domain) };
};

const fromMessageAction = (body: Body): Parsed => {
  const found = read(messageAction, body);
  const act = shortcutAct(found);
  if (!act) return { kind: 'ignored' };
  const who = whoIs(found);
  const { trigger_id: triggerId, response_url: responseUrl } = found;
  const channel = found.channel.id;
  const origin: Origin = { from: 'shortcut', channel, triggerId, ...(responseUrl ? { responseUrl } : {}) };
  return turned(`trigger:${triggerId}`, who, placeOf(who.home, who.user, channel), act, origin);
};

type Actions = z.infer<typeof blockActions>;

const pressedIn = (found: Actions): Origin | undefined => {
  const { view, channel, container, response_url: responseUrl, trigger_id: triggerId } = found;
  if (view?.type === 'modal') return { from: 'modal', viewId: view.id };
  if (view) return { from: 'home', ...(triggerId ? { triggerId } : {}) };
  const ts = container?.message_ts;
  if (!channel || !ts) return undefined;
  const ephemeral = container.is_ephemeral === true;
  const more = { ...(responseUrl ? { responseUrl } : {}), ...(triggerId ? { triggerId } : {}) };
  return { from: 'message', channel: channel.id, ts, ephemeral, ...more };
};

const fromBlockActions = (body: Body): Parsed => {
  const found = read(blockActions, body);
  const action = found.actions[0];
  const origin = pressedIn(found);
  if (!action || !origin || opensPage.test(action.action_id)) return { kind: 'ignored' };
  const who = whoIs(found, found.view?.app_installed_team_id);
  const place =
    origin.from === 'message' ? placeOf(who.home, who.user, origin.channel) : personalTo(who.home, who.user);
  const answers = found.view
    ? readAnswers(found.view.state, found.view.blocks)
    : readAnswers(found.state, found.message?.blocks);
  const act = pressAct(action.value ?? action.selected_option?.value, answers);
  const once = found.trigger_id ?? action.action_ts ?? '';
  return turned(`press:${who.user}:${once}`, who, place, act, origin);
};

const fromViewSubmission = (body: Body): Parsed => {
  const { view, ...found } = read(viewSubmission, body);
  const who = whoIs(found, view.app_installed_team_id);
  const act = pressAct(view.private_metadata, readAnswers(view.state, view.blocks));
  const origin: Origin = { from: 'submit', viewId: view.id };
  return turned(`view:${view.id}:${view.hash ?? ''}`, who, personalTo(who.home, who.user), act, origin);
};

const readers: Record<string, (body: Body) => Parsed> = {
  event_callback: (body) => parseEvent(read, body),
  block_actions: fromBlockActions,
  view_submission: fromViewSubmission,
  message_action: fromMessageAction,
};

/** A verified request becomes a turn. Pure; a request that cannot be read is a `bad-request`. */
export const parseBody = (body: Body, redelivered = false): Parsed => {
  const kind = typeof body.command === 'string' ? 'command' : body.type;
  if (typeof kind !== 'string') throw new SharewellError('bad-request', 'No type');
  const reader = kind === 'command' ? fromCommand : Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  const parsed: Parsed = reader ? reader(body) : { kind: 'ignored' };
  if (redelivered && parsed.kind === 'turn') parsed.turn.redelivered = true;
  return parsed;
};
