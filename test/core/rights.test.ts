import { afterEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import { linkTo, rightsPaper } from '../../dialogs/complaint/rights.ts';
import { policyPackSchema } from '../../dialogs/policy/pack.ts';
import { samplePack } from '../../dialogs/policy/sample.ts';
import { contextAt, monday } from '../support/context.ts';
import { sitting } from '../support/decision-drive.ts';
import { dataOf, type House, openHouse } from '../support/house.ts';

/** What people are told of their rights is always a word away, and says what the policy pack says today. */

const policy = policyPackSchema.parse(samplePack);

let house: House;
afterEach(() => house.close());

const asks = async (text: string, pack = policy, user = 'sam') => {
  house = await openHouse({ policy: pack });
  const who = sitting(house.as('teams', user));
  await who.type(text);
  return dataOf(who.shown(), 'message');
};

describe('the rights leaflet', () => {
  it.each([...words.list('commands.rights.words'), 'How can they complain?', 'sharewell rights leaflet'])(
    'is shown for %j',
    async (text) => {
      expect((await asks(text)).title).toBe(words('complaint.rights.title'));
    },
  );

  it('has the pages, the numbers and the days of the policy pack', async () => {
    const { regulator, timers } = policy;
    const changed = {
      ...policy,
      regulator: {
        ...regulator,
        phone: '0300 000 000',
        complaints: { title: 'New page', url: 'https://new.example/a' },
      },
      timers: { ...timers, complaint: { ...timers.complaint, acknowledgeDays: 14 } },
    };
    const text = JSON.stringify((await asks('rights leaflet', changed)).lead);
    for (const part of [
      '0300 000 000',
      'New page: [https://new.example/a](https://new.example/a)',
      '14 days',
      'https://northborough.example/complaints',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain(regulator.phone);
  });

  it('is that of their own agency, on the register or not', async () => {
    expect(JSON.stringify(await asks('rights leaflet', policy, 'lee'))).toContain('eastmoor.example');
    await house.close();
    expect(JSON.stringify(await asks('rights leaflet', policy, 'visitor'))).toContain('northborough.example');
  });

  it('does without a page of the agency, where it has none', () => {
    const agencies = policy.agencies.map(({ complaintsPolicy: _, ...one }) => one);
    const ctx = { ...contextAt(monday), policy: { ...policy, agencies } };
    expect(rightsPaper(ctx).map(({ key }) => key)).not.toContain('complaint.rights.us');
    expect(rightsPaper(ctx)).toHaveLength(rightsPaper({ ...ctx, policy }).length - 1);
  });

  it('lets no title or address end its link early', () => {
    expect(linkTo({ title: 'A](https://evil.example) [b', url: 'https://a.example/(x)[y]' })).toEqual({
      title: 'A (https://evil.example)  b',
      url: 'https://a.example/%28x%29%5By%5D',
    });
  });
});
