import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCodes, isCode, isCodeLike } from '../../bot/core/codes.ts';
import { words } from '../../bot/core/words.ts';
import { buttonOf, dataOf, type House, type PersonSays, urgentAnswers } from '../support/house.ts';
import {
  all,
  asks,
  away,
  home,
  lastIn,
  newcomer,
  openPeopleHouse,
  personCard,
  settled,
  toldIn,
  unbroken,
} from '../support/people-house.ts';

/** One person on two channels, by a code that is asked for on the one and typed on the other. */

let house: House;
/** Kit is known on Teams alone, and writes from Slack too. */
let kit: PersonSays;
let kitsOther: PersonSays;
beforeEach(async () => {
  house = await openPeopleHouse();
  kit = house.as('teams', 'kit');
  kitsOther = house.as('slack', 'UKIT');
});
afterEach(() => house.close());

const title = (replies: Awaited<ReturnType<PersonSays['type']>>) => replies[0]?.data.title;
const otherChat = 'chat-slack-UKIT';
const codeFor = async (who: PersonSays): Promise<string> =>
  /: (\S{6})$/.exec(String(title(await who.type('link'))))?.[1] ?? 'none';

const tries = async (who: PersonSays, code: string): Promise<string> => {
  const before = house.sent.length;
  await who.type(`link ${code}`);
  await settled(house);
  return house.sent.slice(before).map(({ reply }) => reply.data.title)[0] ?? 'nothing';
};

const say = (verdict: string) => words(`link.${verdict}.title`);
const link = async () => tries(kitsOther, await codeFor(kit));

const urgentBy = async (who: PersonSays) => {
  const done = await who.press(buttonOf(await who.type('urgent'), 'Record and go'), urgentAnswers);
  return dataOf(done, 'record').title.slice(0, 9);
};

describe('a code', () => {
  const codes = createCodes('secret');

  it('is the same for the same turn, another for any other, and never kept as it is', () => {
    const made = codes.make('turn-1');
    expect(isCode(made)).toBe(true);
    expect(codes.make('turn-1')).toBe(made);
    expect(codes.make('turn-2')).not.toBe(made);
    expect(codes.digest(made)).not.toContain(made);
    expect(createCodes('another').make('turn-1')).not.toBe(made);
    expect(createCodes('another').digest(made)).not.toBe(codes.digest(made));
  });

  it('counts however it is written', () => {
    const made = codes.make('turn-1');
    const spaced = `${made.slice(0, 3).toLowerCase()} ${made.slice(3)}`;
    expect(codes.digest(spaced)).toBe(codes.digest(made));
    expect(isCode(spaced)).toBe(true);
  });

  it.each([
    ['K7QX2M', true, true],
    ['k7q-x2m', true, true],
    ['please', true, false],
    ['K7QX2', true, false],
    ['to my other channel', false, false],
  ])('%j: meant as one %s, is one %s', (text, like, is) => {
    expect([isCodeLike(text), isCode(text)]).toEqual([like, is]);
  });
});

describe('linking', () => {
  it('makes both the same person, tells both, and leaves a version in the history', async () => {
    expect(await link()).toBe(say('linked'));
    expect(toldIn(house, 'chat-teams-kit')).toEqual([words('person.notices.linked.title')]);
    expect(dataOf(await kitsOther.type('decide'), 'page').title).toBeTruthy();
    const card = await personCard(house, 'Kit Lowe');
    expect(card.channels).toEqual(['teams', 'slack']);
    expect(card.versions.map(({ reason }) => reason)).toEqual(['person.joined', 'person.linked']);
    expect(await unbroken(house, card)).toBe(true);
  });

  it('tells them where the code was asked for, wherever they write next', async () => {
    const code = await codeFor(kit);
    await kitsOther.type(`link ${code}`);
    // The code was tried, and they write before the message has gone.
    house.failing.set('chat-teams-kit', new Error('away'));
    await settled(house);
    await kitsOther.type('help');
    house.failing.clear();
    house.wait(6_000);
    await settled(house);
    expect(toldIn(house, 'chat-teams-kit')).toEqual([words('person.notices.linked.title')]);
    expect(toldIn(house, otherChat)).toEqual([say('linked')]);
  });

  it('holds on every instance, and after a restart', async () => {
    await link();
    house.restart();
    expect(title(await kitsOther.type('join'))).toBe(words('people.joined.title'));
    expect(title(await kit.type('join'))).toBe(words('people.joined.title'));
  });

  it('gives the person what the visitor began and recorded, on both channels', async () => {
    const ref = await urgentBy(kitsOther);
    await kitsOther.type('urgent');
    await link();
    for (const who of [kit, kitsOther]) {
      expect(title(await who.type(ref))).toContain(ref);
      expect(JSON.stringify(await who.type('my records'))).toContain(ref);
      const drafts = dataOf(await who.type('drafts'), 'list').items ?? [];
      expect(drafts).toHaveLength(1);
      expect(dataOf(await who.press(drafts[0]?.button.press as never), 'page').inputs).toHaveLength(5);
    }
    const completing = await kit.press(buttonOf(await kit.type(ref), words('urgent.actions.complete')));
    expect(dataOf(completing, 'page').title).toBeTruthy();
    const [record] = await all<{ createdBy: { id: string } }>(house, home, 'type:decision', 'record');
    expect(record?.createdBy.id).toMatch(/^v-/);
  });

  it('brings reminders of what the visitor recorded to the person', async () => {
    await urgentBy(kitsOther);
    await link();
    house.sent.length = 0;
    house.moveTo('2026-11-23T09:31:00Z');
    while ((await house.deadlines()) > 0);
    await settled(house);
    expect(toldIn(house, 'chat-teams-kit').concat(toldIn(house, otherChat))).toContain(
      words('urgent.notices.remind.title'),
    );
  });

  it('is done once, however often its work is done', async () => {
    const code = await codeFor(kit);
    await kitsOther.act({ kind: 'typed', text: `link ${code}`, attachments: 0 }, { id: 'same' });
    house.restart();
    await kitsOther.act(
      { kind: 'typed', text: `link ${code}`, attachments: 0 },
      { id: 'same', redelivered: true },
    );
    await settled(house);
    expect((await personCard(house, 'Kit Lowe')).versions).toHaveLength(2);
    const [person] = await all<{ identities: unknown[] }>(house, home, 'person:p-kit', 'person');
    expect(person?.identities).toHaveLength(2);
  });

  it('is done even where the answer could not be sent at first', async () => {
    house.failing.set(otherChat, new Error('away'));
    await link();
    expect(toldIn(house, otherChat)).toEqual([]);
    house.failing.clear();
    house.wait(6_000);
    await settled(house);
    expect(toldIn(house, otherChat)).toEqual([say('linked')]);
    expect((await personCard(house, 'Kit Lowe')).versions).toHaveLength(2);
  });
});

describe('a code that does not work', () => {
  it('is one that was used', async () => {
    const code = await codeFor(kit);
    expect(await tries(kitsOther, code)).toBe(say('linked'));
    expect(await tries(house.as('slack', 'UMEAN'), code)).toBe(say('wrong'));
    expect(title(await house.as('slack', 'UMEAN').type('decide'))).toBe(words('outcomes.visitor.title'));
  });

  it('is one that is older than ten minutes', async () => {
    const code = await codeFor(kit);
    house.wait(10 * 60_000 + 1);
    expect(await tries(kitsOther, code)).toBe(say('wrong'));
  });

  it('is one of somebody who has left since', async () => {
    const code = await codeFor(kit);
    const { reference } = await personCard(house, 'Kit Lowe');
    const zoe = house.as('teams', 'zoe');
    const form = await zoe.press(buttonOf(await zoe.type(reference), words('person.actions.left')));
    await zoe.press(buttonOf(form, words('engine.next')), { why: 'Left today.' });
    expect(await tries(kitsOther, code)).toBe(say('wrong'));
  });

  it('locks whoever typed five for an hour, even for a right one; then all is forgotten', async () => {
    for (let n = 0; n < 4; n += 1) expect(await tries(kitsOther, 'K7QX2M')).toBe(say('wrong'));
    expect(await tries(kitsOther, 'K7QX2M')).toBe(say('locked'));
    expect(await tries(kitsOther, await codeFor(kit))).toBe(say('locked'));
    house.wait(3_600_001);
    expect(await tries(kitsOther, await codeFor(kit))).toBe(say('linked'));
  });

  it('counts a try once, however often it is looked at', async () => {
    house.failing.set(otherChat, new Error('away'));
    await tries(kitsOther, 'K7QX2M');
    for (let n = 0; n < 4; n += 1) {
      house.wait(6_000);
      await settled(house);
    }
    house.failing.clear();
    expect(await tries(kitsOther, await codeFor(kit))).toBe(say('linked'));
  });

  it.each([
    ['not of the right letters', 'AEIOU1', 'odd'],
    ['too short', 'K7QX', 'odd'],
  ])('is one that is %s, and costs no try', async (_, code, verdict) => {
    expect(title(await kitsOther.type(`link ${code}`))).toBe(say(verdict));
    expect(await house.outbox()).toBe(0);
  });

  it('is any, where others read along', async () => {
    const replies = await kitsOther.type(`link ${await codeFor(kit)}`, { shared: true });
    expect(title(replies)).toBe(say('private'));
    expect(replies[0]?.audience).toBe('person');
    expect(await house.outbox()).toBe(0);
  });

  it('a sentence that begins with the word is a question', async () => {
    expect(title(await kitsOther.type('link to the data protection policy?'))).not.toBe(say('odd'));
  });
});

describe('nobody becomes somebody else', () => {
  it('who is on the register as another person', async () => {
    expect(await tries(house.as('slack', 'USAM'), await codeFor(kit))).toBe(say('taken'));
    expect((await personCard(house, 'Kit Lowe')).versions).toHaveLength(1);
  });

  it('of another agency either', async () => {
    expect(await tries(house.as('teams', 'max'), await codeFor(kit))).toBe(say('taken'));
    expect((await personCard(house, 'Max Osei', away)).versions).toHaveLength(1);
  });

  it('who waits to be let in', async () => {
    await asks(kitsOther);
    await settled(house);
    expect(await tries(kitsOther, await codeFor(kit))).toBe(say('asked'));
  });

  it('but who was refused may link', async () => {
    await asks(kitsOther, { agency: home, ...newcomer });
    await settled(house);
    const zoe = house.as('teams', 'zoe');
    const form = await zoe.press(buttonOf(lastIn(house, 'chat-teams-zoe'), 'Do not let them in'));
    await zoe.press(buttonOf(form, words('engine.next')), { reason: 'You are Kit: please link.' });
    await settled(house);
    expect(await tries(kitsOther, await codeFor(kit))).toBe(say('linked'));
  });

  it('and the same person twice stays one', async () => {
    await link();
    expect(await link()).toBe(say('linked'));
    expect((await personCard(house, 'Kit Lowe')).versions).toHaveLength(2);
  });

  it('a visitor gets no code, and is told how', async () => {
    expect(title(await kitsOther.type('link'))).toBe(say('visitor'));
  });
});
