import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Item, Store } from '../../bot/core/ports.ts';
import { firstBroken, type Version } from '../../bot/core/records.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { words } from '../../bot/core/words.ts';
import { type Sitting, sitting } from '../support/decision-drive.ts';
import { buttonOf, type House } from '../support/house.ts';
import { type Commit, type Contact, deputyOf, home, planted, plantedIn } from '../support/many-partners.ts';
import {
  aConsent,
  answer,
  answersWith,
  buttons,
  closeAll,
  consentOf,
  counts,
  factOf,
  goOn,
  hands,
  type KeptNews,
  listed,
  newsFor,
  noticesTo,
  type Options,
  onCosmos,
  onFile,
  openPartnership,
  type Partnership,
  partnershipOf,
  sentTo,
  sentToSam,
  takenBack,
  tellingsOf,
  untilQuiet,
  withdrawn,
} from '../support/told-house.ts';

/** A consent that was taken back reaches every partner once, whatever happens on the way. */

/** Of everything that was kept, what is not the consent itself. */
const beyond = (commits: readonly Commit[], ref: string): unknown[] =>
  commits
    .flatMap(({ changes }) => changes)
    .filter((change) => {
      const item: Partial<Item> = 'item' in change ? change.item : {};
      return (
        !(item.kind === 'record' || item.kind === 'version' || item.kind === 'draft') ||
        !item.id?.startsWith(ref)
      );
    });

describe.each([
  ['the file', onFile, 200],
  ['Cosmos DB', onCosmos, 65],
] as const)('a consent for many partners, kept in %s and taken back in one press', (_, open, count) => {
  const silent = ['k003'];
  const missing = ['k004'];
  let partnership: Partnership;
  let sam: Sitting;
  let ref: string;
  let since: () => Commit[];
  let pressed: { counts?: string | undefined; underWay?: string | undefined };

  beforeAll(async () => {
    partnership = await openPartnership(count, { open, silent, missing });
    ({ sam, ref, since } = await withdrawn(partnership));
    pressed = { counts: factOf(sam, 'tellings.told'), underWay: factOf(sam, 'tellings.under-way') };
    await untilQuiet(partnership.house);
  }, 40_000);
  afterAll(() => partnership.close());

  test('names who is being told, in the answer to the press', () => {
    expect(pressed.counts).toBe(counts(count, 0, 0));
    expect(pressed.underWay?.split('; ')).toHaveLength(13);
    expect(pressed.underWay).toContain(words('tellings.and-more', { n: count - 12 }));
  });

  test('sends one card to every contact who can be reached, and nothing else to anybody', () => {
    const { house, reached } = partnership;
    for (const contact of reached)
      expect(
        sentTo(house, contact).map(({ card }) => card),
        contact.partner,
      ).toEqual(['notice']);
    expect(house.sent).toHaveLength(reached.length);
    expect(reached.length).toBe(count - 2);
  });

  test('leaves each agency one record of its own for each partner, and no more', async () => {
    for (const contact of partnership.contacts) {
      const news = await newsFor(partnership.store, contact);
      expect(news, contact.partner).toMatchObject([
        { type: 'consentNotice', status: 'told', partner: contact.partner, consentRef: ref, from: home },
      ]);
      expect(news[0]?.agencyId).toBe(contact.agency);
      expect(await noticesTo(partnership.store, contact)).toHaveLength(1);
    }
    expect(await tellingsOf(partnership.store, ref)).toHaveLength(count);
  });

  test('sends references only: nothing that was written down about the person', async () => {
    await sam.press(words('consent.actions.explain'));
    await sam.press(words('consent.questions.explained.options.yes'), { refusalReason: planted.reason });
    const record = await consentOf(partnership.store, ref);
    expect(JSON.stringify(record)).toMatch(/Axolotl/);
    expect(JSON.stringify(record)).toMatch(/Quokka/);
    expect(plantedIn(partnership.house.sent)).toEqual([]);
    expect(JSON.stringify(partnership.house.sent)).toContain(ref);
    expect(plantedIn(partnership.house.events)).toEqual([]);
    const others = since().filter(({ agency }) => agency !== home);
    expect(others.length).toBeGreaterThan(count / 2);
    expect(plantedIn(others)).toEqual([]);
    // In the agency itself, whatever is not the consent.
    expect(plantedIn(beyond(since(), ref))).toEqual([]);
  });

  test('takes answers from the card itself, and counts them on the card of whoever asked', async () => {
    const { house, reached } = partnership;
    const [first, second, third] = reached as [Contact, Contact, Contact];
    expect(new Set([first, second].map(({ channel }) => channel)).size).toBe(2);
    const done = await answersWith(partnership, first, answer('stopped'));
    expect(JSON.stringify(done)).toContain('We stopped using it');
    await answersWith(partnership, second, answer('nothing'));
    const contact = sitting(hands(partnership, third));
    await contact.send(buttonOf(sentTo(house, third), answer('goOn')));
    await contact.press(words('engine.next'), { ground: 'vital', law: 'none', facts: planted.facts });
    expect(JSON.stringify(contact.record())).toContain('Narwhal');
    await untilQuiet(house);
    // The cards that they answered on ask no more.
    const over = words('notices.over.title');
    expect(house.rewritten.map(({ reply }) => reply.data.title)).toEqual([over, over, over]);
    expect(plantedIn(house.rewritten)).toEqual([]);
    await sam.type(ref);
    expect(factOf(sam, 'tellings.told')).toBe(counts(count, reached.length, 3));
    expect(JSON.stringify(sam.shown())).not.toMatch(/narwhal/i);
    const answers = (await tellingsOf(partnership.store, ref)).flatMap(({ partner, answer: given }) =>
      given ? [[partner, given.code]] : [],
    );
    expect(Object.fromEntries(answers)).toEqual({
      [first.partner]: 'stopped',
      [second.partner]: 'nothing',
      [third.partner]: 'continuing',
    });
    const [news] = await newsFor(partnership.store, third);
    expect(news).toMatchObject({
      status: 'continuing',
      continuing: { ground: 'vital', facts: planted.facts },
    });
  });

  test('names whom nothing reached, with what to do, until somebody has told them', async () => {
    await sam.type(ref);
    expect(sam.record().warnings).toContain(words('tellings.ring'));
    expect(factOf(sam, 'tellings.not-reached')?.split('; ').sort()).toEqual(['Team K003', 'Team K004']);
    await sam.press(words('consent.actions.rang'));
    const [field] = sam.page().inputs ?? [];
    expect(field?.choices?.map(({ value }) => value).sort()).toEqual(['Team K003', 'Team K004']);
    await sam.press(words('engine.next'), { whom: 'Team K003,Team K004', how: 'phone' });
    await sam.type(ref);
    expect(sam.record().warnings).toEqual([]);
    expect(factOf(sam, 'tellings.not-reached')).toBeUndefined();
    expect(factOf(sam, 'consent.facts.rung')?.split('; ').sort()).toEqual(['Team K003', 'Team K004']);
    expect(buttons(sam.shown())).not.toContain(words('consent.actions.rang'));
    expect((await consentOf(partnership.store, ref)).toldByHand).toMatchObject([
      { how: 'phone' },
      { how: 'phone' },
    ]);
  });

  test('lists everybody who was told, a page at a time', async () => {
    await sam.press(words('tellings.button'));
    const seen: string[] = [];
    for (;;) {
      seen.push(...(sam.list().items ?? []).map(({ title }) => JSON.stringify(title)));
      if (!buttons(sam.shown()).includes(words('lists.more'))) break;
      await sam.press(words('lists.more'));
    }
    const named = seen.map((title) => /Team K\d{3}/.exec(title)?.[0]);
    expect(new Set(named).size).toBe(count);
    expect(named.length).toBe(count);
  });

  test('keeps every version, each following from the one before', async () => {
    const record = await consentOf(partnership.store, ref);
    const versions = await listed<Version>(partnership.store, home, `ref:${ref}`, 'version');
    expect(firstBroken(versions, record)).toBeUndefined();
    expect(record).toMatchObject({ status: 'withdrawn', toTell: [], changes: [{ change: 'withdraw' }] });
    expect(record.changes[0]?.told).toHaveLength(count);
    expect(versions.length).toBe(record.versions.length);
  });
});

// What may go wrong, and what time brings: with fewer partners, and in the file.

afterEach(closeAll);

/** How long a message waits before each further try. */
const waits = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800];

const untilGivenUp = async (house: House): Promise<void> => {
  for (const seconds of waits) {
    house.wait(seconds * 1000 + 1);
    await untilQuiet(house);
  }
  await goOn(house, 60_000, 6_000);
};

const ringTitle = words('consent.notices.unreached.title');

describe('a contact whom nothing reaches', () => {
  const whom = ['Team K001', 'Team K003', 'Team K004'];
  const unreachable: Options = { silent: ['k001', 'k003'], missing: ['k004'] };

  test('is tried ten times; then whoever asked is told, once for all of them, and the record names them', async () => {
    const partnership = await partnershipOf(8, unreachable);
    const { house, store } = partnership;
    const { sam, ref } = await withdrawn(partnership);
    await untilQuiet(house);
    expect((await consentOf(store, ref)).unreached).toEqual([]);
    expect(sentToSam(house)).toEqual([]);
    await untilGivenUp(house);
    expect(house.events.filter(({ event }) => event === 'notice.failed')).toHaveLength(3 * 10);
    expect(sentToSam(house)).toEqual([ringTitle]);
    const record = await consentOf(store, ref);
    expect(record.unreached.map(({ name }) => name).sort()).toEqual(whom);
    expect((await store.dead('notices', 10)).map(({ id }) => id)).toHaveLength(3);
    await sam.type(ref);
    expect(factOf(sam, 'consent.facts.toRing')?.split('; ').sort()).toEqual(whom);
    expect(factOf(sam, 'tellings.not-reached')?.split('; ').sort()).toEqual(whom);
    await sam.press(words('consent.actions.rang'));
    await sam.press(words('engine.next'), { whom: whom.join(','), how: 'phone' });
    await sam.type(ref);
    expect(factOf(sam, 'consent.facts.toRing')).toBeUndefined();
    expect(factOf(sam, 'tellings.not-reached')).toBeUndefined();
    expect(sam.record().warnings).toEqual([]);
  });

  test('is not said again to whoever has rung them already', async () => {
    const partnership = await partnershipOf(4, unreachable);
    const { house, store } = partnership;
    const { sam, ref } = await withdrawn(partnership);
    await untilQuiet(house);
    await sam.type(ref);
    await sam.press(words('consent.actions.rang'));
    await sam.press(words('engine.next'), { whom: whom.join(','), how: 'phone' });
    await untilGivenUp(house);
    expect((await consentOf(store, ref)).unreached).toHaveLength(3);
    expect(sentToSam(house)).toEqual([]);
  });

  test('gets the message as soon as the channel works again, and is named no more', async () => {
    const partnership = await partnershipOf(4, { silent: ['k001'] });
    const { house, contactFor } = partnership;
    const { sam, ref } = await withdrawn(partnership);
    await untilQuiet(house);
    await sam.type(ref);
    expect(factOf(sam, 'tellings.not-reached')).toBe('Team K001');
    house.failing.clear();
    await goOn(house, 10_000, 5_000);
    expect(sentTo(house, contactFor('k001'))).toHaveLength(1);
    await sam.type(ref);
    expect(factOf(sam, 'tellings.not-reached')).toBeUndefined();
    expect(factOf(sam, 'tellings.told')).toBe(counts(4, 4, 0));
  });

  test('is named at the first failure, even where the store was away at that moment', async () => {
    let away = 1;
    const through = (store: Store): Store => ({
      ...store,
      commit: async (agency, changes) => {
        if (away > 0 && changes.some((change) => change.op === 'enqueue' && change.id.endsWith('/failing'))) {
          away -= 1;
          throw new SharewellError('store-unavailable', 'away');
        }
        await store.commit(agency, changes);
      },
    });
    const partnership = await partnershipOf(2, { silent: ['k001'], through });
    const { sam, ref } = await withdrawn(partnership);
    await untilQuiet(partnership.house);
    await goOn(partnership.house, 10_000, 5_000);
    expect(away).toBe(0);
    await sam.type(ref);
    expect(factOf(sam, 'tellings.not-reached')).toBe('Team K001');
  });
});

describe('a partner who does not answer', () => {
  const chase = words('consent-notice.notices.chase.title');
  const late = words('consent.notices.late.title');
  const titlesTo = (house: House, contact: Contact): string[] =>
    sentTo(house, contact).map(({ data }) => String(data.title));

  test('is asked twice in working time, with the deputy; then whoever asked hears of it, once', async () => {
    const partnership = await partnershipOf(24);
    const { house, contacts, store } = partnership;
    const { sam, ref } = await withdrawn(partnership);
    await untilQuiet(house);
    const [first, second, ...others] = contacts as [Contact, Contact, ...Contact[]];
    await answersWith(partnership, first, answer('stopped'));
    const since = () => house.sent.splice(0);
    since();
    // Two working days after a Friday.
    house.moveTo('2026-11-24T09:29:59.000Z');
    await untilQuiet(house);
    expect(house.sent).toEqual([]);
    house.moveTo('2026-11-24T09:30:00.000Z');
    await untilQuiet(house);
    expect(titlesTo(house, first)).toEqual([]);
    for (const contact of [second, ...others]) expect(titlesTo(house, contact)).toEqual([chase]);
    const fromHome = contacts.filter(({ agency }) => agency === home).length;
    expect(titlesTo(house, deputyOf(home))).toEqual(Array.from({ length: fromHome }, () => chase));
    expect(house.sent).toHaveLength(2 * (contacts.length - 1));
    expect(plantedIn(house.sent)).toEqual([]);
    await answersWith(partnership, second, answer('nothing'));
    since();
    house.moveTo('2026-11-26T09:29:59.000Z');
    await untilQuiet(house);
    expect(house.sent).toEqual([]);
    house.moveTo('2026-11-26T09:30:00.000Z');
    await untilQuiet(house);
    await goOn(house, 120_000, 6_000);
    expect([first, second].flatMap((contact) => titlesTo(house, contact))).toEqual([]);
    for (const contact of others) expect(titlesTo(house, contact)).toEqual([chase]);
    expect(sentToSam(house)).toEqual([late]);
    expect(house.sent).toHaveLength(2 * others.length + 1);
    expect((await tellingsOf(store, ref)).filter((one) => one.late)).toHaveLength(others.length);
    since();
    house.moveTo('2027-01-29T12:00:00.000Z');
    await untilQuiet(house);
    expect(house.sent).toEqual([]);
    await sam.type(ref);
    expect(factOf(sam, 'tellings.told')).toBe(counts(24, 24, 2));
  });

  test('may still answer on the first card, long after the clock asked again', async () => {
    const partnership = await partnershipOf(2);
    const { house, contacts, store } = partnership;
    const { sam, ref } = await withdrawn(partnership);
    await untilQuiet(house);
    house.moveTo('2026-11-26T09:30:00.000Z');
    await untilQuiet(house);
    const [first, second] = contacts as [Contact, Contact];
    await answersWith(partnership, first, answer('stopped'));
    const person = sitting(hands(partnership, second));
    await person.send(buttonOf(sentTo(house, second).slice(0, 1), answer('goOn')));
    await person.press(words('engine.next'), { ground: 'duty', law: 'none', facts: planted.facts });
    expect((await newsFor(store, first))[0]?.status).toBe('stopped');
    expect((await newsFor(store, second))[0]?.status).toBe('continuing');
    await untilQuiet(house);
    await sam.type(ref);
    expect(factOf(sam, 'tellings.told')).toBe(counts(2, 2, 2));
  });

  test('may leave the answer to the deputy, from the card that asked again', async () => {
    const partnership = await partnershipOf(5);
    const { house, contactFor, store } = partnership;
    const { sam, ref } = await withdrawn(partnership);
    await untilQuiet(house);
    house.moveTo('2026-11-24T09:30:00.000Z');
    await untilQuiet(house);
    const contact = contactFor('k001');
    const deputy = deputyOf(contact.agency);
    const [card] = sentTo(house, deputy);
    await hands(partnership, deputy).press(buttonOf(card ? [card] : [], answer('stopped')));
    await untilQuiet(house);
    expect(await newsFor(store, contact)).toMatchObject([
      { status: 'stopped', answeredBy: { id: deputy.person.id } },
    ]);
    await sam.type(ref);
    expect(factOf(sam, 'tellings.told')).toBe(counts(5, 5, 1));
  });
});

describe('the card that a partner was sent', () => {
  test('changes nothing when it is pressed again, whatever is pressed', async () => {
    const partnership = await partnershipOf(2);
    const { house, contacts, store } = partnership;
    const { ref } = await withdrawn(partnership);
    await untilQuiet(house);
    const contact = contacts[0] as Contact;
    const person = sitting(hands(partnership, contact));
    const [card] = sentTo(house, contact);
    const pressOf = (name: Parameters<typeof answer>[0]) => buttonOf(card ? [card] : [], answer(name));
    // A reason was begun before the answer was given elsewhere.
    await person.send(pressOf('goOn'));
    await hands(partnership, contact).press(pressOf('stopped'));
    await untilQuiet(house);
    const kept = async () => [await newsFor(store, contact), await tellingsOf(store, ref), house.sent.length];
    const before = await kept();
    expect(before[0]).toMatchObject([{ status: 'stopped' }]);
    await person.press(words('engine.next'), { ground: 'vital', law: 'none', facts: planted.facts });
    for (const name of ['stopped', 'nothing', 'goOn'] as const) {
      const [reply, ...more] = await hands(partnership, contact).press(pressOf(name));
      expect(more).toEqual([]);
      expect(reply?.how).toBe('replace');
      expect(JSON.stringify(reply)).toContain('We stopped using it');
      expect(buttons(reply ? [reply] : [])).not.toContain(answer(name));
    }
    await untilQuiet(house);
    expect(await kept()).toEqual(before);
  });
});

describe('the wall between agencies', () => {
  test('hides the consent from partners, and what partners wrote from whoever asked', async () => {
    const partnership = await partnershipOf(12);
    const { house, contactFor, store } = partnership;
    const { sam, ref } = await withdrawn(partnership);
    await untilQuiet(house);
    const [contact, neighbour, own] = [contactFor('k001'), contactFor('k007'), contactFor('k005')];
    expect([contact, neighbour, own].map(({ agency }) => agency)).toEqual([
      contact.agency,
      contact.agency,
      home,
    ]);
    const news = (await newsFor(store, contact))[0] as KeptNews;
    const ownNews = (await newsFor(store, own))[0] as KeptNews;
    const before = [await consentOf(store, ref), news, ownNews];
    const tries = async (who: Contact | 'sam', to: string): Promise<Reply[]> => {
      const says = who === 'sam' ? house.as('teams', 'sam') : hands(partnership, who);
      return [
        ...(await says.type(to)),
        ...(await says.press({ do: 'open', ref: to })),
        ...(await says.press({ do: 'more', word: 'told', ref: to })),
        ...(await says.press({ do: 'copy', ref: to })),
        ...(await says.press({ do: 'act', ref: to, action: 'withdraw', seq: 1 })),
        ...(await says.press({ do: 'act', ref: to, action: 'stopped', seq: 1 })),
        ...(await says.press({ do: 'act', ref: to, action: 'goOn', seq: 1 })),
      ];
    };
    const shut: [Contact | 'sam', string][] = [
      [contact, ref],
      // In one agency too, a message to one person is not everybody's.
      [neighbour, news.reference],
      ['sam', news.reference],
      ['sam', ownNews.reference],
    ];
    for (const [who, to] of shut) {
      const replies = await tries(who, to);
      expect(replies.map(({ card }) => card)).toEqual(Array.from({ length: 7 }, () => 'message'));
      expect(plantedIn(replies)).toEqual([]);
    }
    expect([
      await consentOf(store, ref),
      (await newsFor(store, contact))[0],
      (await newsFor(store, own))[0],
    ]).toEqual(before);
    expect((await hands(partnership, contact).type(news.reference)).map(({ card }) => card)).toEqual([
      'record',
    ]);
    await sam.type(ref);
    expect(sam.record().title).toContain(ref);
  });
});

describe('a change that comes before everybody heard of the one before', () => {
  test('reaches them all; who heard of both counts once, by the last', async () => {
    const partnership = await partnershipOf(45, { silent: ['k003'] });
    const { house, contacts, store } = partnership;
    const sam = sitting(house.as('teams', 'sam'));
    const ref = await aConsent(sam, contacts);
    await sam.press(words('consent.actions.restrict'));
    await sam.press(words('consent.restrict.questions.limit.options.what'));
    await sam.press(words('engine.next'), { limits: 'Wombat owes rent' });
    expect(factOf(sam, 'tellings.told')).toBe(counts(45, 0, 0));
    house.wait(1_000);
    await sam.press(takenBack);
    expect(factOf(sam, 'tellings.told')).toBe(counts(45, 0, 0));
    await untilQuiet(house);
    const tellings = await tellingsOf(store, ref);
    const of = (change: string) => tellings.filter(({ id }) => id.includes(`/${change}/`));
    expect(of('restrict-1')).toHaveLength(20);
    expect(new Set(of('withdraw-2').map(({ partner }) => partner)).size).toBe(45);
    expect(tellings).toHaveLength(65);
    expect(house.sent).toHaveLength(63);
    await sam.type(ref);
    expect(factOf(sam, 'tellings.told')).toBe(counts(45, 44, 0));
    expect(factOf(sam, 'tellings.not-reached')).toBe('Team K003');
  });
});
