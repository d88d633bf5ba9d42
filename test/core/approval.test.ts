import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import { enrol, type Registered } from '../../bot/core/register.ts';
import type { Reply } from '../../bot/core/reply.ts';
import type { ChannelName, Press } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { readPolicy } from '../../bot/policy.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import {
  approvalIn,
  asked,
  canPress,
  cardFor,
  cardsNow,
  decisionIn,
  home,
  noticesOf,
  openLine,
  otherwise,
  say,
  secrets,
  takesFurther,
  titlesOf,
  toShare,
  work,
} from '../support/approval-drive.ts';
import { expectSound, type Sitting, sitting } from '../support/decision-drive.ts';
import { buttonOf, dataOf, type House, type PersonSays, testPeople } from '../support/house.ts';

/** A decision is taken to a manager: they answer on a card, once, and every copy of it says what came of it. */

let house: House;
let sam: Sitting;
let morgan: PersonSays;
let omar: PersonSays;
let helen: PersonSays;

const open = async (policy?: PolicyPack, start?: string) => {
  house = await openLine({ ...(policy ? { policy } : {}), ...(start ? { start } : {}) });
  sam = sitting(house.as('slack', 'USAM'));
  morgan = house.as('teams', 'morgan');
  omar = house.as('slack', 'UOMAR');
  helen = house.as('teams', 'helen');
  for (const one of [sam.says, morgan, omar, helen]) await one.type('help');
};
beforeEach(() => open());
afterEach(() => house.close());

const chat = {
  sam: 'chat-slack-USAM',
  morgan: 'chat-teams-morgan',
  omar: 'chat-slack-UOMAR',
  helen: 'chat-teams-helen',
};

const begun = async (steps = otherwise()): Promise<{ ref: string; decision: string }> => {
  await sam.decide(steps);
  const decision = sam.record().title.split(':')[0] as string;
  const ref = await takesFurther(sam);
  await work(house);
  return { ref, decision };
};

const hours = (n: number) => house.wait(n * 3_600_000);
const textOf = (replies: readonly Reply[]): string => JSON.stringify(replies.map(({ data }) => data));
const pressOf = (conversation: string, title: string): Press => buttonOf(cardFor(house, conversation), title);

const reasons = async (who: PersonSays, start: Press, field: string, text: string, more = {}) => {
  const page = await who.press(start);
  return who.press(buttonOf(page, submitOf(field)), { [field]: text, ...more });
};
const submitOf = (field: string): string =>
  words(
    {
      reason: 'approval.reject.submit',
      question: 'approval.ask.submit',
      reply: 'approval.reply.submit',
    }[field] ?? 'engine.next',
  );

describe('the card of a manager', () => {
  it('has the reference, what is asked, the advice and why, how soon and until when', async () => {
    const { ref, decision } = await begun();
    const [card] = cardFor(house, chat.morgan) as [Reply];
    expectSound(card);
    const { facts, buttons, lead } = dataOf([card], 'notice');
    const said = JSON.stringify(facts);
    for (const part of [
      ref,
      decision,
      words('approval.questions.question.options.agree'),
      words('approval.questions.urgency.options.today'),
      words('decision.outcomes.SHARE.title'),
      words('decision.outcomes.DO_NOT_SHARE.title'),
      words('decision.codes.CONSENT'),
      '14:02 on Friday',
    ])
      expect(said).toContain(part);
    expect(buttons?.map(({ title }) => title)).toEqual([
      ...[say.approve, say.reject, say.ask, say.reassign],
      words('urgent.name'),
    ]);
    expect(canPress([card], words('notices.open'))).toBe(true);
    expect(lead).toContain(words('approval.notices.backing'));
  });

  it.each([
    ['P7', false],
    ['P26', true],
  ])('for purpose %s says to decide fast for people’s safety: %s', async (purpose) => {
    const steps = otherwise().map((step) => ({
      ...step,
      fields: 'purpose' in step.fields ? { ...step.fields, purpose } : step.fields,
    }));
    await begun(steps);
    const family = readPolicy().purposes[purpose]?.family;
    const { lead } = dataOf(cardFor(house, chat.morgan), 'notice');
    expect(lead?.includes(words('approval.notices.protect'))).toBe(
      family === 'safeguarding' || family === 'crime',
    );
  });

  it('opens what it is about, and nobody outside the line can', async () => {
    const { ref, decision } = await begun();
    const record = await morgan.type(ref);
    expectSound(record[0] as Reply);
    expect(titlesOf(record[0] as Reply)).toEqual([
      ...[say.approve, say.reject, say.ask, say.reassign],
      words('urgent.name'),
    ]);
    expect(textOf(await morgan.press(buttonOf(record, words('record.about', { ref: decision }))))).toContain(
      secrets.departure,
    );
    for (const who of [omar, helen, house.as('teams', 'kit'), house.as('teams', 'lee')])
      expect(textOf(await who.type(ref))).not.toContain(secrets.note);
  });
});

describe('who may answer', () => {
  const everybodyElse: [string, () => PersonSays][] = [
    ['whoever asked', () => sam.says],
    ['whoever asked, on their other channel', () => house.as('teams', 'sam')],
    ['a colleague', () => house.as('teams', 'kit')],
    ['a manager of the line who was not asked', () => helen],
    ['an auditor', () => house.as('teams', 'ada')],
    ['somebody of another agency', () => house.as('teams', 'lee')],
    ['somebody who is on no register', () => house.as('teams', 'nobody')],
  ];
  test.each(everybodyElse)('%s may not', async (_, who) => {
    const { ref } = await begun();
    const before = await approvalIn(house, ref);
    for (const title of [say.approve, say.reject, say.ask, say.reassign]) {
      const replies = await who().press(pressOf(chat.morgan, title));
      expect(replies.some(({ card }) => card === 'page')).toBe(false);
    }
    expect(await approvalIn(house, ref)).toEqual(before);
  });

  test('whoever asked is told so, and sees how it stands', async () => {
    await begun();
    const record = dataOf(await sam.says.press(pressOf(chat.morgan, say.approve)), 'record');
    expect(record.warnings).toContain(words('engine.not-yours'));
  });

  test('a manager who has left the register cannot', async () => {
    const { ref } = await begun();
    const press = pressOf(chat.morgan, say.approve);
    const [person] = await house.store.read(home, [{ kind: 'person', id: 'p-morgan' }]);
    await house.store.commit(home, [
      { op: 'delete', key: { kind: 'person', id: 'p-morgan' }, rev: person?.rev ?? '' },
    ]);
    await morgan.press(press);
    expect((await approvalIn(house, ref)).status).toBe('asked');
  });
});

const pairs: [ChannelName, string, string, ChannelName, string, string][] = [
  ['slack', 'USAM', chat.sam, 'teams', 'morgan', chat.morgan],
  ['teams', 'sam', 'chat-teams-sam', 'slack', 'UMORGAN', 'chat-slack-UMORGAN'],
];
describe.each(pairs)('asked on %s', (asks, user, own, answers, manager, theirs) => {
  beforeEach(async () => {
    sam = sitting(house.as(asks, user));
    morgan = house.as(answers, manager);
    await sam.says.type('help');
    await morgan.type('help');
  });

  test(`one press approves it on ${answers}, and whoever asked hears at once`, async () => {
    const { ref, decision } = await begun();
    const record = dataOf(await morgan.press(pressOf(theirs, say.approve)), 'record');
    expect(record.status).toContain(
      words('approval.status.approved', { when: '' }).split('{')[0]?.slice(0, 8),
    );
    expect(await approvalIn(house, ref)).toMatchObject({
      status: 'approved',
      outcome: {
        by: { id: 'p-morgan', agency: home },
        name: 'Morgan Ellis',
        at: house.clock().toISOString(),
      },
      readers: ['p-morgan'],
      links: [decision],
    });
    expect(await decisionIn(house, decision)).toMatchObject({
      approvals: [{ ref, status: 'approved', who: 'Morgan Ellis' }],
      links: expect.arrayContaining([ref]),
    });
    await work(house);
    expect(dataOf(cardFor(house, own), 'notice').title).toBe(words('approval.notices.approved.title'));
    const shown = textOf(await sam.says.type(decision));
    expect(shown).toContain(ref);
    expect(shown).toContain('Morgan Ellis');
  });

  test('a no needs a reason, and is kept with it', async () => {
    const { ref } = await begun();
    const page = await morgan.press(pressOf(theirs, say.reject));
    const again = await morgan.press(buttonOf(page, submitOf('reason')), { reason: ' ' });
    expect(dataOf(again, 'page').inputs?.[0]?.error).toContain('Needed');
    await morgan.press(buttonOf(again, submitOf('reason')), { reason: secrets.reason });
    expect(await approvalIn(house, ref)).toMatchObject({
      status: 'rejected',
      outcome: { reason: secrets.reason, name: 'Morgan Ellis' },
    });
    await work(house);
    expect(dataOf(cardFor(house, own), 'notice').title).toBe(words('approval.notices.rejected.title'));
    expect(textOf(await sam.says.type(ref))).toContain('Barnaby');
  });

  test('a question goes back, is answered on a card, and comes again', async () => {
    const { ref } = await begun();
    await reasons(morgan, pressOf(theirs, say.ask), 'question', secrets.question);
    await work(house);
    const [before] = cardsNow(house, theirs) as [Reply];
    expect(textOf([before])).toContain(words('approval.status.question'));
    expect(canPress([before], say.approve)).toBe(true);
    expect(canPress([before], say.ask)).toBe(false);
    const question = cardFor(house, own);
    expect(dataOf(question, 'notice').title).toBe(words('approval.notices.question.title'));
    hours(2);
    await reasons(sam.says, buttonOf(question, say.reply), 'reply', secrets.reply);
    expect(await approvalIn(house, ref)).toMatchObject({
      status: 'asked',
      dueAt: '2026-11-20T16:02:00.000Z',
      turns: [
        { what: 'question', text: secrets.question, name: 'Morgan Ellis' },
        { what: 'reply', text: secrets.reply, name: 'Sam Okoro' },
      ],
    });
    await work(house);
    expect(dataOf(cardFor(house, theirs), 'notice').title).toBe(words('approval.notices.replied.title'));
    expect(dataOf(cardsNow(house, own).slice(-1), 'notice').title).toBe(words('notices.over.title'));
    await morgan.press(pressOf(theirs, say.approve));
    expect((await approvalIn(house, ref)).status).toBe('approved');
  });
});

describe('a button counts once', () => {
  test('pressed again it says who decided and when, and changes nothing', async () => {
    const { ref } = await begun();
    const press = pressOf(chat.morgan, say.approve);
    await morgan.press(press);
    await work(house);
    const before = await approvalIn(house, ref);
    const sent = house.sent.length;
    for (const title of [say.approve, say.reject, say.ask, say.reassign]) {
      const again = await morgan.press({ ...press, action: actionOf(title) });
      expect(textOf(again)).toContain('Approved at 10:02 on Friday 20 November 2026');
      expect(textOf(again)).toContain('Morgan Ellis');
    }
    await work(house);
    expect(await approvalIn(house, ref)).toEqual(before);
    expect(house.sent.length).toBe(sent);
  });

  test('delivered twice, with a restart between, it counts once', async () => {
    const { ref } = await begun();
    const press = pressOf(chat.morgan, say.approve);
    await morgan.press(press, {}, 'same-press');
    house.restart();
    await morgan.press(press, {}, 'same-press');
    await work(house);
    expect((await approvalIn(house, ref)).versions).toHaveLength(2);
    expect(house.sent.filter(({ to }) => to.conversation === chat.sam)).toHaveLength(1);
  });

  test('a card that is a year old shows how it ended', async () => {
    const { ref } = await begun();
    const press = pressOf(chat.morgan, say.reject);
    await sam.press(say.withdraw);
    house.moveTo('2027-11-22T10:00:00Z');
    house.restart();
    expect(textOf(await morgan.press(press))).toContain(words('approval.lead.withdrawn'));
    expect((await approvalIn(house, ref)).status).toBe('withdrawn');
    const notice = await morgan.press({ do: 'open', ref: (await noticesOf(house, ref))[0]?.id ?? '' });
    expect(dataOf(notice, 'notice').title).toBe(words('notices.over.title'));
  });

  test('of two managers at the same instant, one decides, and the other reads who did', async () => {
    const { ref } = await begun();
    await toOmar();
    const both = await Promise.all([
      morgan.press(pressOf(chat.morgan, say.approve)),
      omar.press(pressOf(chat.omar, say.approve)),
    ]);
    const kept = await approvalIn(house, ref);
    expect(kept.versions.filter(({ reason }) => reason === 'approval.approved')).toHaveLength(1);
    for (const replies of both) expect(textOf(replies)).toContain(kept.outcome?.name);
    await work(house);
    for (const conversation of [chat.morgan, chat.omar])
      for (const card of cardsNow(house, conversation)) {
        expect(dataOf([card], 'notice').title).toBe(words('notices.over.title'));
        expect(textOf([card])).toContain(`By ${kept.outcome?.name}`);
      }
  });

  test('a no that was begun before somebody else said yes comes to nothing', async () => {
    const { ref } = await begun();
    await toOmar();
    const page = await morgan.press(pressOf(chat.morgan, say.reject));
    await omar.press(pressOf(chat.omar, say.approve));
    const late = await morgan.press(buttonOf(page, submitOf('reason')), { reason: secrets.reason });
    expect(textOf(late)).toContain('Omar Haddad');
    expect((await approvalIn(house, ref)).status).toBe('approved');
    expect(textOf(await morgan.type('drafts'))).toContain(words('lists.drafts.none'));
  });

  test('two managers who both begin a no write on pages of their own', async () => {
    await begun();
    await toOmar();
    await morgan.press(pressOf(chat.morgan, say.reject));
    expect((await omar.press(pressOf(chat.omar, say.reject)))[0]?.card).toBe('page');
  });
});

const actionOf = (title: string): string =>
  (['approve', 'reject', 'ask', 'reassign'] as const).find((name) => say[name] === title) ?? '';

/** Nobody answers for so many times. */
const lapse = async (times: number) => {
  for (let n = 0; n < times; n += 1) {
    hours(4);
    await work(house);
  }
};

/** Nobody answers until Omar is asked too. */
const toOmar = async () => {
  await lapse(1);
  house.moveTo('2026-11-23T10:02:00Z');
  await work(house);
};

describe('passed on', () => {
  const pass = async (to: string) => {
    const page = await morgan.press(pressOf(chat.morgan, say.reassign));
    return morgan.press(buttonOf(page, words('approval.reassign.submit')), { to, reason: secrets.reason });
  };

  it('goes to somebody of the same line, and the card before says so', async () => {
    const { ref, decision } = await begun();
    const before = pressOf(chat.morgan, say.approve);
    await pass('head-of-service');
    expect(await approvalIn(house, ref)).toMatchObject({ asked: ['p-helen'], readers: ['p-morgan'] });
    await work(house);
    const [card] = cardsNow(house, chat.morgan) as [Reply];
    expect(textOf([card])).toContain(words('notices.elsewhere'));
    expect(canPress([card], say.approve)).toBe(false);
    const stale = dataOf(await morgan.press(before), 'record');
    expect(stale.warnings).toContain(words('engine.not-yours'));
    expect((await decisionIn(house, decision)).readers).toEqual(['p-morgan', 'p-helen']);
    await helen.press(pressOf(chat.helen, say.approve));
    expect((await approvalIn(house, ref)).outcome?.name).toBe('Helen Marsh');
  });

  it('goes to nobody who is not there, or is asked already', async () => {
    const { ref } = await begun();
    const page = dataOf(await pass('line'), 'page');
    expect(JSON.stringify(page)).toContain('nobody else there');
    expect((await approvalIn(house, ref)).asked).toEqual(['p-morgan']);
  });
});

describe('when nobody answers', () => {
  it('asks again, then the next of the line, and at last says whom to ring; each on record', async () => {
    const { ref, decision } = await begun();
    await lapse(1);
    expect(house.sent.at(-1)).toMatchObject({ to: { conversation: chat.morgan } });
    expect(dataOf(cardFor(house, chat.morgan), 'notice').title).toBe(words('approval.notices.chase.title'));
    await lapse(1);
    // Four office hours after 18:02 on a Friday is Monday: nothing happens at night.
    expect((await approvalIn(house, ref)).asked).toEqual(['p-morgan']);
    house.moveTo('2026-11-21T12:00:00Z');
    await work(house);
    expect((await approvalIn(house, ref)).asked).toEqual(['p-morgan']);
    house.moveTo('2026-11-23T10:02:00Z');
    await work(house);
    expect(await approvalIn(house, ref)).toMatchObject({ asked: ['p-morgan', 'p-omar'], overdue: true });
    expect(dataOf(cardFor(house, chat.omar), 'notice').title).toBe(words('approval.notices.deputy.title'));
    expect((await decisionIn(house, decision)).readers).toEqual(['p-morgan', 'p-omar']);
    house.moveTo('2026-11-23T14:02:00Z');
    await work(house);
    expect(dataOf(cardFor(house, chat.sam), 'notice').title).toBe(words('approval.notices.ring.title'));
    expect((await approvalIn(house, ref)).asked).toEqual(['p-morgan', 'p-omar', 'p-helen']);
    const sent = house.sent.length;
    house.moveTo('2026-12-23T14:02:00Z');
    await work(house);
    expect(house.sent.length).toBe(sent);
    await omar.press(pressOf(chat.omar, say.approve));
    expect((await approvalIn(house, ref)).status).toBe('approved');
  });

  it('does not chase a manager while the question is with whoever asked', async () => {
    const { ref } = await begun();
    await reasons(morgan, pressOf(chat.morgan, say.ask), 'question', 'When is it?');
    house.moveTo('2026-11-27T10:00:00Z');
    await work(house);
    expect(await approvalIn(house, ref)).toMatchObject({ chases: 0, status: 'question' });
  });

  it('can be taken back by whoever asked', async () => {
    const { ref } = await begun();
    await sam.press(say.withdraw);
    await work(house);
    expect((await approvalIn(house, ref)).status).toBe('withdrawn');
    expect(canPress(cardsNow(house, chat.morgan), say.approve)).toBe(false);
  });
});

describe('every copy of a card', () => {
  const decided = async () => {
    const { ref } = await begun();
    await lapse(1);
    await morgan.press(pressOf(chat.morgan, say.approve));
    return ref;
  };
  const allSay = () =>
    cardsNow(house, chat.morgan).map(
      (card) => dataOf([card], 'notice').title === words('notices.over.title'),
    );

  it('says what was decided, by whom and when, and has nothing left to press', async () => {
    await decided();
    await work(house);
    expect(allSay()).toEqual([true, true]);
    const [card] = cardsNow(house, chat.morgan) as [Reply];
    expectSound(card);
    expect(dataOf([card], 'notice').lead).toEqual([
      words('approval.status.approved', { when: '14:02 on Friday 20 November 2026' }),
      words('notices.moved-by', { who: 'Morgan Ellis', when: '14:02 on Friday 20 November 2026' }),
    ]);
    expect(titlesOf(card)).toEqual([words('notices.open'), words('urgent.name')]);
  });

  it('is rewritten once, and later where the channel is away', async () => {
    await decided();
    house.failing.set(chat.morgan, new SharewellError('channel-unavailable', 'away'));
    await work(house);
    expect(house.rewritten).toEqual([]);
    house.failing.clear();
    hours(1);
    await work(house);
    expect(allSay()).toEqual([true, true]);
    const count = house.rewritten.length;
    hours(1);
    await work(house);
    expect(house.rewritten).toHaveLength(count);
  });

  it('that is gone is no fault, and does not hold up the others', async () => {
    await decided();
    house.gone.add(house.sent.find(({ to }) => to.conversation === chat.morgan)?.id ?? '');
    await work(house);
    expect(allSay()).toEqual([false, true]);
    expect(house.events.map(({ event }) => event)).toContain('card.gone');
    expect(await house.store.dead('notices', 9)).toEqual([]);
  });

  it('that was on its way while it was decided is right too', async () => {
    await sam.decide(otherwise());
    const ref = await takesFurther(sam);
    // It is decided from the list while the card is still owed.
    const record = await morgan.type(ref);
    await morgan.press(buttonOf(record, say.approve));
    await work(house);
    expect(allSay()).toEqual([true]);
  });

  it('is left as it is while it still asks the same', async () => {
    await begun();
    await toOmar();
    expect(cardsNow(house, chat.omar)).toHaveLength(1);
    expect(house.rewritten).toEqual([]);
  });
});

describe('somebody who is away', () => {
  const goesAway = async (who: PersonSays, delegate: string, until = '2026-11-30') => {
    const page = await who.type('away');
    return who.press(buttonOf(page, words('away.submit')), { until, delegate });
  };

  it('is asked all the same, and whoever answers for them may answer', async () => {
    await goesAway(morgan, 'kit LOWE');
    const kit = house.as('teams', 'kit');
    await kit.type('help');
    const { ref, decision } = await begun();
    expect(await approvalIn(house, ref)).toMatchObject({
      asked: ['p-morgan', 'p-kit'],
      turns: [{ what: 'stand-in' }],
    });
    expect((await decisionIn(house, decision)).readers).toContain('p-kit');
    expect(dataOf(cardFor(house, 'chat-teams-kit'), 'notice').title).toBe(
      words('approval.notices.stand-in.title'),
    );
    await kit.press(pressOf('chat-teams-kit', say.approve));
    await work(house);
    expect((await approvalIn(house, ref)).outcome?.by.id).toBe('p-kit');
    expect(canPress(cardsNow(house, chat.morgan), say.approve)).toBe(false);
  });

  it('has no say for them in what whoever stands in asked', async () => {
    await goesAway(morgan, 'Sam Okoro');
    const { ref } = await begun();
    expect((await approvalIn(house, ref)).asked).toEqual(['p-morgan']);
  });

  it('has nobody to answer for them once whoever should has left', async () => {
    await goesAway(morgan, 'Kit Lowe');
    const kit = testPeople.find(({ id }) => id === 'p-kit') as Registered;
    await enrol(house.store, { ...kit, left: true }, house.clock().toISOString());
    const { ref } = await begun();
    expect((await approvalIn(house, ref)).asked).toEqual(['p-morgan']);
  });

  it('is followed on where who stands in is away as well, and never in a circle', async () => {
    await goesAway(morgan, 'Omar Haddad');
    await goesAway(omar, 'Morgan Ellis');
    const { ref } = await begun();
    expect((await approvalIn(house, ref)).asked).toEqual(['p-morgan', 'p-omar']);
  });

  it.each([
    [
      'by hand',
      async () =>
        void (await morgan.press(
          buttonOf(await morgan.type((await awayRef()) ?? ''), words('away.actions.back')),
        )),
    ],
    ['by its date', async () => house.moveTo('2026-12-01T00:00:01Z')],
  ])('is back %s', async (_, back) => {
    await goesAway(morgan, 'Omar Haddad');
    await back();
    await work(house);
    house.moveTo('2026-12-01T10:00:00Z');
    const { ref } = await begun();
    expect((await approvalIn(house, ref)).asked).toEqual(['p-morgan']);
    expect(dataOf(cardFor(house, chat.omar), 'notice').title).toBe(words('away.notices.over.title'));
  });

  const awayRef = async () => {
    const { items } = await house.store.list(home, { term: 'type:away', kinds: ['record'], limit: 1 });
    return items[0]?.id;
  };

  it.each([
    ['nobody of that name', 'Nobody Known', '2026-11-30', 'no-such-colleague'],
    ['themselves', 'Morgan Ellis', '2026-11-30', 'no-such-colleague'],
    ['somebody of another agency', 'Lee Barton', '2026-11-30', 'no-such-colleague'],
    ['a day that is past', 'Omar Haddad', '2026-11-19', 'in-the-past'],
    ['a day too far off', 'Omar Haddad', '2028-11-19', 'too-far'],
  ])('cannot name %s', async (_, delegate, until, fault) => {
    const { inputs } = dataOf(await goesAway(morgan, delegate, until), 'page');
    expect(inputs?.map(({ error }) => error).join()).toContain(
      words(`engine.errors.${fault}`, { label: '' }).trim().slice(0, 20),
    );
  });
});

describe('support, and not a gate', () => {
  const strict = (rule: object): PolicyPack => ({
    ...readPolicy(),
    approval: { rules: [{ compulsory: true, ...rule }] as PolicyPack['approval']['rules'] },
  });
  const sent = words('decision.actions.sent');
  const route = { route: 'secure-email' };
  const checked = words('decision.sent.questions.rightPerson.options.yes');
  /** A decision to share, and its reference typed after the word. */
  const escalated = async () => {
    await sam.decide(toShare);
    const decision = sam.record().title.split(':')[0] as string;
    await sam.type('escalate');
    await sam.press(words('approval.submit'), { decision: decision.toLowerCase() });
    await sam.press(words('approval.submit'), asked);
    return { decision, ref: sam.record().title.split(':')[0] as string };
  };

  it('lets whoever decided go on while nobody has answered, with a reason', async () => {
    const { decision } = await escalated();
    await sam.type(decision);
    await sam.press(sent);
    expect(sam.page().title).toBe(words('decision.sent.pages.alone.title'));
    await sam.press(words('engine.next'), { wentOn: 'He comes home at four' });
    await sam.press(checked, route);
    expect(await decisionIn(house, decision)).toMatchObject({
      status: 'shared',
      wentOn: { reason: 'He comes home at four' },
    });
  });

  it('asks no reason of anybody who has a yes', async () => {
    const { decision } = await escalated();
    await work(house);
    await morgan.press(pressOf(chat.morgan, say.approve));
    await sam.type(decision);
    await sam.press(sent);
    await sam.press(checked, route);
    expect((await decisionIn(house, decision)).status).toBe('shared');
  });

  it.each([
    ['an outcome', { outcomes: ['SHARE'] }, true],
    ['a family of purposes', { families: ['care', 'safeguarding', 'crime', 'statutory', 'planning'] }, true],
    ['an agency', { outcomes: ['SHARE'], agency: home }, true],
    ['another agency', { outcomes: ['SHARE'], agency: 'eastmoor-council' }, false],
    ['another outcome', { outcomes: ['DO_NOT_SHARE'] }, false],
    ['what did not happen', { outcomes: ['SHARE'], triggers: ['departs'] }, false],
  ])('is held where a rule names %s', async (_, rule, held) => {
    await house.close();
    await open(strict(rule));
    await sam.decide(toShare);
    const decision = sam.record().title.split(':')[0] as string;
    expect(textOf(sam.shown() as Reply[]).includes(words('decision.approval.needed').slice(0, 40))).toBe(
      held,
    );
    await sam.press(sent);
    const page = sam.shown();
    await sam.press(checked, route);
    expect((await decisionIn(house, decision)).status).toBe(held ? 'decided' : 'shared');
    expect(textOf(sam.shown() as Reply[]).includes('yes first')).toBe(held);
    expect(page[0]?.card).toBe('page');
    if (!held) return;
    await sam.type(decision);
    await takesFurther(sam);
    await work(house);
    await morgan.press(pressOf(chat.morgan, say.approve));
    await sam.type(decision);
    await sam.press(sent);
    await sam.press(checked, route);
    expect((await decisionIn(house, decision)).status).toBe('shared');
  });

  it('never holds danger', async () => {
    await house.close();
    await open(strict({ outcomes: ['SHARE'] }));
    const page = await sam.says.type('urgent');
    const done = await sam.says.press(buttonOf(page, words('urgent.submit')), {
      ...{ caseRef: 'C-1', risk: 'x', shared: 'y', with: 'z', whyNow: 'now' },
    });
    expect(dataOf(done, 'record').status).not.toBe('');
  });
});

describe('it is offered', () => {
  const offered = () => sam.record().buttons?.some(({ title }) => title === say.begin) ?? false;

  it('where it was decided otherwise, to whoever decided', async () => {
    await sam.decide(otherwise());
    expect(offered()).toBe(true);
    const decision = sam.record().title.split(':')[0] as string;
    expect(canPress(await morgan.type(decision), say.begin)).toBe(false);
    await takesFurther(sam);
    await sam.type(decision);
    expect(offered()).toBe(false);
    await sam.type('escalate');
    await sam.press(say.submit, { decision });
    expect(JSON.stringify(sam.page())).toContain('already');
  });

  it('not where all is as advised', async () => {
    await sam.decide(toShare);
    expect(offered()).toBe(false);
  });

  it('at once, where it is said as the decision is made', async () => {
    await sam.decide(otherwise('yes'));
    await work(house);
    expect(dataOf(cardFor(house, chat.morgan), 'notice').title).toBe(words('approval.notices.asked.title'));
    const { items } = await house.store.list(home, { term: 'type:approval', kinds: ['record'], limit: 9 });
    const ref = items[0]?.id ?? '';
    const decision = (await approvalIn(house, ref)).decision;
    expect(await decisionIn(house, decision)).toMatchObject({
      approvals: [{ ref, status: 'asked' }],
      readers: ['p-morgan'],
    });
    await morgan.press(pressOf(chat.morgan, say.approve));
    expect(await decisionIn(house, decision)).toMatchObject({ approvals: [{ ref, status: 'approved' }] });
  });

  it('where they would not take it', async () => {
    await sam.decide(toShare);
    await sam.press(words('decision.actions.sent'));
    await sam.press(words('decision.sent.questions.rightPerson.options.yes'), { route: 'secure-email' });
    await sam.press(words('decision.actions.received'));
    await sam.press(words('engine.next'), { reached: 'refused' });
    expect(offered()).toBe(true);
  });

  it.each([
    ['D-2222-22', 'a decision that is not there'],
    ['C-2041', 'no reference of ours'],
  ])('for no %s: %s', async (decision) => {
    await sam.type('escalate');
    await sam.press(say.submit, { decision });
    expect(JSON.stringify(sam.page())).toContain('do not find');
  });

  it('for nobody else’s decision', async () => {
    await sam.decide(otherwise());
    const decision = sam.record().title.split(':')[0] as string;
    const kit = sitting(house.as('teams', 'kit'));
    await kit.type('escalate');
    await kit.press(say.submit, { decision });
    expect(JSON.stringify(kit.page())).toContain('do not find');
  });
});

describe('what waits for my yes or no', () => {
  it('stands in one list, newest first, and in the list of all that waits', async () => {
    const first = await begun();
    hours(1);
    const second = await begun();
    const refsIn = async (command: string) => {
      const { items } = dataOf(await morgan.type(command), 'list');
      const refs = (items ?? []).map(({ button }) => (button.press as Press).ref);
      return refs.filter((ref) => ref?.startsWith('M-'));
    };
    expect(await refsIn('approvals')).toEqual([second.ref, first.ref]);
    // What is due first comes first there.
    expect(await refsIn('waiting')).toEqual([first.ref, second.ref]);
    expect(dataOf(await sam.says.type('approvals'), 'list').items).toEqual([]);
    await morgan.press(pressOf(chat.morgan, say.approve));
    expect(dataOf(await morgan.type('approvals'), 'list').items).toHaveLength(1);
  });
});

describe('what leaves', () => {
  it('holds references and codes only: nothing that anybody typed', async () => {
    await begun();
    await reasons(morgan, pressOf(chat.morgan, say.ask), 'question', secrets.question);
    await work(house);
    await reasons(sam.says, pressOf(chat.sam, say.reply), 'reply', secrets.reply);
    await lapse(1);
    const page = await morgan.press(pressOf(chat.morgan, say.reassign));
    await morgan.press(buttonOf(page, words('approval.reassign.submit')), {
      to: 'manager',
      reason: secrets.reason,
    });
    await work(house);
    await reasons(omar, pressOf(chat.omar, say.reject), 'reason', secrets.reason);
    await work(house);
    const out = JSON.stringify([house.sent, house.rewritten, house.events]);
    expect(house.rewritten.length).toBeGreaterThan(3);
    const parts = Object.values(secrets).flatMap((secret) => secret.split(/[\s,]+/));
    for (const part of parts.filter((one) => /^[A-Z]\w{4,}|\d{3}/.test(one))) expect(out).not.toContain(part);
  });
});
