import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import { enrol } from '../../bot/core/register.ts';
import type { Reply } from '../../bot/core/reply.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import { buttonOf, dataOf, type House, openHouse, testPeople } from '../support/house.ts';
import { openEnquiry, rosterWith } from '../support/hub.ts';

/** Who comes into a hub, who goes, and what each of them sees of it. */

const partition = 'hub-NB';
const lead = {
  person: 'p-morgan',
  agency: 'northborough-council',
  name: 'Morgan Ellis',
  role: 'lead',
} as const;
const member = {
  person: 'p-sam',
  agency: 'northborough-council',
  name: 'Sam Okoro',
  role: 'member',
} as const;

describe('the people of a hub', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ start: '2026-11-23T10:00:00Z' });
    for (const user of ['sam', 'morgan', 'kit', 'lee', 'ada']) await house.as('teams', user).type('help');
  });
  afterEach(() => house.close());

  const roster = async () =>
    (await house.store.read(partition, [{ kind: 'record', id: 'U-TEAM-NB' }]))[0]?.body as HubRecord &
      KeptRecord;
  const seatOf = async (person: string) => (await roster()).seats.find((one) => one.person === person);
  const told = async (user: string): Promise<Reply[]> => {
    await house.outbox();
    return house.sent
      .filter(({ to }) => to.conversation === `chat-teams-${user}`)
      .map(({ reply }) => reply)
      .filter(({ card }) => card === 'notice');
  };
  const titles = async (user: string) => (await told(user)).map(({ data }) => data.title);
  const textOf = (replies: readonly Reply[]) => JSON.stringify(replies.map(({ data }) => data));

  it('is closed to whoever has no seat, and says how to ask', async () => {
    const replies = await house.as('teams', 'lee').type('hub');
    expect(dataOf(replies, 'record').status).toBe('You have no seat in this hub.');
    expect(textOf(replies)).not.toContain('p-anika');
    expect(textOf(await house.as('teams', 'nobody').type('hub'))).toContain('Join');
  });

  it('lets somebody in who asks, when a lead says so', async () => {
    await rosterWith(house, [lead]);
    const lee = house.as('teams', 'lee');
    const asked = await lee.press(buttonOf(await lee.type('join hub'), 'Ask to join'));
    expect(dataOf(asked, 'record').status).toContain('You have asked');
    expect((await roster()).asking).toMatchObject([{ person: 'p-lee', agency: 'eastmoor-council' }]);
    const notice = (await told('morgan')).slice(-1);
    expect(dataOf(notice, 'notice').title).toBe('Somebody asks for a seat');
    expect(textOf(notice)).not.toContain('Lee');
    const morgan = house.as('teams', 'morgan');
    expect(textOf(await morgan.press(buttonOf(notice, 'Open')))).toContain('Lee Barton');
    await morgan.press(buttonOf(notice, 'Let in'));
    expect(await seatOf('p-lee')).toMatchObject({ role: 'member', name: 'Lee Barton' });
    expect((await roster()).asking).toEqual([]);
    expect(await titles('lee')).toEqual(['You are in the hub']);
    const seen = await lee.type('hub');
    expect(textOf(seen)).toContain('Morgan Ellis');
    // Nobody but leads changes anything.
    expect(() => buttonOf(seen, 'Invite a guest')).toThrow();
  });

  it('counts once however often it is pressed, by however many leads', async () => {
    await rosterWith(house, [lead, { ...member, role: 'lead' }]);
    const lee = house.as('teams', 'lee');
    const ask = buttonOf(await lee.type('hub'), 'Ask to join');
    await Promise.all([lee.press(ask), lee.press(ask)]);
    expect((await roster()).asking).toHaveLength(1);
    const [atMorgan] = (await told('morgan')).slice(-1);
    const [atSam] = (await told('sam')).slice(-1);
    await Promise.all([
      house.as('teams', 'morgan').press(buttonOf([atMorgan as Reply], 'Let in')),
      house.as('teams', 'sam').press(buttonOf([atSam as Reply], 'Not now')),
    ]);
    const outcome = await titles('lee');
    expect(outcome).toHaveLength(1);
    expect(await seatOf('p-lee')).toEqual(
      outcome[0] === 'You are in the hub' ? expect.objectContaining({ role: 'member' }) : undefined,
    );
    const versions = (await roster()).versions.map(({ reason }) => reason);
    expect(versions).toEqual(expect.arrayContaining(['hub.opened', 'hub.asked']));
  });

  it('takes an ask from a card that is older than the roster', async () => {
    await rosterWith(house, [lead]);
    const [lee, sam] = [house.as('teams', 'lee'), house.as('teams', 'sam')];
    const [atLee, atSam] = [await lee.type('hub'), await sam.type('hub')];
    await sam.press(buttonOf(atSam, 'Ask to join'));
    await lee.press(buttonOf(atLee, 'Ask to join'));
    expect((await roster()).asking.map(({ person }) => person)).toEqual(['p-sam', 'p-lee']);
  });

  it('says no, and lets them ask again', async () => {
    await rosterWith(house, [lead]);
    const lee = house.as('teams', 'lee');
    await lee.press(buttonOf(await lee.type('hub'), 'Ask to join'));
    await house.as('teams', 'morgan').press(buttonOf((await told('morgan')).slice(-1), 'Not now'));
    const notice = (await told('lee')).slice(-1);
    expect(dataOf(notice, 'notice').title).toBe('Not now');
    const opened = await lee.press(buttonOf(notice, 'Open'));
    expect(buttonOf(opened, 'Ask to join')).toBeDefined();
  });

  it('asks leads again who have not answered', async () => {
    await rosterWith(house, [lead]);
    const lee = house.as('teams', 'lee');
    await lee.press(buttonOf(await lee.type('hub'), 'Ask to join'));
    house.moveTo('2026-11-25T16:00:00Z');
    await house.deadlines();
    expect(await titles('morgan')).toContain('Somebody still waits for a seat');
  });

  const invites = async (name: string, until = '2026-11-25') => {
    house.wait(1_000);
    const morgan = house.as('teams', 'morgan');
    const opened = await morgan.press(buttonOf(await morgan.type('hub'), 'Invite a guest'));
    const who = await morgan.press(buttonOf(opened, 'Next'), { agency: 'eastmoor-council', name });
    const given = { reason: 'The family has moved', until, enquiries: 's-7k3m-nb' };
    const check = await morgan.press(buttonOf(who, 'Next'), given);
    return { morgan, check };
  };

  it('invites a guest, who says yes, sees only what they are invited to, and goes by themselves', async () => {
    await rosterWith(house, [lead]);
    const ref = await openEnquiry(house);
    const { morgan, check } = await invites(' lee  barton');
    await morgan.press(buttonOf(check, 'This is right: record it'));
    expect(await seatOf('p-lee')).toBeUndefined();
    const notice = (await told('lee')).slice(-1);
    expect(dataOf(notice, 'notice').title).toBe('You are invited to a hub');
    const lee = house.as('teams', 'lee');
    await lee.press(buttonOf(notice, 'Yes, I come'));
    expect(await seatOf('p-lee')).toMatchObject({ role: 'guest', until: '2026-11-25', enquiries: [ref] });
    expect(await titles('morgan')).toContain('Your guest has said yes');
    expect(dataOf(await lee.type(ref), 'record').title).toContain(ref);
    expect(textOf(await lee.type('hub'))).not.toContain('Morgan');
    house.moveTo('2026-11-24T09:00:01Z');
    await house.deadlines();
    expect(await titles('lee')).toContain('Your time as a guest ends');
    expect(await titles('morgan')).toContain('A guest leaves soon');
    house.moveTo('2026-11-26T00:00:01Z');
    expect((await lee.type(ref))[0]?.card).toBe('message');
    await house.deadlines();
    expect(await seatOf('p-lee')).toBeUndefined();
    expect(await titles('lee')).toContain('Your time as a guest is over');
    expect(await titles('morgan')).toContain('A guest has left');
    expect((await roster()).versions.at(-1)?.reason).toBe('hub.expired');
  });

  it('invites nobody by their name alone: the agency must be theirs, and the record says nothing to others', async () => {
    await rosterWith(house, [lead]);
    const { morgan, check } = await invites('Sam Okoro');
    const made = await morgan.press(buttonOf(check, 'This is right: record it'));
    expect(made[0]?.card).toBe('record');
    await house.outbox();
    expect(await titles('sam')).toEqual([]);
    const { items } = await house.store.list(partition, { term: 'type:seat', kinds: ['record'], limit: 5 });
    const ref = items[0]?.id as string;
    for (const user of ['sam', 'lee']) {
      const seen = await house.as('teams', user).type(ref);
      expect(textOf(seen), user).toContain('This is not for you');
      await house.as('teams', user).press({ do: 'act', ref, action: 'accept', seq: 1 });
    }
    expect((await roster()).seats.map(({ person }) => person)).toEqual(['p-anika', 'p-morgan']);
  });

  it.each([
    ['no last day in the past', { until: '2026-11-20' }, 'This date has passed'],
    ['no last day far away', { until: '2029-01-01' }, 'far'],
    ['no enquiry of another hub', { enquiries: 'S-7K3M-XX' }, 'reference'],
    ['a reason', { reason: '' }, 'Needed: Why they are needed'],
  ])('wants %s of an invitation', async (_, wrong, said) => {
    await rosterWith(house, [lead]);
    const morgan = house.as('teams', 'morgan');
    const opened = await morgan.press(buttonOf(await morgan.type('hub'), 'Invite a guest'));
    const who = await morgan.press(buttonOf(opened, 'Next'), {
      agency: 'eastmoor-council',
      name: 'Lee Barton',
    });
    const right = { reason: 'The family has moved', until: '2026-11-25', enquiries: 'S-7K3M-NB' };
    const again = await morgan.press(buttonOf(who, 'Next'), { ...right, ...wrong });
    expect(textOf(again)).toContain(said);
  });

  it('lets a guest ask for themselves, with a reason, and a lead says for how long', async () => {
    await house.close();
    const policy = structuredClone((await openHouse()).policy);
    const [hub] = policy.hubs;
    if (hub) hub.agencies = hub.agencies.filter((id) => id !== 'eastmoor-council');
    house = await openHouse({ start: '2026-11-23T10:00:00Z', policy });
    for (const user of ['morgan', 'lee']) await house.as('teams', user).type('help');
    await rosterWith(house, [lead]);
    const lee = house.as('teams', 'lee');
    const page = await lee.press(buttonOf(await lee.type('hub'), 'Ask to be a guest'));
    await lee.press(buttonOf(page, 'Send'), { reason: 'They moved to us' });
    const morgan = house.as('teams', 'morgan');
    const form = await morgan.press(buttonOf((await told('morgan')).slice(-1), 'Let in as a guest'));
    await morgan.press(buttonOf(form, 'Let in'), { until: '2026-12-01', enquiries: 'S-7K3M-NB' });
    expect(await seatOf('p-lee')).toMatchObject({ role: 'guest', reason: 'They moved to us' });
  });

  const changes = async (who: string, what: string) => {
    const morgan = house.as('teams', 'morgan');
    const first = await morgan.press(buttonOf(await morgan.type('hub'), 'Change a seat'));
    const page = await morgan.press(buttonOf(first, 'Next'), { who: `northborough-council/${who}` });
    return morgan.press(buttonOf(page, what));
  };

  it.each([
    ['makes a member a lead', 'p-sam', 'Let them lead too', 'lead', 'You lead the hub now'],
    ['ends a seat', 'p-sam', 'End their seat', undefined, 'Your seat in the hub has ended'],
  ])('%s', async (_, who, what, role, title) => {
    await rosterWith(house, [lead, member]);
    await changes(who, what);
    expect((await seatOf(who))?.role).toBe(role);
    expect(await titles('sam')).toEqual([title]);
  });

  it.each(['Make them a member', 'End their seat'])('keeps the last lead: %s', async (what) => {
    await rosterWith(house, [lead, member]);
    await rosterOnly(['p-morgan', 'p-sam']);
    const replies = await changes('p-morgan', what);
    expect(textOf(replies)).toContain('Somebody must lead the hub');
    expect(await seatOf('p-morgan')).toMatchObject({ role: 'lead' });
  });

  /** Without whom the policy pack names. */
  const rosterOnly = async (people: readonly string[]) => {
    const [found] = await house.store.read(partition, [{ kind: 'record', id: 'U-TEAM-NB' }]);
    if (!found) throw new Error('no roster');
    const { rev, ...item } = found;
    const body = item.body as HubRecord;
    const seats = body.seats.filter(({ person }) => people.includes(person));
    await house.store.commit(partition, [
      { op: 'replace', item: { ...item, body: { ...body, seats } }, rev },
    ]);
  };

  it('lets a member go who wants to, and they see nothing any more', async () => {
    await rosterWith(house, [lead, member]);
    const sam = house.as('teams', 'sam');
    const page = await sam.press(buttonOf(await sam.type('hub'), 'Leave the hub'));
    const after = await sam.press(buttonOf(page, 'Yes, leave'));
    expect(textOf(after)).not.toContain('Morgan');
    expect(await seatOf('p-sam')).toBeUndefined();
    expect(await titles('morgan')).toEqual(['Somebody has left the hub']);
  });

  it('loses who leaves the register, and everybody hears when nobody leads it', async () => {
    await rosterWith(house, [lead, member]);
    await rosterOnly(['p-morgan', 'p-sam']);
    const morgan = testPeople.find(({ id }) => id === 'p-morgan');
    if (!morgan) throw new Error('nobody');
    await enrol(house.store, { ...morgan, left: true }, house.clock().toISOString());
    await house.outbox();
    expect(await seatOf('p-morgan')).toBeUndefined();
    expect(await titles('sam')).toContain('Nobody leads the hub');
    expect((await roster()).versions.at(-1)?.reason).toBe('hub.gone');
  });

  it('writes to nobody by a name that two have', async () => {
    await rosterWith(house, [lead]);
    const twin = { id: 'p-twin', name: 'Lee Barton', agency: 'eastmoor-council', roles: ['practitioner'] };
    await enrol(house.store, { ...twin, identities: [] }, house.clock().toISOString());
    const { morgan, check } = await invites('Lee Barton');
    await morgan.press(buttonOf(check, 'This is right: record it'));
    expect(await titles('lee')).toEqual([]);
    const { items } = await house.store.list(partition, { term: 'type:seat', kinds: ['record'], limit: 5 });
    // The lead rings them, and they type the reference.
    const seen = await house.as('teams', 'lee').type(items[0]?.id ?? '');
    await house.as('teams', 'lee').press(buttonOf(seen, 'Yes, I come'));
    expect(await seatOf('p-lee')).toMatchObject({ role: 'guest' });
  });

  it('takes an invitation back, and lets one lapse that nobody answers', async () => {
    await rosterWith(house, [lead]);
    for (const how of ['withdraw', 'lapse']) {
      const { morgan, check } = await invites('Lee Barton');
      await morgan.press(buttonOf(check, 'This is right: record it'));
      const notice = (await told('lee')).slice(-1);
      if (how === 'withdraw') {
        const card = await morgan.type(refIn(notice));
        await morgan.press(buttonOf(card, 'Take it back'));
      } else {
        house.moveTo('2026-11-26T00:00:01Z');
        await house.deadlines();
      }
      await house.as('teams', 'lee').press(buttonOf(notice, 'Yes, I come'));
      expect(await seatOf('p-lee'), how).toBeUndefined();
    }
  });

  const refIn = (notice: readonly Reply[]): string => /U-[2-9A-Z]{4}-NB/.exec(textOf(notice))?.[0] ?? '';

  it('asks which, where there are several hubs, and says so where there is none', async () => {
    const policy = structuredClone(house.policy);
    const [one] = policy.hubs;
    if (!one) throw new Error('no hub');
    policy.hubs = [one, { ...one, code: 'CD', title: 'Another hub' }];
    await house.close();
    house = await openHouse({ start: '2026-11-23T10:00:00Z', policy });
    await rosterWith(house, [lead]);
    const morgan = house.as('teams', 'morgan');
    const which = await morgan.type('hub');
    expect(dataOf(which, 'list').items?.map(({ title }) => title)).toEqual([one.title, 'Another hub']);
    for (const word of ['board', 'hub figures'])
      expect(dataOf(await morgan.type(word), 'list').title).toBe('Which hub?');
    const press = dataOf(which, 'list').items?.[0]?.button.press;
    expect(textOf(await morgan.press(press as never))).toContain('Invite a guest');
    await house.close();
    house = await openHouse({ start: '2026-11-23T10:00:00Z', policy: { ...policy, hubs: [] } });
    expect(textOf(await house.as('teams', 'morgan').type('hub'))).toContain('There is no hub here');
  });

  it('shuts out an agency that left the pack at the next start, with its history kept', async () => {
    await rosterWith(house, [lead, { person: 'p-lee', agency: 'eastmoor-council', role: 'member' }]);
    const policy = structuredClone(house.policy);
    for (const each of policy.hubs) each.agencies = each.agencies.filter((id) => id !== 'eastmoor-council');
    const { store } = house;
    const other = await openHouse({ store, start: '2026-11-23T10:00:00Z', policy });
    expect((await roster()).versions.at(-1)?.reason).toBe('hub.tidied');
    expect(await seatOf('p-lee')).toBeUndefined();
    await other.close();
  });

  it('puts who is in it into no file', async () => {
    await rosterWith(house, [lead]);
    for (const user of ['morgan', 'lee']) {
      const replies = await house.as('teams', user).press({ do: 'copy', ref: 'U-TEAM-NB' });
      expect(replies[0]?.card, user).toBe('message');
      expect(textOf(replies), user).not.toContain('Morgan');
    }
  });
});
