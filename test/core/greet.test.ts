import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import { words } from '../../bot/core/words.ts';
import { buttonOf, dataOf, type House, openHouse } from '../support/house.ts';

/** The first cards that anybody sees: what can be begun, with room for no more than five buttons. */

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const channels = [
  ['teams', 'sam'],
  ['slack', 'USAM'],
] as const;

describe.each(channels)('on %s', (channel, user) => {
  const shown: readonly (readonly [string, () => Promise<Reply[]>])[] = [
    ['the welcome', () => house.as(channel, user).act({ kind: 'installed' })],
    ['the help', () => house.as(channel, user).type('help')],
    ['the home tab', () => house.as(channel, user).act({ kind: 'opened-home' })],
  ];
  it.each(shown)('%s leads to danger, a decision and a breach in one press', async (_, show) => {
    const replies = await show();
    const buttons = replies.flatMap(({ data }) => data.buttons ?? []);
    expect(buttons.length).toBeLessThanOrEqual(5);
    for (const name of ['urgent', 'decision', 'breach'])
      expect(buttons.map(({ press }) => press)).toContainEqual({ do: 'command', word: name });
    const page = await house.as(channel, user).press(buttonOf(replies, words('breach.name')));
    expect(dataOf(page, 'page').title).toBe(words('breach.pages.class.title'));
  });
});
