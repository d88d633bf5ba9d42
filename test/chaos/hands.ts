import type { Fields } from '../support/decision-ways.ts';
import { actionsIn, slackScreen, teamsScreen, valuesIn } from '../support/peers-screen.ts';
import type { World } from '../support/peers-world.ts';
import { buttonNamed } from '../support/slack-blocks.ts';
import type { ConnectorCall } from '../support/teams-connector.ts';
import { cardIn } from '../support/teams-peer.ts';

/** A person who looks at a whole conversation, newest first, and takes the card that offers what they want next. */

export type ChannelName = 'teams' | 'slack';

export type Card = {
  /** Everything on it, as it came. */
  text: string;
  /** What can be read of it. */
  words: string;
  buttons: readonly string[];
  inputs: readonly string[];
  /** What the button carries: tells one showing of a card from another. */
  mark(title: string): string;
  /** Sends it. False: nobody took it, as far as can be seen. */
  press(title: string, fields?: Fields): Promise<boolean>;
};

export type ChaosHand = {
  channel: ChannelName;
  name: string;
  /** Sent again until it is taken, as the platforms do with what was typed. */
  type(text: string): Promise<boolean>;
  /** All that was typed, each once, however often it was sent. */
  typed(): readonly string[];
  /** All of it arrives once more, long after it was done. */
  comeAgain(): Promise<void>;
  /** Newest first. */
  cards(): Card[];
};

const tries = 12;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const untilTaken = async (send: (attempt: number) => Promise<boolean>): Promise<boolean> => {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (await send(attempt).catch(() => false)) return true;
    await pause(150 + 100 * attempt);
  }
  return false;
};

type Send = (attempt: number) => Promise<boolean>;

/** What was typed, and how it is sent. */
const keyboard = (sendingOf: (text: string) => Send): Pick<ChaosHand, 'type' | 'typed' | 'comeAgain'> => {
  const sent: { text: string; send: Send }[] = [];
  return {
    type: (text) => {
      const send = sendingOf(text);
      sent.push({ text, send });
      return untilTaken(send);
    },
    typed: () => sent.map(({ text }) => text),
    comeAgain: async () => {
      for (const { send } of sent) await untilTaken((attempt) => send(attempt + 1));
    },
  };
};

export const teamsChaosHand = ({ teams }: World, name: string): ChaosHand => {
  const from = { id: `29:${name}`, name: `Person ${name}`, aadObjectId: name };
  const conversation = { conversationType: 'personal', tenantId: teams.tenantId, id: `a:${name}` };
  const who = { from, conversation };
  const seen: unknown[] = [];
  let read = 0;
  const catchUp = (): void => {
    const { calls } = teams.connector;
    for (const call of calls.slice(read) as ConnectorCall[]) {
      const card = call.conversation === conversation.id ? cardIn(call.body) : undefined;
      if (card && call.status < 300) seen.push(card);
    }
    read = calls.length;
  };
  const press = async (body: unknown, title: string, fields: Fields): Promise<boolean> => {
    const action = actionsIn(body).find((each) => each.title === title);
    if (!action) return false;
    const activity = teams.activities.execute({ ...action.data, ...valuesIn(body), ...fields }, who);
    const posted = await teams.post(activity).catch(() => undefined);
    const inside = (posted?.body as { statusCode?: number } | null)?.statusCode;
    const shown = cardIn(posted?.body);
    catchUp();
    if (shown) seen.push(shown);
    return posted?.status === 200 && inside === 200;
  };
  const cardOf = (body: unknown): Card => ({
    ...teamsScreen(body),
    text: JSON.stringify(body),
    mark: (title) => JSON.stringify(actionsIn(body).find((each) => each.title === title)?.data),
    press: (title, fields = {}) => press(body, title, fields),
  });
  return {
    channel: 'teams',
    name,
    ...keyboard((text) => {
      const activity = teams.activities.message(text, who);
      return async () => (await teams.post(activity)).status === 200;
    }),
    cards: () => {
      catchUp();
      return seen.map(cardOf).reverse();
    },
  };
};

export const slackChaosHand = ({ slack }: World, name: string): ChaosHand => {
  const where = { user: `U${name}`, channel: `DU${name}` };
  return {
    channel: 'slack',
    name,
    ...keyboard((text) => {
      const body = slack.eventBody(slack.messageEvent(text, where), where);
      return async (attempt) => {
        const headers: Record<string, string> = attempt > 0 ? { 'x-slack-retry-num': String(attempt) } : {};
        return (await slack.sendJson(body, { headers })).status === 200;
      };
    }),
    cards: () =>
      slack.api.messages
        .filter(({ channel }) => channel === where.channel)
        .map((message) => ({ ...message, blocks: [...message.blocks] }))
        .map((message) => ({
          ...slackScreen(message.blocks),
          text: JSON.stringify(message),
          mark: (title: string) => buttonNamed(message.blocks, title).value ?? '',
          press: async (title: string, fields: Fields = {}) => {
            const entered = slackFields(fields);
            const payload = slack.pressIn(message, title, entered, where);
            const answer = await slack.sendPayload(payload).catch(() => undefined);
            return answer?.status === 200;
          },
        }))
        .reverse(),
  };
};

/** Several choices travel as one text with commas on Teams, and as a list on Slack. */
const several = ['informed', 'recipients', 'agencies', 'purposes'];
const slackFields = (fields: Fields): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, several.includes(name) ? value.split(',') : value]),
  );

export const chaosHand = (world: World, channel: ChannelName, name: string): ChaosHand =>
  channel === 'teams' ? teamsChaosHand(world, name) : slackChaosHand(world, name);
