import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import { enrol } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import { buttonOf, dataOf, type House, type PersonSays, urgentAnswers } from '../support/house.ts';
import {
  all,
  asks,
  away,
  enrolments,
  home,
  keepers,
  knownTenants,
  lastIn,
  newcomer,
  noticesTo,
  openPeopleHouse,
  personCard,
  settled,
  toldIn,
  unbroken,
} from '../support/people-house.ts';

/** Who is not on the register asks to be; who looks after it lets them in, changes what it says, and marks who left. */

let house: House;
let noor: PersonSays;
let zoe: PersonSays;
beforeEach(async () => {
  house = await openPeopleHouse();
  noor = house.as('slack', 'UNOOR');
  zoe = house.as('teams', 'zoe');
});
afterEach(() => house.close());

const title = (replies: Awaited<ReturnType<PersonSays['type']>>) => replies[0]?.data.title;
const zoesChat = 'chat-teams-zoe';
const noorsChat = 'chat-slack-UNOOR';

/** Noor has asked, and Zoe has her message. */
const asked = async (answers?: Record<string, string>) => {
  await asks(noor, answers);
  await settled(house);
  const [record] = await enrolments(house);
  if (!record) throw new Error('nobody asked');
  return record;
};

const letIn = async () => {
  const record = await asked();
  await zoe.press(buttonOf(lastIn(house, zoesChat), 'Let them in'));
  await settled(house);
  return record;
};

const urgentBy = async (who: PersonSays) => {
  const done = await who.press(buttonOf(await who.type('urgent'), 'Record and go'), urgentAnswers);
  return dataOf(done, 'record').title.slice(0, 9);
};

describe('somebody who is not on the register', () => {
  it.each(['decide', 'consent', 'first contact', 'register', 'consents', 'people'])(
    'is refused "%s", with the reason and the way in',
    async (word) => {
      const replies = await noor.type(word);
      expect(title(replies)).toBe(words('outcomes.visitor.title'));
      expect(buttonOf(replies, 'Join').word).toBe('enrolment');
      expect(buttonOf(replies, words('urgent.name')).word).toBe('urgent');
    },
  );

  it.each(['help', 'guidance', 'advice', 'map', 'drafts', 'waiting', 'my records', 'what is consent?'])(
    'may use "%s"',
    async (word) => expect(title(await noor.type(word))).not.toBe(words('outcomes.visitor.title')),
  );

  it('has the urgent lane', async () => expect(await urgentBy(noor)).toMatch(/^D-/));
});

describe('asking to join', () => {
  it('waits for the administrators of the agency, and for nobody else', async () => {
    const record = await asked();
    expect(record).toMatchObject({ status: 'asked', asked: ['p-zoe'], agencyId: home });
    expect(record.self).toEqual(newcomer);
    expect(toldIn(house, zoesChat)).toEqual([words('enrolment.notices.asked.title')]);
    expect(title(await house.as('teams', 'pat').type(record.reference))).toBe(
      words('outcomes.not-found.title', { ref: record.reference }),
    );
    expect(title(await house.as('teams', 'morgan').type(record.reference))).toBe(
      words('outcomes.forbidden.title'),
    );
  });

  it('says nothing of the person in the message', async () => {
    await asked();
    expect(JSON.stringify(lastIn(house, zoesChat))).not.toMatch(/noor|social worker|morgan/i);
  });

  it('names the managers of the agency only to who surely works there', async () => {
    const choices = async (who: PersonSays) => JSON.stringify(dataOf(await who.type('join'), 'page').inputs);
    expect(await choices(noor)).not.toMatch(/Morgan Ellis|Max Osei/);
    const known = await openPeopleHouse({ policy: knownTenants });
    const fromWork = await choices(known.as('slack', 'UNOOR'));
    expect(fromWork).toContain('Morgan Ellis');
    expect(fromWork).not.toMatch(/Max Osei|"id":"agency"|Kit Lowe/);
    const strange = await choices(known.as('teams', 'stranger'));
    expect(strange).not.toMatch(/Morgan Ellis|Max Osei/);
    await known.close();
  });

  it('takes the manager that was picked', async () => {
    const known = await openPeopleHouse({ policy: knownTenants });
    const { managerName: _, ...self } = newcomer;
    await asks(known.as('slack', 'UNOOR'), { ...self, manager: 'p-morgan' });
    await settled(known);
    await known.as('teams', 'zoe').press(buttonOf(lastIn(known, zoesChat), 'Let them in'));
    const [person] = await all<{ manager: string }>(known, home, 'role:practitioner', 'person');
    expect(person).toMatchObject({ name: newcomer.name, manager: 'p-morgan', roles: ['practitioner'] });
    await known.close();
  });

  it('is done once: asking again shows where it stands', async () => {
    const record = await asked();
    const again = await noor.type('join');
    expect(title(again)).toBe(words('people.asked.title'));
    expect(title(await noor.press(buttonOf(again, 'Open')))).toContain(record.reference);
    expect(await enrolments(house)).toHaveLength(1);
  });

  it('is kept once, however often the press is delivered', async () => {
    const press = buttonOf(await noor.type('join'), 'Send');
    for (let n = 0; n < 2; n += 1) {
      await noor.press(press, { agency: home, ...newcomer }, 'the-same');
      house.restart();
    }
    expect(await enrolments(house)).toHaveLength(1);
  });

  it('is for nobody who is on the register already', async () => {
    const replies = await house.as('slack', 'USAM').type('join');
    expect(title(replies)).toBe(words('people.joined.title'));
  });

  it('keeps what was typed as data', async () => {
    const record = await asked({ agency: home, ...newcomer, name: '**[x](https://evil.example)**' });
    const card = JSON.stringify(dataOf(await zoe.type(record.reference), 'record').facts);
    expect(card).toContain('typed');
    expect(record.self?.name).toBe('**[x](https://evil.example)**');
  });

  it('is chased while nobody answers, and no more than the policy says', async () => {
    await asked();
    for (let day = 23; day < 30; day += 1) {
      house.moveTo(`2026-11-${day}T17:30:00Z`);
      while ((await house.deadlines()) > 0);
      await settled(house);
    }
    const chases = toldIn(house, zoesChat).filter((one) => one === words('enrolment.notices.chase.title'));
    expect(chases).toHaveLength(house.policy.timers.ask.mostChases);
  });

  it('goes to whoever heads the service where the agency has no administrator', async () => {
    await asks(noor, { agency: 'riverside-nhs', ...newcomer });
    await settled(house);
    const [record] = await enrolments(house, 'riverside-nhs');
    const posts = house.policy.agencies.find(({ id }) => id === 'riverside-nhs');
    expect(record?.asked).toEqual(posts?.posts['head-of-service'] ?? [posts?.dutyLead]);
  });
});

describe('letting somebody in', () => {
  it('gives them what they asked for at once, on every instance, and tells them', async () => {
    await letIn();
    expect(toldIn(house, noorsChat)).toEqual([words('enrolment.notices.joined.title')]);
    house.restart();
    expect(dataOf(await noor.type('decide'), 'page').title).toBeTruthy();
    const card = await personCard(house, newcomer.name);
    expect(card).toMatchObject({ roles: ['practitioner'], post: newcomer.post, channels: ['slack'] });
    expect(await unbroken(house, card)).toBe(true);
  });

  it('leaves them what they recorded before', async () => {
    const ref = await urgentBy(noor);
    await letIn();
    expect(title(await noor.type(ref))).toContain(ref);
    expect(JSON.stringify(await noor.type('my records'))).toContain(ref);
  });

  it('is done once, by whoever was first, and a stale press changes nothing', async () => {
    await asked();
    const press = buttonOf(lastIn(house, zoesChat), 'Let them in');
    await zoe.press(press, {}, 'once');
    house.restart();
    await zoe.press(press, {}, 'once');
    await zoe.press(press, {}, 'twice');
    expect((await enrolments(house))[0]?.versions).toHaveLength(2);
    expect(await all(house, home, 'type:person', 'record')).toHaveLength(7);
  });

  it('may be done otherwise than asked: another post, role and manager', async () => {
    await asked();
    const form = await zoe.press(buttonOf(lastIn(house, zoesChat), 'Change it first'));
    const inputs = JSON.stringify(dataOf(form, 'page').inputs);
    expect(inputs).toContain('Morgan Ellis');
    expect(inputs).not.toMatch(/safeguarding-lead|auditor|administrator|Max Osei/);
    const answers = {
      name: 'Noor A.',
      post: 'Team manager',
      roles: 'practitioner,manager',
      manager: 'p-morgan',
    };
    await zoe.press(buttonOf(form, words('engine.next')), answers);
    expect(await personCard(house, 'Noor A.')).toMatchObject({
      roles: ['practitioner', 'manager'],
      line: { id: 'p-morgan', name: 'Morgan Ellis' },
    });
  });

  it('gives no role that sees the whole agency, whatever was asked or sent', async () => {
    const record = await asked({ agency: home, ...newcomer, role: 'oversees' });
    const notice = lastIn(house, zoesChat);
    expect(() => buttonOf(notice, 'Let them in')).toThrow('no button');
    const form = await zoe.press(buttonOf(notice, 'Change it first'));
    const next = buttonOf(form, words('engine.next'));
    const { name, post } = newcomer;
    await zoe.press(next, { name, post, roles: 'auditor', manager: '' });
    expect((await enrolments(house))[0]).toMatchObject({ reference: record.reference, status: 'asked' });
  });

  it.each([
    ['another agency’s administrator', 'teams', 'pat'],
    ['a manager', 'teams', 'morgan'],
    ['a colleague', 'slack', 'USAM'],
    ['the newcomer', 'slack', 'UNOOR'],
  ] as const)('is not for %s', async (_, channel, user) => {
    const { reference } = await asked();
    for (const action of ['confirm', 'alter', 'refuse'])
      await house.as(channel, user).press({ do: 'act', ref: reference, action, seq: 1 });
    expect((await enrolments(house))[0]).toMatchObject({ status: 'asked' });
    expect(title(await noor.type('decide'))).toBe(words('outcomes.visitor.title'));
  });

  it('can be refused with a reason that they can read, and they may ask again', async () => {
    const record = await asked();
    const form = await zoe.press(buttonOf(lastIn(house, zoesChat), 'Do not let them in'));
    await zoe.press(buttonOf(form, words('engine.next')), { reason: 'Please ask your own agency.' });
    await settled(house);
    expect(toldIn(house, noorsChat)).toEqual([words('enrolment.notices.refused.title')]);
    expect(JSON.stringify(await noor.type(record.reference))).toContain('Please ask your own agency.');
    expect(title(await noor.type('decide'))).toBe(words('outcomes.visitor.title'));
    await asks(noor);
    expect(await enrolments(house)).toHaveLength(2);
  });
});

describe('asking another agency', () => {
  const sent = async () => {
    await asks(noor, { agency: away, ...newcomer });
    await settled(house);
  };

  it('keeps nothing of the person with the host, and waits with that agency', async () => {
    await sent();
    const [here] = await enrolments(house);
    expect(here).toMatchObject({ status: 'sentOn', to: away });
    expect(here?.self).toBeUndefined();
    expect((await enrolments(house, away))[0]).toMatchObject({ status: 'asked', asked: ['p-pat'] });
    expect(toldIn(house, zoesChat)).toEqual([]);
  });

  it('lets them in there, and not here', async () => {
    await sent();
    await house.as('teams', 'pat').press(buttonOf(lastIn(house, 'chat-teams-pat'), 'Let them in'));
    await settled(house);
    expect(toldIn(house, noorsChat)).toEqual([words('enrolment.notices.joined.title')]);
    expect((await personCard(house, newcomer.name, away)).agencyId).toBe(away);
    expect(dataOf(await noor.type('decide'), 'page').title).toBeTruthy();
    expect(await noticesTo(house, 'p-zoe')).toEqual([]);
  });

  it('asked twice, lets them in once', async () => {
    await sent();
    house.wait(1000);
    await sent();
    for (const { reference } of await enrolments(house, away))
      await house.as('teams', 'pat').press({ do: 'act', ref: reference, action: 'confirm', seq: 1 });
    await settled(house);
    expect((await enrolments(house, away)).map(({ status }) => status)).toEqual(['joined', 'joined']);
    expect(toldIn(house, noorsChat)).toHaveLength(1);
    expect(await all(house, away, 'type:person', 'record')).toHaveLength(3);
  });
});

/** The card of somebody on the register, as the administrator sees it. */
const cardOf = async (name: string) => {
  const list = await zoe.type(`people called ${name}`);
  return zoe.press(buttonOf(list, words('lists.open')));
};

const changing = async (name: string, answers: Record<string, string>) => {
  const form = await zoe.press(buttonOf(await cardOf(name), words('person.actions.change')));
  return zoe.press(buttonOf(form, words('engine.next')), answers);
};

const leaves = async (name: string) => {
  const form = await zoe.press(buttonOf(await cardOf(name), words('person.actions.left')));
  return zoe.press(buttonOf(form, words('engine.next')), { why: 'Left on Friday.' });
};

describe('the people of an agency', () => {
  const titles = async (who: PersonSays, text: string) =>
    (dataOf(await who.type(text), 'list').items ?? []).map((item) => item.title);

  it('are listed for its administrator, with those of no other agency', async () => {
    const names = await titles(zoe, 'people');
    expect(names.sort()).toEqual([
      'Ada Brook',
      'Gus Hale',
      'Kit Lowe',
      'Morgan Ellis',
      'Sam Okoro',
      'Zoe Lambert',
    ]);
    expect(await titles(house.as('teams', 'pat'), 'people')).toHaveLength(2);
  });

  it('go on page after page', async () => {
    for (let n = 0; n < 13; n += 1)
      await enrol(
        house.store,
        { ...keepers[0], id: `p-n${n}`, name: `Nia ${n}`, identities: [] } as never,
        house.clock().toISOString(),
      );
    const first = await zoe.type('people called nia');
    const second = await zoe.press(buttonOf(first, words('lists.more')));
    const all = [first, second].flatMap((replies) => dataOf(replies, 'list').items ?? []);
    expect(new Set(all.map((item) => item.title)).size).toBe(13);
  });

  it.each([
    ['people called sam', ['Sam Okoro']],
    ['people called OKO', ['Sam Okoro']],
    ['person called Sam Okoro', ['Sam Okoro']],
    ['people called sam ellis', []],
    ['people called max', []],
  ])('are found by "%s"', async (text, found) => expect(await titles(zoe, text)).toEqual(found));

  it.each([
    ['a manager', 'teams', 'morgan'],
    ['an auditor', 'teams', 'ada'],
    ['a visitor', 'slack', 'UNOBODY'],
  ] as const)('are shown to no %s', async (_, channel, user) => {
    for (const text of ['people', 'people called sam'])
      expect(JSON.stringify(await house.as(channel, user).type(text))).not.toMatch(/Okoro|Lowe/);
    const { reference } = await personCard(house, 'Kit Lowe');
    for (const action of ['change', 'left', 'linked'])
      await house.as(channel, user).press({ do: 'act', ref: reference, action, seq: 1 });
    expect((await personCard(house, 'Kit Lowe')).versions).toHaveLength(1);
  });

  it('are no records of cases: no register and no search of records holds them', async () => {
    const ada = house.as('teams', 'ada');
    const { reference } = await personCard(house, 'Kit Lowe');
    for (const text of ['register', 'my records']) expect(await titles(ada, text)).toEqual([]);
    expect(JSON.stringify(await zoe.type(reference))).not.toContain(words('copy.button'));
  });

  it('leaves a line in the trail for each list that is shown', async () => {
    await zoe.type('people');
    const trail = await house.store.list(home, { term: 'who:p-zoe', kinds: ['audit'], limit: 9 });
    expect(trail.items.map(({ body }) => (body as { ref: string }).ref)).toEqual(['people']);
  });
});

describe('changing what the register says', () => {
  const change = {
    name: 'Kit Lowe',
    post: 'Manager',
    roles: 'practitioner,manager',
    manager: '',
    why: 'Promoted.',
  };

  it('holds from their next press, with the reason on record, and they are told', async () => {
    const kit = house.as('teams', 'kit');
    await kit.type('help');
    await changing('kit', change);
    await settled(house);
    expect(toldIn(house, 'chat-teams-kit')).toEqual([words('person.notices.changed.title')]);
    expect(JSON.stringify(dataOf(await kit.type('register'), 'list').lead)).toContain(
      words('lists.register.reach.chain'),
    );
    const card = await personCard(house, 'Kit Lowe');
    expect(card).toMatchObject({ post: 'Manager', roles: ['practitioner', 'manager'], why: 'Promoted.' });
    expect(card.line).toBeUndefined();
    expect(await unbroken(house, card)).toBe(true);
  });

  it('takes no role that only the file gives, and leaves those that it gave', async () => {
    await changing('ada', { ...change, name: 'Ada Brook', roles: 'practitioner' });
    expect((await personCard(house, 'Ada Brook')).roles).toEqual(['auditor', 'practitioner']);
    await changing('kit', { ...change, roles: 'auditor' });
    expect((await personCard(house, 'Kit Lowe')).roles).toEqual(['practitioner']);
  });

  it('is not for their own roles', async () => {
    const form = await zoe.press(buttonOf(await cardOf('zoe'), words('person.actions.change')));
    const data = dataOf(form, 'page');
    expect(data.inputs?.map(({ id }) => id)).toEqual(['name', 'post', 'manager', 'why']);
    await zoe.press(buttonOf(form, words('engine.next')), { ...change, name: 'Zoe L.', roles: 'manager' });
    expect(await personCard(house, 'Zoe L.')).toMatchObject({ roles: ['administrator'], post: 'Manager' });
  });

  it('names as manager nobody but a manager of the agency, and not themselves', async () => {
    await changing('kit', { ...change, manager: 'p-max' });
    await changing('morgan', { ...change, name: 'Morgan Ellis', roles: 'manager', manager: 'p-morgan' });
    expect((await personCard(house, 'Kit Lowe')).line?.id).toBe('p-morgan');
    expect((await personCard(house, 'Morgan Ellis')).line).toBeUndefined();
  });

  it('by two at once loses nothing: the second sees what the first did', async () => {
    const first = await zoe.press(buttonOf(await cardOf('kit'), words('person.actions.change')));
    await changing('kit', change);
    const stale = await zoe.press(buttonOf(first, words('engine.next')), { ...change, post: 'Other' });
    expect(JSON.stringify(stale)).not.toContain('Other');
    expect((await personCard(house, 'Kit Lowe')).post).toBe('Manager');
  });
});

describe('somebody who left', () => {
  it('loses all access by their next press, on every channel, and their records stay', async () => {
    const sam = house.as('slack', 'USAM');
    const ref = await urgentBy(sam);
    await leaves('sam');
    for (const who of [sam, house.as('teams', 'sam')]) {
      expect(title(await who.type('decide'))).toBe(words('outcomes.visitor.title'));
      expect(title(await who.type(ref))).toBe(words('outcomes.forbidden.title'));
      expect(JSON.stringify(await who.type('my records'))).not.toContain(ref);
      expect(await urgentBy(who)).toMatch(/^D-/);
    }
    expect(title(await house.as('teams', 'morgan').type(ref))).toContain(ref);
    expect(await personCard(house, 'Sam Okoro')).toMatchObject({ status: 'left', roles: [], channels: [] });
  });

  it('is nobody’s manager to pick any more, and no notice goes to them', async () => {
    await leaves('morgan');
    const form = await zoe.press(buttonOf(await cardOf('kit'), words('person.actions.change')));
    expect(JSON.stringify(dataOf(form, 'page').inputs)).not.toContain('Morgan');
  });

  it('hands what waited for them to whoever stands in', async () => {
    const sam = house.as('slack', 'USAM');
    const ref = await urgentBy(sam);
    await settled(house);
    await leaves('sam');
    await settled(house);
    expect(JSON.stringify(await house.as('teams', 'morgan').type('waiting'))).toContain(ref);
    const notices = await noticesTo(house, 'p-morgan');
    expect(notices.map(({ kind }) => kind)).toContain('person.handed-over');
    const [record] = await all<KeptRecord>(house, home, 'type:decision', 'record');
    expect(record?.asked).toEqual(['p-morgan']);
    expect(await unbroken(house, record as KeptRecord)).toBe(true);
  });

  it('hands over what they were asked, once, however often that is done', async () => {
    await enrol(
      house.store,
      { ...keepers[0], id: 'p-yan', name: 'Yan Li', identities: [], manager: 'p-morgan' } as never,
      house.clock().toISOString(),
    );
    await asks(noor);
    await settled(house);
    await leaves('yan');
    const work = await house.store.take('notices', house.clock().toISOString(), 20, 1);
    expect(work.map(({ id }) => id.split('/')[1])).toContain('hand-over');
    house.wait(10);
    await settled(house);
    const [record] = await enrolments(house);
    expect([...(record?.asked ?? [])].sort()).toEqual(['p-morgan', 'p-zoe']);
    expect(record?.versions.map(({ reason }) => reason)).toEqual(['enrolment.asked', 'person.handed-over']);
  });

  it('who joined in the chat starts anew, and may ask again', async () => {
    await letIn();
    const ref = await urgentBy(noor);
    await leaves('noor');
    expect(title(await noor.type('decide'))).toBe(words('outcomes.visitor.title'));
    expect(title(await noor.type(ref))).toBe(words('outcomes.forbidden.title'));
    await asks(noor);
    await settled(house);
    await zoe.press(buttonOf(lastIn(house, zoesChat), 'Let them in'));
    await settled(house);
    expect(dataOf(await noor.type('decide'), 'page').title).toBeTruthy();
    expect(title(await noor.type(ref))).toBe(words('outcomes.forbidden.title'));
  });

  it('is never the administrator who says so', async () => {
    const card = await cardOf('zoe');
    expect(() => buttonOf(card, words('person.actions.left'))).toThrow('no button');
    const { reference } = await personCard(house, 'Zoe Lambert');
    const form = await zoe.press({ do: 'act', ref: reference, action: 'left', seq: 1 });
    await zoe.press(buttonOf(form, words('engine.next')), { why: 'Bye.' });
    expect((await personCard(house, 'Zoe Lambert')).status).toBe('here');
  });
});
