import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeadlines } from '../../bot/core/deadlines.ts';
import { owe } from '../../bot/core/records.ts';
import { quietUntil } from '../../bot/core/settings.ts';
import { words } from '../../bot/core/words.ts';
import { samplePolicy } from '../support/context.ts';
import {
  buttonOf,
  dataOf,
  type House,
  noGuidance,
  type PersonSays,
  urgentAnswers,
} from '../support/house.ts';
import { asks, home, noticesTo, openPeopleHouse, settled, toldIn } from '../support/people-house.ts';

/** What waits for somebody, told once a day to who wants it, and nothing in their quiet hours but danger. */

let house: House;
let sam: PersonSays;
beforeEach(async () => {
  house = await openPeopleHouse();
  sam = house.as('slack', 'USAM');
});
afterEach(() => house.close());

const set = async (who: PersonSays, digest: string, quiet = 'none') =>
  who.press(buttonOf(await who.type('settings'), words('settings.submit')), { digest, quiet });

const clockTo = async (at: string) => {
  house.moveTo(at);
  while ((await house.deadlines()) > 0);
  await settled(house);
};

const urgent = async (who: PersonSays) =>
  who.press(buttonOf(await who.type('urgent'), 'Record and go'), urgentAnswers);

const samsChat = 'chat-slack-USAM';
const digests = () => toldIn(house, samsChat).filter((one) => one === words('notices.digest.title'));
const digestText = () => {
  const found = house.sent.findLast(({ reply }) => reply.data.title === words('notices.digest.title'));
  return found ? (dataOf([found.reply], 'notice').lead ?? []).join(' ') : '';
};

describe('the daily summary', () => {
  it('comes to nobody who has not asked for it', async () => {
    await urgent(sam);
    await clockTo('2026-11-23T09:01:00Z');
    expect(digests()).toEqual([]);
  });

  it('comes at the hour they chose, on working days, for as long as something waits', async () => {
    await urgent(sam);
    await set(sam, '09:00');
    // Friday evening, and the weekend.
    await clockTo('2026-11-22T12:00:00Z');
    expect(digests()).toHaveLength(0);
    await clockTo('2026-11-23T08:59:00Z');
    expect(digests()).toHaveLength(0);
    await clockTo('2026-11-23T09:00:00Z');
    expect(digests()).toHaveLength(1);
    await clockTo('2026-11-23T16:00:00Z');
    expect(digests()).toHaveLength(1);
    await clockTo('2026-11-24T09:00:00Z');
    expect(digests()).toHaveLength(2);
  });

  it('says how much of each kind, overdue first, and nothing of a case', async () => {
    await urgent(sam);
    await sam.type('decide');
    await set(sam, '08:00');
    await clockTo('2026-11-24T08:00:00Z');
    expect(digestText()).toMatch(/^Overdue: 1\..*Yours to finish: 1\..*Drafts: 1\./);
    const whole = JSON.stringify(
      house.sent.filter(({ reply }) => reply.data.title === words('notices.digest.title')),
    );
    expect(whole).not.toMatch(/C-2041|hurt|D-[2-9A-Z]{4}/);
  });

  it('is no message that waits itself', async () => {
    await urgent(sam);
    await set(sam, '09:00');
    await clockTo('2026-11-23T09:00:00Z');
    const waits = await house.store.list(home, { term: 'waits:p-sam', kinds: ['notice'], limit: 50 });
    expect(waits.items.filter(({ id }) => id.startsWith('digest/'))).toEqual([]);
  });

  it('does not come where nothing waits, and comes again when something does', async () => {
    await set(sam, '09:00');
    await clockTo('2026-11-23T09:00:00Z');
    expect(digests()).toEqual([]);
    await sam.type('decide');
    await clockTo('2026-11-24T09:00:00Z');
    expect(digests()).toHaveLength(1);
  });

  it('skips a holiday', async () => {
    house.moveTo('2026-12-24T12:00:00Z');
    await sam.type('decide');
    await set(sam, '09:00');
    for (const day of ['25', '26', '27', '28']) await clockTo(`2026-12-${day}T09:30:00Z`);
    expect(digests()).toEqual([]);
    await clockTo('2026-12-29T09:00:00Z');
    expect(digests()).toHaveLength(1);
  });

  it('comes once, however many instances run and however often the hour was changed', async () => {
    await urgent(sam);
    await set(sam, '09:00');
    await set(sam, '09:00');
    await set(sam, '10:00');
    house.moveTo('2026-11-23T10:00:00Z');
    const core = {
      store: house.store,
      policy: house.policy,
      words,
      clock: house.clock,
      log: () => undefined,
    };
    const another = createDeadlines({ ...core, guidance: noGuidance });
    await Promise.all([house.deadlines(), another(), house.deadlines(), another()]);
    await clockTo('2026-11-23T10:01:00Z');
    expect(digests()).toHaveLength(1);
    await set(sam, '12:00');
    await clockTo('2026-11-23T12:00:00Z');
    expect(digests()).toHaveLength(1);
  });

  it('comes late rather than not at all, and once', async () => {
    await urgent(sam);
    await set(sam, '09:00');
    await clockTo('2026-11-25T15:00:00Z');
    expect(digests()).toHaveLength(1);
    await clockTo('2026-11-26T09:00:00Z');
    expect(digests()).toHaveLength(2);
  });

  it('ends when it is turned off, and when they leave', async () => {
    await urgent(sam);
    await set(sam, '09:00');
    await set(sam, 'none');
    await clockTo('2026-11-23T09:00:00Z');
    expect(digests()).toEqual([]);
    await set(sam, '09:00');
    const zoe = house.as('teams', 'zoe');
    const list = await zoe.type('people called sam');
    const card = await zoe.press(buttonOf(list, words('lists.open')));
    const form = await zoe.press(buttonOf(card, words('person.actions.left')));
    await zoe.press(buttonOf(form, words('engine.next')), { why: 'Left.' });
    await clockTo('2026-11-24T09:00:00Z');
    expect(digests()).toEqual([]);
  });
});

describe('quiet hours', () => {
  const zoesChat = 'chat-teams-zoe';
  const zoe = () => house.as('teams', 'zoe');

  it('hold back what is not about danger until they end', async () => {
    await set(zoe(), 'none', '18:00-08:00');
    house.moveTo('2026-11-20T21:00:00Z');
    await asks(house.as('slack', 'UNEW'));
    await settled(house);
    expect(toldIn(house, zoesChat)).toEqual([]);
    expect(await noticesTo(house, 'p-zoe')).toHaveLength(1);
    house.moveTo('2026-11-21T07:59:00Z');
    await settled(house);
    expect(toldIn(house, zoesChat)).toEqual([]);
    house.moveTo('2026-11-21T08:00:00Z');
    await settled(house);
    expect(toldIn(house, zoesChat)).toEqual([words('enrolment.notices.asked.title')]);
  });

  it('hold back no word of danger', async () => {
    await set(house.as('teams', 'morgan'), 'none', '18:00-08:00');
    house.moveTo('2026-11-20T21:00:00Z');
    await urgent(sam);
    await settled(house);
    expect(toldIn(house, 'chat-teams-morgan')).toEqual([words('urgent.notices.told.title')]);
  });

  it.each([
    ['before they begin', '2026-11-20T17:59:59Z', undefined],
    ['as they begin', '2026-11-20T18:00:00Z', '2026-11-21T08:00:00.000Z'],
    ['after midnight', '2026-11-21T03:00:00Z', '2026-11-21T08:00:00.000Z'],
    ['as they end', '2026-11-21T08:00:00Z', undefined],
    ['in summer, by the clock on the wall', '2026-07-20T17:00:00Z', '2026-07-21T07:00:00.000Z'],
    ['in the night of the clock change', '2026-10-24T22:00:00Z', '2026-10-25T08:00:00.000Z'],
  ])('%s', (_, now, until) => {
    const settings = { quiet: { from: '18:00', to: '08:00' } };
    expect(quietUntil(settings, 'draft', new Date(now), samplePolicy)?.toISOString()).toBe(until);
  });

  it('may lie within one day, and may be none', () => {
    const noon = new Date('2026-11-20T12:30:00Z');
    const lunch = { quiet: { from: '12:00', to: '13:00' } };
    expect(quietUntil(lunch, 'draft', noon, samplePolicy)?.toISOString()).toBe('2026-11-20T13:00:00.000Z');
    for (const kind of ['undelivered', 'enquiry.asked-red', 'enquiry.late'])
      expect(quietUntil(lunch, kind, noon, samplePolicy), kind).toBeUndefined();
    expect(quietUntil(lunch, 'enquiry.asked-amber', noon, samplePolicy)).toBeDefined();
    expect(quietUntil(undefined, 'draft', noon, samplePolicy)).toBeUndefined();
  });
});

describe('settings', () => {
  it('show what the register says, and keep what was chosen', async () => {
    const before = dataOf(await sam.type('settings'), 'page');
    expect(JSON.stringify(before.facts)).toMatch(/Sam Okoro.*Northborough Council.*Teams.*Slack/);
    const kept = dataOf(await set(sam, '09:00', '20:00-07:00'), 'page');
    expect(kept.inputs?.map(({ value }) => value)).toEqual(['09:00', '20:00-07:00']);
    house.restart();
    const after = dataOf(await house.as('teams', 'sam').type('settings'), 'page');
    expect(after.inputs?.map(({ value }) => value)).toEqual(['09:00', '20:00-07:00']);
  });

  it('take nothing that was not offered', async () => {
    const kept = dataOf(await set(sam, '03:17', 'always'), 'page');
    expect(kept.inputs?.map(({ value }) => value)).toEqual(['none', 'none']);
  });

  it('are for people on the register', async () => {
    const replies = await house.as('slack', 'UNEW').type('settings');
    expect(replies[0]?.data.title).toBe(words('outcomes.visitor.title'));
  });
});

describe('what waits', () => {
  const rows = async (who: PersonSays) => dataOf(await who.type('waiting'), 'list').items ?? [];

  it('is counted by kind, with a time and one button each', async () => {
    await urgent(sam);
    await sam.type('decide');
    const list = dataOf(await sam.type('waiting'), 'list');
    expect(list.lead?.[0]).toBe('Yours to finish: 1. Drafts: 1.');
    for (const { detail } of list.items ?? []) expect(detail).toMatch(/^(Due|Closes by itself) at /);
    expect(JSON.stringify(list)).not.toMatch(/C-2041|hurt/);
  });

  it('has what is overdue first, and then what is due soonest', async () => {
    await sam.type('decide');
    house.wait(60_000);
    await urgent(sam);
    house.moveTo('2026-11-24T10:00:00Z');
    const [first, second] = await rows(sam);
    expect(first?.detail).toMatch(/^Overdue: it was due at 17:00 on Monday/);
    expect(second?.detail).toMatch(/^Closes by itself/);
  });

  it('names what somebody was asked by its kind', async () => {
    await asks(house.as('slack', 'UNEW'));
    await settled(house);
    const list = dataOf(await house.as('teams', 'zoe').type('waiting'), 'list');
    expect(list.lead?.[0]).toBe('Asked to join: 1.');
    expect(list.items).toHaveLength(1);
  });

  it('counts messages to read until they are noted', async () => {
    await urgent(sam);
    await settled(house);
    const morgan = house.as('teams', 'morgan');
    const list = await morgan.type('waiting');
    expect(dataOf(list, 'list').lead?.[0]).toBe('Messages to read: 1.');
    const notice = await morgan.press(buttonOf(list, words('lists.read')));
    await morgan.press(buttonOf(notice, words('lists.noted')));
    expect(await rows(morgan)).toEqual([]);
  });

  it('is on the home tab too', async () => {
    await urgent(sam);
    const home = await sam.act({ kind: 'opened-home' });
    expect(home[0]?.how).toBe('home');
    expect(dataOf(home, 'list').lead?.[1]).toBe('Yours to finish: 1.');
  });

  it('says so where there is more than can be shown', async () => {
    const many = Array.from({ length: 120 }, (_, n) =>
      owe({
        ...{ id: `n-${n}`, to: 'p-sam', kind: 'urgent.told', params: {}, ref: 'D-7K3M-Q2', from: 'p-kit' },
        ...{ who: 'Kit', sentAt: '2026-11-20T10:00:00.000Z', attempts: 0 },
      }).slice(0, 1),
    ).flat();
    for (const part of [many.slice(0, 60), many.slice(60)]) await house.store.commit(home, part);
    for (let n = 0; n < 2; n += 1) {
      const more = many
        .slice(n * 50, n * 50 + 50)
        .map((change) =>
          change.op === 'create'
            ? { ...change, item: { ...change.item, id: `m-${change.item.id}` } }
            : change,
        );
      await house.store.commit(home, more);
    }
    const list = dataOf(await sam.type('waiting'), 'list');
    expect(list.lead?.[1]).toBe(words('waiting.many'));
    expect(list.items).toHaveLength(20);
  });
});
