import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import type { Sitting } from '../support/decision-drive.ts';
import {
  about,
  action,
  council,
  type DisputeHouse,
  next,
  openDisputeHouse,
  opens,
  police,
  why,
} from '../support/dispute-house.ts';
import { buttonOf, urgentAnswers } from '../support/house.ts';

/** A dispute between the council on Teams and the police on Slack, from a refusal until both have filed it. */

let there: DisputeHouse;
beforeEach(async () => {
  there = await openDisputeHouse();
});
afterEach(() => there.close());

const titles = async (name: string): Promise<string[]> =>
  (await there.notices(name)).map(({ kind }) => kind.replace('dispute.', '')).reverse();
const ours = async () => (await there.disputes(council))[0];
const theirs = async () => (await there.disputes(police))[0];

const opened = async (fields: object = {}) => {
  const ref = await opens(there.person('sam'), fields);
  await there.quiet();
  return { ref, other: (await theirs())?.reference ?? '' };
};

const open = async (name: string, ref: string): Promise<Sitting> => {
  const who = there.person(name);
  await who.type(ref);
  return who;
};

const does = async (name: string, ref: string, what: string, fields?: object): Promise<Sitting> => {
  const who = await open(name, ref);
  await who.press(action(what));
  if (fields) await who.press(next, fields as Record<string, string>);
  await there.quiet();
  return who;
};

const toHeads = async () => {
  const refs = await opened();
  await does('dev', refs.other, 'unresolved');
  return refs;
};

const advised = async ({ ref, other }: { ref: string; other: string }, advice = 'It may go') => {
  await does('helen', ref, 'advised', { role: 'caldicott', text: advice });
  await does('carys', other, 'advised', { role: 'dpo', text: advice });
};

const agreesWith = async (name: string, ref: string): Promise<void> => {
  const who = await open(name, ref);
  await who.press(action('agree'));
  await who.press(words('dispute.result.questions.impact.options.risk'));
  await there.quiet();
};

const files = async (name: string, ref: string): Promise<Sitting> => {
  const who = await open(name, ref);
  await who.press(words('copy.button'));
  const text = JSON.stringify(who.message().copy);
  for (const part of ['process', 'why', 'impact']) expect(text).toContain(words(`dispute.copy.${part}`));
  await who.press(words('copy.done'));
  await there.quiet();
  return who;
};

describe('opening a dispute', () => {
  it('puts both line managers in touch, by name and post', async () => {
    const { ref, other } = await opened();
    expect(await titles('morgan')).toEqual(['manager', 'meet']);
    expect(await titles('dev')).toEqual(['manager', 'meet']);
    expect(await titles('nadia')).toEqual(['opened']);
    const [met] = (await there.notices('morgan')).filter(({ kind }) => kind === 'dispute.meet');
    expect(met?.params).toEqual({ agency: expect.any(String), name: 'Dev Patel', post: 'Sergeant' });
    const morgan = await open('morgan', ref);
    expect(JSON.stringify(morgan.record().facts)).toContain('Dev Patel, Sergeant');
    const dev = await open('dev', other);
    expect(JSON.stringify(dev.record().facts)).toContain('D-7K3M-Q2');
    // Told on the channel that each of them uses.
    const sent = there.house.sent.map(({ to }) => to.conversation);
    expect(sent).toEqual(expect.arrayContaining(['chat-teams-morgan', 'chat-slack-dev']));
  });

  it('opens the urgent lane first where it cannot wait', async () => {
    const sam = there.person('sam');
    await sam.type('dispute');
    await sam.press(words('dispute.questions.safety.options.cannot-wait'));
    expect(sam.page().inputs?.map(({ id }) => id)).toContain('whyNow');
    expect(await there.disputes(council)).toEqual([]);
  });

  it('refuses what could tell who it is, and says so in words', async () => {
    const sam = there.person('sam');
    await sam.type('dispute');
    await sam.press(words('dispute.questions.safety.options.can-wait'));
    await sam.press(next, { ...about, sentence: 'They will not tell us about Jordan Okafor' });
    const said = JSON.stringify(sam.page().inputs);
    expect(said).toContain('This could tell who it is about');
    expect(await there.disputes(council)).toEqual([]);
  });

  it('works between two teams of one agency', async () => {
    const ref = await opens(there.person('sam'), { partner: 'childrens-duty-team' });
    await there.quiet();
    const all = await there.disputes(council);
    expect(all.map(({ side, asked }) => [side, asked])).toEqual(
      expect.arrayContaining([
        ['a', ['p-morgan']],
        ['b', ['p-omar']],
      ]),
    );
    const other = all.find(({ side }) => side === 'b')?.reference ?? '';
    await does('morgan', ref, 'result', { say: 'share', ...why });
    await agreesWith('omar', other);
    await files('morgan', ref);
    await files('omar', other);
    expect((await there.disputes(council)).map(({ status }) => status)).toEqual(['closed', 'closed']);
  });

  it('may be done by the other agency', async () => {
    await opens(there.person('nadia'), { partner: 'mash', wants: 'they', about: 'EM/2026/14' });
    await there.quiet();
    expect((await theirs())?.side).toBe('a');
    expect(await ours()).toMatchObject({ side: 'b', asked: ['p-omar'], wants: 'b' });
    // The host's register hears of it wherever it was opened.
    expect(await there.entries()).toMatchObject([{ kind: 'dispute', withheldBy: police }]);
  });
});

describe('the managers', () => {
  it('note each try, which both sides see', async () => {
    const { ref, other } = await opened();
    const dev = await open('dev', other);
    await dev.press(action('tried'));
    await dev.press(words('dispute.tried.questions.how.options.no-answer'));
    await there.quiet();
    const morgan = await open('morgan', ref);
    expect(JSON.stringify(morgan.record().facts)).toContain('got no answer');
  });

  it('settle it when both say the same, and each files it', async () => {
    const { ref, other } = await opened();
    await does('morgan', ref, 'result', { say: 'share', ...why });
    expect(await titles('dev')).toContain('said');
    expect((await ours())?.status).toBe('stage1');
    await agreesWith('dev', other);
    expect([(await ours())?.status, (await theirs())?.status]).toEqual(['decided', 'decided']);
    expect(await titles('sam')).toEqual(['settled-share']);
    await files('morgan', ref);
    expect((await ours())?.status).toBe('decided');
    const dev = await files('dev', other);
    expect([(await ours())?.status, (await theirs())?.status]).toEqual(['closed', 'closed']);
    expect(await titles('morgan')).toContain('closed');
    expect((await ours())?.caseFileCopy?.by.id).toBe('p-morgan');
    expect(dev.record().status).toBe(words('dispute.status.closed'));
  });
});

describe('the heads of service', () => {
  it('are asked on both sides once it is not settled', async () => {
    await toHeads();
    expect(await titles('helen')).toEqual(['head', 'meet']);
    expect(await titles('carys')).toEqual(['head', 'meet']);
    expect(await titles('morgan')).toContain('up');
    expect(await ours()).toMatchObject({ status: 'stage2', asked: ['p-helen'], readers: ['p-morgan'] });
  });

  it('cannot decide before both sides have taken advice, and are told so', async () => {
    const refs = await toHeads();
    await does('helen', refs.ref, 'advised', { role: 'caldicott', text: 'It may go' });
    const helen = await does('helen', refs.ref, 'decide', { say: 'share', ...why });
    expect(JSON.stringify(helen.page().inputs)).toContain('both sides must take advice first');
    expect((await ours())?.steps.some(({ kind }) => kind === 'said')).toBe(true);
    expect((await ours())?.steps.filter(({ kind, side }) => kind === 'said' && side === 'a')).toEqual([]);
    await does('carys', refs.other, 'advised', { role: 'dpo', text: 'It may go' });
    // What she wrote was kept, and now counts.
    await helen.press(next, { say: 'share', ...why });
    await there.quiet();
    expect((await theirs())?.steps).toContainEqual(
      expect.objectContaining({ kind: 'said', side: 'a', tier: 2, say: 'share' }),
    );
  });

  it('decide together, and both are named', async () => {
    const refs = await toHeads();
    await advised(refs);
    await does('helen', refs.ref, 'decide', { say: 'not-share', ...why });
    await agreesWith('carys', refs.other);
    const helen = await open('helen', refs.ref);
    const facts = JSON.stringify(helen.record().facts);
    expect(facts).toContain('Helen Marsh; Carys Bevan');
    // So do those who could not settle it.
    for (const name of ['sam', 'morgan', 'nadia', 'dev'])
      expect(await titles(name)).toContain('settled-not-share');
    await files('helen', refs.ref);
    await files('carys', refs.other);
    expect([(await ours())?.status, (await theirs())?.status]).toEqual(['closed', 'closed']);
  });

  it('settle it when they press at once, and talk again when they do not say the same', async () => {
    const refs = await toHeads();
    await advised(refs);
    const both = async (one: string, other: string) => {
      const [helen, carys] = [await open('helen', refs.ref), await open('carys', refs.other)];
      there.house.wait(1000);
      await helen.press(action('decide'));
      await carys.press(action('decide'));
      await Promise.all([helen.press(next, { say: one, ...why }), carys.press(next, { say: other, ...why })]);
      await there.quiet();
    };
    await both('share', 'not-share');
    expect(await titles('helen')).toContain('differ');
    expect(await titles('carys')).toContain('differ');
    await both('share', 'share');
    expect([(await ours())?.status, (await theirs())?.status]).toEqual(['decided', 'decided']);
  });
});

describe('the clock', () => {
  it('asks again, brings in one deputy, and passes it on when the time is over', async () => {
    const { ref, other } = await opened();
    await does('dev', other, 'result', { say: 'share', ...why });
    const at = async (when: string) => {
      there.house.moveTo(when);
      await there.quiet();
    };
    // Four office hours after ten on a Monday.
    await at('2026-11-23T13:59:59Z');
    expect(await titles('morgan')).not.toContain('chase');
    await at('2026-11-23T14:00:00Z');
    expect((await titles('morgan')).filter((kind) => kind === 'chase')).toHaveLength(1);
    expect(await titles('dev')).not.toContain('chase');
    await at('2026-11-24T10:00:00Z');
    expect(await ours()).toMatchObject({ asked: ['p-morgan', 'p-omar'], chases: 2 });
    expect(await titles('omar')).toContain('chase');
    const omar = await open('omar', ref);
    expect(omar.record().buttons?.map(({ title }) => title)).toContain(action('agree'));
    await at('2026-11-25T17:00:00Z');
    expect(await ours()).toMatchObject({ status: 'stage2', late: ['stage1'], asked: ['p-helen'] });
    expect(await theirs()).toMatchObject({ status: 'stage2', asked: ['p-carys'] });
    await at('2026-11-27T17:00:00Z');
    expect((await ours())?.late).toEqual(['stage1', 'stage2']);
    expect(await titles('sam')).toContain('late');
    const helen = await open('helen', ref);
    expect(helen.record().lead).toContain(words('dispute.lead.late'));
  });

  it('lets a deputy settle it, and says nothing more after that', async () => {
    const { ref, other } = await opened();
    there.house.moveTo('2026-11-23T14:00:00Z');
    await there.quiet();
    there.house.moveTo('2026-11-24T10:00:00Z');
    await there.quiet();
    await does('omar', ref, 'result', { say: 'not-share', ...why });
    await agreesWith('dev', other);
    await files('omar', ref);
    await files('dev', other);
    const before = there.house.sent.length;
    there.house.moveTo('2027-01-29T12:00:00Z');
    await there.quiet();
    expect(there.house.sent.length).toBe(before);
    expect((await ours())?.late).toEqual([]);
  });
});

describe('danger', () => {
  it('never waits for a dispute, which notes that it did not', async () => {
    const { ref } = await opened();
    const sam = await open('sam', ref);
    await sam.press(words('urgent.name'));
    const [submit] = sam.page().buttons ?? [];
    await sam.press(String(submit?.title), urgentAnswers);
    await there.quiet();
    expect((await ours())?.steps.some(({ kind }) => kind === 'urgent')).toBe(true);
    expect((await theirs())?.steps.some(({ kind }) => kind === 'urgent')).toBe(true);
    expect(await titles('dev')).toContain('urgent');
    expect(JSON.stringify(await theirs())).not.toContain(urgentAnswers.caseRef);
    const again = await open('sam', ref);
    expect(again.record().lead).toContain(words('dispute.lead.urgent-used'));
    const [entry] = await there.entries();
    expect(entry?.trendTags).toEqual(['urgent']);
  });

  it('has its button on every card of it', async () => {
    const refs = await toHeads();
    await advised(refs);
    const carys = await open('carys', refs.other);
    await carys.press(action('decide'));
    for (const replies of [there.person('sam'), there.person('helen'), carys].flatMap((one) => one.seen()))
      expect(JSON.stringify(replies.data)).toMatch(/"word":"urgent"|"dialog":"urgent"/);
  });
});

describe('pressing', () => {
  it('twice, or on an old card, changes nothing', async () => {
    const { ref } = await opened();
    const morgan = await open('morgan', ref);
    const press = morgan.button(action('unresolved'));
    await morgan.send(press);
    await there.quiet();
    const before = [await ours(), await theirs()];
    await morgan.send(press);
    await morgan.send({ ...press, seq: (await ours())?.versions.length ?? 0 });
    await there.quiet();
    expect([await ours(), await theirs()]).toEqual(before);
  });

  it('by two who stand in for each other counts once', async () => {
    const { ref } = await opened();
    for (const at of ['2026-11-23T14:00:00Z', '2026-11-24T10:00:00Z']) {
      there.house.moveTo(at);
      await there.quiet();
    }
    const [morgan, omar] = [await open('morgan', ref), await open('omar', ref)];
    await morgan.press(action('result'));
    await Promise.all([morgan.press(next, { say: 'share', ...why }), omar.press(action('unresolved'))]);
    await there.quiet();
    const said = (await ours())?.steps.filter(({ kind }) => kind === 'said');
    expect(said).toHaveLength(1);
  });

  it('that it is filed counts on an older card, whatever the other side did meanwhile', async () => {
    const { ref, other } = await opened();
    await does('morgan', ref, 'result', { say: 'share', ...why });
    await agreesWith('dev', other);
    const morgan = await open('morgan', ref);
    await files('dev', other);
    await morgan.press(action('copied'));
    await there.quiet();
    expect([(await ours())?.status, (await theirs())?.status]).toEqual(['closed', 'closed']);
  });

  it('to file it twice closes nothing by itself', async () => {
    const { ref, other } = await opened();
    await does('morgan', ref, 'result', { say: 'share', ...why });
    await agreesWith('dev', other);
    const morgan = await open('morgan', ref);
    const press = morgan.button(action('copied'));
    await morgan.send(press);
    await morgan.send({ ...press, seq: (await ours())?.versions.length ?? 0 });
    await there.quiet();
    expect((await ours())?.steps.filter(({ kind }) => kind === 'filed')).toHaveLength(1);
    expect((await theirs())?.status).toBe('decided');
  });
});

describe('the urgent lane begun on a dispute', () => {
  it('may be stopped again, and nothing is noted', async () => {
    const { ref } = await opened();
    const sam = await open('sam', ref);
    const before = await ours();
    await sam.press(words('urgent.name'));
    await sam.press(words('engine.cancel'));
    await there.quiet();
    expect(await ours()).toEqual(before);
    expect(await there.listed(council, 'type:ended', 'record')).toEqual([]);
  });
});

describe('who may', () => {
  const presses = [
    'result',
    'agree',
    'unresolved',
    'tried',
    'advised',
    'decide',
    'copied',
    'heard',
    'urgentUsed',
  ];

  it.each([
    ['the one who opened it', 'sam', true],
    ['a colleague', 'kit', false],
    ['an administrator', 'zoe', false],
    ['the head of service, before it is their turn', 'helen', false],
    ['the other side’s manager', 'dev', false],
    ['the other side’s head of service', 'carys', false],
  ])('do nothing with ours: %s', async (_, name, reads) => {
    const { ref } = await opened();
    const before = await ours();
    const who = there.person(name).says;
    const [card] = await who.type(ref);
    expect(card?.card).toBe(reads ? 'record' : 'message');
    // Who may read it sees how it stands, or that it is not theirs; never a question to answer.
    for (const each of presses) {
      const [reply] = await who.press({ do: 'act', ref, action: each, seq: 1 });
      expect(reads ? ['record', 'message'] : ['message'], each).toContain(reply?.card);
    }
    await there.quiet();
    expect(await ours()).toEqual(before);
  });

  it('not colleagues of the other side, and the one who was named only reads', async () => {
    const { other } = await opened();
    expect((await there.person('tess').says.type(other))[0]?.card).toBe('message');
    const nadia = await open('nadia', other);
    expect(nadia.record().buttons?.map(({ title }) => title)).not.toContain(action('result'));
    const before = await theirs();
    for (const each of presses) await nadia.says.press({ do: 'act', ref: other, action: each, seq: 1 });
    await there.quiet();
    expect(await theirs()).toEqual(before);
  });
});

describe('the wall between the two', () => {
  it('lets through what the other side must have, and nothing of the advice', async () => {
    const refs = await opened({ sentence: 'Tapir wants a form' });
    await does('dev', refs.other, 'result', {
      say: 'unresolved',
      reasons: 'Gnu asks for more',
      impact: 'delay',
    });
    await does('helen', refs.ref, 'advised', { role: 'caldicott', text: 'Wombat may go' });
    await does('carys', refs.other, 'advised', { role: 'dpo', text: 'Quokka may go' });
    await does('helen', refs.ref, 'decide', { say: 'share', reasons: 'Okapi is at risk', impact: 'harm' });
    await agreesWith('carys', refs.other);
    await files('helen', refs.ref);
    await files('carys', refs.other);
    const inCouncil = JSON.stringify([
      await ours(),
      await there.listed(council, `ref:${refs.ref}`, 'version'),
    ]);
    const inPolice = JSON.stringify([
      await theirs(),
      await there.listed(police, `ref:${refs.other}`, 'version'),
    ]);
    expect(inCouncil).toContain('Wombat');
    expect(inCouncil).not.toContain('Quokka');
    expect(inPolice).toContain('Quokka');
    expect(inPolice).not.toContain('Wombat');
    for (const each of [inCouncil, inPolice])
      for (const word of ['Tapir', 'Gnu', 'Okapi']) expect(each).toContain(word);
    const typed = /Tapir|Gnu|Wombat|Quokka|Okapi/;
    const notices = await Promise.all(
      ['sam', 'morgan', 'helen', 'nadia', 'dev', 'carys', 'omar'].map(there.notices),
    );
    for (const shared of [notices, there.house.sent, there.house.events, await there.entries()])
      expect(JSON.stringify(shared)).not.toMatch(typed);
    const entries = JSON.stringify((await there.entries()).map(({ versions: _, ...entry }) => entry));
    for (const ref of [refs.ref, refs.other, about.about]) expect(entries).not.toContain(ref);
  });
});

describe('a refusal', () => {
  it('is put on record, becomes a dispute, and is overturned when that ends otherwise', async () => {
    const sam = there.person('sam');
    await sam.type('refusal');
    await sam.press(words('refusal.submit'), {
      ...{ by: 'them', partner: 'police-public-protection', decisionRef: 'D-7K3M-Q2' },
      ...{ point: 'confidential', impact: 'delay' },
    });
    await there.quiet();
    await sam.press(words('refusal.begins.dispute'));
    await sam.press(words('dispute.questions.safety.options.can-wait'));
    expect(sam.page().inputs?.find(({ id }) => id === 'point')?.value).toBe('confidential');
    await sam.press(next, { sentence: 'They were told in confidence' });
    await sam.press(words('engine.confirm'));
    const ref = /X-\w{4}-\w{2}/.exec(JSON.stringify(sam.record().title))?.[0] ?? '';
    await there.quiet();
    expect(await titles('dev')).toEqual(['manager', 'meet']);
    await does('morgan', ref, 'result', { say: 'share', ...why });
    await agreesWith('dev', (await theirs())?.reference ?? '');
    const [refusal] = await there.listed(council, 'type:refusal', 'record');
    expect(refusal).toMatchObject({ status: 'overturned', laterOverturned: true });
    const entries = await there.entries();
    expect(entries.map(({ kind, stage, outcome }) => [kind, stage, outcome])).toEqual(
      expect.arrayContaining([
        ['dispute', 'settled-1', 'share'],
        ['refusal', 'overturned', 'share'],
      ]),
    );
    expect(entries).toHaveLength(2);
  });

  it('may be overturned by hand, once', async () => {
    const sam = there.person('sam');
    await sam.type('they refused');
    await sam.press(words('refusal.submit'), {
      ...{ by: 'us', partner: 'mash', decisionRef: 'D-7K3M-Q2', point: 'law', impact: 'none' },
    });
    const press = buttonOf(sam.shown(), words('refusal.actions.overturned'));
    await sam.send(press);
    await sam.send(press);
    await there.quiet();
    // Two words to the register at once: one of them is tried again.
    there.house.wait(10_000);
    await there.quiet();
    const [refusal, ...more] = await there.listed<{ versions: object[] }>(council, 'type:refusal', 'record');
    expect(more).toEqual([]);
    expect(refusal?.versions).toHaveLength(2);
    expect((await there.entries()).map(({ stage, withheldBy }) => [stage, withheldBy])).toEqual([
      ['overturned', council],
    ]);
  });
});
