import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../bot/core/ports.ts';
import { enrol } from '../../bot/core/register.ts';
import type { Press } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import type { AdviceRecord } from '../../dialogs/advice/record.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import {
  adviceOf,
  agency,
  arrive,
  ask,
  clockWorks,
  handsOf,
  openAdviceHouse,
  send,
  sentTo,
  upToAsking,
} from '../support/advice-house.ts';
import { action, aNo, writesDown } from '../support/consent-drive.ts';
import { aCase, next, pick, type Sitting, sitting, ways } from '../support/decision-drive.ts';
import {
  buttonOf,
  dataOf,
  type House,
  identityOf,
  type Sent,
  temporaryFolder,
  testKey,
  urgentAnswers,
} from '../support/house.ts';

/** Asking a person without naming anyone: from Slack to Teams and back, by the clock, and by whoever should not. */

let house: House;
let hands: ReturnType<typeof handsOf>;
const open = async (policy?: House['policy']) => {
  house = await openAdviceHouse(policy ? { policy } : {});
  hands = handsOf(house);
  await arrive(house, ['teams', 'morgan'], ['teams', 'vera'], ['slack', 'UOMAR'], ['teams', 'helen']);
  house.sent.splice(0);
};
beforeEach(() => open());
afterEach(() => house.close());

const gist = 'May I tell the school? They are 14.';
const said = 'Yes. Tell the head, nobody else.';

const only = async (): Promise<AdviceRecord> => {
  const all = await adviceOf(house);
  expect(all).toHaveLength(1);
  return all[0] as AdviceRecord;
};
const list = async <T>(term: string, kind: 'record' | 'draft' | 'notice') =>
  (await house.store.list(agency, { term, kinds: [kind], limit: 50 })).items.map(({ body }) => body as T);
const decisions = async () =>
  (await list<DecisionRecord>('owner:p-sam', 'record')).filter(({ type }) => type === 'decision');

const held = (sitting: Sitting, id: string) => sitting.page().inputs?.find((one) => one.id === id);
const titles = (sent: readonly Sent[], chat: string) =>
  sentTo(sent, chat).map((reply) => dataOf([reply], 'notice').title);
const title = (kind: string) => words(`advice.notices.${kind}.title`);
const pressOf = (sent: readonly Sent[], chat: string, button: string): Press =>
  buttonOf(sentTo(sent, chat), button);

const answerTitle = words('advice.actions.answer');
const sendAnswer = words('advice.answer.submit');
const backTitle = words('advice.back.question');

const notSure = () => hands.sam.decide([...upToAsking, pick('canAsk', 'not-sure')]);
const asks = async (fields: Record<string, string> = {}) => {
  await notSure();
  await hands.sam.press(ask);
  await hands.sam.press(send, { gist, ...fields });
};
const answers = async (from: readonly Sent[], who: Sitting = hands.morgan, chat = 'chat-teams-morgan') => {
  await who.send(pressOf(from, chat, answerTitle));
  await who.press(sendAnswer, { answer: said });
};

describe('from a question on Slack to an answer on Teams, and back', () => {
  test('opens with whom to ask and what it is about, from what was chosen and never from what was typed', async () => {
    await notSure();
    await hands.sam.press(ask);
    expect(held(hands.sam, 'role')?.value).toBe('manager');
    expect(held(hands.sam, 'identity')?.value).toBe('no');
    const text = held(hands.sam, 'gist')?.value ?? '';
    expect(text).toContain(words('decision.questions.canAsk.label'));
    expect(text).toContain(words('decision.questions.ageBand.options.13-15'));
    expect(text).toContain(house.policy.purposes.P7?.label);
    expect(text).not.toMatch(/C-2041|Jordan|Okafor|visits/);
  });

  test('reaches the person who was chosen, with the reference only, and waits for both', async () => {
    await asks();
    const record = await only();
    expect(record).toMatchObject({
      status: 'asked',
      role: 'manager',
      adviser: { id: 'p-morgan', role: 'manager' },
      asked: ['p-morgan'],
      questionDeidentified: gist,
      identityRevealed: { b: false },
      dueAt: '2026-11-20T14:00:00.000Z',
      about: { dialog: 'decision', page: 'ask-first', question: 'canAsk' },
    });
    const sent = await clockWorks(house);
    expect(sent).toHaveLength(1);
    const notice = dataOf(sentTo(sent, 'chat-teams-morgan'), 'notice');
    expect(notice.title).toBe(title('asked'));
    expect(JSON.stringify(notice)).toContain(record.reference);
    await hands.morgan.type('waiting');
    expect(JSON.stringify(hands.morgan.list().items)).toContain(record.reference);
    await hands.sam.type('waiting');
    expect(JSON.stringify(hands.sam.list().items)).toContain(record.reference);
  });

  test('is answered where it was read, and the answer stands at the very question', async () => {
    await asks();
    const sent = await clockWorks(house);
    await hands.morgan.send(pressOf(sent, 'chat-teams-morgan', answerTitle));
    expect(hands.morgan.page().facts).toContainEqual({ title: words('advice.facts.gist'), typed: gist });
    await hands.morgan.press(sendAnswer, { answer: said });
    expect(hands.morgan.record().status).toBe(words('advice.status.answered'));
    expect(await only()).toMatchObject({
      status: 'answered',
      answer: said,
      answeredAt: '2026-11-20T10:00:00.000Z',
      adviserName: 'Morgan Ellis',
      adviser: { id: 'p-morgan', role: 'manager', agency },
      asked: [],
      readers: ['p-morgan'],
    });
    const told = await clockWorks(house);
    expect(titles(told, 'chat-slack-USAM')).toEqual([title('answered')]);
    await hands.sam.send(pressOf(told, 'chat-slack-USAM', backTitle));
    expect(hands.sam.page()).toMatchObject({ title: words('decision.pages.ask-first.title') });
    expect(hands.sam.page().facts).toContainEqual({ title: words('advice.said.manager'), typed: said });
    // On any other page it would be in the way.
    await hands.sam.press(words('engine.back'));
    expect(JSON.stringify(hands.sam.page().facts)).not.toContain(said);
  });

  test('leaves the draft as it was: its card counts, and what was written is there', async () => {
    await notSure();
    const before = (await list<{ dialog: string; seq: number; given: unknown }>('owner:p-sam', 'draft'))[0];
    const back = hands.sam.button(words('engine.return'));
    await hands.sam.press(ask);
    await hands.sam.press(send, { gist });
    const [after] = await list<{ seq: number; given: unknown }>('owner:p-sam', 'draft');
    expect(after).toEqual({ ...before, asks: true });
    await hands.sam.send(back);
    expect(hands.sam.page().alert).toBe('');
    await hands.sam.press(words('decision.questions.canAsk.options.unsafe'));
    expect(hands.sam.page().title).toBe(words('decision.pages.why-not-ask.title'));
  });

  test('says at the question that no answer has come yet', async () => {
    await asks();
    await hands.sam.press(backTitle);
    const [{ reference } = { reference: '' }] = await adviceOf(house);
    expect(hands.sam.page().facts).toEqual([
      {
        title: words('advice.beside.manager'),
        words: words('advice.waits.asked', { ref: reference, when: '14:00 on Friday 20 November 2026' }),
      },
    ]);
    // The urgent lane is there as ever.
    expect(hands.sam.button(words('urgent.name'))).toMatchObject({ word: 'urgent' });
  });

  test('may be begun in one channel and gone on with in the other', async () => {
    await asks();
    await answers(await clockWorks(house));
    await hands.samOnTeams.type('drafts');
    await hands.samOnTeams.press(words('lists.go-on'));
    expect(hands.samOnTeams.message().facts).toContainEqual({
      title: words('advice.said.manager'),
      typed: said,
    });
  });
});

describe('what becomes of it', () => {
  const decides = async () => {
    await hands.sam.press(backTitle);
    await hands.sam.follow([pick('canAsk', 'yes'), pick('final', 'as-recommended')]);
  };

  test('the decision links it and shows it, and asks whether it was followed until that is said', async () => {
    await asks();
    const { reference } = await only();
    await answers(await clockWorks(house));
    await hands.sam.type(reference);
    expect(hands.sam.record().lead?.[0]).toBe(words('advice.lead.open'));
    await decides();
    const [decision] = await decisions();
    expect(decision?.advice).toEqual([reference]);
    expect(hands.sam.record().facts).toContainEqual({ title: words('record.advice'), typed: reference });
    const copy = await hands.sam.says.press(hands.sam.button(words('copy.button')));
    expect(JSON.stringify(copy)).toContain(`${words('record.advice')}: ${reference}`);
    expect(hands.sam.record().facts).toContainEqual({ title: words('advice.said.manager'), typed: said });
    expect(await only()).toMatchObject({ decisionRef: decision?.reference, links: [decision?.reference] });
    await hands.sam.type('waiting');
    expect(JSON.stringify(hands.sam.list().items)).toContain(reference);
    await hands.sam.type(decision?.reference ?? '');
    await hands.sam.press(words('advice.follow', { ref: reference }));
    await hands.sam.press(words('advice.actions.followed'));
    await hands.sam.press(words('advice.followed.questions.followed.options.no'));
    await hands.sam.press(words('advice.followed.submit'), { whyNot: 'The head is a friend of the family.' });
    expect(hands.sam.record().status).toBe(words('advice.status.not-followed'));
    expect(await only()).toMatchObject({
      status: 'closed',
      followed: { b: false, reason: 'The head is a friend of the family.' },
    });
    await hands.sam.type(decision?.reference ?? '');
    expect(() => hands.sam.button(words('advice.follow', { ref: reference }))).toThrow('no button');
    await hands.sam.type('waiting');
    const rows = hands.sam.list().items?.map(({ button }) => button.press.ref);
    expect(rows).not.toContain(reference);
  });

  test('an answer that comes after the decision stands on the decision all the same', async () => {
    await asks();
    const sent = await clockWorks(house);
    await decides();
    await answers(sent);
    const [decision] = await decisions();
    await hands.sam.type(decision?.reference ?? '');
    expect(hands.sam.record().facts).toContainEqual({ title: words('advice.said.manager'), typed: said });
    // The way back to a draft that is done with leads to its record.
    const told = await clockWorks(house);
    await hands.sam.send(pressOf(told, 'chat-slack-USAM', backTitle));
    expect(hands.sam.record().title).toContain(decision?.reference);
  });

  test.each([
    ['stopped', async () => void (await hands.sam.press(words('engine.cancel')))],
    ['closed by the clock', async () => void (await clockWorks(house, '2026-12-23T10:00:00Z'))],
  ])('of a draft that was %s, it may be said at once', async (_, end) => {
    await asks();
    await answers(await clockWorks(house));
    await hands.sam.press(backTitle);
    await end();
    await clockWorks(house);
    await hands.sam.type((await only()).reference);
    await hands.sam.press(words('advice.actions.followed'));
    await hands.sam.press(words('advice.followed.questions.followed.options.yes'));
    expect(await only()).toMatchObject({ status: 'closed', followed: { b: true } });
  });

  test('from a decision: it is linked at once, and the answer opens it', async () => {
    await hands.sam.decide([...ways.consent, pick('final', 'as-recommended')]);
    const [before] = await decisions();
    await hands.sam.press(words('decision.begins.advice'));
    expect(held(hands.sam, 'gist')?.value).toContain(words('decision.outcomes.SHARE.title'));
    expect(held(hands.sam, 'gist')?.value).not.toMatch(/C-2041|health visits/);
    await hands.sam.press(send, { gist });
    const record = await only();
    expect(record).toMatchObject({ decisionRef: before?.reference, links: [before?.reference] });
    expect((await decisions())[0]?.advice).toEqual([record.reference]);
    await answers(await clockWorks(house));
    const told = await clockWorks(house);
    await hands.sam.send(
      pressOf(told, 'chat-slack-USAM', words('advice.back.record', { ref: before?.reference ?? '' })),
    );
    expect(hands.sam.record().facts).toContainEqual({ title: words('advice.said.manager'), typed: said });
    await hands.sam.press(words('advice.follow', { ref: record.reference }));
    expect(hands.sam.record().lead?.[0]).toBe(words('advice.lead.answered'));
  });

  test('taken back, it is off the list of whoever was asked, who is told', async () => {
    await asks();
    const sent = await clockWorks(house);
    await hands.sam.press(words('advice.actions.takeBack'));
    expect(hands.sam.record().status).toBe(words('advice.status.takenBack'));
    expect(titles(await clockWorks(house), 'chat-teams-morgan')).toEqual([title('takenBack')]);
    await hands.morgan.type('waiting');
    expect(hands.morgan.list().items?.map(({ button }) => button.press.ref)).not.toContain(
      (await only()).reference,
    );
    await hands.morgan.send(pressOf(sent, 'chat-teams-morgan', answerTitle));
    expect(hands.morgan.record().status).toBe(words('advice.status.takenBack'));
    await hands.sam.press(backTitle);
    expect(hands.sam.page().facts).toEqual([]);
  });
});

describe('what identifies someone', () => {
  const named = 'Sarah Jones, born 3 April 2012, of PO16 7GZ, ring 07700 900123. Case c-2041. May I tell?';

  test('is not sent: its kinds are named, and the text without it stands in the field to be looked at', async () => {
    await asks({ gist: named });
    expect(await adviceOf(house)).toEqual([]);
    const field = held(hands.sam, 'gist');
    for (const kind of ['name', 'date-of-birth', 'postcode', 'phone', 'case'])
      expect(field?.error).toContain(words(`identifiers.kinds.${kind}`));
    expect(field?.value).toBe('…, born …, of …, ring …. Case …. May I tell?');
    await hands.sam.press(send);
    expect((await only()).questionDeidentified).toBe('…, born …, of …, ring …. Case …. May I tell?');
  });

  test('is looked for again in what was mended', async () => {
    await asks({ gist: named });
    await hands.sam.press(send, { gist: 'May I tell Sarah Jones?' });
    expect(held(hands.sam, 'gist')?.value).toBe('May I tell …?');
    expect(await adviceOf(house)).toEqual([]);
  });

  test('may stay where the adviser must know, and the reason is on record', async () => {
    await asks({ gist: named, identity: 'yes' });
    expect(hands.sam.page().title).toBe(words('advice.pages.why.title'));
    expect(await adviceOf(house)).toEqual([]);
    await hands.sam.press(send, { identityReason: '' });
    expect(await adviceOf(house)).toEqual([]);
    await hands.sam.press(send, { identityReason: 'They know the family.' });
    expect(await only()).toMatchObject({
      questionDeidentified: named,
      identityRevealed: { b: true, reason: 'They know the family.' },
    });
  });

  test('does not stay when the reason is thought better of', async () => {
    await asks({ gist: named, identity: 'yes' });
    await hands.sam.press(words('engine.back'), { identityReason: '' });
    await hands.sam.press(send, { identity: 'no' });
    expect(held(hands.sam, 'gist')?.error).toContain(words('identifiers.kinds.name'));
    expect(await adviceOf(house)).toEqual([]);
  });

  test('never leaves the records: no notice, summary, list or log holds it, nor the case', async () => {
    await asks({ gist: `${named} Quokka`, identity: 'yes' });
    await hands.sam.press(send, { identityReason: 'Axolotl' });
    const first = await clockWorks(house);
    const all = [
      ...first,
      ...(await clockWorks(house, '2026-11-20T14:00:00Z')),
      ...(await clockWorks(house, '2026-11-23T10:00:00Z')),
      ...(await clockWorks(house, '2026-11-23T14:00:00Z')),
      ...(await clockWorks(house, '2026-11-24T10:00:00Z')),
    ];
    await answers(first);
    all.push(...(await clockWorks(house)));
    expect(all.length).toBeGreaterThan(6);
    const notices = await list('to:p-sam', 'notice');
    const shown = [...hands.sam.seen(), ...hands.morgan.seen()].map(({ summary }) => summary);
    const everything = JSON.stringify([all, notices, shown, house.events]);
    expect(everything).not.toMatch(/Sarah|Jones|2012|PO16|07700|2041|Quokka|Axolotl|head, nobody/i);
    await hands.morgan.type('waiting');
    expect(JSON.stringify(hands.morgan.list())).not.toMatch(/Sarah|2041|Quokka/i);
  });
});

describe('when nobody answers', () => {
  const to = (record: AdviceRecord) => record.reassigned.map(({ to: one }) => one);

  test('office hours pass, over a weekend, and it goes to whoever stands in: both and the asker are told', async () => {
    house.moveTo('2026-11-20T15:30:00Z');
    await asks();
    expect((await only()).dueAt).toBe('2026-11-23T11:30:00.000Z');
    await clockWorks(house);
    expect(await clockWorks(house, '2026-11-22T12:00:00Z')).toEqual([]);
    expect((await only()).reassigned).toEqual([]);
    const sent = await clockWorks(house, '2026-11-23T11:30:00Z');
    expect(titles(sent, 'chat-slack-UOMAR')).toEqual([title('asked')]);
    expect(titles(sent, 'chat-teams-morgan')).toEqual([title('waited')]);
    expect(titles(sent, 'chat-slack-USAM')).toEqual([title('moved')]);
    const record = await only();
    expect(record).toMatchObject({
      status: 'asked',
      asked: ['p-morgan', 'p-omar'],
      adviser: { id: 'p-omar', role: 'manager' },
      reassigned: [{ from: 'p-morgan', to: 'p-omar', why: 'no-answer' }],
    });
  });

  test('the next is asked, then all once more, and at last the asker is told whom to ring', async () => {
    await asks();
    await clockWorks(house);
    await clockWorks(house, '2026-11-20T14:00:00Z');
    const second = await clockWorks(house, '2026-11-23T10:00:00Z');
    expect(titles(second, 'chat-teams-helen')).toEqual([title('asked')]);
    const third = await clockWorks(house, '2026-11-23T14:00:00Z');
    for (const chat of ['chat-teams-morgan', 'chat-slack-UOMAR', 'chat-teams-helen'])
      expect(titles(third, chat)).toEqual([title('remind')]);
    const last = await clockWorks(house, '2026-11-24T10:00:00Z');
    expect(last).toHaveLength(1);
    const notice = dataOf(sentTo(last, 'chat-slack-USAM'), 'notice');
    expect(notice.title).toBe(title('unanswered'));
    expect(notice.lead?.join()).toContain(house.policy.advisers.safeguardingLead.text);
    expect(await only()).toMatchObject({ status: 'unanswered' });
    expect(to(await only())).toEqual(['p-omar', 'p-helen']);
    expect(await clockWorks(house, '2026-12-15T10:00:00Z')).toEqual([]);
    // A late answer is still an answer.
    await answers(third, hands.helen, 'chat-teams-helen');
    expect(await only()).toMatchObject({ status: 'answered', adviser: { id: 'p-helen' } });
  });

  test('somebody who left the register is passed over by the same clock', async () => {
    const [person] = await house.store.read(agency, [{ kind: 'person', id: 'p-morgan' }]);
    await asks();
    await house.store.commit(agency, [
      { op: 'delete', key: { kind: 'person', id: 'p-morgan' }, rev: person?.rev ?? '' },
    ]);
    expect(await clockWorks(house)).toEqual([]);
    const sent = await clockWorks(house, '2026-11-20T14:00:00Z');
    expect(titles(sent, 'chat-slack-UOMAR')).toEqual([title('asked')]);
    await hands.omar.send(pressOf(sent, 'chat-slack-UOMAR', answerTitle));
    await hands.omar.press(sendAnswer, { answer: said });
    expect(await only()).toMatchObject({ status: 'answered', adviser: { id: 'p-omar', role: 'manager' } });
  });

  test('of a post with nobody to stand in, the manager’s line does, and that is said', async () => {
    await asks({ role: 'caldicott' });
    const sent = await clockWorks(house);
    expect(titles(sent, 'chat-teams-vera')).toEqual([title('asked')]);
    const later = await clockWorks(house, '2026-11-20T14:00:00Z');
    await answers(later, hands.morgan);
    expect(await only()).toMatchObject({ adviser: { id: 'p-morgan', role: 'stand-in' } });
    await hands.sam.press(backTitle);
    expect(hands.sam.page().facts).toContainEqual({ title: words('advice.said.stand-in'), typed: said });
    // Vera was asked first, and need do nothing more.
    expect(titles(await clockWorks(house), 'chat-teams-vera')).toContain(title('settled'));
  });

  test('what was answered in time is not chased', async () => {
    await asks();
    await answers(await clockWorks(house));
    await clockWorks(house);
    expect(await clockWorks(house, '2026-11-20T14:00:00Z')).toEqual([]);
    expect((await only()).reassigned).toEqual([]);
  });
});

describe('passing it on', () => {
  const passTitle = words('advice.actions.pass');
  const toVera = words('advice.pass.questions.to.options.caldicott');

  test('whoever is asked gives it to another adviser, and both ends are told; the clock starts again', async () => {
    await asks();
    const sent = await clockWorks(house);
    house.moveTo('2026-11-20T13:00:00Z');
    await hands.morgan.send(pressOf(sent, 'chat-teams-morgan', passTitle));
    await hands.morgan.press(toVera);
    expect(await only()).toMatchObject({
      asked: ['p-vera'],
      readers: ['p-morgan'],
      adviser: { id: 'p-vera', role: 'caldicott' },
      reassigned: [{ from: 'p-morgan', to: 'p-vera', why: 'passed-on' }],
      dueAt: '2026-11-20T17:00:00.000Z',
    });
    const told = await clockWorks(house);
    expect(titles(told, 'chat-teams-vera')).toEqual([title('asked')]);
    expect(titles(told, 'chat-slack-USAM')).toContain(title('passed'));
    // The first deadline comes, and is of no account.
    expect((await clockWorks(house, '2026-11-20T14:00:00Z')).map(({ to: { user } }) => user)).not.toContain(
      'UOMAR',
    );
    // Whoever passed it on sees where it stands, and answers no more.
    await hands.morgan.send(pressOf(sent, 'chat-teams-morgan', answerTitle));
    expect(hands.morgan.record().status).toContain('17:00');
    await answers(told, hands.vera, 'chat-teams-vera');
    expect(await only()).toMatchObject({
      answer: said,
      adviser: { role: 'caldicott' },
      adviserName: 'Vera Lindqvist',
    });
  });

  test('an answer begun before it was passed on is not taken after', async () => {
    await asks();
    const sent = await clockWorks(house);
    await hands.morgan.send(pressOf(sent, 'chat-teams-morgan', answerTitle));
    const writing = hands.morgan.button(sendAnswer);
    await hands.morgan.send(pressOf(sent, 'chat-teams-morgan', passTitle));
    await hands.morgan.press(toVera);
    await hands.morgan.send(writing, { answer: said });
    expect(hands.morgan.record().status).toContain('Passed on');
    expect((await only()).answer).toBeUndefined();
  });

  test('only posts that somebody else holds are offered', async () => {
    await asks();
    await hands.morgan.send(pressOf(await clockWorks(house), 'chat-teams-morgan', passTitle));
    const offered = hands.morgan.page().options?.map(({ button }) => button.title);
    const named = (role: string) => words(`advice.pass.questions.to.options.${role}`);
    expect(offered).toEqual(['manager', 'safeguarding-lead', 'dpo', 'caldicott', 'siro', 'legal'].map(named));
    await hands.morgan.send({ ...hands.morgan.button(named('legal')), value: 'executive' });
    expect((await only()).reassigned).toEqual([]);
  });
});

describe('pressed twice, too late, or by somebody else', () => {
  test('asked twice, one record is made and one person told', async () => {
    await notSure();
    await hands.sam.press(ask);
    const button = hands.sam.button(send);
    await hands.sam.send(button, { gist }, 'same');
    house.restart();
    await hands.sam.send(button, { gist }, 'same');
    await hands.sam.send(button, { gist });
    await only();
    expect(await clockWorks(house)).toHaveLength(1);
  });

  test('answered twice, or by two people at once, the first counts', async () => {
    await asks();
    const sent = await clockWorks(house);
    const later = await clockWorks(house, '2026-11-20T14:00:00Z');
    await hands.morgan.send(pressOf(sent, 'chat-teams-morgan', answerTitle));
    await hands.omar.send(pressOf(later, 'chat-slack-UOMAR', answerTitle));
    expect(held(hands.omar, 'answer')?.value).toBe('');
    const [mine, theirs] = [hands.morgan.button(sendAnswer), hands.omar.button(sendAnswer)];
    await Promise.all([
      hands.morgan.send(mine, { answer: said }),
      hands.omar.send(theirs, { answer: 'No.' }),
    ]);
    const { answer, adviserName } = await only();
    expect([`${said} Morgan Ellis`, 'No. Omar Haddad']).toContain(`${answer} ${adviserName}`);
    await hands.morgan.send(mine, { answer: 'Again.' });
    expect((await only()).answer).toBe(answer);
    expect(
      titles(await clockWorks(house), 'chat-slack-USAM').filter((one) => one === title('answered')),
    ).toHaveLength(1);
  });

  test('an old card of it shows where it stands', async () => {
    await asks();
    const takeBack = hands.sam.button(words('advice.actions.takeBack'));
    await answers(await clockWorks(house));
    await hands.sam.send(takeBack);
    expect(hands.sam.record().status).toBe(words('advice.status.answered'));
    expect(await only()).toMatchObject({ status: 'answered' });
  });

  test.each(['answer', 'pass', 'takeBack', 'followed', 'settled', 'chase'])(
    'nobody else may %s it, nor read it',
    async (action) => {
      await asks();
      const { reference } = await only();
      await hands.kit.send({ do: 'act', ref: reference, action, seq: 1 });
      expect(hands.kit.message().title).toBe(words('outcomes.forbidden.title'));
      await hands.kit.type(reference);
      expect(hands.kit.message().title).toBe(words('outcomes.forbidden.title'));
      expect(await only()).toMatchObject({ status: 'asked' });
    },
  );

  test('nobody answers their own question, nor begins from a draft of somebody else', async () => {
    await asks();
    const { reference, about } = await only();
    await hands.sam.send({ do: 'act', ref: reference, action: 'answer', seq: 1 });
    expect(hands.sam.record().warnings).toContain(words('engine.not-yours'));
    const { draft = '' } = about ?? {};
    await hands.kit.send({ do: 'command', word: 'advice', ref: draft, page: 'ask-first', ask: 'canAsk' });
    expect(held(hands.kit, 'gist')?.value).toBe('');
    await hands.kit.send({ do: 'command', word: 'advice', ref: 'no/such', page: 'x', ask: 'constructor' });
    expect(held(hands.kit, 'gist')?.value).toBe('');
  });
});

describe('whom one may ask', () => {
  const withPosts = (posts: (typeof house.policy.agencies)[number]['posts']) => {
    const { policy } = house;
    const agencies = policy.agencies.map((one) => (one.id === agency ? { ...one, posts } : one));
    return { ...policy, agencies };
  };
  const reopened = async (policy: House['policy']) => {
    await house.close();
    await open(policy);
  };
  const offered = (who: Sitting) => held(who, 'role')?.choices?.map(({ value }) => value);

  test('where health is in it, the Caldicott Guardian is chosen already, and the card says why (R-117)', async () => {
    await enrol(
      house.store,
      {
        id: 'p-imran',
        name: 'Imran Shah',
        agency: 'riverside-nhs',
        roles: ['practitioner'],
        manager: 'p-elena',
        identities: [identityOf('teams', 'imran')],
      },
      house.clock().toISOString(),
    );
    const imran = sitting(house.as('teams', 'imran'));
    await imran.decide([...upToAsking, pick('canAsk', 'not-sure')]);
    await imran.press(ask);
    expect(held(imran, 'role')?.value).toBe('caldicott');
    expect(offered(imran)).toEqual(['caldicott', 'manager', 'safeguarding-lead', 'dpo']);
    expect(imran.page().lead).toContain(words('advice.suggested.health'));
    // What was refused leaves it as it was.
    await imran.press(send, { gist: 'Sarah Jones' });
    expect(offered(imran)?.[0]).toBe('caldicott');
  });

  test.each([
    ['childDecides', 'capacity'],
    ['parentRisk', 'none'],
  ])('not sure of %s: %s', async (question, note) => {
    const fields = { subjectRef: 'C-2041', childDecides: 'no', parentRisk: 'no', parentMay: 'yes' };
    const parent = [pick('actToday', 'no'), pick('wants', 'parent')];
    await hands.sam.decide([...parent, next({ ...fields, [question]: 'not-sure' })]);
    await hands.sam.press(ask);
    const chosen = note === 'none' ? 'manager' : 'caldicott';
    expect(held(hands.sam, 'role')?.value).toBe(chosen);
    if (note !== 'none') expect(hands.sam.page().lead).toContain(words(`advice.suggested.${note}`));
  });

  test('an empty post is not offered: the card says so, and whom to ring (R-118)', async () => {
    await reopened(withPosts({ manager: ['p-omar'], 'safeguarding-lead': ['p-omar'], legal: ['p-sam'] }));
    await hands.sam.type('ask a person');
    expect(offered(hands.sam)).toEqual(['manager', 'safeguarding-lead']);
    const { caldicott, dpo } = house.policy.advisers;
    expect(hands.sam.page().facts).toEqual([
      { title: words('advice.empty.caldicott'), typed: `${caldicott.title}: ${caldicott.text}` },
      { title: words('advice.empty.dpo'), typed: `${dpo.title}: ${dpo.text}` },
    ]);
    await hands.sam.press(send, { role: 'caldicott', gist });
    expect(held(hands.sam, 'role')?.error).not.toBe('');
    expect(await adviceOf(house)).toEqual([]);
  });

  test('where the Caldicott Guardian was needed and there is none, who looks after the register hears of it', async () => {
    await reopened(withPosts({ manager: ['p-morgan'] }));
    const zoe = { id: 'p-zoe', name: 'Zoe Lambert', agency, roles: ['administrator'] };
    await enrol(
      house.store,
      { ...zoe, identities: [identityOf('teams', 'zoe')] },
      house.clock().toISOString(),
    );
    await arrive(house, ['teams', 'zoe'], ['teams', 'morgan']);
    const empty = words('advice.notices.empty.title');
    const told = async () => titles(await clockWorks(house), 'chat-teams-zoe').filter((one) => one === empty);
    // A line manager is enough for this one.
    await asks();
    expect(await told()).toEqual([]);
    const fields = { subjectRef: 'C-2041', childDecides: 'not-sure', parentRisk: 'no', parentMay: 'yes' };
    await hands.sam.decide([pick('actToday', 'no'), pick('wants', 'parent'), next(fields)]);
    await hands.sam.press(ask);
    await hands.sam.press(send, { gist });
    expect(await told()).toEqual([empty]);
  });

  test('nobody is asked what they ask themselves: their post goes to whoever stands in', async () => {
    await hands.omar.type('advice');
    expect(offered(hands.omar)).toContain('safeguarding-lead');
    await hands.omar.press(send, { role: 'manager', gist });
    expect(await only()).toMatchObject({ adviser: { id: 'p-anika' } });
  });

  test('with nobody to ask, and for who is not on the register, it says whom to ring', async () => {
    const told = dataOf(await house.as('slack', 'UNEW').type('advice'), 'message');
    expect(told.lead?.[0]).toBe(words('advice.ring.unregistered'));
    expect(JSON.stringify(told.facts)).toContain(house.policy.advisers.dpo.text);
    await reopened(withPosts({}));
    const { policy } = house;
    await reopened({ ...policy, agencies: policy.agencies.map(({ dutyLead: _, ...one }) => one) });
    await hands.omar.type('advice');
    expect(hands.omar.message().lead?.[0]).toBe(words('advice.ring.nobody'));
    expect(await list('owner:p-omar', 'draft')).toEqual([]);
  });
});

describe('what it costs', () => {
  test('at most two reads and one commit a turn, from the question to the decision', async () => {
    const { folder, remove } = temporaryFolder();
    const clock = () => new Date('2026-11-20T10:00:00Z');
    const store = await openSqliteStore({ file: join(folder, 'counted.db'), key: testKey, clock });
    const calls = { reads: 0, commits: 0 };
    const counted: Store = {
      ...store,
      read: (...args) => {
        calls.reads += 1;
        return store.read(...args);
      },
      list: (...args) => {
        calls.reads += 1;
        return store.list(...args);
      },
      commit: (...args) => {
        calls.commits += 1;
        return store.commit(...args);
      },
    };
    await house.close();
    house = await openAdviceHouse({ store: counted });
    const sam = sitting(house.as('slack', 'USAM'));
    await sam.decide([...upToAsking, pick('canAsk', 'not-sure')]);
    const turns: [string, Record<string, string>][] = [
      [ask, {}],
      [send, { gist }],
      [backTitle, {}],
      [words('decision.questions.canAsk.options.yes'), {}],
      [words('decision.questions.final.options.as-recommended'), {}],
    ];
    for (const [button, fields] of turns) {
      Object.assign(calls, { reads: 0, commits: 0 });
      await sam.press(button, fields);
      expect(calls.reads, button).toBeLessThanOrEqual(2);
      expect(calls.commits, button).toBeLessThanOrEqual(1);
    }
    const [decision] = await decisions();
    Object.assign(calls, { reads: 0, commits: 0 });
    await sam.type(decision?.reference ?? '');
    expect(calls).toEqual({ reads: 2, commits: 1 });
    expect(sam.record().facts).toContainEqual(
      expect.objectContaining({ title: words('advice.beside.manager') }),
    );
    await store.close();
    remove();
  });
});

describe('an adviser who is away', () => {
  test('has somebody who answers for them: both have it, the first answer counts', async () => {
    await hands.morgan.type('away');
    await hands.morgan.press(words('away.submit'), { until: '2026-12-01', delegate: 'Omar Haddad' });
    await asks();
    const first = await clockWorks(house);
    const second = await clockWorks(house);
    const sent = [...first, ...second];
    expect(titles(sent, 'chat-teams-morgan')).toContain(title('asked'));
    expect(titles(sent, 'chat-slack-UOMAR')).toContain(title('asked'));
    expect((await only()).reassigned).toMatchObject([{ to: 'p-omar', why: 'away' }]);
    await answers(sent, hands.omar, 'chat-slack-UOMAR');
    expect(await only()).toMatchObject({ status: 'answered', adviser: { id: 'p-omar' } });
  });
});

describe('beside what else is open', () => {
  test('danger found after asking leads to the urgent lane at once, and the advice may be closed', async () => {
    await asks();
    await answers(await clockWorks(house));
    await hands.sam.type('urgent');
    await hands.sam.press(words('urgent.submit'), urgentAnswers);
    expect(hands.sam.record().title).toMatch(/^D-/);
    expect(await only()).toMatchObject({ status: 'answered' });
  });

  test('not sure whether somebody must act today: the answer yes leads to the urgent lane, whoever was asked', async () => {
    await hands.sam.decide([pick('actToday', 'not-sure')]);
    await hands.sam.press(ask);
    await hands.sam.press(send, { gist });
    await hands.sam.press(backTitle);
    await hands.sam.press(words('decision.questions.actToday.options.yes'));
    expect(hands.sam.page().title).toBe(words('urgent.pages.now.title'));
    expect(await only()).toMatchObject({ status: 'asked', gone: true });
    await answers(await clockWorks(house));
    await hands.sam.type((await only()).reference);
    expect(hands.sam.record().lead?.[0]).toBe(words('advice.lead.answered'));
    hands.sam.button(words('advice.actions.followed'));
  });

  test('a draft of advice that is stopped leaves what was written, and the question it came from', async () => {
    await notSure();
    await hands.sam.press(ask);
    await hands.sam.press(words('engine.cancel'), { gist });
    const [left] = (await list<{ type: string; answers: unknown }>('owner:p-sam', 'record')).filter(
      ({ type }) => type === 'ended',
    );
    expect(JSON.stringify(left)).toContain(gist);
    expect(await list('owner:p-sam', 'draft')).toMatchObject([{ dialog: 'decision' }]);
  });

  test('two questions of one draft are two records: each answer stands at its own, and the decision has both', async () => {
    await hands.sam.decide([...upToAsking.slice(0, 2), next({ ...aCase, purpose: 'not-sure' })]);
    await hands.sam.press(ask);
    await hands.sam.press(send, { gist });
    await hands.sam.press(backTitle);
    await hands.sam.follow([
      next({ ...aCase, ageBand: '13-15' }),
      ...upToAsking.slice(3),
      pick('canAsk', 'not-sure'),
    ]);
    await hands.sam.press(ask);
    await hands.sam.press(send, { gist: 'And may I ask them?', role: 'caldicott' });
    const refs = (await adviceOf(house)).map(({ reference }) => reference);
    expect(refs).toHaveLength(2);
    await answers(await clockWorks(house));
    await hands.sam.press(backTitle);
    expect(hands.sam.page().facts?.map(({ title: one }) => one)).toEqual([words('advice.beside.caldicott')]);
    await hands.sam.follow([pick('canAsk', 'yes'), pick('final', 'as-recommended')]);
    const [decision] = await decisions();
    expect([...(decision?.advice ?? [])].sort()).toEqual(refs.sort());
    expect(hands.sam.record().facts).toContainEqual({ title: words('advice.said.manager'), typed: said });
  });

  test('not sure of a question of an action: the answer stands there, and the record links it', async () => {
    const ref = await writesDown(hands.sam, aNo());
    const unsure = next({ ground: 'not-sure', law: 'none', facts: 'He may hurt a resident' });
    await hands.sam.follow([action('goOn'), unsure]);
    await hands.sam.press(ask);
    expect(held(hands.sam, 'gist')?.value).toContain(words('consent.goOn.questions.ground.label'));
    await hands.sam.press(send, { gist: 'May I go on in C-2041?' });
    expect(held(hands.sam, 'gist')?.value).toBe('May I go on in …?');
    await hands.sam.press(send);
    await answers(await clockWorks(house));
    const told = await clockWorks(house);
    await hands.sam.send(pressOf(told, 'chat-slack-USAM', backTitle));
    expect(hands.sam.page().facts).toContainEqual({ title: words('advice.said.manager'), typed: said });
    await hands.sam.press(words('engine.next'), { ground: 'duty' });
    const { reference, decisionRef } = await only();
    expect(decisionRef).toBe(ref);
    const [record] = await list<{ reference: string; advice?: string[] }>('type:consent', 'record');
    expect(record).toMatchObject({ reference: ref, advice: [reference] });
  });
});
