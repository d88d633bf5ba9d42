import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import { handsOf } from '../support/counted-hands.ts';
import { type House, openHouse } from '../support/house.ts';

/** How much a person has to do to report that something went wrong, from the first word until it is kept. */

const most = { presses: 8, fields: 4 };

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const least = { what: 'The letter about C-2041 went to the wrong house', exposed: 'outsider' };

const runs = [
  ['the least', 'misdirected', least],
  ['with a reference and a step', 'misdirected', { ...least, refs: 'C-2041', done: 'recalled' }],
  ['for several people', 'insecure', { ...least, refs: 'C-2041 C-2042', count: 'few', done: 'locked' }],
  [
    'all of it: a partner’s, found yesterday, with two steps',
    'onward',
    {
      ...{ ...least, refs: 'C-2041', count: 'few', whose: 'police-public-protection' },
      ...{ done: 'recalled,told-manager', foundDate: '2026-11-19', foundTime: '18:30' },
    },
  ],
] as const;

describe.each(['teams', 'slack'] as const)('on %s', (channel) => {
  it.each(runs)('%s', async (name, one, entered) => {
    const hands = handsOf(house, channel);
    const { title } = await hands.run('breach', [
      [words(`breach.questions.class.options.${one}`)],
      [words('breach.submit'), entered],
    ]);
    expect(title).toMatch(/^B-/);
    process.stdout.write(`${channel}, ${name}: ${hands.done.presses} presses, ${hands.done.fields} fields\n`);
    expect(hands.done.presses).toBeLessThanOrEqual(most.presses);
    expect(hands.done.fields).toBeLessThanOrEqual(most.fields);
  });
});
