import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import type { KeptNotice, KeptRecord, Version } from '../../bot/core/records.ts';
import { firstBroken } from '../../bot/core/records.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { words } from '../../bot/core/words.ts';
import { renderMessages } from '../../bot/slack/render.ts';
import { renderReply } from '../../bot/teams/render.ts';
import { cleanText } from '../../cards/text.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import { elementsOf, markdownOf } from '../support/card-parser.ts';
import {
  aCase,
  endings,
  next,
  pick,
  type Sitting,
  type Step,
  sides,
  sitting,
  ways,
} from '../support/decision-drive.ts';
import { dataOf, type House, openHouse, type Sent } from '../support/house.ts';
import { readMarkdown } from '../support/markdown.ts';
import { wordsIn } from '../support/slack-blocks.ts';

/** Whole sharing decisions through the front door. Every card on the way is checked against both channels' rules. */

type Kept = KeptRecord & DecisionRecord;
const agency = 'northborough-council';

let house: House;
let sam: Sitting;
beforeEach(async () => {
  house = await openHouse();
  sam = sitting(house.as('teams', 'sam'));
});
afterEach(() => house.close());

const items = async <T>(term: string, kind: 'record' | 'version' | 'notice' | 'draft' | 'audit') =>
  (await house.store.list(agency, { term, kinds: [kind], limit: 50 })).items.map((item) => item.body as T);
const records = async () =>
  (await items<Kept>('owner:p-sam', 'record')).filter(({ type }) => type === 'decision');
const record = async (): Promise<Kept> => (await records())[0] as Kept;
const drafts = () => items<{ dialog: string }>('owner:p-sam', 'draft');

/** Works what is due, and hands over what was sent since. */
const clockWorks = async (at?: string): Promise<Sent[]> => {
  if (at) house.moveTo(at);
  await house.deadlines();
  await house.outbox();
  return house.sent.splice(0);
};
const summaries = (sent: readonly Sent[]) => sent.map(({ reply }) => reply.summary).sort();

const { follows, notShared } = endings;
const recordReference = /^D-[2-9A-Z]{4}-[2-9A-Z]{2}: kept$/;

type Ending = {
  name: string;
  way: readonly Step[];
  change?: readonly [Parameters<Sitting['change']>[0], string];
  after?: readonly Step[];
  outcome: DecisionRecord['final']['outcome'];
  reason: string;
  status: DecisionRecord['status'];
};

const endingsThereAre: Ending[] = [
  {
    name: 'routine, with consent',
    way: ways.consent,
    outcome: 'SHARE',
    reason: 'CONSENT',
    status: 'decided',
  },
  {
    name: 'a duty in law',
    way: ways.lawRequires('children-act-1989-s47-9'),
    outcome: 'SHARE',
    reason: 'STATUTORY_DUTY',
    status: 'decided',
  },
  {
    name: 'the public interest',
    way: ways.publicInterest,
    outcome: 'SHARE',
    reason: 'HARM_CLEAR',
    status: 'decided',
  },
  {
    name: 'part of it',
    way: [...ways.upToConsent, pick('lets', 'part'), pick('rest', 'leave'), next({ notAgreed: '2' })],
    outcome: 'SHARE_LIMITED',
    reason: 'CONSENT_PARTIAL',
    status: 'decided',
  },
  {
    name: 'nobody can be picked out',
    way: ways.consent,
    change: ['identifiable', 'no'],
    after: [pick('smallCells', 'none')],
    outcome: 'SHARE_DEPERSONALISED',
    reason: 'NOT_IDENTIFIABLE',
    status: 'decided',
  },
  {
    name: 'someone who has died',
    way: ways.consent,
    change: ['alive', 'dead'],
    after: [next({ deadRoute: 'statutory', deadWish: 'no', deadRelatives: 'no' })],
    outcome: 'SHARE',
    reason: 'DECEASED',
    status: 'decided',
  },
  {
    name: 'no purpose',
    way: ways.noPurpose,
    outcome: 'DO_NOT_SHARE',
    reason: 'NO_PURPOSE',
    status: 'closed',
  },
  {
    name: 'nobody knows who asks',
    way: ways.notVerified,
    outcome: 'DO_NOT_SHARE',
    reason: 'NOT_VERIFIED',
    status: 'closed',
  },
  {
    name: 'the person can be asked',
    way: ways.canAsk,
    outcome: 'SEEK_CONSENT',
    reason: 'CONSENT_FIRST',
    status: 'awaiting-consent',
  },
  {
    name: 'it came from another agency',
    way: ways.consent,
    change: ['origin', 'ask'],
    outcome: 'SEEK_ORIGINATOR',
    reason: 'SECONDARY',
    status: 'awaiting-originator',
  },
  {
    name: 'not sure what it is for, twice',
    way: ways.purposeUnsure,
    outcome: 'SEEK_ADVICE',
    reason: 'PURPOSE_UNSURE',
    status: 'awaiting-advice',
  },
  {
    name: 'not sure whether it would help, twice',
    way: ways.balanceUnsure,
    outcome: 'ESCALATE',
    reason: 'BALANCED',
    status: 'awaiting-approval',
  },
  {
    name: 'research with patients\u2019 names',
    way: ways.research,
    outcome: 'REFER_CAG',
    reason: 'NON_CARE_HEALTH',
    status: 'awaiting-approval',
  },
  {
    name: 'a person asks for their own file',
    way: ways.ownFile,
    outcome: 'REDIRECT_SAR',
    reason: 'OWN_DATA',
    status: 'closed',
  },
  {
    name: 'a parent asks for a child\u2019s file',
    way: ways.parent,
    outcome: 'REDIRECT_SAR',
    reason: 'PARENT_REQUEST',
    status: 'closed',
  },
  {
    name: 'freedom of information',
    way: ways.freedomOfInformation,
    outcome: 'REDIRECT_FOI',
    reason: 'FOI',
    status: 'closed',
  },
  {
    name: 'many people, again and again',
    way: ways.consent,
    change: ['howMany', 'regular'],
    outcome: 'REDIRECT_AGREEMENT',
    reason: 'BULK',
    status: 'closed',
  },
];

describe('every kind of ending is recommended, decided and kept', () => {
  test.each(endingsThereAre)(
    '$name: $outcome',
    async ({ way, change, after = [], outcome, reason, status }) => {
      await sam.decide(way);
      if (change) await sam.change(...change);
      await sam.follow(after);
      expect(sam.outcome()).toBe(words(`decision.outcomes.${outcome}.title`));
      expect(sam.page().lead?.[0]).toContain(words(`decision.codes.${reason}`));
      expect(sam.page().closing?.at(-1)).toContain('You decide');
      await sam.follow([follows]);
      if (outcome === 'DO_NOT_SHARE') await sam.follow([next(notShared)]);
      expect(sam.record().title).toMatch(recordReference);
      const kept = await record();
      expect(kept).toMatchObject({
        lane: 'decision',
        subjectRef: aCase.subjectRef,
        status,
        recommendation: { outcome },
        final: { outcome, by: { id: 'p-sam' } },
      });
      expect(kept.recommendation.reasons).toContain(reason);
      expect(await drafts()).toEqual([]);
      expect(firstBroken(await items<Version>(`ref:${kept.reference}`, 'version'), kept)).toBeUndefined();
    },
  );

  test('what is shared names its basis, its route and who gets it; what is not shared says how harm is met', async () => {
    await sam.decide(ways.publicInterest);
    await sam.follow([follows]);
    expect(await record()).toMatchObject({
      recipient: [{ id: aCase.recipient }],
      items: [{ label: 'Missed three health visits in May' }, { label: 'Attendance is at 62 per cent' }],
      lawfulBasis: { line: 'power' },
      openness: { told: 'yes' },
      pit: { whoAtRisk: 'others', harmIfNot: { what: 'He may hurt a resident' } },
    });
    expect((await record()).method).not.toBe('none');
    house.wait(1000);
    await sam.decide([...ways.noPurpose, follows, next(notShared)]);
    const [latest] = await records();
    expect(latest).toMatchObject({ notShared, status: 'closed' });
  });
});

describe('what is shared', () => {
  test('leaves out the lines that they did not agree to', async () => {
    const part = [pick('lets', 'part'), pick('rest', 'leave'), next({ notAgreed: '2' })];
    await sam.decide([...ways.upToConsent, ...part, follows]);
    const { items } = await record();
    expect((items as { withheld: boolean }[]).map(({ withheld }) => withheld)).toEqual([false, true]);
    const what = sam.record().facts?.find(({ title }) => title === words('decision.facts.what'));
    expect(what).toMatchObject({ typed: 'Missed three health visits in May' });
  });

  test('names the laws that have ended with what took their place, and lists none of them', async () => {
    await sam.decide([...ways.upToConsent, pick('lets', 'law')]);
    const { lead = [], inputs = [] } = sam.page();
    expect(lead.join(' ')).toContain('Audit Commission Act 1998 (now: ');
    expect(lead.join(' ')).toMatch(/coming and bind nobody yet: .*16LA/);
    const listed = inputs[0]?.choices?.map(({ value }) => value) ?? [];
    expect(listed).toContain('local-audit-and-accountability-act-2014-sch-9');
    expect(listed).not.toContain('audit-commission-act-1998');
  });

  test('says that they agreed only where all that goes rests on it', async () => {
    await sam.decide([...ways.upToConsent, pick('lets', 'part'), pick('rest', 'leave')]);
    await sam.follow([next({ notAgreed: '2' }), follows]);
    expect(await record()).toMatchObject({
      lawfulBasis: { line: 'consent' },
      openness: { told: 'when-they-agreed' },
    });
  });

  test('does not say that they agreed where the law requires it', async () => {
    await sam.decide([...ways.lawRequires('children-act-1989-s47-9'), follows]);
    expect(await record()).toMatchObject({ lawfulBasis: { line: 'duty' }, openness: { told: 'yes' } });
  });

  test('is at most twenty lines, and whoever writes more is told and keeps them', async () => {
    const items = Array.from({ length: 21 }, (_, n) => `Line ${n}`).join('\n');
    await sam.decide([...ways.upToCase, pick('wellbeing', 'person', { items })]);
    const [field] = sam.page().inputs ?? [];
    expect(field).toMatchObject({ id: 'items', value: items });
    expect(field?.error).toContain('at most 20');
  });

  test('an empty page is handed in by clients that leave empty fields out: each field says that it is needed', async () => {
    await sam.decide(ways.upToCase.slice(0, 2));
    const empty = await sam.says.press(sam.button(words('engine.next')), {});
    const errors = dataOf(empty, 'page').inputs?.flatMap(({ error }) => error || []);
    expect(errors).toHaveLength(4);
  });
});

describe('somebody must act today', () => {
  test('opens the urgent lane in two presses, and the decision that was begun is gone', async () => {
    await sam.decide([pick('actToday', 'yes')]);
    expect(sam.page().facts?.[0]).toMatchObject({ words: '999' });
    expect(sam.page().inputs).toHaveLength(5);
    expect((await drafts()).map(({ dialog }) => dialog)).toEqual(['urgent']);
    expect(await records()).toEqual([]);
  });
});

describe('the person decides', () => {
  const differs = pick('final', 'differ');
  const otherwise = { finalOutcome: 'DO_NOT_SHARE', escalated: 'yes' };

  test.each([
    'There is no agreement',
    'I am afraid that we get sued for a breach',
    'GDPR does not allow it',
    'Somebody else will tell them',
  ])('an excuse is no reason, is told so, and nothing of it is lost: %s', async (departureReason) => {
    await sam.decide([...ways.publicInterest, differs, next({ ...otherwise, departureReason })]);
    const fields = Object.fromEntries((sam.page().inputs ?? []).map((each) => [each.id, each]));
    expect(fields.departureReason).toMatchObject({ value: departureReason });
    expect(fields.departureReason?.error).toContain('not a reason by itself');
    expect(fields.finalOutcome).toMatchObject({ value: 'DO_NOT_SHARE', error: '' });
    expect(fields.escalated).toMatchObject({ value: 'yes', error: '' });
    expect(await records()).toEqual([]);
  });

  test('whoever shares against the advice names what it rests on, and says whether the person is told', async () => {
    const reason = 'The health visitor must know before tomorrow, and he cannot be reached';
    await sam.decide([...ways.canAsk, differs]);
    await sam.follow([next({ finalOutcome: 'SHARE', departureReason: reason, escalated: 'no' })]);
    await sam.follow([pick('told', 'later'), next({ toldReason: 'He has no telephone this week' })]);
    expect(await record()).toMatchObject({
      recommendation: { outcome: 'SEEK_CONSENT' },
      final: { outcome: 'SHARE' },
      status: 'decided',
      departure: { reason, escalated: false },
      lawfulBasis: { article6: 'public-task', further: 'care', line: 'power' },
      openness: { told: 'later', reasonNot: 'He has no telephone this week' },
      sixTests: { necessary: true, secure: true },
      method: 'phone-back',
    });
    expect((await record()).items).toHaveLength(2);
    expect((await record()).consentRefs).toBeUndefined();
  });

  test('a reason of their own stands on the record beside the advice, and the manager hears of it', async () => {
    await house.as('teams', 'morgan').type('hello');
    const departureReason = 'He has moved in with his sister and the danger is over';
    await sam.decide([...ways.publicInterest, differs, next({ ...otherwise, departureReason })]);
    await sam.follow([next(notShared)]);
    expect(await record()).toMatchObject({
      recommendation: { outcome: 'SHARE' },
      final: { outcome: 'DO_NOT_SHARE' },
      departure: { reason: departureReason, escalated: true },
      notShared,
      status: 'closed',
    });
    const [notice, ...more] = await clockWorks();
    expect(more).toEqual([]);
    expect(notice?.reply.summary).toBe(words('approval.notices.asked.summary'));
    expect(JSON.stringify(notice?.reply)).toContain((await record()).reference);
    for (const secret of [departureReason, ...Object.values(notShared), aCase.subjectRef])
      expect(JSON.stringify(notice)).not.toContain(secret);
  });
});

describe('waiting for somebody', () => {
  test('the time passes, the owner is asked again, the manager is told, and an answer closes it', async () => {
    await house.as('teams', 'morgan').type('hello');
    await sam.decide([...ways.canAsk, follows]);
    expect(await clockWorks('2026-11-24T09:29:00Z')).toEqual([]);
    const reminded = await clockWorks('2026-11-24T09:31:00Z');
    expect(summaries(reminded)).toEqual([words('decision.notices.remind.summary')]);
    expect(await clockWorks('2026-11-27T16:59:00Z')).toEqual([]);
    const sent = await clockWorks('2026-11-27T17:01:00Z');
    expect(summaries(sent)).toEqual([
      words('decision.notices.overdue-manager.summary'),
      words('decision.notices.overdue.summary'),
    ]);
    expect((await record()).overdue).toBe(true);
    const { reference } = await record();
    await sam.type(reference);
    expect(sam.record().status).toContain('Overdue');
    const { versions } = await record();
    // A button of an older card.
    await sam.send({ do: 'act', ref: reference, action: 'answered', seq: versions.length });
    await sam.follow([next({ answer: 'yes', note: 'She agrees' })]);
    expect(await record()).toMatchObject({
      status: 'closed',
      overdue: false,
      answered: { answer: 'yes', note: 'She agrees' },
    });
    expect((await record()).versions.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect(await clockWorks('2026-12-27T17:01:00Z')).toEqual([]);
  });

  test('an answer in time is asked for no more', async () => {
    await sam.decide([...ways.balanceUnsure, follows]);
    await clockWorks();
    await sam.press(words('decision.actions.answered'));
    await sam.follow([next({ answer: 'no' })]);
    expect(await clockWorks('2026-11-27T17:01:00Z')).toEqual([]);
    expect(await record()).toMatchObject({ status: 'closed', answered: { answer: 'no' } });
  });

  test('the manager who is asked reads the record by its reference', async () => {
    await sam.decide([...ways.balanceUnsure, follows]);
    const morgan = sitting(house.as('slack', 'UMORGAN'));
    await morgan.type('approvals');
    await morgan.press('Open');
    await morgan.press(words('record.about', { ref: (await record()).reference }));
    expect(morgan.record().title).toContain((await record()).reference);
    expect(await items<KeptNotice>('to:p-morgan', 'notice')).toHaveLength(1);
  });
});

describe('sending, and after', () => {
  const sent = async (route = 'secure-email') => {
    await sam.press(words('decision.actions.sent'));
    await sam.press(words('decision.sent.questions.rightPerson.options.yes'), { route });
  };
  const arrived = async (fields: Record<string, string>) => {
    await sam.press(words('decision.actions.received'));
    await sam.follow([next(fields)]);
  };

  test('sent, arrived, and it helped', async () => {
    await sam.decide([...ways.consent, follows]);
    await sent();
    expect(await record()).toMatchObject({ status: 'shared', method: 'secure-email' });
    await arrived({ reached: 'yes', helped: 'yes', note: 'They rang back' });
    expect(await record()).toMatchObject({
      status: 'closed',
      receipt: { answer: 'yes', helped: 'yes', note: 'They rang back' },
      receiptConfirmed: { by: { id: 'p-sam' } },
    });
    expect((await record()).versions.map(({ reason }) => reason)).toEqual([
      'decision.recorded',
      'decision.sent',
      'decision.received-yes',
    ]);
  });

  test.each(['not-yet', 'refused'])(
    '%s: it stays open, and is asked about after two working days',
    async (reached) => {
      await sam.decide([...ways.consent, follows]);
      await sent();
      await arrived({ reached });
      expect(await record()).toMatchObject({ status: 'shared', receipt: { answer: reached } });
      expect((await record()).receiptConfirmed).toBeUndefined();
      expect(sam.record().buttons?.map(({ title }) => title)).toContain(words('decision.actions.received'));
      const late = await clockWorks('2026-11-24T17:01:00Z');
      expect(summaries(late)).toEqual([words('decision.notices.chase.summary')]);
      await sam.type((await record()).reference);
      await arrived({ reached: 'yes' });
      expect(await record()).toMatchObject({ status: 'closed', overdue: false });
    },
  );

  test('without a safe way to send it, it is held until there is one', async () => {
    await sam.decide(ways.consent);
    await sam.press('Add');
    await sam.follow([next({ method: 'none' })]);
    expect(JSON.stringify(sam.page().facts)).toContain(words('decision.facts.no-route'));
    await sam.follow([follows]);
    expect(await record()).toMatchObject({ status: 'held', method: 'none' });
    await sam.press(words('decision.actions.sent'));
    await sam.press(words('decision.sent.questions.rightPerson.options.yes'));
    expect(sam.page().inputs?.[0]?.error).toContain('Needed');
    expect((await record()).status).toBe('held');
    await sam.press(words('decision.sent.questions.rightPerson.options.yes'), { route: 'by-hand' });
    expect(await record()).toMatchObject({ status: 'shared', method: 'by-hand' });
  });

  test('it is put in the case file, and the record says so', async () => {
    await sam.decide([...ways.consent, follows]);
    await sam.press('Copy to case file');
    expect(sam.message().copy?.join('\n')).toContain('Missed three health visits in May');
    await sam.press('It is in the case file now');
    expect((await record()).caseFileCopy).toMatchObject({ by: { id: 'p-sam' } });
  });
});

describe('on the way', () => {
  test('back shows what was written, and a change of it leads on from there', async () => {
    await sam.decide(ways.upToConsent);
    await sam.press('Back');
    expect(sam.page().inputs?.[0]?.value).toContain('Missed three health visits');
    await sam.press('Back', { items: 'Attendance only' });
    expect(sam.page().inputs?.find(({ id }) => id === 'subjectRef')?.value).toBe(aCase.subjectRef);
    await sam.follow([next({ purpose: 'none' })]);
    expect(sam.outcome()).toBe(words('decision.outcomes.DO_NOT_SHARE.title'));
  });

  test('an answer that was taken as read is changed, and looked at again before anything is kept', async () => {
    await sam.decide(ways.consent);
    await sam.change('restriction', 'applies');
    expect(await records()).toEqual([]);
    await sam.follow([next({ restrictionRef: 'other' })]);
    expect(sam.outcome()).toBe(words('decision.outcomes.SEEK_ADVICE.title'));
    const row = sam.page().rows?.find(({ label }) => label === words('decision.questions.restriction.label'));
    expect(row?.value).toBe(words('decision.questions.restriction.options.applies'));
    await sam.change('restriction', 'none');
    expect(sam.outcome()).toBe(words('decision.outcomes.SHARE.title'));
  });

  test('not sure leads to advice, and back to the question', async () => {
    await sam.decide([pick('actToday', 'not-sure')]);
    expect(sam.message().title).toContain('Not sure');
    expect(sam.message().facts).toHaveLength(4);
    await sam.press('Back to the question');
    expect(sam.page().ask).toBe(words('decision.questions.actToday.label'));
  });

  test('kept for later, it goes on where it was; on the other channel too', async () => {
    await sam.decide([...ways.upToConsent, pick('lets', 'on-file')]);
    await sam.press('Keep and finish later');
    house.restart();
    const slack = sitting(house.as('slack', 'USAM'));
    await slack.type('drafts');
    await slack.press('Go on');
    expect(slack.page().ask).toBe(words('decision.questions.consentSound.label'));
    await slack.follow([pick('consentSound', 'yes'), follows]);
    expect(await record()).toMatchObject({ platform: 'slack', status: 'decided' });
    expect(await drafts()).toEqual([]);
  });

  test('stopped, it leaves a record of what was answered and no decision', async () => {
    await sam.decide(ways.upToConsent);
    await sam.press('Stop and close');
    expect(await items<{ type: string }>('owner:p-sam', 'record')).toMatchObject([
      { type: 'ended', how: 'stopped' },
    ]);
    expect(await drafts()).toEqual([]);
  });
});

describe('once only', () => {
  test('a press on an old card changes nothing and shows where it stands', async () => {
    await sam.decide([]);
    const old = sam.button(pick('actToday', 'no').title);
    await sam.follow([pick('actToday', 'no'), pick('wants', 'own')]);
    await sam.send(old);
    expect(sam.page().alert).toContain('out of date');
    expect(sam.page().inputs?.map(({ id }) => id)).toContain('subjectRef');
    await sam.send({ ...old, value: 'yes' });
    expect((await drafts()).map(({ dialog }) => dialog)).toEqual(['decision']);
  });

  test('a doubled press makes one record, and both show it', async () => {
    await sam.decide(ways.consent);
    const press = sam.button(follows.title);
    const both = await Promise.all([sam.says.press(press), sam.says.press(press)]);
    expect(both.map(([reply]) => reply?.card)).toEqual(['record', 'record']);
    expect(await records()).toHaveLength(1);
  });

  test('the same delivery again gives the same card; after a restart too, and one record', async () => {
    await sam.decide(ways.consent);
    const press = sam.button(follows.title);
    const first = await sam.says.press(press, {}, 'delivery-1');
    expect(await sam.says.press(press, {}, 'delivery-1')).toEqual(first);
    house.restart();
    expect((await sam.says.press(press, {}, 'delivery-1'))[0]?.card).toBe('record');
    expect(await records()).toHaveLength(1);
  });
});

describe('what is typed', () => {
  test('is kept beside an answer that is missing or too long', async () => {
    await sam.decide(ways.upToConsent.slice(0, 3));
    const long = 'a line of it\n'.repeat(200);
    await sam.follow([pick('wellbeing', 'both', { items: long })]);
    expect(sam.page().inputs?.[0]).toMatchObject({ value: long, error: expect.stringContaining('2000') });
    await sam.follow([pick('wellbeing', 'both', { items: 'Attendance only' })]);
    expect(sam.page().ask).toBe(words('decision.questions.lets.label'));
  });

  test('is in the card that could not be kept, and is kept by the same press later', async () => {
    await sam.decide(ways.upToConsent.slice(0, 3));
    const { commit } = house.store;
    house.store.commit = async () => {
      throw new SharewellError('store-unavailable', 'away');
    };
    const press = sam.button(pick('wellbeing', 'both').title);
    const fields = { items: 'Attendance only' };
    const [fault] = await sam.says.press(press, fields);
    expect(JSON.stringify(fault)).toContain('still in the card');
    house.store.commit = commit;
    await sam.send(press, fields);
    expect(sam.page().ask).toBe(words('decision.questions.lets.label'));
  });
});

const hostile = [
  'see **bold** _it_ ~~no~~ `code` <b>tag</b> &lt;',
  '[a link](https://evil.example) <https://evil.example|x> www.evil.example',
  '<!channel> @everyone <@U1> :smile:',
  '=cmd() +1 -1 @x',
  '${$root} ${count(rows)} {{x}}',
  'see # head, 1. list, > quote | table',
];

describe('text that is up to something', () => {
  const shownBy = (reply: Reply) => ({
    teams: renderReply(reply).card,
    slack: renderMessages(reply).flatMap(({ blocks }) => blocks),
  });

  test('shows as it was typed, on the recommendation, the record and the copy', async () => {
    await sam.decide([
      ...ways.upToConsent.slice(0, 3),
      pick('wellbeing', 'person', { items: hostile.join('\n') }),
      pick('lets', 'on-file'),
      pick('consentSound', 'yes'),
    ]);
    const cards = [...sam.shown()];
    await sam.follow([follows]);
    cards.push(...sam.shown());
    await sam.press('Copy to case file');
    cards.push(...sam.shown());
    expect(cards.map(({ card }) => card)).toEqual(['page', 'record', 'message']);
    for (const reply of cards) {
      const { teams, slack } = shownBy(reply);
      const read = markdownOf(teams).map(readMarkdown);
      for (const line of hostile) {
        const found = read.filter(({ visible }) => visible.includes(cleanText(line)));
        expect(found.length).toBeGreaterThan(0);
        expect(found.flatMap(({ more }) => more)).toEqual([]);
        expect(wordsIn(slack)).toContain(cleanText(line));
      }
      expect(JSON.stringify(slack)).not.toMatch(/"type":"(link|user|broadcast|channel)"/);
    }
  });
});

describe('text that is up to something, among choices', () => {
  test.each([3, 12])('shows as it was typed where %i lines are to be marked', async (count) => {
    const typed = Array.from(
      { length: count },
      (_, n) => `${n} says **so** [a](https://evil.example) <!here> \`x\``,
    );
    await sam.decide([
      ...ways.upToConsent.slice(0, 3),
      pick('wellbeing', 'person', { items: typed.join('\n') }),
    ]);
    const [reply] = sam.shown();
    const { body } = renderReply(reply as Reply).card;
    const sets = elementsOf(body).flatMap((each) => (each.type === 'Input.ChoiceSet' ? [each] : []));
    expect(sets.map(({ style }) => style)).toEqual(Array(2).fill(count > 10 ? 'compact' : 'expanded'));
    for (const { style, choices } of sets) {
      const titles = choices.slice(0, count).map(({ title }) => title);
      const read = style === 'expanded' ? titles.map(readMarkdown) : [];
      expect(style === 'expanded' ? read.map(({ visible }) => visible.trim()) : titles).toEqual(typed);
      expect(read.flatMap(({ more }) => more)).toEqual([]);
    }
    const inSlack = wordsIn(renderMessages(reply as Reply).flatMap(({ blocks }) => blocks));
    for (const line of typed) expect(inSlack).toContain(line);
  });
});

describe('details of the case', () => {
  const secrets: Record<string, string> = {
    subjectRef: 'CR-zebrafish',
    recipientText: 'Manager, Quokka Street home',
    items: 'Keeps an axolotl in the bath',
    whyNotAsk: 'He threatened the okapi keeper',
    harmIfNot: 'He may let the narwhal out',
    harmIfShared: 'He may lose the pangolin',
    departureReason: 'The capybara has moved in with his aunt',
    consequences: 'The numbat may bite',
    mitigation: 'A visit with the aardvark',
  };
  const told = (...names: (keyof typeof secrets)[]) =>
    Object.fromEntries(names.map((name) => [name, secrets[name] as string]));

  test('are in no summary, notice, log line or trail', async () => {
    await house.as('teams', 'morgan').type('hello');
    await house.as('slack', 'UMORGAN').type('hello');
    const { subjectRef } = told('subjectRef');
    await sam.decide([
      pick('actToday', 'no'),
      pick('wants', 'own'),
      next({ ...aCase, ...told('subjectRef'), recipient: 'other', purpose: 'P26' }),
      next(told('recipientText')),
      pick('wellbeing', 'person', told('items')),
      pick('lets', 'not-asked'),
      pick('requires', 'no'),
      pick('canAsk', 'unsafe'),
      next(told('whyNotAsk')),
      next({ ...sides.risk, ...told('harmIfNot') }),
      next({ ...sides.otherSide, ...told('harmIfShared') }),
      pick('told', 'yes', { article8: 'yes' }),
      pick('final', 'differ'),
      next({ finalOutcome: 'SEEK_ADVICE', escalated: 'yes', ...told('departureReason') }),
    ]);
    expect(sam.record().status).toContain('advice');
    const seen = sam.seen().map(({ summary }) => summary);
    const sent = [...(await clockWorks()), ...(await clockWorks('2026-11-27T17:01:00Z'))];
    expect(sent).toHaveLength(4);
    const { reference } = await record();
    const trail = await items(`ref:${reference}`, 'audit');
    const open = JSON.stringify([seen, sent, house.events, trail]);
    for (const secret of [subjectRef, ...Object.values(secrets)]) {
      const animal = /zebrafish|quokka|axolotl|okapi|narwhal|pangolin|capybara|numbat|aardvark/i.exec(
        secret as string,
      );
      expect(open.toLowerCase()).not.toContain(animal?.[0].toLowerCase());
    }
  });
});

describe('what identifies someone', () => {
  test('is named by its kind on the record, wherever it was typed, and never repeated', async () => {
    const items = 'Rings from 07700 900123 at night';
    await sam.decide([...ways.upToCase, pick('wellbeing', 'person', { items })]);
    await sam.follow([pick('lets', 'agreed-now'), next({ consentWords: 'Yes' }), follows]);
    const [warning = ''] = sam.record().warnings ?? [];
    expect(warning).toContain(words('identifiers.kinds.phone'));
    expect(warning).not.toContain('07700');
  });
});

describe('the largest recommendation', () => {
  test('with all that may be written, in letters that take most room, fits on both channels', async () => {
    const line = `a${'*'.repeat(49)}<${'字'.repeat(48)}`;
    const most = Array.from({ length: 20 }, () => line).join('\n');
    expect(most).toHaveLength(1999);
    await sam.decide([
      pick('actToday', 'no'),
      pick('wants', 'own'),
      next({ ...aCase, recipient: 'other', purpose: 'P26', ageBand: '13-15', harmMarks: 'csa,child,others' }),
      pick('cse', 'power'),
      next({ recipientText: '*'.repeat(200) }),
      pick('wellbeing', 'could-harm', { items: most }),
      next({ couldHarm: '*'.repeat(500) }),
      pick('lets', 'refused'),
      pick('requires', 'power'),
      next({ ...sides.risk, whoAtRisk: 'child', harmIfNot: '*'.repeat(1000) }),
      next({ ...sides.otherSide, harmIfShared: '*'.repeat(1000) }),
      pick('told', 'later', { article8: 'yes' }),
      next({ toldReason: '*'.repeat(500) }),
    ]);
    expect(sam.outcome()).toBe(words('decision.outcomes.SHARE.title'));
    expect(sam.page().rows?.length).toBeGreaterThan(9);
    const [reply] = sam.shown();
    expect(renderReply(reply as Reply).bytes).toBeLessThan(28 * 1024);
    expect(renderMessages(reply as Reply)).toHaveLength(1);
    const full = '*'.repeat(1000);
    await sam.follow([
      pick('final', 'differ'),
      next({ finalOutcome: 'DO_NOT_SHARE', escalated: 'no', departureReason: full }),
      next({ consequences: full, mitigation: full }),
    ]);
    expect(sam.record().facts?.find(({ title }) => title === 'What')).toMatchObject({ typed: most });
    const [kept] = sam.shown();
    expect(renderReply(kept as Reply).bytes).toBeLessThan(28 * 1024);
  });
});
