import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clockActor, contextAt } from '../../bot/core/by-clock.ts';
import { SharewellError } from '../../bot/core/errors.ts';
import { readHub } from '../../bot/core/hubs.ts';
import { keepAll } from '../../bot/core/keep-all.ts';
import { createOutbox } from '../../bot/core/outbox.ts';
import type { Person } from '../../bot/core/people.ts';
import { createPlaces } from '../../bot/core/places.ts';
import type { Shown } from '../../bot/core/ports.ts';
import type { KeptRecord } from '../../bot/core/records.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { createAdmits } from '../../bot/core/visitors.ts';
import { words } from '../../bot/core/words.ts';
import { enquiry } from '../../dialogs/enquiry/dialog.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { buttonOf, dataOf, type House, identityOf, openHouse } from '../support/house.ts';
import { enquiryInput, openEnquiry, rosterWith } from '../support/hub.ts';

/** Where a hub meets: its leads say so, its cards come there, and what is written there is looked at. */

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

let house: House;
beforeEach(async () => {
  house = await openHouse({ start: '2026-11-23T10:00:00Z' });
  await rosterWith(house, [lead, member]);
});
afterEach(() => house.close());

const roster = async () =>
  (await house.store.read(partition, [{ kind: 'record', id: 'U-TEAM-NB' }]))[0]?.body as HubRecord &
    KeptRecord;
const conversations = async () => (await roster()).places.map(({ address }) => address.conversation);
const textOf = (replies: readonly Reply[]) => JSON.stringify(replies.map(({ data }) => data));
const inRoom = (user: string, text: string, id?: string) =>
  house.as('teams', user).type(text, { shared: true, ...(id ? { id } : {}) });

describe('a channel of a hub', () => {
  it('is named by a lead, who types it there, and gets a card of what is open', async () => {
    const ref = await openEnquiry(house);
    const replies = await inRoom('morgan', 'hub here');
    expect(replies[0]).toMatchObject({ audience: 'place' });
    expect(textOf(replies)).toContain('never write here');
    expect(await conversations()).toEqual(['C-HUB', 'shared-room']);
    await house.outbox();
    await house.outbox();
    const boards = house.sent.filter(({ reply }) => reply.card === 'board');
    expect(boards.map(({ to }) => to.conversation)).toEqual(['C-HUB', 'shared-room']);
    expect(textOf(boards.map(({ reply }) => reply))).toContain(ref);
  });

  it('is named once, however often it is typed, and by a repeat of the same message', async () => {
    await inRoom('morgan', 'hub here', 'once');
    expect(textOf(await inRoom('morgan', '/sharewell hub here'))).toContain('already');
    house.restart();
    expect(textOf(await inRoom('morgan', 'hub here', 'once'))).toContain('meets here already');
    expect(await conversations()).toEqual(['C-HUB', 'shared-room']);
  });

  it.each([
    ['a member', 'sam', true, 'Only whoever leads'],
    ['somebody without a seat', 'lee', true, 'Only whoever leads'],
    ['a lead in their own chat', 'morgan', false, 'type it in the channel'],
  ])('is not named by %s', async (_, user, shared, said) => {
    expect(textOf(await house.as('teams', user).type('hub here', { shared }))).toContain(said);
    expect(await conversations()).toEqual(['C-HUB']);
  });

  it('can be one of several hubs, named by its code', async () => {
    expect(textOf(await inRoom('morgan', 'hub here NB'))).toContain('meets here now');
    expect(textOf(await inRoom('morgan', 'hub not here nb'))).toContain('does not meet here any more');
  });

  it('ends when a lead says so: its cards say that they are old, and no new ones come', async () => {
    await inRoom('morgan', 'hub here');
    const ref = await openEnquiry(house);
    await inRoom('morgan', 'hub not here');
    await house.outbox();
    expect(house.rewritten.at(-1)?.to.conversation).toBe('shared-room');
    expect(textOf(house.rewritten.map(({ reply }) => reply))).toContain(`${ref} is not kept up to date here`);
    expect(await conversations()).toEqual(['C-HUB']);
    const before = house.rewritten.length;
    const sam = house.as('slack', 'USAM');
    const asked = await sam.press({ do: 'act', ref, action: 'answer', seq: 1 });
    await sam.press(buttonOf(asked, 'We hold nothing'));
    await house.outbox();
    expect(house.rewritten.slice(before).map(({ to }) => to.conversation)).toEqual(['C-HUB']);
    expect(textOf(await inRoom('morgan', 'hub not here'))).toContain('There is nothing to end');
  });
});

describe('what is written there', () => {
  const heard = (user = 'kit', id?: string) =>
    house
      .as('teams', user)
      .act({ kind: 'overheard', kinds: ['date-of-birth', 'name'] }, { shared: true, ...(id ? { id } : {}) });

  it('is told to its author alone, with what to do about it', async () => {
    await inRoom('morgan', 'hub here');
    const [reply] = await heard();
    expect(reply?.audience).toBe('person');
    const text = textOf(reply ? [reply] : []);
    for (const said of ['a date of birth', 'Delete it now', house.policy.secureRoute, 'Only you see this'])
      expect(text).toContain(said);
    expect(text).toContain('"word":"breach"');
  });

  it('is nobody’s business where no hub meets', async () => {
    expect(await heard()).toEqual([]);
    await inRoom('morgan', 'hub here');
    expect(await heard()).toHaveLength(1);
    await inRoom('morgan', 'hub not here');
    expect(await heard()).toEqual([]);
  });

  it('is kept nowhere: no commit, and no trace in the log', async () => {
    await inRoom('morgan', 'hub here');
    const commits: unknown[] = [];
    const store = { ...house.store, commit: async (...given: unknown[]) => void commits.push(given) };
    Object.assign(house.store, store);
    await heard();
    expect(commits).toEqual([]);
    expect(JSON.stringify(house.events)).not.toContain('date-of-birth');
  });

  it('is told the same in answer to a mention with such details in it', async () => {
    const replies = await inRoom('sam', 'what about Jane Example born 03/02/2011');
    expect(textOf(replies)).toContain('Delete it now');
  });
});

describe('asking the hub from a message', () => {
  it('opens the questions for whoever asks, and for nobody who is not on the register', async () => {
    const [page] = await house.as('teams', 'kit').act({ kind: 'asks-hub' }, { shared: true });
    expect(page).toMatchObject({ card: 'page', audience: 'person' });
    expect(
      buttonOf(page ? [page] : [], words('enquiry-request.questions.safety.options.can-wait')),
    ).toBeDefined();
    const refused = await house.as('teams', 'nobody').act({ kind: 'asks-hub' }, { shared: true });
    expect(dataOf(refused, 'message').title).toBe(words('outcomes.visitor.title'));
  });
});

describe('which channels belong to a hub', () => {
  const address = { channel: 'slack', tenant: 'T1', conversation: 'C-HUB' } as const;
  const placesOver = (fails: () => boolean) => {
    let reads = 0;
    const read: House['store']['read'] = (...given) => {
      reads += 1;
      return fails()
        ? Promise.reject(new SharewellError('store-unavailable', 'away'))
        : house.store.read(...given);
    };
    const places = createPlaces({ store: { read }, policy: house.policy, clock: house.clock });
    return { places, reads: () => reads };
  };

  it('is looked up once a minute, for all that is written', async () => {
    const { places, reads } = placesOver(() => false);
    const asked = await Promise.all([places.hubAt(address), places.hubAt({ ...address, tenant: 'T2' })]);
    expect(asked).toEqual([partition, undefined]);
    for (let n = 0; n < 50; n += 1) await places.hubAt(address);
    expect(reads()).toBe(1);
    house.wait(61_000);
    await places.hubAt(address);
    expect(reads()).toBe(2);
    places.forget();
    await places.hubAt(address);
    expect(reads()).toBe(3);
  });

  it('is asked again after a store that was away', async () => {
    let away = true;
    const { places } = placesOver(() => away);
    await expect(places.hubAt(address)).rejects.toMatchObject({ code: 'store-unavailable' });
    away = false;
    expect(await places.hubAt(address)).toBe(partition);
  });

  it('goes for every thread of a channel', async () => {
    await inRoom('morgan', 'hub here');
    const { places } = placesOver(() => false);
    const thread = {
      channel: 'teams',
      tenant: 'tenant-1',
      conversation: 'shared-room;messageid=17',
    } as const;
    expect(await places.hubAt(thread)).toBe(partition);
  });
});

describe('somebody of another workspace', () => {
  const personal = {
    kind: 'personal',
    address: { channel: 'slack', tenant: 'T9', conversation: 'D1' },
  } as const;
  const shared = (conversation: string) =>
    ({ kind: 'shared', address: { channel: 'slack', tenant: 'T1', conversation } }) as const;
  const press = { kind: 'pressed', press: { do: 'open', ref: 'S-7K3M-NB' }, answers: {} } as const;
  const typed = { kind: 'typed', text: 'board', attachments: 0 } as const;

  it.each([
    ['acts where a hub meets', 'USAM', shared('C-HUB'), press, true],
    ['types where a hub meets', 'USAM', shared('C-HUB'), typed, true],
    ['hands in what they opened there', 'USAM', personal, press, true],
    ['not anywhere else', 'USAM', shared('C-OTHER'), press, false],
    ['not in a chat of their own', 'USAM', personal, typed, false],
    ['not without being on the register', 'UNOBODY', shared('C-HUB'), press, false],
  ])('%s', async (_, user, place, act, may) => {
    const places = createPlaces(house);
    const find = async (identity: { user: string }) => ({
      agency: 'northborough-council',
      person: 'p',
      registered: identity.user !== 'UNOBODY',
    });
    const actor = identityOf('slack', user);
    expect(await createAdmits({ find }, places)({ id: 't', actor, place, act })).toBe(may);
  });
});

describe('where somebody only visits', () => {
  const addressOf = async () => {
    const [sam] = await house.store.read('northborough-council', [{ kind: 'person', id: 'p-sam' }]);
    return (sam?.body as Person | undefined)?.addresses.slack?.tenant;
  };

  it('is nowhere to write to them', async () => {
    const sam = house.as('slack', 'USAM');
    await sam.type('help');
    const press = { kind: 'pressed', press: { do: 'command', word: 'help' }, answers: {} } as const;
    await sam.act(press, { visiting: 'T9' });
    expect(await addressOf()).toBe('T1');
  });
});

describe('the card of an enquiry', () => {
  const run = async (pins: { pin?: boolean; fails?: boolean }) => {
    const pinned: [string, string][] = [];
    const pin =
      (what: string) =>
      async ({ id }: Shown) => {
        if (pins.fails) throw new SharewellError('channel-refused', 'missing_scope');
        pinned.push([what, id]);
      };
    const sent: Reply[] = [];
    let count = 0;
    const channel = {
      send: async (to: Shown['at'], reply: Reply) => {
        sent.push(reply);
        count += 1;
        return { at: to, id: `b-${count}` };
      },
      update: async (_: Shown, reply: Reply) => void sent.push(reply),
      ...(pins.pin ? { pin: pin('pin'), unpin: pin('unpin') } : {}),
    };
    const { store, policy, clock } = house;
    const log = () => undefined;
    const outbox = createOutbox({ store, policy, clock, words, log, channels: { slack: channel } });
    const ref = await openEnquiry({ ...house, outbox: async () => 0 });
    await outbox();
    const [record] = await store.read(partition, [{ kind: 'record', id: ref }]);
    if (!record) throw new Error('no record');
    const move = async (status: string) => {
      const [now] = await store.read(partition, [{ kind: 'record', id: ref }]);
      if (!now) throw new Error('no record');
      const { rev, ...item } = now;
      const body = { ...(item.body as KeptRecord), status };
      const n = body.versions.length;
      await store.commit(partition, [
        { op: 'replace', item: { ...item, body }, rev },
        {
          op: 'enqueue',
          queue: 'notices',
          id: `${ref}/${status}`,
          due: clock().toISOString(),
          body: { do: 'board', ref, n },
        },
      ]);
      await outbox();
    };
    await move('open');
    await move('closed');
    await move('closed-again');
    return { pinned, sent };
  };

  it('stands at the top of its channel until nobody is waited for', async () => {
    const { pinned, sent } = await run({ pin: true });
    expect(pinned).toEqual([
      ['pin', 'b-1'],
      ['unpin', 'b-1'],
    ]);
    expect(sent.length).toBeGreaterThanOrEqual(3);
  });

  it.each([{ pin: true, fails: true }, { pin: false }])('is there without that too: %o', async (pins) => {
    const { sent } = await run(pins);
    expect(sent.length).toBeGreaterThanOrEqual(3);
  });
});

const many = async (ratings: readonly ('red' | 'amber' | 'green')[]) => {
  const { clock, policy, store } = house;
  for (const [n, rating] of ratings.entries()) {
    const reference = `S-222${'23456789BCDFGHJK'[n]}-NB`;
    const hub = await readHub(partition, store, { now: clock(), policy });
    const ctx = { ...contextAt(clock(), policy, clockActor('clock', partition), reference), ...hub };
    const agencies = n % 2 === 0 ? ['eastmoor-council'] : ['northborough-council'];
    const effect = enquiry.takes?.(enquiryInput({ rating, agencies }), ctx);
    if (!effect) throw new Error('nothing was taken');
    await store.commit(
      partition,
      keepAll(enquiry as AnyDialog, { ...effect, thread: `t-${n}` }, { ctx, cause: `open-${n}` }).changes,
    );
    house.wait(60_000);
  }
};

describe('the list of open enquiries', () => {
  it('has what presses most first, page after page', async () => {
    await many([
      'green',
      'amber',
      'red',
      'green',
      'amber',
      'red',
      'green',
      'red',
      'green',
      'amber',
      'green',
      'red',
    ]);
    const sam = house.as('teams', 'sam');
    const first = await sam.type('board');
    const own = (dataOf(first, 'list').items ?? []).map(({ detail }) => detail ?? '');
    expect(own).toHaveLength(10);
    // Their own agency's come first, and red before the rest among these.
    expect(own.map((text) => text.includes('Your agency'))).toEqual([
      ...Array(6).fill(true),
      ...Array(4).fill(false),
    ]);
    const second = await sam.press(buttonOf(first, 'More'));
    expect(dataOf(second, 'list').items).toHaveLength(2);
    expect(dataOf(second, 'list').lead?.[0]).toContain('11 to 12 of 12');
    await inRoom('morgan', 'hub here');
    house.moveTo('2026-11-23T15:00:00Z');
    const [shared] = await inRoom('sam', 'board');
    const lines = (dataOf(shared ? [shared] : [], 'list').items ?? []).map(({ detail }) => detail ?? '');
    expect(lines.slice(0, 4).every((text) => /^red/i.test(text) && text.includes('Late:'))).toBe(true);
    expect(lines.slice(4, 7).every((text) => /^amber/i.test(text))).toBe(true);
  });

  it('shows a guest what they were invited to', async () => {
    await many(['red', 'green']);
    const guest = {
      person: 'p-kit',
      agency: 'northborough-council',
      role: 'guest',
      until: '2026-11-24',
    } as const;
    await rosterWith(house, [{ ...guest, enquiries: ['S-2222-NB'] }]);
    const items = dataOf(await house.as('teams', 'kit').type('board'), 'list').items ?? [];
    expect(items.map(({ title }) => title)).toEqual(['S-2222-NB']);
  });

  it('looks twice: at who asks, and at the list', async () => {
    await openEnquiry(house);
    await house.as('teams', 'sam').type('help');
    const calls: string[] = [];
    const { read, list } = house.store;
    Object.assign(house.store, {
      read: (...given: Parameters<typeof read>) => {
        calls.push(`read ${given[0]}`);
        return read(...given);
      },
      list: (...given: Parameters<typeof list>) => {
        calls.push(`list ${given[0]}`);
        return list(...given);
      },
    });
    await house.as('teams', 'sam').type('board');
    expect(calls.sort()).toEqual(['list hub-NB', 'read hub-NB', 'read northborough-council']);
  });

  it('is for who has a seat', async () => {
    await openEnquiry(house);
    const replies = await house.as('teams', 'lee').type('board');
    expect(dataOf(replies, 'message').title).toBe('You are not in this hub');
    expect(textOf(replies)).not.toContain('S-7K3M');
  });

  it('stands in a channel of the hub for all, and anywhere else for the one who asks', async () => {
    await openEnquiry(house);
    expect((await inRoom('sam', 'board'))[0]?.audience).toBe('person');
    await inRoom('morgan', 'hub here');
    const [shared] = await inRoom('sam', 'board');
    expect(shared?.audience).toBe('place');
    expect(textOf(shared ? [shared] : [])).not.toContain('Your agency');
    const [own] = await house.as('teams', 'sam').type('board');
    expect(textOf(own ? [own] : [])).toContain('Your agency has not answered');
    const refreshed = await house.as('teams', 'sam').press(buttonOf(own ? [own] : [], 'Refresh'));
    expect(refreshed[0]).toMatchObject({ card: 'list', how: 'replace' });
  });
});
