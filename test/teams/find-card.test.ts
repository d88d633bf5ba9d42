import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import { actOfPress } from '../../bot/teams/press.ts';
import { fits, renderReply } from '../../bot/teams/render.ts';
import type { ActionExecute, AdaptiveCard } from '../../cards/types.ts';
import { dataOf, type House, openHouse } from '../support/house.ts';
import { minute, plant, referenceOf } from '../support/kept.ts';

/** The search card and what it finds as Teams shows them: small enough, and pressed as Teams presses. */

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const actionIn = (card: AdaptiveCard, title: string): ActionExecute => {
  const found = card.actions?.find((action) => action.title === title);
  if (found?.type !== 'Action.Execute') throw new Error(`no button "${title}"`);
  return found;
};

describe('the search on Teams', () => {
  it('takes what the inputs of its card bring, and pages on by the button of the card', async () => {
    await plant(
      house.store,
      ...Array.from({ length: 12 }, (_, n) => ({
        ref: referenceOf(n),
        at: minute(n),
        facets: { subject: 'C-9' },
      })),
    );
    const sam = house.as('teams', 'sam');
    const [card] = await sam.type('find');
    if (!card) throw new Error('there is no card');
    const shown = renderReply(card);
    expect(fits(shown)).toBe(true);
    const { data } = actionIn(shown.card, words('find.submit'));
    const inputs = {
      reference: '',
      subject: ' c-9',
      recipient: '',
      outcome: '',
      ground: '',
      from: '',
      to: '',
    };
    const [found] = await sam.act(actOfPress({ ...data, ...inputs }));
    if (!found) throw new Error('nothing was answered');
    expect(dataOf([found], 'list').items).toHaveLength(10);
    const page = renderReply(found);
    expect(fits(page)).toBe(true);
    const rest = await sam.act(actOfPress(actionIn(page.card, words('lists.more')).data));
    expect(dataOf(rest, 'list').items?.map(({ button }) => button.press.ref)).toEqual([
      referenceOf(1),
      referenceOf(0),
    ]);
  });
});
