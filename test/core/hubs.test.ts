import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import type { Enquiry } from '../../dialogs/enquiry/record.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import { buttonOf, dataOf, type House, openHouse } from '../support/house.ts';
import { openEnquiry, rosterWith } from '../support/hub.ts';

/** A hub has a place of its own in the store: who has a seat sees and acts there, and nobody else does. */

const partition = 'hub-NB';

describe('a hub', () => {
  let house: House;
  let ref: string;

  beforeEach(async () => {
    house = await openHouse({ start: '2026-11-23T10:00:00Z' });
    await rosterWith(house, [
      { person: 'p-sam', agency: 'northborough-council', role: 'member' },
      { person: 'p-lee', agency: 'eastmoor-council', role: 'member' },
      {
        person: 'p-morgan',
        agency: 'northborough-council',
        role: 'guest',
        until: '2026-11-23',
        enquiries: [],
      },
    ]);
    ref = await openEnquiry(house, { agencies: ['northborough-council', 'eastmoor-council'] });
  });
  afterEach(() => house.close());

  const stored = async (id: string) =>
    (await house.store.read(partition, [{ kind: 'record', id }]))[0]?.body as KeptRecord;
  const board = () => house.sent.find(({ reply }) => reply.card === 'board');

  it('has its roster from the start, with whom the policy pack names', async () => {
    const fresh = await openHouse();
    const [roster] = await fresh.store.read(partition, [{ kind: 'record', id: 'U-TEAM-NB' }]);
    expect((roster?.body as HubRecord | undefined)?.seats).toMatchObject([
      { person: 'p-anika', role: 'lead' },
    ]);
    await fresh.close();
  });

  it('names itself in every reference, and posts one card to its channel', () => {
    expect(ref).toMatch(/^S-[2-9A-Z]{4}-NB$/);
    const posts = house.sent.filter(({ reply }) => reply.card === 'board');
    expect(posts).toHaveLength(1);
    expect(posts[0]?.to).toMatchObject({ channel: 'slack', conversation: 'C-HUB' });
  });

  it('lets each agency answer for itself, and rewrites the card in its place', async () => {
    const posted = board();
    const sam = house.as('slack', 'USAM');
    const replies = await sam.press(buttonOf([posted?.reply as never], 'Answer for my agency'));
    expect(replies[0]?.audience).toBe('person');
    await sam.press(buttonOf(replies, 'We hold nothing'));
    await house.outbox();
    const enquiry = (await stored(ref)) as KeptRecord & Enquiry;
    expect(enquiry.requests.map(({ state }) => state)).toEqual(['nothing', 'asked']);
    expect(house.rewritten).toMatchObject([{ to: { conversation: 'C-HUB' }, id: posted?.id }]);
    expect(JSON.stringify(house.rewritten[0]?.reply.data)).toContain('Nothing held');
  });

  it('is closed to whoever has no seat, whose seat is over, and who was not invited to this one', async () => {
    for (const user of ['ada', 'morgan', 'kit']) {
      const replies = await house.as('teams', user).type(ref);
      expect(dataOf(replies, 'message').title, user).toContain('not');
      const pressed = await house.as('teams', user).press({ do: 'act', ref, action: 'answer', seq: 1 });
      expect(pressed[0]?.card, user).toBe('message');
    }
    expect(dataOf(await house.as('teams', 'lee').type(ref), 'record').title).toContain(ref);
  });

  it('names who is late on the card when their time is over', async () => {
    house.moveTo('2026-11-23T14:00:01Z');
    await house.deadlines();
    await house.outbox();
    expect(JSON.stringify(house.rewritten.at(-1)?.reply.data)).toContain('Late');
  });

  it('shows a guest what they were invited to, until the last day', async () => {
    await rosterWith(house, [
      {
        person: 'p-kit',
        agency: 'northborough-council',
        role: 'guest',
        until: '2026-11-24',
        enquiries: [ref],
      },
    ]);
    const kit = house.as('teams', 'kit');
    expect(dataOf(await kit.type(ref), 'record').title).toContain(ref);
    house.moveTo('2026-11-25T00:00:01Z');
    expect((await kit.type(ref))[0]?.card).toBe('message');
  });
});
