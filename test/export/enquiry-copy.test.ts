import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLinks } from '../../bot/core/links.ts';
import { words } from '../../bot/core/words.ts';
import { look } from '../../bot/export/looks.ts';
import { type House, openHouse } from '../support/house.ts';
import { openEnquiry, rosterWith } from '../support/hub.ts';

/** The copy of an enquiry as a file: for whoever has a seat when the link is used, and for nobody else. */

const links = createLinks('a secret of the deployment', () => 'https://sharewell.example');

describe('a link to the copy of an enquiry', () => {
  let house: House;
  let ref: string;
  beforeAll(async () => {
    house = await openHouse({ start: '2026-11-23T10:00:00Z' });
    await rosterWith(house, [{ person: 'p-lee', agency: 'eastmoor-council', role: 'member' }]);
    ref = await openEnquiry(house, { agencies: ['eastmoor-council'] });
  });
  afterAll(() => house.close());

  const opened = (person: string, agency: string) => {
    const until = house.clock().getTime() + 60_000;
    const url = links.make({ agency, ref, person, registered: true, until, nonce: person, what: 'copy' });
    const pdf = async (document: object) => Buffer.from(JSON.stringify(document));
    const { store, policy, clock } = house;
    return look(
      { store, links, policy, words, clock, log: () => undefined, pdf },
      url?.split('/').at(-1) ?? '',
    );
  };

  it('is good for a member, and holds what each agency said', async () => {
    const found = await opened('p-lee', 'eastmoor-council');
    if ('why' in found) throw new Error(found.why);
    const file = (await found.make()).toString();
    expect(file).toContain('Who lives at the address');
    expect(file).toContain('Eastmoor Council');
  });

  it('is no good for somebody without a seat', async () => {
    expect(await opened('p-kit', 'northborough-council')).toEqual({ why: 'refused' });
  });
});
