import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import type { Breach } from '../../dialogs/breach/record.ts';
import { complaint } from '../../dialogs/complaint/dialog.ts';
import {
  aComplaint,
  action,
  type ComplaintHouse,
  confirm,
  council,
  logs,
  next,
  openComplaintHouse,
  police,
} from '../support/complaint-house.ts';
import { contextAt } from '../support/context.ts';

/** A complaint at the council: from whoever wrote it down to whoever deals with it, with a partner and a clock. */

let there: ComplaintHouse;
const at = async (start: string) => {
  await there?.close();
  there = await openComplaintHouse({ start });
};
beforeEach(async () => {
  there = await openComplaintHouse();
});
afterEach(() => there.close());

const ours = async () => {
  const [found] = await there.complaints();
  if (!found) throw new Error('no complaint');
  return found;
};
const kinds = async (name: string): Promise<string[]> =>
  (await there.notices(name)).map(({ kind }) => kind).reverse();
const goTo = async (when: string) => {
  there.house.moveTo(when);
  await there.quiet();
};
/** Day by day, as the clock goes. */
const through = async (from: string, days: number) => {
  for (let day = 0; day <= days; day += 1)
    await goTo(new Date(Date.parse(from) + day * 86_400_000).toISOString());
};
const option = (key: string, value: string) => words(`complaint.${key}.options.${value}`);

const logged = async (fields: Record<string, string> = {}) => {
  const ref = await logs(there.person('sam'), fields);
  await there.quiet();
  return ref;
};
const does = async (ref: string, what: string, fields?: Record<string, string>) => {
  there.house.wait(1000);
  const who = await there.open('colin', ref);
  await who.press(action(`complaint.${what}`));
  if (fields) await who.press(next, fields);
  await there.quiet();
  return who;
};
const acknowledged = async (ref: string, how = 'letter', on = '2026-11-23') =>
  does(ref, 'acknowledge', { on, how });
const else_ = async (ref: string, which: string) => {
  const who = await does(ref, 'other');
  await who.press(option('other.questions.which', which));
  return who;
};

describe('a complaint that is logged', () => {
  it('is dated today, and goes to the complaints post of the agency with its own rules', async () => {
    const ref = await logged();
    expect(await ours()).toMatchObject({
      reference: ref,
      status: 'logged',
      receivedOn: '2026-11-23',
      dueOn: '2026-12-23',
      asked: ['p-colin'],
      createdBy: { id: 'p-sam' },
    });
    expect(await kinds('colin')).toEqual(['complaint.logged']);
    const card = JSON.stringify((await there.open('colin', ref)).shown());
    expect(card).toContain('https://northborough.example/complaints');
    expect(card).toContain('23 December 2026');
  });

  it('takes no date to come, no name, and nothing without a reference', async () => {
    const sam = there.person('sam');
    await sam.type('complaint');
    for (const wrong of [
      { received: '2026-11-24' },
      { complainantRef: 'Jane Smith' },
      { sharingRef: 'a long story' },
      { complainantRef: '' },
    ]) {
      await sam.press(next, { ...aComplaint, received: '2026-11-23', ...wrong });
      expect(JSON.stringify(sam.page())).toContain('error');
    }
    expect(await there.complaints()).toEqual([]);
  });

  it('asks what it is about where nothing of the list fits', async () => {
    const sam = there.person('sam');
    await sam.type('someone complains');
    await sam.press(next, { ...aComplaint, about: 'other' });
    await sam.press(next, { aboutText: 'They ring Mrs Ann Porter on 01632 960 555' });
    expect(JSON.stringify(sam.page())).toContain(
      words('engine.errors.tells-who', { label: '' }).slice(0, 20),
    );
    await sam.press(next, { aboutText: 'The letter came late' });
    await sam.press(confirm);
    expect((await ours()).aboutText).toBe('The letter came late');
  });

  it('is seen by whoever logged it, whoever deals with it and who looks after the agency, and nobody else', async () => {
    const ref = await logged();
    const seen = async (name: string) =>
      JSON.stringify((await there.open(name, ref)).shown()).includes('C-2041');
    for (const name of ['sam', 'colin', 'ada']) expect(await seen(name), name).toBe(true);
    for (const name of ['kit', 'nadia', 'carys']) expect(await seen(name), name).toBe(false);
  });

  it('says nothing of the case in any notice', async () => {
    await logged();
    for (const name of ['colin', 'carys', 'sam'])
      for (const notice of await there.notices(name)) {
        expect(JSON.stringify(notice)).not.toContain('C-2041');
        expect(notice.params).not.toHaveProperty('about');
      }
  });

  it('is theirs to deal with where the complaints officer logs it', async () => {
    const ref = await logs(there.person('colin'));
    expect(await ours()).toMatchObject({ asked: ['p-colin'], loggedBy: { id: 'p-colin' } });
    await acknowledged(ref);
    expect((await ours()).status).toBe('acknowledged');
  });

  it('is asked for again until somebody has it in hand, then of whoever stands in', async () => {
    const ref = await logged();
    await goTo('2026-11-23T14:30:00Z');
    expect(await kinds('colin')).toEqual(['complaint.logged', 'complaint.chase']);
    await goTo('2026-11-24T11:00:00Z');
    expect((await ours()).asked).toEqual(['p-colin', 'p-helen']);
    expect(await kinds('helen')).toEqual(['complaint.chase']);
    await (await there.open('helen', ref)).press(action('complaint.mine'));
    await goTo('2026-11-27T11:00:00Z');
    expect(await kinds('helen')).toEqual(['complaint.chase']);
  });
});

describe('the thirty days', () => {
  it.each([
    ['through Christmas', '2026-11-23T10:00:00Z', '2026-12-23'],
    ['out of summer time', '2026-10-01T10:00:00Z', '2026-10-31'],
    ['into summer time', '2027-03-10T10:00:00Z', '2027-04-09'],
    ['to a bank holiday', '2026-11-25T10:00:00Z', '2026-12-25'],
    ['late in the evening', '2026-11-23T23:59:00Z', '2026-12-23'],
    ['past midnight in summer, by the clock on the wall', '2027-06-30T23:30:00Z', '2027-07-31'],
  ])('run by the calendar %s', async (_, start, due) => {
    await at(start);
    await logged();
    expect((await ours()).dueOn).toBe(due);
  });

  it.each([
    ['in winter', '2026-11-23T10:00:00Z', '2026-12-22', '2026-12-23', '2026-12-24', 'Z'],
    [
      'across the change of the clocks',
      '2026-10-01T10:00:00Z',
      '2026-10-30',
      '2026-10-31',
      '2026-11-01',
      'Z',
    ],
    ['into summer time', '2027-03-10T10:00:00Z', '2027-04-08', '2027-04-09', '2027-04-10', '+01:00'],
  ])(
    'chase on day 29, mark nothing on day 30 and mark it on day 31, %s',
    async (_, start, d29, d30, d31, zone) => {
      await at(start);
      const ref = await logged();
      await (await there.open('colin', ref)).press(action('complaint.mine'));
      const instant = (day: string, time: string) => new Date(`${day}T${time}:00${zone}`).toISOString();
      await goTo(instant(d29, '09:29'));
      const before = (await kinds('colin')).length;
      there.house.restart();
      await goTo(instant(d29, '09:31'));
      expect((await kinds('colin')).slice(before)).toEqual(['complaint.acknowledge-soon']);
      await goTo(instant(d30, '23:59'));
      const overdue = words('complaint.status.logged-late', { day: '' }).slice(0, 12);
      expect(JSON.stringify((await there.open('colin', ref)).record())).not.toContain(overdue);
      await goTo(instant(d31, '00:00'));
      expect(JSON.stringify((await there.open('colin', ref)).record())).toContain(overdue);
      await goTo(instant(d31, '09:30'));
      expect((await kinds('colin')).slice(before)).toEqual([
        'complaint.acknowledge-soon',
        'complaint.acknowledge-late',
      ]);
      expect((await kinds('helen')).at(-1)).toBe('complaint.acknowledge-late');
    },
  );

  it('ask on the working day before, where the day itself is a holiday', async () => {
    await at('2026-11-28T10:00:00Z');
    const ref = await logged();
    await (await there.open('colin', ref)).press(action('complaint.mine'));
    const before = (await kinds('colin')).length;
    // Due on Monday 28 December, a holiday: seven days before is Monday 21, one day before is a Sunday.
    await goTo('2026-12-24T09:29:00Z');
    expect((await kinds('colin')).slice(before)).toEqual(['complaint.acknowledge-soon']);
    await goTo('2026-12-24T09:31:00Z');
    expect((await kinds('colin')).slice(before)).toHaveLength(2);
  });

  it('are over already where it came long ago', async () => {
    await logged({ received: '2026-09-01' });
    expect((await ours()).lates).toBe(1);
    expect(await kinds('colin')).toContain('complaint.acknowledge-late');
  });

  it('ask no more than they may, and never after an answer', async () => {
    const ref = await logged({ received: '2026-09-01' });
    await through('2026-11-23T11:00:00Z', 20);
    expect((await ours()).lates).toBe(3);
    await acknowledged(ref, 'letter', '2026-12-10');
    const before = (await kinds('colin')).length;
    await through('2026-12-14T11:00:00Z', 7);
    expect((await kinds('colin')).length).toBe(before);
  });

  it('lose nothing where nobody was there for weeks', async () => {
    await logged();
    await goTo('2027-01-20T10:00:00Z');
    expect(await kinds('colin')).not.toContain('complaint.acknowledge-soon');
    expect(await kinds('colin')).toContain('complaint.acknowledge-late');
  });
});

describe('dealing with it', () => {
  it('goes from the first answer over news to an outcome, and is closed by whoever deals with it', async () => {
    const ref = await logged();
    await acknowledged(ref);
    expect(await ours()).toMatchObject({
      status: 'acknowledged',
      dueOn: '2026-12-23',
      rights: { how: 'letter' },
    });
    await goTo('2026-12-01T10:00:00Z');
    await does(ref, 'news', { text: 'We have asked the team' });
    expect(await ours()).toMatchObject({ status: 'progress', dueOn: '2026-12-31' });
    await does(ref, 'outcome', { outcome: 'partly', reasons: 'Two lines too many', changes: 'A new form' });
    expect((await ours()).dueOn).toBeUndefined();
    expect(await kinds('sam')).toContain('complaint.outcome');
    await does(ref, 'close');
    expect(await ours()).toMatchObject({ status: 'closed', readers: ['p-colin'] });
    expect((await there.open('colin', ref)).record().title).toContain(ref);
  });

  it('asks for news when thirty days have passed without any', async () => {
    const ref = await logged();
    await acknowledged(ref);
    await goTo('2026-12-24T09:31:00Z');
    expect((await kinds('colin')).slice(-1)).toEqual(['complaint.news-late']);
    expect(JSON.stringify((await there.open('colin', ref)).record())).toContain('Overdue');
  });

  it.each([
    ['before it came', '2026-11-22'],
    ['on a day to come', '2026-11-24'],
  ])('takes no first answer %s', async (_, on) => {
    const ref = await logged();
    await acknowledged(ref, 'letter', on);
    expect((await ours()).status).toBe('logged');
  });

  it('has no outcome before the person has the paper with their rights', async () => {
    const ref = await logged();
    await acknowledged(ref, 'not-yet');
    const colin = await does(ref, 'outcome', { outcome: 'upheld', reasons: 'So it was' });
    expect(JSON.stringify(colin.page())).toContain('Not yet');
    expect((await ours()).outcome).toBeUndefined();
    const handed = await else_(ref, 'rights');
    expect(JSON.stringify(handed.page())).toContain('0303 123 1113');
    await handed.press(option('other.questions.how', 'by-hand'));
    await does(ref, 'outcome', { outcome: 'upheld', reasons: 'So it was' });
    expect((await ours()).outcome?.code).toBe('upheld');
  });

  it('has no outcome and no close before the first answer', async () => {
    const ref = await logged();
    const colin = await there.open('colin', ref);
    for (const name of ['outcome', 'close']) {
      await colin.send({ do: 'act', ref, action: name, seq: 1 });
      expect((await ours()).status).toBe('logged');
    }
  });

  it('keeps that it was passed on inside the agency, and has no field for more', async () => {
    const ref = await logged();
    const colin = await else_(ref, 'referred');
    const shown = colin.page();
    expect(shown.inputs ?? []).toEqual([]);
    await colin.press(option('other.questions.sure', 'yes'));
    expect(Object.keys((await ours()).referredInternally ?? {}).sort()).toEqual(['at', 'by']);
  });

  it('is passed to a colleague, who is asked; whoever had it may read it', async () => {
    const ref = await logged();
    const colin = await else_(ref, 'pass');
    await colin.press(option('other.questions.post', 'legal'));
    await there.quiet();
    expect(await ours()).toMatchObject({ asked: ['p-vera'], readers: ['p-colin'] });
    expect(await kinds('vera')).toContain('complaint.passed');
    const card = (await there.open('colin', ref)).record();
    expect(card.title).toContain(ref);
    expect(JSON.stringify(card.buttons)).not.toContain(action('complaint.acknowledge'));
    await goTo('2026-11-23T16:00:00Z');
    expect((await kinds('vera')).at(-1)).toBe('complaint.chase');
  });

  it.each([
    ['by day', '2026-11-23T10:00:00Z', '2026-11-23T14:30:00Z'],
    ['by night, twice before anybody is there', '2026-11-23T20:00:00Z', '2026-11-24T13:30:00Z'],
  ])('is passed on again, and asked for again once, %s', async (_, start, later) => {
    await at(start);
    const ref = await logged();
    const colin = await else_(ref, 'pass');
    await colin.press(option('other.questions.post', 'legal'));
    const vera = await there.open('vera', ref);
    await vera.press(action('complaint.other'));
    await vera.press(option('other.questions.which', 'pass'));
    await vera.press(option('other.questions.post', 'dpo'));
    await there.quiet();
    expect(await ours()).toMatchObject({ asked: ['p-colin'], readers: ['p-vera'] });
    await goTo(later);
    expect((await kinds('colin')).filter((kind) => kind === 'complaint.chase')).toHaveLength(1);
  });

  it('hears more from whoever logged it, and lets them do nothing else', async () => {
    const ref = await logged();
    const sam = await there.open('sam', ref);
    expect(sam.record().buttons?.map(({ title }) => title)).not.toContain(action('complaint.acknowledge'));
    await sam.press(action('complaint.more'));
    await sam.press(next, { text: 'They wrote again' });
    await there.quiet();
    expect((await ours()).more).toMatchObject([{ text: 'They wrote again' }]);
    expect(await kinds('colin')).toContain('complaint.more');
  });

  it('counts a doubled press once', async () => {
    const ref = await logged();
    const colin = await there.open('colin', ref);
    const press = colin.button(action('complaint.mine'));
    await colin.send(press, {}, 'one');
    await colin.send(press, {}, 'one');
    await colin.send(press, {}, 'two');
    expect((await ours()).versions).toHaveLength(2);
  });
});

describe('a partner who has a part in it', () => {
  const theirs = async () => (await there.liaisons(police))[0];

  it('is told at once with codes and references, and what they answer comes back', async () => {
    const ref = await logged();
    expect(await theirs()).toMatchObject({
      kind: 'complaint',
      code: 'too-much',
      theirRef: ref,
      about: ['D-7K3M-Q2'],
      asked: ['p-carys'],
      status: 'told',
    });
    expect(JSON.stringify(await theirs())).not.toContain('C-2041');
    const carys = await there.open('carys', (await theirs())?.reference ?? '');
    await carys.press(action('liaison.heardIt'));
    await there.quiet();
    const [partner] = (await ours()).partnersLiaised;
    expect(partner?.heardAt).toBeDefined();
    expect(await kinds('colin')).toContain('complaint.heard');
  });

  it('is told once more are known, and only of those who were not told', async () => {
    const ref = await logged({ partner: '' });
    expect(await there.liaisons(police)).toEqual([]);
    const colin = await else_(ref, 'partner');
    await colin.press(next, { partner: 'police-public-protection' });
    await there.quiet();
    expect(await there.liaisons(police)).toHaveLength(1);
    const again = await else_(ref, 'partner');
    const offered = JSON.stringify(again.page().inputs);
    expect(offered).not.toContain('police-public-protection');
  });

  it('logs it as theirs too, and each side has the reference of the other', async () => {
    const ref = await logged();
    const carys = await there.open('carys', (await theirs())?.reference ?? '');
    await carys.press(words('liaison.begins.complaint'));
    await carys.press(next, { complainantRef: 'P-88', alleges: 'no' });
    await carys.press(confirm);
    await there.quiet();
    const [own] = await there.records(police, 'complaint');
    expect(await theirs()).toMatchObject({ status: 'linked', ownRef: own?.reference });
    expect(own?.links).toContain((await theirs())?.reference);
    expect((await ours()).partnersLiaised[0]?.theirRef).toBe(own?.reference);
    expect(own?.reference).not.toBe(ref);
  });

  it('who cannot be told by a message is to be rung', async () => {
    await logged();
    const { lifecycle } = complaint;
    const record = await ours();
    const ctx = { now: there.house.clock(), policy: there.house.policy } as never;
    const effect = lifecycle.actions.unreached?.apply(record, { partner: 'police-public-protection' }, ctx);
    expect(effect?.record.partnersLiaised).toMatchObject([{ toRing: true }]);
    expect(effect?.notices).toMatchObject([{ to: 'p-colin', kind: 'complaint.unreached' }]);
  });

  it('who never answers is named to whoever deals with it', async () => {
    await logged();
    await through('2026-11-23T14:30:00Z', 7);
    expect((await kinds('carys')).filter((kind) => kind === 'liaison.chase')).toHaveLength(3);
    expect(await kinds('colin')).toContain('complaint.late');
  });
});

describe('a complaint that something private got out', () => {
  const breachOf = async (agency: string) =>
    (await there.records(agency, 'breach'))[0] as (Breach & { reference: string }) | undefined;

  it('opens a breach record in the same breath, which tells the partner', async () => {
    const ref = await logged({ alleges: 'yes', received: '2026-11-20' });
    const breach = await breachOf(council);
    expect((await ours()).breachRef).toBe(breach?.reference);
    expect(breach).toMatchObject({
      links: [ref],
      originator: 'police-public-protection',
      subjectsRef: ['C-2041', 'D-7K3M-Q2'],
      awareAt: '2026-11-20T09:00:00.000Z',
    });
    const told = await there.liaisons(police);
    expect(told.map(({ kind, theirRef }) => [kind, theirRef])).toEqual([['breach', breach?.reference]]);
  });

  it('may be seen later: a new one is opened, or one that is there is linked on both', async () => {
    const ref = await logged();
    const colin = await else_(ref, 'breach-new');
    await there.quiet();
    const breach = await breachOf(council);
    expect((await ours()).breachRef).toBe(breach?.reference);
    expect(colin.record().title).toContain(ref);
    const other = await logs(there.person('sam'), { complainantRef: 'C-3000', partner: '' });
    const linking = await else_(other, 'breach-link');
    await linking.press(next, { ref: 'B-2' });
    expect(JSON.stringify(linking.page())).toContain('error');
    await linking.press(next, { ref: breach?.reference ?? '' });
    await there.quiet();
    expect((await breachOf(council))?.links).toContain(other);
  });
});

describe('a complaint that is begun from a decision', () => {
  const begun = (recipient: object[]) =>
    complaint.begins?.(
      { type: 'decision', reference: 'D-7K3M-Q2', recipient } as never,
      contextAt('2026-11-23T10:00:00.000Z'),
    );

  it.each([
    ['a partner of another agency', [{ id: 'police-public-protection' }], 'police-public-protection'],
    ['a team of our own', [{ id: 'childrens-duty-team' }], undefined],
    ['somebody whom we do not know', [{ name: 'A neighbour' }], undefined],
  ])('knows its reference, the day, and %s', (_, recipient, partner) => {
    expect(begun(recipient)).toEqual({
      filled: { received: '2026-11-23', sharingRef: 'D-7K3M-Q2', ...(partner ? { partner } : {}) },
    });
  });
});

describe('the paper for the person', () => {
  it('is theirs to keep, and says by when, what they may do and where, and nothing of the case', async () => {
    const ref = await logged();
    const colin = await there.open('colin', ref);
    await colin.send({ do: 'copy', ref, word: 'receipt' });
    const paper = JSON.stringify(colin.shown());
    for (const part of ['23 December 2026', '0303 123 1113', 'https://ico.org.uk/make-a-complaint/'])
      expect(paper).toContain(part);
    for (const part of ['C-2041', 'D-7K3M-Q2', 'Sam Okoro', 'police']) expect(paper).not.toContain(part);
  });
});
