import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Item, Store } from '../../bot/core/ports.ts';
import type { KeptRecord, TrailEntry } from '../../bot/core/records.ts';
import { enrol, type Registered } from '../../bot/core/register.ts';
import type { Reply } from '../../bot/core/reply.ts';
import type { ChannelName, Press } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { buttonOf, dataOf, type House, identityOf, openHouse, type PersonSays } from '../support/house.ts';
import { minute, type Planted, plant, referenceOf } from '../support/kept.ts';

const agency = 'northborough-council';
const more = words('lists.more');
const openingHour = '2026-11-20T17:02:00Z';

let house: House;
beforeEach(async () => {
  house = await openHouse({ start: openingHour });
});
afterEach(() => house.close());

const titleOf = ([reply]: readonly Reply[]) => reply?.data.title;
/** The references of the rows, in their order. */
const refsOf = (replies: readonly Reply[]): string[] =>
  (dataOf(replies, 'list').items ?? []).map(({ button }) => String(button.press.ref));
const hasMore = (replies: readonly Reply[]): boolean =>
  (dataOf(replies, 'list').buttons ?? []).some(({ title }) => title === more);
const leadOf = (replies: readonly Reply[]): readonly string[] => dataOf(replies, 'list').lead ?? [];

const several = (count: number, changes: (n: number) => Partial<Planted> = () => ({})): Planted[] =>
  Array.from({ length: count }, (_, n) => ({ ref: referenceOf(n), at: minute(n), ...changes(n) }));
const newestFirst = (count: number): string[] =>
  several(count)
    .map(({ ref }) => ref)
    .reverse();

const pagesFrom = async (
  person: PersonSays,
  first: readonly Reply[],
  between: (page: number) => Promise<void> = async () => {},
): Promise<string[][]> => {
  const pages: string[][] = [refsOf(first)];
  let replies = first;
  while (hasMore(replies)) {
    if (pages.length > 20) throw new Error('the list never ends');
    await between(pages.length);
    replies = await person.press(buttonOf(replies, more));
    pages.push(refsOf(replies));
  }
  return pages;
};

const somebody = async (id: string, roles: string[], channel: ChannelName = 'teams'): Promise<PersonSays> => {
  const person: Registered = {
    id,
    name: 'Robin Vale',
    agency,
    roles,
    identities: [identityOf(channel, id)],
  };
  await enrol(house.store, person, openingHour);
  return house.as(channel, id);
};

const trailOf = async (who: string): Promise<TrailEntry[]> =>
  (await house.store.list(agency, { term: `who:${who}`, kinds: ['audit'], limit: 50 })).items.map(
    ({ body }) => body as TrailEntry,
  );

describe.each([
  ['teams', 'sam'],
  ['slack', 'USAM'],
] as const)('my records, on %s', (channel, user) => {
  it('come ten at a time, newest first, with nothing left out or shown twice', async () => {
    await plant(house.store, ...several(25));
    const sam = house.as(channel, user);
    const pages = await pagesFrom(sam, await sam.type('my records'));
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat()).toEqual(newestFirst(25));
  });

  it('stay in their places while new ones arrive', async () => {
    await plant(house.store, ...several(25));
    const sam = house.as(channel, user);
    const pages = await pagesFrom(sam, await sam.type('my records'), async (page) =>
      plant(house.store, { ref: referenceOf(1000 + page), at: minute(500 + page) }),
    );
    expect(pages.flat()).toEqual(newestFirst(25));
  });

  it('go on from the same place when the button is pressed again, even weeks later', async () => {
    await plant(house.store, ...several(15));
    const sam = house.as(channel, user);
    const press = buttonOf(await sam.type('my records'), more);
    const first = refsOf(await sam.press(press));
    expect(first).toEqual(newestFirst(5));
    house.moveTo('2027-01-04T09:00:00Z');
    await plant(house.store, ...several(30, (n) => ({ ref: referenceOf(5000 + n), at: minute(9000 + n) })));
    house.restart();
    expect(refsOf(await sam.press(press))).toEqual(first);
  });

  it('say of a last page that went away meanwhile that there is nothing more', async () => {
    await plant(house.store, ...several(11));
    const sam = house.as(channel, user);
    const press = buttonOf(await sam.type('my records'), more);
    const [stored] = await house.store.read(agency, [{ kind: 'record', id: referenceOf(0) }]);
    await house.store.commit(agency, [
      { op: 'delete', key: { kind: 'record', id: referenceOf(0) }, rev: stored?.rev ?? '' },
    ]);
    const replies = await sam.press(press);
    expect([refsOf(replies), leadOf(replies)]).toEqual([[], [words('lists.no-more')]]);
  });
});

describe('a button that leads to more', () => {
  const listed = async (): Promise<Press> => {
    await plant(house.store, ...several(12));
    return buttonOf(await house.as('teams', 'sam').type('my records'), more);
  };

  it('fits into what a press may hold, and tells nothing of the case', async () => {
    const press = await listed();
    for (const value of Object.values(press)) expect(String(value).length).toBeLessThanOrEqual(200);
    const said = Buffer.from(press.value ?? '', 'base64url').toString();
    expect(said).not.toMatch(/CR-20417|zebrafish|p-sam/);
  });

  it('leads nobody else anywhere', async () => {
    const press = await listed();
    for (const other of [house.as('teams', 'kit'), house.as('teams', 'lee'), house.as('slack', 'UNOBODY')]) {
      const replies = await other.press(press);
      expect(titleOf(replies)).toBe(words('lists.astray.title'));
      expect(JSON.stringify(replies)).not.toContain('D-2222');
    }
  });

  it.each([{ value: 'x' }, { value: '' }, { value: 'a'.repeat(200) }, { value: 'W10' }])(
    'that was tampered with (%j) shows the list from its start, or says that it is out of date',
    async (change) => {
      const press = { ...(await listed()), ...change };
      const title = titleOf(await house.as('teams', 'sam').press(press));
      expect(title).toBe(words(change.value ? 'lists.astray.title' : 'lists.my-records.title'));
    },
  );

  it.each(['nothing', 'constructor', 'help', 'urgent', ''])('of the list %j is an old one', async (word) => {
    const replies = await house.as('teams', 'sam').press({ ...(await listed()), word });
    expect(titleOf(replies)).toBe(words('outcomes.old-button.title'));
  });
});

describe('other lists', () => {
  it('of drafts, of what can be stopped and of what waits go on in the same way', async () => {
    const sam = house.as('teams', 'sam');
    for (let n = 0; n < 23; n += 1) {
      await sam.type('urgent');
      house.wait(1_000);
    }
    for (const word of ['drafts', 'stop', 'waiting']) {
      const pages = await pagesFrom(sam, await sam.type(word));
      expect(
        pages.map((page) => page.length),
        word,
      ).toEqual([20, 3]);
      expect(new Set(pages.flat()).size, word).toBe(23);
    }
  });

  it('go on over drafts, records and notices of one moment', async () => {
    const items = Array.from({ length: 30 }, (_, n): Item => {
      const kept = { id: `x-${n}`, at: minute(0), terms: ['waits:p-sam'] };
      const draft = { ref: `x-${n}`, dialog: 'urgent', seq: 1, given: {}, startedAt: minute(0) };
      const notice = { id: `x-${n}`, ref: 'D-7K3M-Q2', kind: 'urgent.told', to: 'p-sam' };
      return n % 2 === 0
        ? { ...kept, kind: 'draft', body: draft }
        : { ...kept, kind: 'notice', body: notice };
    });
    await house.store.commit(
      agency,
      items.map((item) => ({ op: 'create', item })),
    );
    const sam = house.as('teams', 'sam');
    const pages = await pagesFrom(sam, await sam.type('waiting'));
    expect(pages.map((page) => page.length)).toEqual([20, 10]);
    expect(new Set(pages.flat()).size).toBe(30);
  });
});

describe('the register', () => {
  const mixed = (): Planted[] => [
    { ref: referenceOf(1), at: minute(1), owner: 'p-sam', manager: 'p-morgan' },
    { ref: referenceOf(2), at: minute(2), owner: 'p-kit', manager: 'p-morgan' },
    { ref: referenceOf(3), at: minute(3), owner: 'p-else', manager: 'p-other' },
    { ref: referenceOf(4), at: minute(4), owner: 'p-morgan', manager: 'p-helen' },
    { ref: referenceOf(5), at: minute(5), owner: 'p-lee', manager: 'p-gwen', agency: 'eastmoor-council' },
  ];
  const refs = (...numbers: number[]) => numbers.map(referenceOf);

  beforeEach(() => plant(house.store, ...mixed()));

  it('is for a manager the records of their own people', async () => {
    for (const morgan of [house.as('teams', 'morgan'), house.as('slack', 'UMORGAN')]) {
      const replies = await morgan.type('register');
      expect(refsOf(replies)).toEqual(refs(2, 1));
      expect(leadOf(replies)).toContain(words('lists.register.reach.chain'));
    }
  });

  it.each(['safeguarding-lead', 'dpo', 'caldicott', 'siro', 'legal', 'auditor'])(
    'is for a %s the records of their agency, and each of them opens',
    async (role) => {
      const person = await somebody(`p-${role}`, [role]);
      const replies = await person.type('register');
      expect(refsOf(replies)).toEqual(refs(4, 3, 2, 1));
      expect(leadOf(replies)).toContain(words('lists.register.reach.agency'));
      for (const ref of refsOf(replies)) {
        const opened = await person.press(buttonOf(await person.type('register'), words('lists.open')));
        expect(dataOf(opened, 'record').title).toContain('D-');
        expect(dataOf(await person.type(ref), 'record').title).toContain(ref);
      }
    },
  );

  it.each([['practitioner'], ['administrator'], ['head-of-service'], []])(
    'is for a %s their own records, and says so',
    async (...roles) => {
      await plant(house.store, { ref: referenceOf(9), at: minute(9), owner: 'p-robin', manager: 'p-other' });
      const robin = await somebody('p-robin', roles);
      const replies = await robin.type('register');
      expect(titleOf(replies)).toBe(words('lists.my-records.title'));
      expect(refsOf(replies)).toEqual(refs(9));
      expect(leadOf(replies)).toContain(words('lists.register.reach.own'));
      expect(await trailOf('p-robin')).toEqual([]);
    },
  );

  it('is refused to a visitor, and for another agency’s people holds nothing of this one', async () => {
    const nobody = await house.as('slack', 'UNOBODY').type('register');
    expect(titleOf(nobody)).toBe(words('outcomes.visitor.title'));
    expect(refsOf(await house.as('teams', 'lee').type('register'))).toEqual(refs(5));
  });

  it('goes on page after page, and the button of a practitioner goes on in their own', async () => {
    await plant(house.store, ...several(24, (n) => ({ ref: referenceOf(100 + n), at: minute(100 + n) })));
    const ada = house.as('teams', 'ada');
    const pages = await pagesFrom(ada, await ada.type('register'));
    expect(pages.map((page) => page.length)).toEqual([10, 10, 8]);
    expect(new Set(pages.flat()).size).toBe(28);
    const sam = house.as('teams', 'sam');
    const own = await pagesFrom(sam, await sam.type('register'));
    expect(own.map((page) => page.length)).toEqual([10, 10, 5]);
  });

  it('is closed to a person who lost the role, at any page', async () => {
    await plant(house.store, ...several(24, (n) => ({ ref: referenceOf(100 + n), at: minute(100 + n) })));
    const robin = await somebody('p-robin', ['dpo']);
    const press = buttonOf(await robin.type('register'), more);
    expect(refsOf(await robin.press(press))).toHaveLength(10);
    await somebody('p-robin', ['practitioner']);
    expect(titleOf(await robin.press(press))).toBe(words('lists.astray.title'));
    expect(refsOf(await robin.type('register'))).toEqual([]);
    await somebody('p-robin', ['manager']);
    expect(titleOf(await robin.press(press))).toBe(words('lists.astray.title'));
    expect(await trailOf('p-robin')).toHaveLength(2);
  });

  it('leaves one line in the trail for each list that is shown', async () => {
    await plant(house.store, ...several(12, (n) => ({ ref: referenceOf(100 + n), at: minute(100 + n) })));
    const ada = house.as('teams', 'ada');
    const replies = await ada.type('register');
    await ada.press(buttonOf(replies, more), {}, 'the-second-page');
    // Delivered again, it is the same look.
    house.restart();
    await ada.press(buttonOf(replies, more), {}, 'the-second-page');
    const at = house.clock().toISOString();
    const line = { what: 'searched', ref: 'register/agency', who: 'p-ada', at };
    expect(await trailOf('p-ada')).toEqual([line, line]);
  });

  it('shows of a record its reference, its kind, its day and where it stands: no word of the case', async () => {
    const replies = await house.as('teams', 'ada').type('register');
    const { items = [] } = dataOf(replies, 'list');
    expect(items[0]).toMatchObject({
      title: `${referenceOf(4)}: ${words('urgent.kept')}`,
      detail: expect.stringMatching(/^16 November 2026\. Share\. /),
    });
    expect(JSON.stringify(replies)).not.toMatch(/CR-20417|zebrafish|quokka|axolotl|okapi/);
  });

  it('is one of the words that help tells', async () => {
    const help = dataOf(await house.as('teams', 'sam').type('help'), 'message');
    const told = help.facts?.map(({ title }) => title);
    expect(told).toEqual(expect.arrayContaining(['register', 'find', 'my records']));
  });

  it('keeps to records whose dialog is known', async () => {
    const odd = { reference: 'O-2222-22', createdBy: { id: 'p-sam' } } as unknown as KeptRecord;
    const item: Item = {
      kind: 'record',
      id: 'O-2222-22',
      at: minute(50),
      terms: [`agency:${agency}`],
      body: odd,
    };
    await house.store.commit(agency, [{ op: 'create', item }]);
    expect(refsOf(await house.as('teams', 'ada').type('register'))).toEqual(refs(4, 3, 2, 1));
  });
});

describe('what a list costs', () => {
  it('is two reads of the store and no more, and a line in the trail where others’ records are shown', async () => {
    await plant(house.store, ...several(30));
    const calls = { reads: 0, commits: 0 };
    const counting: Store = {
      ...house.store,
      read: (...args) => {
        calls.reads += 1;
        return house.store.read(...args);
      },
      list: (...args) => {
        calls.reads += 1;
        return house.store.list(...args);
      },
      commit: (...args) => {
        calls.commits += 1;
        return house.store.commit(...args);
      },
    };
    const counted = await openHouse({ store: counting, start: openingHour });
    const count = async (turn: Promise<readonly Reply[]>) => {
      Object.assign(calls, { reads: 0, commits: 0 });
      await turn;
      return [calls.reads, calls.commits];
    };
    const [sam, ada] = [counted.as('teams', 'sam'), counted.as('teams', 'ada')];
    const [own, all] = [await sam.type('my records'), await ada.type('register')];
    expect(await count(sam.type('my records'))).toEqual([2, 0]);
    expect(await count(sam.press(buttonOf(own, more)))).toEqual([2, 0]);
    expect(await count(ada.type('register'))).toEqual([2, 1]);
    expect(await count(ada.press(buttonOf(all, more)))).toEqual([2, 1]);
    expect(await count(sam.press({ do: 'find' }, { outcome: 'SHARE', ground: 'URGENT_HARM' }))).toEqual([
      2, 1,
    ]);
    expect(await count(sam.press({ do: 'find' }, { reference: referenceOf(3) }))).toEqual([1, 1]);
    expect(await count(sam.type('find'))).toEqual([1, 0]);
    await counted.close();
  });
});
