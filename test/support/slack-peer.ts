import { createHmac } from 'node:crypto';
import { type Args, keepView, type SlackMessage, type SlackView, startSlackApi } from './slack-api.ts';
import type { Entered } from './slack-blocks.ts';
import { createPayloads, type Where } from './slack-payloads.ts';

/** Slack as the bot meets it: its Web API, and people who type, press and submit with real signatures. */

export type Answered = { status: number; text: string; json: Args | undefined };
export type SendOptions = { headers?: Record<string, string>; secret?: string; at?: Date };

type PeerOptions = {
  signingSecret?: string;
  clock?: () => Date;
  team?: string;
  user?: string;
  port?: number;
};

export const signFor = (secret: string, body: string, at: Date): Record<string, string> => {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
};

const readJson = (text: string): Args | undefined => {
  try {
    return JSON.parse(text) as Args;
  } catch {
    return undefined;
  }
};

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(what);
  return value;
};

const createSender = (signingSecret: string, clock: () => Date) => {
  let target = '';
  const post = async (
    type: string,
    body: string,
    { headers, secret, at }: SendOptions,
  ): Promise<Answered> => {
    const signed = signFor(secret ?? signingSecret, body, at ?? clock());
    const init = { method: 'POST', headers: { 'content-type': type, ...signed, ...headers }, body };
    const answer = await fetch(`${target}/slack/events`, init);
    const text = await answer.text();
    return { status: answer.status, text, json: readJson(text) };
  };
  const sendForm = (fields: Record<string, string>, send: SendOptions = {}) =>
    post('application/x-www-form-urlencoded', new URLSearchParams(fields).toString(), send);
  return {
    /** Where the bot listens, once it does. */
    connect: (url: string): void => {
      target = url;
    },
    sendForm,
    sendJson: (body: unknown, send: SendOptions = {}) => post('application/json', JSON.stringify(body), send),
    sendPayload: (payload: Args, send: SendOptions = {}) =>
      sendForm({ payload: JSON.stringify(payload) }, send),
    sign: (body: string, at = clock()) => signFor(signingSecret, body, at),
  };
};

export const startSlackPeer = async (options: PeerOptions = {}) => {
  const { signingSecret = 'shhh', clock = () => new Date(), team = 'T1', user = 'U1' } = options;
  const api = await startSlackApi(options.port);
  const botUser = 'UBOT';
  const token = 'xoxb-1';
  api.tokens.set(token, { team, botUser, botId: 'B1' });

  let count = 0;
  /** A trigger opens one modal; an expired one comes too late. */
  const trigger = (state: 'fresh' | 'expired' = 'fresh'): string => {
    const id = `trigger.${++count}`;
    api.triggers.set(id, state);
    return id;
  };

  const sender = createSender(signingSecret, clock);
  const { sendForm, sendJson, sendPayload } = sender;
  const payloads = createPayloads({ team, user, botUser, trigger, responseUrl: api.responseUrl });
  const sendEvent = (event: Args, where: Where = {}, send: SendOptions = {}) =>
    sendJson(payloads.eventBody(event, where), send);

  const lastMessage = (): SlackMessage => found(api.messages.at(-1), 'no message was posted');
  const lastView = (): SlackView => found([...api.views.values()].at(-1), 'no modal is open');
  const home = (of = user): SlackView => found(api.homes.get(of), 'no home tab was published');

  /** What Slack does with the answer to a submit. */
  const follow = (view: SlackView, answer: Answered): Answered => {
    const action = answer.json?.response_action;
    if (answer.status !== 200 || action === 'errors') return answer;
    if (action === 'update') keepView(api.state, answer.json?.view as Args, view.id);
    else api.views.delete(view.id);
    return answer;
  };

  return {
    api,
    team,
    user,
    botUser,
    token,
    signingSecret,
    ...sender,
    ...payloads,
    sendEvent,
    trigger,
    /** A person writes to the bot. */
    say: (text: string, where: Where = {}, send: SendOptions = {}) =>
      sendEvent(payloads.messageEvent(text, where), where, send),
    /** A person mentions the bot in a channel. */
    mention: (text: string, where: Where = {}, send: SendOptions = {}) =>
      sendEvent(payloads.mentionEvent(text, where), where, send),
    command: (text: string, where: Where = {}, id = trigger()) =>
      sendForm(payloads.commandFields(text, where, id)),
    shortcut: (text: string, where: Where = {}, id = trigger()) =>
      sendPayload(payloads.shortcutPayload(text, where, id)),
    openHome: (where: Where = {}, send: SendOptions = {}) =>
      sendEvent(payloads.homeEvent(where), where, send),
    /** Presses a button of the last message, by its title. */
    press: (title: string, entered: Entered = {}, where: Where = {}) =>
      sendPayload(payloads.pressIn(lastMessage(), title, entered, where)),
    pressView: (title: string, entered: Entered = {}, where: Where = {}) =>
      sendPayload(payloads.pressInView(lastView(), title, entered, where)),
    pressHome: (title: string, where: Where = {}) =>
      sendPayload(payloads.pressInView(home(where.user), title, {}, where)),
    /** Hands in the open modal. */
    submitView: async (entered: Entered = {}, where: Where = {}): Promise<Answered> => {
      const view = lastView();
      return follow(view, await sendPayload(payloads.submission(view, entered, where)));
    },
    lastMessage,
    lastView,
    home,
    close: () => api.close(),
  };
};

export type SlackPeer = Awaited<ReturnType<typeof startSlackPeer>>;
