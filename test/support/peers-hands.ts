import { actionsIn, blank, type Screen, slackScreen, teamsScreen, valuesIn } from './peers-screen.ts';
import type { Entered } from './slack-blocks.ts';
import type { SlackPeer } from './slack-peer.ts';
import { cardIn, type TeamsPeer } from './teams-peer.ts';

/** A person at one channel, over real signed requests. The same hands on both, so that tests are written once. */

export type Outcome = {
  status: number;
  /** Acknowledged: the platform will not send it again, and the person believes that it is kept. */
  kept: boolean;
};

/** One request, fixed: sending it again is what the platform does when nobody answered. */
export type Deed = { send(): Promise<Outcome> };

export type Hand = {
  channel: 'teams' | 'slack';
  type(text: string): Deed;
  /** The button with this title on what is shown now, pressed anew. */
  press(title: string, entered?: Entered): Deed;
  /** A button that is on no card of today, with whatever it carries. */
  pressAny(carried: unknown, answers?: Readonly<Record<string, unknown>>): Deed;
  /** What the last answer showed. */
  screen(): Screen;
  /** Looks at the conversation again: what came or was rewritten since is now on the screen. */
  look(): Screen;
  /** The card or the blocks themselves. */
  shown(): unknown;
};

/** For the calls that must go well: sends it and hands back what is shown. */
export const done = async (hand: Hand, deed: Deed): Promise<Screen> => {
  const { kept, status } = await deed.send();
  if (!kept) throw new Error(`not kept: ${status}`);
  return hand.screen();
};

const missing = (title: string, buttons: readonly string[]): Error =>
  new Error(`no button "${title}" among: ${buttons.join(', ') || 'none'}`);

export const teamsHand = (teams: TeamsPeer, user: string): Hand => {
  const from = { id: `29:${user}`, name: `Person ${user}`, aadObjectId: user };
  const conversation = { conversationType: 'personal', tenantId: teams.tenantId, id: `a:${user}` };
  const who = { from, conversation };
  let card: unknown;
  const posted = () =>
    teams.connector
      .done('send', 'reply', 'update')
      .filter((call) => call.conversation === conversation.id)
      .map(({ body }) => cardIn(body))
      .findLast((each) => each !== undefined);

  const execute = (data: Record<string, unknown>): Deed => {
    const activity = teams.activities.execute(data, who);
    return {
      send: async () => {
        const { status, body } = await teams.post(activity);
        const shown = cardIn(body);
        if (shown) card = shown;
        const inside = (body as { statusCode?: number } | null)?.statusCode ?? 0;
        return { status: status === 200 ? inside : status, kept: status === 200 && inside === 200 };
      },
    };
  };

  return {
    channel: 'teams',
    type: (text) => {
      const activity = teams.activities.message(text, who);
      return {
        send: async () => {
          const { status } = await teams.post(activity);
          if (status === 200) card = posted();
          return { status, kept: status === 200 };
        },
      };
    },
    press: (title, entered = {}) => {
      const action = actionsIn(card).find((each) => each.title === title);
      if (!action) throw missing(title, teamsScreen(card).buttons);
      return execute({ ...action.data, ...valuesIn(card), ...entered });
    },
    pressAny: (carried, answers = {}) => execute({ press: carried, ...answers }),
    shown: () => card,
    screen: () => (card ? teamsScreen(card) : blank),
    look: () => {
      card = posted();
      return card ? teamsScreen(card) : blank;
    },
  };
};

export const slackHand = (slack: SlackPeer, user: string): Hand => {
  const where = { user, channel: `D${user}` };
  const last = () => slack.api.messages.findLast(({ channel }) => channel === where.channel);
  const screen = () => slackScreen(last()?.blocks ?? []);

  const sendOf = (payload: Record<string, unknown>): Deed => ({
    send: async () => {
      const { status } = await slack.sendPayload(payload);
      return { status, kept: status === 200 };
    },
  });

  return {
    channel: 'slack',
    type: (text) => {
      const body = slack.eventBody(slack.messageEvent(text, where), where);
      let sent = 0;
      return {
        send: async () => {
          const headers: Record<string, string> = sent > 0 ? { 'x-slack-retry-num': String(sent) } : {};
          sent += 1;
          const { status } = await slack.sendJson(body, { headers });
          return { status, kept: status === 200 };
        },
      };
    },
    press: (title, entered = {}) => {
      const message = last();
      if (!message) throw missing(title, []);
      return sendOf(slack.pressIn(message, title, entered, where));
    },
    pressAny: (carried, answers = {}) => {
      const button = { type: 'button', text: { type: 'plain_text', text: 'Old' }, action_id: 'press:0' };
      const value = typeof carried === 'string' ? carried : JSON.stringify(carried);
      const blocks = [{ type: 'actions', elements: [{ ...button, value }] }];
      const old = { channel: where.channel, ts: '1600000000.000100', text: '', blocks };
      const held = ([id, answer]: [string, unknown]) => [
        id,
        { value: { type: 'plain_text_input', value: answer } },
      ];
      const values = Object.fromEntries(Object.entries(answers).map(held));
      return sendOf({ ...slack.pressIn(old, 'Old', {}, where), state: { values } });
    },
    shown: () => last()?.blocks,
    screen,
    look: screen,
  };
};
