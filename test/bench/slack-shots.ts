import { words } from '../../bot/core/words.ts';
import type { Block, SlackMessage } from '../support/slack-api.ts';
import { buttonNamed } from '../support/slack-blocks.ts';
import { createPayloads } from '../support/slack-payloads.ts';
import { signFor } from '../support/slack-peer.ts';
import type { Shot } from './load.ts';
import { person, type Somebody, team } from './people.ts';
import type { World } from './world.ts';

/** Requests as Slack sends them, signed. */

type Open = { user: Somebody; message: SlackMessage; presses: number };

const fields = {
  caseRef: 'C-2041',
  risk: 'Left alone with someone who has hurt him before',
  shared: 'Where he is and who is with him',
  with: 'Duty social worker, children’s team',
  whyNow: 'School ends in ten minutes',
};

/** An ordinary step there and back: three answers handed in, and back to them from the page they lead to. */
const there = {
  button: words('urgent.complete.submit'),
  entered: { reached: 'yes', advice: 'none', told: 'no' },
  leadsTo: words('urgent.complete.pages.details.title'),
};
const back = {
  button: words('engine.back'),
  entered: {},
  leadsTo: words('urgent.complete.pages.afterwards.title'),
};

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`a turn did not lead to ${what}`);
};

const seqOf = (blocks: readonly Block[]): number =>
  JSON.parse(buttonNamed(blocks, there.button).value ?? '{}').seq ?? -1;

export const slackShots = (world: World, signingSecret: string) => {
  let triggers = 0;
  const payloads = createPayloads({
    team,
    user: 'U1',
    botUser: 'UBOT',
    trigger: () => `trigger.${++triggers}`,
    responseUrl: `${world.origin}/respond/1`,
  });
  const idle: Open[] = [];
  let seen = 0;

  const send = (type: string, body: string): Pick<Shot, 'path' | 'headers' | 'body'> => ({
    path: '/slack/events',
    headers: { 'content-type': type, ...signFor(signingSecret, body, new Date()) },
    body,
  });

  const event = ({ slack: user }: Somebody, text: string) => {
    const channel = `D${user}`;
    const body = payloads.eventBody(payloads.messageEvent(text, { user, channel }));
    return send('application/json', JSON.stringify(body));
  };

  const pressed = (
    { user, message }: Pick<Open, 'user' | 'message'>,
    button: string,
    entered: Record<string, string> = {},
  ) => {
    const payload = payloads.pressIn(message, button, entered, {
      user: user.slack,
      channel: message.channel,
    });
    const form = new URLSearchParams({ payload: JSON.stringify(payload) });
    return send('application/x-www-form-urlencoded', form.toString());
  };

  const messageIn = (reply: string): SlackMessage => {
    const { ts, body } = JSON.parse(reply) as { ts: string; body: string };
    return { ...(JSON.parse(body) as SlackMessage), ts };
  };

  return {
    echo: (i: number): Shot => {
      const mark = `turn-${++seen}`;
      const check = (_: unknown, reply: string) => must(/echo(\+|%20)turn-/.test(reply), 'an echo');
      return { ...event(person(i), mark), reply: mark, check };
    },
    /** What each person does first, one after the other: an urgent record, and its completion begun. */
    begin: (user: Somebody): (() => Shot)[] => {
      let message: SlackMessage;
      const then =
        (button: string, entered: Record<string, string>, next: (message: SlackMessage) => void) => () => ({
          ...pressed({ user, message }, button, entered),
          reply: `update ${message.ts}`,
          check: (_: unknown, reply: string) => {
            message = { ...messageIn(reply), ts: message.ts };
            next(message);
          },
        });
      return [
        () => ({
          ...event(user, 'urgent'),
          reply: `post D${user.slack}`,
          check: (_, reply) => {
            message = messageIn(reply);
          },
        }),
        then(words('urgent.submit'), fields, () => undefined),
        then(
          words('urgent.actions.complete'),
          {},
          (opened) => void idle.push({ user, message: opened, presses: 0 }),
        ),
      ];
    },
    press: (): Shot => {
      const open = idle.shift();
      if (!open) throw new Error('more turns at once than people');
      const seq = seqOf(open.message.blocks);
      const step = open.presses % 2 === 0 ? there : back;
      return {
        ...pressed(open, step.button, step.entered),
        reply: `update ${open.message.ts}`,
        check: (_, reply) => {
          const message = { ...messageIn(reply), ts: open.message.ts };
          must(reply.includes(step.leadsTo), 'the next page');
          must(seqOf(message.blocks) === seq + 1, 'the next version of the draft');
          idle.push({ ...open, message, presses: open.presses + 1 });
        },
      };
    },
    /** How often each person has pressed: the drafts in the store must say the same. */
    presses: (): Map<string, number> => new Map(idle.map(({ user, presses }) => [user.id, presses])),
  };
};

export type SlackShots = ReturnType<typeof slackShots>;
