import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import { words } from '../../bot/core/words.ts';
import { decision } from '../../dialogs/decision/dialog.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import { contextAt } from '../support/context.ts';
import {
  asking,
  begins,
  type CourtHouse,
  care,
  crime,
  next,
  openCourtHouse,
  say,
} from '../support/court-house.ts';
import { type Sitting, type Step, ways } from '../support/decision-drive.ts';
import { council, police } from '../support/dispute-house.ts';
import { buttonOf } from '../support/house.ts';

/** Requests between the police on Slack and the council on Teams, through the front door of the whole house. */

let there: CourtHouse;
beforeEach(async () => {
  there = await openCourtHouse();
});
afterEach(() => there.close());

const act = (name: string): string => say(`actions.${name}`);
const kinds = async (name: string): Promise<string[]> =>
  (await there.notices(name)).map(({ kind }) => kind.replace('court.', '')).reverse();
const withRecipient = ({ title, fields }: Step): Step => ({
  title,
  fields: 'recipient' in fields ? { ...fields, recipient: 'police-public-protection' } : fields,
});
const ofCouncil = async () => (await there.flows(council))[0];
const ofPolice = async () => (await there.flows(police))[0];

const open = async (name: string, ref: string | undefined): Promise<Sitting> => {
  const who = there.person(name);
  await who.type(ref ?? '');
  return who;
};

const does = async (
  name: string,
  ref: string | undefined,
  what: string,
  ...pages: object[]
): Promise<Sitting> => {
  const who = await open(name, ref);
  await who.press(act(what));
  for (const page of pages) await who.press(next, page as Record<string, string>);
  await there.quiet();
  return who;
};

const toCouncil = { to: council, criminalRef: crime, ...asking, aboutVictim: 'no' };
const toPolice = { to: police, familyRef: care, ...asking };
const shared = { items: 'Two notes of May', basis: 'power', decision: 'D-7K3M-Q2' };
const byHand = { to: 'northborough-family-court', on: '2026-11-23', how: 'secure-email' };

const policeAsk = async (fields: object = {}): Promise<string> => {
  const ref = await begins(there.person('nadia'), 'ask-council', { ...toCouncil, ...fields });
  await there.quiet();
  return ref;
};

describe('a request of the police to the council', () => {
  it('reaches the one who answers there, who says in one press that it has come', async () => {
    await policeAsk();
    expect(await kinds('vera')).toEqual(['came-request']);
    expect(await kinds('colin')).toEqual([]);
    const card = there.house.sent.find(({ to }) => to.conversation === 'chat-teams-vera')?.reply as Reply;
    expect(JSON.stringify(card.data)).toContain('17:00 on Monday 21 December 2026');
    await there.person('vera').send(buttonOf([card], act('acknowledge')));
    await there.quiet();
    expect([(await ofCouncil())?.status, (await ofPolice())?.status]).toEqual([
      'acknowledged',
      'acknowledged',
    ]);
  });

  it('is answered item by item after a decision of the council, and the officer is told', async () => {
    const ref = await policeAsk();
    const vera = await open('vera', (await ofCouncil())?.reference);
    await vera.press(say('begins.decision'));
    await vera.press(words('decision.questions.actToday.options.no'));
    await vera.press(words('decision.questions.wants.options.agency'));
    const held = Object.fromEntries((vera.page().inputs ?? []).map(({ id, value }) => [id, value]));
    expect(held).toMatchObject({ subjectRef: crime, recipient: 'police-public-protection' });
    await does('vera', (await ofCouncil())?.reference, 'reply');
    await vera.press(say('reply.questions.says.options.part'));
    await vera.press(next, shared);
    await vera.press(next, { withheld: 'A third note', reasons: 'third-party' });
    await there.quiet();
    expect([(await ofCouncil())?.status, (await ofPolice())?.status]).toEqual(['replied', 'replied']);
    expect(await kinds('nadia')).toEqual(['replied']);
    const nadia = await open('nadia', ref);
    const facts = JSON.stringify(nadia.record().facts);
    for (const text of ['Two notes of May', 'A third note', 'It is about somebody else'])
      expect(facts).toContain(text);
    expect(facts).not.toContain('D-7K3M-Q2');
    await does('nadia', ref, 'close');
    await nadia.press(say('close.questions.why.options.done'));
    await there.quiet();
    expect([(await ofCouncil())?.status, (await ofPolice())?.status]).toEqual(['closed', 'closed']);
  });

  it('is asked again, goes to whoever stands in, and is late on both sides', async () => {
    const ref = await policeAsk();
    const at = async (when: string) => {
      there.house.moveTo(when);
      await there.quiet();
    };
    await at('2026-11-25T16:59:00Z');
    expect(await kinds('colin')).toEqual([]);
    await at('2026-11-25T17:00:00Z');
    expect(await kinds('colin')).toEqual(['chase']);
    expect(await kinds('nadia')).toEqual(['unheard']);
    await does('colin', (await ofCouncil())?.reference, 'acknowledge');
    await at('2026-12-14T17:00:00Z');
    expect(await kinds('colin')).toEqual(['chase', 'remind']);
    await at('2026-12-21T17:00:00Z');
    expect(await kinds('nadia')).toContain('late-theirs');
    expect(await kinds('dev')).toContain('late-theirs');
    const nadia = await open('nadia', ref);
    expect(nadia.record().lead).toContain(say('lead.late-reply'));
    expect((await ofCouncil())?.late).toEqual(expect.arrayContaining(['acknowledge', 'reply']));
  });

  it('goes to whoever stands in for the one who is away', async () => {
    const vera = there.person('vera');
    await vera.type('away');
    await vera.press(words('away.submit'), { until: '2026-12-04', delegate: 'Omar Haddad' });
    await policeAsk();
    expect((await ofCouncil())?.asked).toEqual(['p-vera', 'p-omar']);
    expect(await kinds('omar')).toEqual(['away.named', 'stand-in']);
    await does('omar', (await ofCouncil())?.reference, 'acknowledge');
    expect((await ofPolice())?.status).toBe('acknowledged');
  });

  it('is not for other colleagues, nor for the other agency', async () => {
    const ref = await policeAsk();
    const theirs = (await ofCouncil())?.reference ?? '';
    for (const [name, which] of [
      ['sam', theirs],
      ['sam', ref],
      ['tess', ref],
      ['nadia', theirs],
      ['vera', ref],
    ] as const)
      expect((await there.person(name).says.type(which))[0]?.card, name).toBe('message');
    const before = [await ofCouncil(), await ofPolice()];
    for (const name of ['sam', 'tess', 'kit'])
      for (const each of ['acknowledge', 'reply', 'close', 'release', 'heard', 'chase'])
        await there.person(name).says.press({ do: 'act', ref: theirs, action: each, seq: 1 });
    await there.quiet();
    expect([await ofCouncil(), await ofPolice()]).toEqual(before);
  });

  it('pressed twice, or by two at once, counts once', async () => {
    await policeAsk();
    const ref = (await ofCouncil())?.reference ?? '';
    const vera = await open('vera', ref);
    const press = vera.button(act('acknowledge'));
    await Promise.all([vera.says.press(press, {}, 'same'), vera.says.press(press, {}, 'same')]);
    await vera.send(press);
    await there.quiet();
    expect((await ofCouncil())?.steps.filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1);
    expect((await ofPolice())?.steps.filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1);
  });

  it('that is closed while it is answered keeps both', async () => {
    const ref = await policeAsk();
    const [vera, nadia] = [await open('vera', (await ofCouncil())?.reference), await open('nadia', ref)];
    await vera.press(act('reply'));
    await nadia.press(act('close'));
    await Promise.all([
      vera.press(say('reply.questions.says.options.not-held')),
      nadia.press(say('close.questions.why.options.not-needed')),
    ]);
    await there.quiet();
    for (const record of [await ofCouncil(), await ofPolice()]) {
      expect(record?.status).toBe('closed');
      expect(record?.steps.map(({ kind }) => kind).sort()).toEqual(['closed', 'opened', 'replied']);
    }
  });
});

describe('a request of the council to the police', () => {
  it('goes from Teams to Slack and back', async () => {
    const ref = await begins(there.person('sam'), 'ask-police', toPolice);
    await there.quiet();
    expect(await kinds('nadia')).toEqual(['came-request']);
    const theirs = (await ofPolice())?.reference;
    const nadia = await does('nadia', theirs, 'reply');
    await nadia.press(say('reply.questions.says.options.none'));
    await nadia.press(next, { reasons: 'harm' });
    await there.quiet();
    expect(await kinds('sam')).toEqual(['replied']);
    expect((await ofCouncil())?.status).toBe('replied');
    expect((await open('sam', ref)).record().status).toBe(say('status.replied'));
  });

  it('is begun from a decision to share with them, with its case and theirs', async () => {
    const sam = there.person('sam');
    await sam.decide(ways.consent.map((step) => withRecipient(step)));
    await sam.press(words('decision.questions.final.options.as-recommended'));
    const [made] = await there.listed<DecisionRecord>(council, 'type:decision', 'record');
    const ctx = contextAt(there.house.clock().toISOString());
    expect(decision.show(made as DecisionRecord, ctx).begins).toContainEqual({ dialog: 'court' });
    await sam.send({ do: 'command', word: 'court', ref: made?.reference ?? '' });
    await sam.press(say('questions.aim.options.ask-police'));
    const held = Object.fromEntries((sam.page().inputs ?? []).map(({ id, value }) => [id, value]));
    expect(held).toMatchObject({ to: police, familyRef: 'C-2041' });
  });

  it('asks to narrow down what asks for everything, and keeps what was written', async () => {
    const sam = there.person('sam');
    await sam.type('court request');
    await sam.press(say('questions.aim.options.ask-police'));
    await sam.press(next, { ...toPolice, material: 'Everything on the family' });
    const [wide] = (sam.page().inputs ?? []).filter(({ error }) => error);
    expect(wide).toMatchObject({ id: 'material', value: 'Everything on the family' });
    expect(wide?.error).toContain('asks for everything');
    expect(await there.flows(council)).toEqual([]);
  });

  it('shows today’s protocol first, and the source document after it', async () => {
    const sam = there.person('sam');
    await sam.type('disclosure request');
    const page = sam.page();
    expect(page.lead?.[0]).toContain('1 March 2024');
    const text = page.sources?.text ?? '';
    expect(text.indexOf('Protocol on criminal and family cases, 2024')).toBeGreaterThan(-1);
    expect(text.indexOf('Norfolk report 2015')).toBeGreaterThan(text.indexOf('2024'));
  });

  it('refuses names on every field that the other side reads', async () => {
    const sam = there.person('sam');
    await sam.type('cps request');
    await sam.press(say('questions.aim.options.ask-police'));
    const planted = 'The notes on Jordan Okafor';
    await sam.press(next, { ...toPolice, material: planted, relevance: planted, proportionality: planted });
    expect((sam.page().inputs ?? []).filter(({ error }) => error).map(({ id }) => id)).toEqual([
      ...['material', 'relevance', 'proportionality'],
    ]);
    await there.quiet();
    expect(await there.flows(council)).toEqual([]);
    expect(await there.flows(police)).toEqual([]);
  });
});

describe('papers of a family case', () => {
  const papers = { to: police, familyRef: care, material: asking.material, relevance: asking.relevance };
  const application = {
    ...{ court: 'northborough-family-court', parties: 'Mother, father, council' },
    proportionality: asking.proportionality,
  };
  const release = {
    items: 'The report',
    within: 'yes',
    how: 'secure-email',
    on: '2026-11-23',
    decision: 'D-7K3M-Q2',
  };

  it('go nowhere without a rule or leave: the court is asked, and its terms limit what goes', async () => {
    const ref = await begins(
      there.person('sam'),
      'release',
      papers,
      say('questions.rule.options.none'),
      application,
    );
    const sam = there.person('sam');
    expect(sam.record().lead).toContain(say('lead.no-leave'));
    const forged = await sam.says.press({ do: 'act', ref, action: 'release', seq: 1 });
    expect(forged[0]?.card).toBe('record');
    await there.quiet();
    expect(await there.flows(police)).toEqual([]);
    await sam.type(ref);
    await sam.press(words('copy.button'));
    const text = JSON.stringify(sam.message().copy);
    expect(text).toContain('Application for the permission of the family court');
    for (const field of [care, 'Mother, father, council', ...Object.values(asking)])
      expect(text).toContain(field);
    await does('sam', ref, 'sentByHand', byHand);
    await does('sam', ref, 'hearing', { on: '2026-12-01' });
    there.house.moveTo('2026-12-01T17:00:00Z');
    await there.quiet();
    expect(await kinds('sam')).toEqual(['hearing']);
    await does('sam', ref, 'ruling');
    await sam.press(say('ruling.questions.ruling.options.granted'));
    await sam.press(next, {
      order: 'NB26C00123-4',
      terms: 'The report, to police, for this case',
      until: '',
    });
    await sam.press(act('release'));
    expect(JSON.stringify(sam.page().facts)).toContain('The report, to police, for this case');
    await sam.press(next, { ...release, within: 'no' });
    expect(JSON.stringify(sam.page().inputs)).toContain('Then it may not go');
    await sam.press(next, release);
    await there.quiet();
    expect((await ofCouncil())?.status).toBe('released');
    expect(await kinds('nadia')).toEqual(['came-leave']);
    const nadia = await does('nadia', (await ofPolice())?.reference, 'acknowledge');
    expect(JSON.stringify(nadia.record().facts)).toContain('The report, to police, for this case');
  });

  it('go by a rule that the policy pack names, within what it covers', async () => {
    const label = there.house.policy.releaseRules[1]?.label ?? '';
    const ref = await begins(there.person('sam'), 'release', papers, label);
    const sam = there.person('sam');
    expect((await ofCouncil())?.status).toBe('ready');
    await sam.press(act('release'));
    expect(JSON.stringify(sam.page().facts)).toContain('The text or a summary of the judgment only');
    await sam.press(next, release);
    await there.quiet();
    expect((await open('sam', ref)).record().status).toBe(say('status.released'));
  });
});

describe('council material for the defence', () => {
  it('is not decided on before prosecutors were asked and the council has said what it thinks', async () => {
    const ref = await begins(there.person('sam'), 'defence', {
      ...{ to: 'crown-prosecution-service', criminalRef: crime },
      ...{ material: asking.material, relevance: asking.relevance },
    });
    const end = { outcome: 'disclose', reasons: 'It helps the defence' };
    const sam = await does('sam', ref, 'settle', end);
    expect(JSON.stringify(sam.page().inputs)).toContain('first note that prosecutors were asked');
    await does('sam', ref, 'consult', { on: '2026-11-20', how: 'meeting' });
    await does('sam', ref, 'view', { view: 'limits', reasons: 'A part is about somebody else' });
    await sam.type(ref);
    await sam.press(act('settle'));
    // What was written before is kept.
    await sam.press(next, end);
    expect((await ofCouncil())?.status).toBe('ready');
  });
});

describe('notices', () => {
  it('go to those who are here and, by hand, to the court; changed dates go again', async () => {
    const ref = await begins(there.person('nadia'), 'prosecution', {
      ...{ to: `${council},northborough-family-court`, criminalRef: crime, stage: 'charged' },
      ...{ criminalCourt: 'northborough-crown-court', criminalOn: '2026-12-14' },
    });
    await there.quiet();
    const nadia = await does('nadia', ref, 'sentByHand', byHand);
    await does('vera', (await ofCouncil())?.reference, 'acknowledge');
    await does('nadia', ref, 'arrived', { agency: byHand.to, on: '2026-11-23' });
    expect((await ofPolice())?.status).toBe('told');
    await does('nadia', ref, 'change', { criminalOn: '2027-01-11' });
    expect(nadia.record().status).toBe(say('status.sending'));
    expect(await kinds('vera')).toEqual(['came-notice', 'changed']);
    const vera = await open('vera', (await ofCouncil())?.reference);
    expect(JSON.stringify(vera.record().facts)).toContain('11 January 2027');
  });

  it('are found by the number of each case', async () => {
    const ref = await begins(there.person('sam'), 'hearings', {
      ...{ to: police, criminalRef: crime, familyRef: care, material: 'Who hears the doctor first' },
      ...{ criminalCourt: 'northborough-crown-court', criminalOn: '2026-12-14' },
      ...{ familyCourt: 'northborough-family-court', familyOn: '2026-12-14' },
    });
    const sam = there.person('sam');
    expect(sam.record().lead).toContain(say('lead.clash'));
    for (const number of [crime, care]) {
      await sam.type(`find ${number}`);
      expect(JSON.stringify(sam.shown()), number).toContain(ref);
    }
  });

  it('hold references only, and danger has its button on every card', async () => {
    await policeAsk({ relevance: 'Tapir bears on it', material: 'Notes of the wombat visits' });
    await does('vera', (await ofCouncil())?.reference, 'acknowledge');
    for (const when of ['2026-12-14T17:00:00Z', '2026-12-21T17:00:00Z']) {
      there.house.moveTo(when);
      await there.quiet();
    }
    const notices = await Promise.all(['vera', 'colin', 'nadia', 'dev'].map(there.notices));
    for (const told of [notices, there.house.sent, there.house.events])
      expect(JSON.stringify(told)).not.toMatch(/tapir|wombat/i);
    for (const { data } of ['vera', 'nadia'].flatMap((name) => there.person(name).seen()))
      expect(JSON.stringify(data)).toMatch(/"word":"urgent"|"dialog":"urgent"/);
  });
});
