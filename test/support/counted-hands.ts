import { expect } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import type { ChannelName } from '../../bot/core/turn.ts';
import { renderMessages } from '../../bot/slack/render.ts';
import { renderReply } from '../../bot/teams/render.ts';
import { buttonOf, dataOf, type House } from './house.ts';

/**
 * Hands that count what they do. Each choice and each button is a press, and so is the command that starts it; what is
 * filled in already is none. Each text that must be written is a field.
 */

/** What the channel puts in front of the person. */
const onScreen = (channel: ChannelName, replies: readonly Reply[]): string =>
  JSON.stringify(
    replies.map((reply) => (channel === 'teams' ? renderReply(reply).card : renderMessages(reply))),
  );

export type Entered = Readonly<Record<string, string>>;
/** A button, and what was entered above it. */
export type Step = readonly [button: string, entered?: Entered];

const typedKinds = ['text', 'long', 'date', 'time', 'number'];

export const handsOf = (house: House, channel: ChannelName) => {
  const person = house.as(channel, channel === 'teams' ? 'sam' : 'USAM');
  let shown: readonly Reply[] = [];
  const done = { presses: 0, fields: 0 };
  const inputs = () => (shown[0]?.card === 'page' ? (dataOf(shown, 'page').inputs ?? []) : []);
  const enter = (entered: Entered): void => {
    for (const [id, value] of Object.entries(entered)) {
      const input = inputs().find((one) => one.id === id);
      if (!input) throw new Error(`nothing asks ${id} on ${dataOf(shown, 'page').title}`);
      if (value === (input.value ?? '')) continue;
      if (typedKinds.includes(input.kind)) done.fields += 1;
      else done.presses += value.split(',').length;
    }
  };
  const press = async ([button, entered = {}]: Step): Promise<void> => {
    const found = buttonOf(shown, button);
    expect(onScreen(channel, shown)).toContain(JSON.stringify(button));
    enter(entered);
    const held = Object.fromEntries(inputs().map(({ id, value }) => [id, value ?? '']));
    done.presses += 1;
    shown = await person.press(found, { ...held, ...entered });
    const alert = shown[0]?.card === 'page' ? dataOf(shown, 'page').alert : '';
    expect(alert || '', `after ${button}`).toBe('');
  };
  return {
    done,
    run: async (word: string, steps: readonly Step[]) => {
      shown = await person.type(word);
      done.presses += 1;
      for (const step of steps) await press(step);
      return dataOf(shown, 'record');
    },
  };
};
