import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import { aCase, endings, pick, type Sitting } from '../support/decision-drive.ts';
import { council, police } from '../support/dispute-house.ts';
import { victim } from '../support/enquiries.ts';
import { type EnquiryHouse, eastmoor, hub, next, openEnquiryHouse, say } from '../support/enquiry-house.ts';
import { buttonOf } from '../support/house.ts';

/** One case, from asking the hub to what came of it: in the channel, in the records of each agency, for whoever asked. */

const policeName = 'Northborough and Eastmoor Police';
const eastmoorName = 'Eastmoor Council';

describe('an enquiry of a hub', () => {
  let home: EnquiryHouse;
  let sam: Sitting;
  let nadia: Sitting;
  let lee: Sitting;
  let anika: Sitting;

  beforeEach(async () => {
    home = await openEnquiryHouse();
    [sam, nadia, lee, anika] = ['sam', 'nadia', 'lee', 'anika'].map((name) => home.person(name)) as [
      Sitting,
      Sitting,
      Sitting,
      Sitting,
    ];
  });
  afterEach(() => home.close());

  const mark = () => nadia.press(say('enquiry.answer.questions.mark.options.high'), { nature: 'offence' });
  const requestOf = async (agency: string) =>
    (await home.one()).requests.find((request) => request.agency === agency);

  it('takes few presses, and says at once what the hub calls it', async () => {
    await home.ask();
    const presses = sam.seen().length - 1;
    expect(presses).toBeLessThanOrEqual(9);
    const [request] = await home.requests();
    const enquiry = await home.one();
    expect(request).toMatchObject({ status: 'open', enquiry: enquiry.reference });
    await sam.type(request?.reference ?? '');
    expect(JSON.stringify(sam.record())).toContain(enquiry.reference);
    expect(enquiry).toMatchObject({ agencyId: hub, links: [], ledBy: { person: 'p-anika' } });
    expect(enquiry.requests.map(({ agency }) => agency)).toEqual([police, eastmoor]);
  });

  it('shows the channel the question, the rating, the lead and the clock, and no case', async () => {
    await home.ask();
    const { status, lead, lines } = home.board();
    expect(status).toBe('Red: 0 of 2 have answered.');
    expect(lead?.join(' ')).toContain('Is anyone in this home known to you?');
    expect(lead?.join(' ')).toContain('Lead: ');
    expect(lines?.map(({ state }) => state)).toEqual(
      Array.from({ length: 2 }, () => 'Asked. Due by 14:00 on Monday 23 November 2026.'),
    );
    expect(JSON.stringify(home.board())).not.toContain('C-2041');
  });

  it('tells every member of each agency, who answers from the notice itself', async () => {
    await home.ask();
    for (const name of ['nadia', 'dev', 'lee'])
      expect((await home.told(name)).map(({ kind }) => kind)).toEqual(['enquiry.asked-red']);
    const notice = home.house.sent.find(({ to, reply }) => to.user === 'nadia' && reply.card === 'notice');
    const slack = home.house.as('slack', 'nadia');
    const opened = await slack.press(buttonOf([notice?.reply as never], say('enquiry.actions.answer')));
    await slack.press(buttonOf(opened, say('enquiry.answer.questions.state.options.nothing')));
    await home.quiet();
    expect(home.line(policeName)).toBe('Nothing held.');
  });

  it('leads who holds something to their own decision, and shows what came of it', async () => {
    await home.ask();
    await home.answer(nadia, 'holds', mark);
    expect(home.line(policeName)).toBe('Holds something. They are deciding.');
    await nadia.type((await home.one()).reference);
    expect(JSON.stringify(nadia.record().lead)).toContain('One thing is left');
    await nadia.press(say('enquiry.begins.decision'));
    await nadia.press(words('decision.questions.actToday.options.no'));
    expect(nadia.page().inputs?.find(({ id }) => id === 'recipient')?.value).toBe('childrens-duty-team');
    await nadia.follow([
      { title: next, fields: { ...aCase, subjectRef: 'PC-77' } },
      pick('verified', 'yes'),
      pick('wellbeing', 'person', { items: 'Called out twice in May' }),
      pick('lets', 'on-file'),
      pick('consentSound', 'yes'),
      endings.follows,
    ]);
    await home.quiet();
    const enquiry = await home.one();
    expect(home.line(policeName)).toBe('Holds something. To be sent by a secure route.');
    const [decision] = await home.listed<DecisionRecord>(police, 'type:decision', 'record');
    expect(decision).toMatchObject({ links: [enquiry.reference], direction: 'in' });
    expect(enquiry.requests[0]).toMatchObject({ decided: 'to-send', decisionRef: decision?.reference });
    expect(JSON.stringify(enquiry)).not.toContain('Called out');

    await nadia.press(words('decision.actions.sent'));
    const [input] = nadia.page().inputs ?? [];
    await nadia.press(words('decision.sent.questions.rightPerson.options.yes'), {
      route: input?.choices?.[0]?.value ?? '',
    });
    await home.quiet();
    expect(home.line(policeName)).toBe('Holds something. Shared by a secure route.');
    const [request] = await home.requests();
    expect(request?.counts).toMatchObject({ all: 2, answered: 1, holds: 1, shared: 1 });
  });

  it('asks who refuses for their decision too, and lets another agency dispute it', async () => {
    await home.ask();
    await home.answer(nadia, 'cannot', () => nadia.press(words('dispute.questions.point.options.law')));
    expect(home.line(policeName)).toBe('Cannot share: not sure that the law allows it.');
    expect((await home.told('anika')).map(({ kind }) => kind)).toContain('enquiry.refused');
    const { reference } = await home.one();
    await sam.type(reference);
    await sam.press(say('enquiry.begins.dispute'));
    await sam.press(words('dispute.questions.safety.options.can-wait'));
    const filled = Object.fromEntries((sam.page().inputs ?? []).map(({ id, value }) => [id, value]));
    expect(filled).toMatchObject({ about: reference, partner: 'police-public-protection', point: 'law' });
    await sam.press(next, { sentence: 'The law lets them.' });
    await sam.press(words('engine.confirm'));
    await home.quiet();
    expect(await home.disputes(police)).toHaveLength(1);
    expect((await home.one()).disputes).toMatchObject([{ agency: police, by: council }]);
    await sam.type(reference);
    expect(sam.record().buttons?.map(({ title }) => title)).not.toContain(say('enquiry.begins.dispute'));
    const disputed = () => sam.record().facts?.find(({ title }) => title === say('enquiry.facts.disputes'));
    expect(JSON.stringify(disputed())).toContain('not settled yet');
    for (const [name, agency] of [
      ['morgan', council],
      ['dev', police],
    ] as const) {
      const [own] = await home.disputes(agency);
      const who = home.person(name);
      await who.type(own?.reference ?? '');
      await who.press(say(name === 'morgan' ? 'dispute.actions.result' : 'dispute.actions.agree'));
      if (name === 'morgan')
        await who.press(next, { say: 'share', reasons: 'The law lets them', impact: 'delay' });
      else await who.press(say('dispute.result.questions.impact.options.delay'));
      await home.quiet();
    }
    await sam.type(reference);
    expect(JSON.stringify(disputed())).toContain('settled, it is shared');
    expect((await home.told('anika')).map(({ kind }) => kind)).toContain('enquiry.settled');

    await home.at('2026-11-23T14:00:01Z');
    expect((await home.told('nadia')).map(({ kind }) => kind)).toContain('enquiry.decide');
  });

  it('is found from what waits: the board says what the hub waits for', async () => {
    await home.ask();
    for (const name of ['sam', 'nadia'] as const) {
      const who = home.person(name);
      await who.type('waiting');
      expect(who.list().lead).toContain(say('waiting.hub'));
      await who.press(say('titles.board'));
      expect(JSON.stringify(who.shown())).toContain((await home.one()).reference);
    }
  });

  it('gives more time once, and names who is late after it', async () => {
    await home.ask();
    const until = (untilDate: string, untilTime: string) => async () => {
      await lee.press(next, { untilDate, untilTime, whyTime: 'looking' });
    };
    await home.answer(lee, 'needs-time', until('2026-11-23', '18:30'));
    expect(lee.page().inputs?.find(({ id }) => id === 'untilTime')?.error).toContain('later than this');
    await until('2026-11-22', '17:00')();
    expect(lee.page().inputs?.find(({ id }) => id === 'untilTime')?.error).toContain('time is over');
    await until('2026-11-23', '17:30')();
    await home.quiet();
    expect(home.line(eastmoorName)).toBe('Needs more time, until 17:30 on Monday 23 November 2026.');

    await home.at('2026-11-23T12:00:00Z');
    expect((await home.told('nadia')).map(({ kind }) => kind).sort()).toEqual([
      'enquiry.asked-red',
      'enquiry.remind',
    ]);
    await home.at('2026-11-23T14:00:01Z');
    expect(home.line(policeName)).toContain('Late.');
    expect(home.line(eastmoorName)).toContain('Needs more time');
    expect((await home.told('anika')).map(({ kind }) => kind)).toEqual(['enquiry.late-lead']);
    expect(home.board().status).toBe('Red: 0 of 2 have answered. Late: 1.');
    await home.at('2026-11-23T17:30:01Z');
    expect(home.line(eastmoorName)).toContain('Late.');
    const [request] = await home.requests();
    expect(request?.counts?.late).toBe(2);

    for (const hour of ['18:01', '22:02', '23:59']) await home.at(`2026-11-23T${hour}:00Z`);
    await home.at('2026-11-26T10:00:00Z');
    const late = (await home.told('nadia')).filter(({ kind }) => kind === 'enquiry.late');
    expect(late).toHaveLength(home.house.policy.timers.ask.mostChases);
    await home.answer(nadia, 'nothing');
    expect(home.line(policeName)).toBe('Nothing held.');
  });

  it('keeps what was said before when an agency says something else, and why', async () => {
    await home.ask();
    await home.answer(nadia, 'nothing');
    home.house.wait(1_000);
    await nadia.type((await home.one()).reference);
    await nadia.press(say('enquiry.actions.answer'));
    await nadia.press(say('enquiry.answer.questions.state.options.holds'));
    expect(JSON.stringify(nadia.page().inputs)).toContain('Needed');
    await nadia.press(say('enquiry.answer.questions.state.options.holds'), { changed: 'found' });
    await mark();
    await home.quiet();
    const enquiry = await home.one();
    expect(enquiry.requests[0]).toMatchObject({ state: 'holds', changed: 'found', mark: 'high' });
    const [version] = await home.house.store.read(hub, [{ kind: 'version', id: `${enquiry.reference}/2` }]);
    expect(JSON.stringify(version?.body)).toContain('"state":"nothing"');
  });

  it('is assessed together, closes only with the view of the person, and its plan runs on', async () => {
    await home.ask();
    await home.joint(nadia, 'risk', [next, { riskText: 'Violence at night', riskLevel: 'high' }]);
    await home.joint(lee, 'dissent', [next, { dissentText: 'We think it is less.' }]);
    await home.joint(sam, 'plan', [
      next,
      { planText: 'Visit together', planAgency: police, planOwner: 'Duty sergeant', planDue: '2026-11-24' },
    ]);
    expect((await home.told('dev')).map(({ kind }) => kind)).toContain('enquiry.plan');

    await sam.type((await home.one()).reference);
    await sam.press(say('enquiry.actions.joint'));
    expect(() => sam.button(say('enquiry.joint.questions.what.options.close'))).toThrow();

    await anika.type((await home.one()).reference);
    await anika.press(say('enquiry.actions.joint'));
    await anika.press(say('enquiry.joint.questions.what.options.close'));
    expect(JSON.stringify(anika.page().lead)).toContain('cannot close yet');
    await anika.press(next, { ...victim, wishes: '' });
    expect(JSON.stringify(anika.page().inputs)).toContain('Needed');
    await anika.press(next, victim);
    await anika.press(say('enquiry.joint.questions.level.options.high'));
    await anika.press(next, { outcome: 'together', outcomeText: 'A visit is planned.' });
    await home.quiet();
    expect(await home.one()).toMatchObject({ status: 'closed', level: 'high', victim });
    expect(home.board().status).toContain('Closed');

    const [request] = await home.requests();
    expect(request).toMatchObject({ status: 'closed', outcome: 'together', words: 'A visit is planned.' });
    await sam.type(request?.reference ?? '');
    await sam.press(say('enquiry-request.actions.feedback'));
    await sam.press(say('enquiry-request.feedback.questions.helped.options.used'));
    await home.quiet();
    expect((await home.one()).feedback).toMatchObject({ code: 'used' });

    await home.at('2026-11-25T09:00:01Z');
    expect((await home.one()).plan[0]).toMatchObject({ overdue: true, chases: 1 });
    expect((await home.told('nadia')).map(({ kind }) => kind)).toContain('enquiry.plan-late');
    await home.at('2026-11-26T09:00:01Z');
    expect((await home.told('anika')).map(({ kind }) => kind)).toContain('enquiry.plan-late-lead');
    await home.joint(nadia, 'done', ['Visit together']);
    expect((await home.one()).plan[0]).toMatchObject({ overdue: false });
    expect((await home.one()).plan[0]?.doneAt).toBeDefined();
  });

  it('is led by whoever takes the lead, who asks more agencies and changes the rating', async () => {
    await home.ask({ agencies: police });
    await home.joint(anika, 'more', [next, { agencies: `${eastmoor},riverside-nhs` }]);
    expect((await home.told('lee')).map(({ kind }) => kind)).toEqual(['enquiry.asked-red']);
    expect(home.line('Riverside NHS Trust')).toContain('ring them');
    await home.joint(anika, 'rating', [next, { rating: 'amber', ratingWhy: 'She is with her aunt.' }]);
    expect(home.board().status).toBe('Amber: 0 of 3 have answered.');
    expect((await requestOf(police))?.dueAt).toMatch(/^2026-11-26T10:00:0/);
    expect((await home.told('dev')).map(({ kind }) => kind)).toContain('enquiry.rated-amber');
    await home.at('2026-11-23T15:00:00Z');
    expect((await requestOf(police))?.late).toBe(false);
  });
});
