import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import { classes } from '../../dialogs/breach/record.ts';
import {
  act,
  answers,
  type BreachHouse,
  does,
  next,
  openBreachHouse,
  refIn,
  reports,
  say,
  start,
  told,
  weighs,
} from '../support/breach-house.ts';
import { endings, type Sitting, ways } from '../support/decision-drive.ts';
import { council, type Name, police } from '../support/dispute-house.ts';
import { buttonOf } from '../support/house.ts';

/** A breach as people live it: reported, led, told to partners, closed. The council on Teams, the police on Slack. */

let there: BreachHouse;
beforeEach(async () => {
  there = await openBreachHouse();
});
afterEach(() => there.close());

const reportedBy = async (name: Name = 'sam', ...rest: [fields?: object, one?: (typeof classes)[number]]) => {
  const ref = await reports(there.person(name), ...(rest as []));
  await there.quiet();
  return ref;
};
const lead = (): Sitting => there.person('colin');
const opened = async (name: Name, ref: string): Promise<Sitting> => {
  const who = there.person(name);
  await who.type(ref);
  return who;
};
const leadOf = (who: Sitting): string => JSON.stringify(who.record().lead);
const titlesOf = (who: Sitting): string[] => (who.record().buttons ?? []).map(({ title }) => title);

describe('a report', () => {
  it('goes to the agency’s own route, shows its policy, and says what happens next (R-139, R-140)', async () => {
    const ref = await reportedBy();
    const sam = there.person('sam');
    expect(leadOf(sam)).toContain('Thank you');
    expect(leadOf(sam)).toContain('data protection officer');
    expect(leadOf(sam)).toContain('https://northborough.example/breaches');
    expect(await there.told('colin')).toEqual(['lead']);
    expect(await there.told('helen')).toEqual(['route']);
    expect(await there.told('vera')).toEqual(['route']);
    expect(await there.told('morgan')).toEqual(['manager']);
    expect(await there.told('sam')).toEqual([]);
    expect(await there.breach()).toMatchObject({ reference: ref, asked: ['p-colin'], status: 'reported' });
  });

  it('of another agency reaches its own people, and none of ours', async () => {
    await reportedBy('nadia');
    expect(await there.told('carys')).toEqual(['lead']);
    expect(await there.told('dev')).toEqual(['manager']);
    for (const name of ['colin', 'helen', 'vera', 'morgan'] as const)
      expect(await there.told(name)).toEqual([]);
    const carys = await opened('carys', (await there.breach(police)).reference);
    expect(leadOf(carys)).toContain('https://police.example/breaches');
  });

  it('by whoever caused it is taken like any other, the data protection officer too (R-148)', async () => {
    await reportedBy('colin', { what: 'I sent it to the wrong house' });
    expect(await there.breach()).toMatchObject({ lead: 'p-helen', createdBy: { id: 'p-colin' } });
    const colin = there.person('colin');
    expect(titlesOf(colin)).not.toContain(act('contained'));
    expect(titlesOf(colin)).toContain(act('more'));
  });

  it.each(classes)('of %s is listed, whatever becomes of it (R-143, R-147)', async (one) => {
    const ref = await reportedBy('sam', {}, one);
    expect(await there.breach()).toMatchObject({ class: [one] });
    const vera = there.person('vera');
    await vera.type('register');
    expect(JSON.stringify(vera.list().items)).toContain(ref);
  });

  it('that something was not shared says to share it now, and leads to a decision', async () => {
    await reportedBy('sam', { exposed: 'nobody' }, 'failure-to-share');
    const sam = there.person('sam');
    expect(leadOf(sam)).toContain('Share it now');
    expect(titlesOf(sam)).toContain(words('urgent.name'));
    await sam.press(say('begins.decision'));
    expect(sam.page().options?.length).toBeGreaterThan(0);
  });

  it('of somebody who is not on the register is taken, and writes to no partner', async () => {
    const says = there.house.as('teams', 'stranger');
    const [card] = await says.type('report a breach');
    const [page] = await says.press(buttonOf(card ? [card] : [], say('questions.class.options.misdirected')));
    const fields = { what: 'A letter came to me', refs: '', exposed: 'outsider', count: 'one', done: '' };
    const shown = await says.press(buttonOf(page ? [page] : [], say('submit')), {
      ...{ ...fields, whose: 'police-public-protection', foundDate: '', foundTime: '' },
    });
    expect(shown[0]?.card).toBe('record');
    await there.quiet();
    expect(await there.told('colin')).toEqual(['lead']);
    expect(await there.told('carys')).toEqual([]);
    const { reference: ref } = await there.breach();
    await does(lead(), ref, 'partner', [{}]);
    await there.quiet();
    expect(await there.told('carys')).toEqual(['liaison.breach']);
  });

  it('pressed twice is one breach', async () => {
    const sam = there.person('sam');
    await sam.type('breach');
    await sam.press(say('questions.class.options.insecure'));
    const press = sam.button(say('submit'));
    const fields = { what: 'A list lay open', exposed: 'colleague' };
    await Promise.all([sam.send(press, fields), sam.send(press, fields)]);
    await sam.send(press, fields);
    await there.quiet();
    expect(await there.breaches()).toHaveLength(1);
    expect(await there.told('colin')).toEqual(['lead']);
  });

  it('warns of what names somebody, and tells nobody what it says', async () => {
    await reportedBy('sam', { what: 'The file of Jordan Okafor lay open' });
    expect(JSON.stringify(there.person('sam').record().warnings)).toContain('a person');
    const outside = JSON.stringify([there.house.sent, there.house.events, await there.notices('colin')]);
    expect(outside).not.toContain('Jordan');
    expect(outside).not.toContain('C-2041');
  });

  it('is one press from a decision that went: its case and whom it went to are known', async () => {
    const sam = there.person('sam');
    await sam.decide([...ways.consent, endings.follows]);
    expect(titlesOf(sam)).not.toContain(words('decision.begins.breach'));
    await sam.press(words('decision.actions.sent'));
    await sam.press(words('decision.sent.questions.rightPerson.options.yes'), { route: 'secure-email' });
    await sam.press(words('decision.begins.breach'));
    await sam.press(say('questions.class.options.misdirected'));
    const held = Object.fromEntries((sam.page().inputs ?? []).map(({ id, value }) => [id, value]));
    expect(held).toMatchObject({ refs: 'C-2041', exposed: 'professional', whose: 'own' });
    await sam.press(say('submit'), { what: 'It went astray' });
    const { links, recipients } = await there.breach();
    expect(links[0]).toMatch(/^D-/);
    expect(recipients).toEqual([]);
  });

  it('begun from the urgent lane has its case', async () => {
    const sam = there.person('sam');
    await sam.type('urgent');
    const [submit] = sam.page().buttons ?? [];
    await sam.press(String(submit?.title), {
      ...{ caseRef: 'C-77', risk: 'At risk', shared: 'Where he is', with: 'Duty team', whyNow: 'Now' },
    });
    const decision = /D-\w{4}-\w{2}/.exec(JSON.stringify(sam.record().title))?.[0];
    await sam.press(words('urgent.begins.breach'));
    await sam.press(say('questions.class.options.misdirected'));
    expect(sam.page().inputs?.find(({ id }) => id === 'refs')?.value).toBe('C-77');
    await sam.press(say('submit'), { what: 'It went astray', exposed: 'outsider' });
    expect(await there.breach()).toMatchObject({ links: [decision], subjectsRef: ['C-77'] });
  });
});

describe('whoever leads', () => {
  it('sees at a glance what is due when, what is done and what is open', async () => {
    const ref = await reportedBy();
    await there.at('2026-11-22T14:02:00Z');
    const colin = await opened('colin', ref);
    const { lead: lines = [], facts = [] } = colin.record();
    expect(lines[0]).toBe('**Regulator: by 17:02 on Monday 23 November 2026.** There is 1 day 3 hours left.');
    expect(lines[1]).toBe(say('lead.people-open'));
    expect(lines[2]).toBe(say('lead.next-contained'));
    expect(facts[0]).toMatchObject({ title: say('facts.contained'), words: say('done.open') });
    expect(titlesOf(colin).slice(0, 3)).toEqual([act('contained'), act('assess'), words('record.more')]);
    await does(colin, ref, 'contained', answers.contained);
    expect(JSON.stringify(colin.record().facts?.[0])).toContain('Done at 14:02 on Sunday');
    expect(titlesOf(colin)[0]).toBe(act('assess'));
  });

  it('finds all that can be done behind one button, and can press each of it', async () => {
    const ref = await reportedBy();
    const colin = await opened('colin', ref);
    await colin.press(words('record.more'));
    const [card] = colin.shown();
    const all = [
      'contained',
      'assess',
      'investigated',
      'peopleTold',
      'addTask',
      'partner',
      'pass',
      'aware',
      'more',
    ];
    expect(
      card?.card === 'answer' && card.data.groups?.[0]?.buttons?.map(({ title }) => title).sort(),
    ).toEqual(all.map(act).sort());
    expect(JSON.stringify(card?.data.buttons)).toContain('"word":"urgent"');
    for (const name of all) {
      await start(colin, ref, name);
      expect(colin.page().title).not.toBe('');
      await colin.press(words('engine.cancel'));
    }
  });

  it('goes from the report to the end, with the regulator told in time (R-144 to R-146)', async () => {
    const ref = await reportedBy();
    const colin = lead();
    const status = async () => (await there.breach()).status;
    await does(colin, ref, 'contained', answers.contained);
    expect(await status()).toBe('contained');
    await weighs(colin, ref, { report: 'yes', kinds: 'health', back: 'out', exposedTo: 'outsider' });
    expect(await status()).toBe('assessed');
    expect(leadOf(colin)).toContain('https://ico.org.uk/for-organisations/report-a-breach/');
    expect(leadOf(colin)).toContain('0303 123 1113');
    await there.at('2026-11-23T16:30:00Z');
    await does(colin, ref, 'regulatorTold', [told]);
    expect(await there.breach()).toMatchObject({
      status: 'notified',
      regulator: { decision: 'report', at: '2026-11-23T16:00:00.000Z', reference: 'IC-123' },
    });
    await does(colin, ref, 'investigated', answers.investigated);
    expect(await status()).toBe('investigated');
    await does(colin, ref, 'addTask', [{ task: 'Train the team', owner: 'Team manager', due: '2026-12-01' }]);
    const opens = await opened('colin', ref);
    expect(titlesOf(opens)).not.toContain(act('close'));
    expect(titlesOf(opens)[0]).toBe(act('taskDone'));
    await does(colin, ref, 'taskDone', [{ which: '1' }]);
    await does(colin, ref, 'close');
    await there.quiet();
    expect(await there.breach()).toMatchObject({
      status: 'closed',
      closedBy: { id: 'p-colin', role: 'dpo' },
    });
    for (const name of ['sam', 'morgan', 'helen', 'vera'] as const)
      expect((await there.told(name)).filter((kind) => kind === 'closed')).toHaveLength(1);
    const before = there.house.sent.length;
    await there.at('2027-03-01T12:00:00Z');
    expect(there.house.sent.length).toBe(before);
  });

  it('is asked why, where the regulator was told after 72 hours', async () => {
    const ref = await reportedBy();
    const colin = lead();
    await weighs(colin, ref, { report: 'yes', kinds: 'health', back: 'out', exposedTo: 'outsider' });
    await there.at('2026-11-24T10:00:00Z');
    expect(await there.told('colin')).toContain('overdue');
    expect(await there.told('vera')).toContain('overdue');
    await does(colin, ref, 'regulatorTold', [{ ...told, toldDate: '2026-11-24', toldTime: '09:30' }]);
    expect(colin.page().inputs?.map(({ id }) => id)).toEqual(['lateReason']);
    await colin.press(next, {});
    expect(JSON.stringify(colin.page().inputs)).toContain('Needed');
    expect((await there.breach()).regulator?.at).toBeUndefined();
    await colin.press(next, { lateReason: 'The office was shut' });
    expect(await there.breach()).toMatchObject({
      status: 'notified',
      regulator: { lateReason: 'The office was shut' },
    });
  });

  it('must say when and how people were told of a high risk, or why not (R-145)', async () => {
    const ref = await reportedBy('sam', { exposed: 'hostile' });
    const colin = lead();
    await weighs(colin, ref, {
      ...{ danger: 'yes', kinds: 'health', whose: 'victims', exposedTo: 'hostile', back: 'out' },
      ...{ report: 'yes', tell: 'yes' },
    });
    expect(await there.breach()).toMatchObject({
      ...{ highRisk: true, riskToPeople: 'high', dataKinds: ['health'] },
    });
    await there.at('2026-11-23T16:30:00Z');
    await does(colin, ref, 'regulatorTold', [told]);
    await does(colin, ref, 'contained', answers.contained);
    await does(colin, ref, 'investigated', answers.investigated);
    const again = await opened('colin', ref);
    expect(leadOf(again)).toContain(say('lead.people-due'));
    expect(leadOf(again)).toContain(say('lead.next-peopleTold'));
    expect(titlesOf(again)[0]).toBe(act('peopleTold'));
    // It cannot be closed: its card says what is missing, and has the button for it.
    const { versions } = await there.breach();
    await again.send({ do: 'act', ref, action: 'close', seq: versions.length });
    expect((await there.breach()).status).toBe('investigated');
    expect(leadOf(again)).toContain(say('lead.next-peopleTold'));
    expect(titlesOf(again)[0]).toBe(act('peopleTold'));
    await again.press(act('peopleTold'));
    await again.press(say('peopleTold.questions.told.options.told'));
    await again.press(next, { toldDate: '2026-11-23', toldTime: '12:00', how: 'By phone' });
    await does(again, ref, 'close');
    expect(await there.breach()).toMatchObject({ status: 'closed', peopleTold: { how: 'By phone' } });
  });

  it('opens it again when more comes out, and the clock goes on where nothing is settled', async () => {
    const ref = await reportedBy();
    const colin = lead();
    await does(colin, ref, 'contained', answers.contained);
    await weighs(colin, ref);
    await does(colin, ref, 'investigated', answers.investigated);
    await does(colin, ref, 'close');
    const sam = there.person('sam');
    await does(sam, ref, 'more', [{ more: 'They did not give it back after all' }]);
    await there.quiet();
    expect(await there.told('colin')).toContain('more');
    await does(colin, ref, 'reopen', [{ why: 'It was not given back' }]);
    there.house.wait(1_000);
    expect(await there.breach()).toMatchObject({ status: 'investigated', added: [{}, {}] });
    await weighs(colin, ref, { report: 'yes', kinds: 'health', back: 'out', exposedTo: 'outsider' });
    expect(await there.breach()).toMatchObject({ status: 'assessed', assessedBefore: [{}] });
    await there.at('2026-11-23T16:02:00Z');
    expect(await there.told('colin')).toContain('remind');
  });

  it('passes it on, and the other leads', async () => {
    const ref = await reportedBy();
    // The hours of an office begin at the same time for both.
    there.house.wait(1_000);
    await does(lead(), ref, 'pass', [{ to: 'caldicott' }]);
    await there.quiet();
    expect(await there.told('vera')).toEqual(['route', 'passed']);
    const colin = await opened('colin', ref);
    expect(titlesOf(colin)).not.toContain(act('contained'));
    const vera = await opened('vera', ref);
    expect(titlesOf(vera)).toContain(act('contained'));
  });

  it('acts from the message, which then says what became of it', async () => {
    const ref = await reportedBy();
    const [notice] = there.house.sent.filter(({ to }) => to.conversation === 'chat-teams-colin');
    const colin = there.person('colin');
    const press = buttonOf(notice ? [notice.reply] : [], act('contained'));
    await colin.send(press);
    await colin.press(next, answers.contained[0]);
    await there.quiet();
    expect((await there.breach()).status).toBe('contained');
    expect(JSON.stringify(there.house.rewritten.at(-1)?.reply.data)).toContain(say('status.contained'));
    // Pressed again, it asks anew, and what was entered stays until that is answered.
    there.house.wait(1_000);
    await colin.send(press);
    await colin.press(words('engine.cancel'));
    expect((await there.breach()).containment.after?.text).toBe('They gave it back unopened');
    expect(ref).toBe(refIn(await opened('colin', ref)));
  });
});

describe('two who lead', () => {
  const both = async () => {
    await there.at('2026-11-23T10:00:00Z');
    const ref = await reportedBy();
    await there.at('2026-11-23T14:00:00Z');
    await there.at('2026-11-24T10:00:00Z');
    expect(await there.told('helen')).toContain('deputy');
    return ref;
  };

  it('at once: each step counts once, and nothing is lost', async () => {
    const ref = await both();
    const [colin, helen] = [lead(), there.person('helen')];
    await start(colin, ref, 'contained');
    await start(helen, ref, 'investigated');
    await Promise.all([colin.press(next, answers.contained[0]), helen.press(next, answers.investigated[0])]);
    const record = await there.breach();
    expect(record.containment.after).toBeDefined();
    expect(record.cause).toBe('Two addresses look alike');
    there.house.wait(1_000);
    await start(colin, ref, 'contained');
    await start(helen, ref, 'contained');
    await Promise.all([
      colin.press(next, { did: 'Colin says', out: 'no' }),
      helen.press(next, { did: 'Helen says', out: 'no' }),
    ]);
    const reasons = (await there.breach()).versions.map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === 'breach.contained')).toHaveLength(3);
  });

  it('press close at the same moment: it is closed once, and said once', async () => {
    const ref = await both();
    const [colin, helen] = [lead(), there.person('helen')];
    await does(colin, ref, 'contained', answers.contained);
    await weighs(colin, ref);
    await does(colin, ref, 'investigated', answers.investigated);
    for (const who of [colin, helen]) await who.type(ref);
    await Promise.all([colin.press(act('close')), helen.press(act('close'))]);
    await there.quiet();
    const { versions } = await there.breach();
    expect(versions.filter(({ reason }) => reason === 'breach.closed')).toHaveLength(1);
    expect((await there.told('sam')).filter((kind) => kind === 'closed')).toHaveLength(1);
  });
});

describe('the clock of the house', () => {
  it('survives a restart, and says each thing once', async () => {
    await reportedBy('sam', { foundDate: '2026-11-18', foundTime: '09:00' });
    there.house.restart();
    expect(await there.told('colin')).toEqual(['lead']);
    await there.at('2026-11-20T17:30:00Z');
    await there.at('2026-11-21T09:00:00Z');
    there.house.restart();
    await there.quiet();
    expect((await there.told('colin')).filter((kind) => kind === 'overdue')).toHaveLength(1);
    expect((await there.told('helen')).filter((kind) => kind === 'overdue')).toHaveLength(1);
    await there.at('2026-11-22T09:00:00Z');
    expect((await there.told('colin')).filter((kind) => kind === 'overdue')).toHaveLength(2);
  });

  it('does not wait for the quiet hours of whoever leads', async () => {
    await lead().type('settings');
    await lead().press(words('settings.submit'), { digest: 'none', quiet: '18:00-08:00' });
    await there.at('2026-11-20T22:00:00Z');
    await reportedBy();
    const sent = there.house.sent.filter(({ to }) => to.conversation === 'chat-teams-colin');
    expect(sent.map(({ reply }) => reply.data.title)).toContain(say('notices.lead.title'));
  });

  it('stands in what waits for whoever leads, until it is settled', async () => {
    const ref = await reportedBy();
    const colin = lead();
    await colin.type('waiting');
    expect(JSON.stringify(colin.shown())).toContain('17:02 on Monday 23 November 2026');
    await weighs(colin, ref);
    expect((await there.breach()).dueAt).toBeUndefined();
  });

  it('never stands in what waits for whoever reported it: they have done their part', async () => {
    const ref = await reportedBy();
    const sam = there.person('sam');
    await sam.type('waiting');
    expect(JSON.stringify(sam.shown())).not.toContain(ref);
    await sam.type('my records');
    expect(JSON.stringify(sam.list().items)).toContain(ref);
  });
});

describe('a partner', () => {
  it('hears of it by reference, answers, adds, and links a record of their own (R-142)', async () => {
    const ref = await reportedBy('sam', { whose: 'police-public-protection' });
    const [theirs] = await there.listed<{ reference: string }>(police, 'type:liaison', 'record');
    const carys = await opened('carys', theirs?.reference ?? '');
    expect(JSON.stringify(carys.record())).toContain(ref);
    expect(JSON.stringify(await there.listed(police, 'type:liaison', 'record'))).not.toContain('wrong house');
    await carys.press(words('liaison.actions.heardIt'));
    await there.quiet();
    expect(await there.told('colin')).toContain('partner-heard');
    await carys.press(words('liaison.actions.add'));
    await carys.press(next, { text: 'We changed the address in May' });
    await there.quiet();
    expect(await there.told('colin')).toContain('partner-added');
    const colin = await opened('colin', ref);
    expect(JSON.stringify(colin.record().facts)).toContain('We changed the address in May');
    await carys.type(theirs?.reference ?? '');
    await carys.press(words('liaison.begins.breach'));
    await carys.press(say('questions.class.options.integrity'));
    expect(carys.page().inputs?.find(({ id }) => id === 'refs')?.value).toBe('C-2041');
    await carys.press(say('submit'), { what: 'Our list was old', exposed: 'nobody' });
    await there.quiet();
    const own = await there.breach(police);
    expect(own.links).toEqual([theirs?.reference]);
    expect((await there.breach()).partnersNotified).toMatchObject([{ theirRef: own.reference }]);
  });

  it('who cannot be reached is rung by whoever leads', async () => {
    const ref = await reports(there.person('sam'), { whose: 'police-public-protection' });
    there.house.failing.set('chat-slack-carys', new Error('gone'));
    for (let hours = 0; hours < 40; hours += 1) {
      await there.quiet();
      there.house.wait(3_600_000);
    }
    expect(await there.told('colin')).toContain('unreached');
    expect((await there.breach()).reference).toBe(ref);
  });
});

describe('the central register', () => {
  it('has an entry of the kind breach, in codes, which moves with it (R-141)', async () => {
    const ref = await reportedBy('sam', { whose: 'police-public-protection' }, 'onward');
    const colin = lead();
    await does(colin, ref, 'contained', answers.contained);
    await weighs(colin, ref);
    await does(colin, ref, 'investigated', answers.investigated);
    await there.at('2026-11-23T05:02:00Z');
    await does(colin, ref, 'close');
    await there.quiet();
    const [entry, ...more] = await there.entries();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      ...{ kind: 'breach', agencies: [council, police], reasonCode: 'onward', stage: 'closed' },
      ...{ outcome: 'not-reported', daysToSettle: 2.5, status: 'settled' },
    });
    const codes = JSON.stringify({ ...entry, versions: [] });
    for (const secret of [ref, 'C-2041', 'p-sam', 'p-colin', 'wrong house'])
      expect(codes).not.toContain(secret);
    const helen = there.person('helen');
    await helen.type('central register');
    await helen.press(words('figures.buttons.choose'));
    await helen.press(words('figures.choose.submit'), { kind: 'breach', reason: 'onward', stage: 'closed' });
    expect(JSON.stringify(helen.message())).toContain(say('questions.class.options.onward'));
    expect(JSON.stringify(helen.message())).toContain(words('register-entry.outcomes.not-reported'));
    await helen.press(words('figures.buttons.list'));
    await helen.send(helen.list().items?.[0]?.button.press as never);
    expect(JSON.stringify(helen.record())).toContain(words('register-entry.lead.breach'));
    expect(JSON.stringify(helen.record().facts)).not.toContain(words('register-entry.facts.withheldBy'));
  });

  it('has none of what concerns nobody else', async () => {
    await reportedBy();
    expect(await there.entries()).toEqual([]);
  });
});

describe('who may', () => {
  const presses = [
    ...['contained', 'assess', 'regulatorTold', 'peopleTold', 'investigated', 'close', 'reopen', 'addTask'],
    ...['taskDone', 'partner', 'pass', 'aware', 'heard', 'unreached', 'linked', 'remind', 'overdue', 'chase'],
    ...['standIn', 'taskLate'],
  ];
  it.each([
    ['the one who reported it', 'sam', true],
    ['their manager', 'morgan', true],
    ['those who are told', 'vera', true],
    ['a colleague', 'kit', false],
    ['an administrator', 'zoe', false],
    ['the police', 'carys', false],
  ] as const)('do nothing with it but read: %s', async (_, name, reads) => {
    const ref = await reportedBy('sam', { whose: 'police-public-protection' });
    const before = await there.breach();
    const { says } = there.person(name);
    const [card] = await says.type(ref);
    expect(card?.card).toBe(reads ? 'record' : 'message');
    for (const each of presses) {
      const [reply] = await says.press({ do: 'act', ref, action: each, seq: 1 });
      expect(reads ? ['record', 'message'] : ['message'], each).toContain(reply?.card);
    }
    const [list] = await says.press({ do: 'more', word: 'acts', ref });
    expect(list?.card).toBe(reads ? 'answer' : 'message');
    await there.quiet();
    expect(await there.breach()).toEqual(before);
  });
});
