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

const submit = words('urgent.submit');

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`a turn did not lead to ${what}`);
};

const seqOf = (blocks: readonly Block[]): number =>
  JSON.parse(buttonNamed(blocks, submit).value ?? '{}').seq ?? -1;

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

  const pressed = ({ user, message, presses }: Open) => {
    // One field stays empty, so the page comes back with what is still missing, and what was written is kept.
    const entered = {
      caseRef: `C-${presses}`,
      risk: `Left alone with someone who has hurt him before (${presses})`,
      shared: 'Where he is and who is with him',
      with: 'Duty social worker, children’s team',
    };
    const payload = payloads.pressIn(message, submit, entered, {
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
    /** Opens one urgent page for each person, for the presses that follow. */
    start: (user: Somebody): Shot => ({
      ...event(user, 'urgent'),
      reply: `post D${user.slack}`,
      check: (_, reply) => void idle.push({ user, message: messageIn(reply), presses: 0 }),
    }),
    press: (): Shot => {
      const open = idle.shift();
      if (!open) throw new Error('more turns at once than people');
      const seq = seqOf(open.message.blocks);
      return {
        ...pressed(open),
        reply: `update ${open.message.ts}`,
        check: (_, reply) => {
          const message = { ...messageIn(reply), ts: open.message.ts };
          must(reply.includes(words('engine.again')), 'a page that says what is missing');
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
