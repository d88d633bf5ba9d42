import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shortReference } from '../../bot/core/ids.ts';
import type { Person } from '../../bot/core/people.ts';
import type { KeptNotice, KeptRecord } from '../../bot/core/records.ts';
import { firstBroken, type Version } from '../../bot/core/records.ts';
import type { UrgentRecord } from '../../dialogs/urgent/record.ts';
import { buttonOf, dataOf, type House, identityOf, openHouse, urgentAnswers } from '../support/house.ts';

const agency = 'northborough-council';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const items = async <T>(term: string, kind: 'record' | 'version' | 'notice' | 'draft' | 'audit') =>
  (await house.store.list(agency, { term, kinds: [kind], limit: 50 })).items.map((item) => item.body as T);

const recordUrgent = async (channel: 'teams' | 'slack' = 'teams', user = 'sam') => {
  const sam = house.as(channel, user);
  const page = await sam.type('urgent');
  return sam.press(buttonOf(page, 'Record and go'), urgentAnswers);
};

const record = async () =>
  (await items<KeptRecord & UrgentRecord>('owner:p-sam', 'record'))[0] as KeptRecord & UrgentRecord;

describe('from danger to a kept record', () => {
  test('shows what to do before any question, then at most five fields on one card', async () => {
    const page = dataOf(await house.as('teams', 'sam').type('urgent'), 'page');
    expect(page.facts?.[0]).toMatchObject({ words: '999' });
    expect(page.lead?.[0]).toContain('999');
    expect(page.inputs).toHaveLength(5);
    expect(page.links?.[0]?.url).toMatch(/^https:/);
  });

  test('is kept with one press after the five fields, and says its reference', async () => {
    const reply = dataOf(await recordUrgent(), 'record');
    expect(reply.title).toMatch(/^D-[2-9A-Z]{4}-[2-9A-Z]{2}: kept$/);
    expect(await record()).toMatchObject({
      lane: 'urgent',
      ...urgentAnswers,
      status: 'to-complete',
      recommendation: { outcome: 'SHARE', reasons: ['URGENT_HARM'] },
      final: { outcome: 'SHARE', by: { id: 'p-sam' } },
      managerTold: { who: 'p-morgan' },
    });
  });

  test('leaves no draft behind', async () => {
    await recordUrgent();
    expect(await items('owner:p-sam', 'draft')).toEqual([]);
  });

  test('opens on plain words of danger, and for people nobody registered', async () => {
    expect(
      dataOf(await house.as('slack', 'UNEW').type('there is a child in danger now!!'), 'page').inputs,
    ).toHaveLength(5);
  });

  test('keeps a record for someone who is not on the register, and tells the duty lead', async () => {
    const visitor = house.as('slack', 'UNEW');
    const done = await visitor.press(buttonOf(await visitor.type('urgent'), 'Record and go'), urgentAnswers);
    expect(dataOf(done, 'record').status).toContain('Kept');
    expect(await items<KeptNotice>('to:p-anika', 'notice')).toHaveLength(1);
  });

  test('keeps what was written when a field is missing, and says which', async () => {
    const sam = house.as('teams', 'sam');
    const start = await sam.type('urgent');
    const reply = dataOf(
      await sam.press(buttonOf(start, 'Record and go'), { ...urgentAnswers, risk: ' ' }),
      'page',
    );
    expect(reply.inputs?.find((input) => input.id === 'risk')?.error).toContain('Needed');
    expect(reply.inputs?.find((input) => input.id === 'caseRef')?.value).toBe('C-2041');
    expect(await items('owner:p-sam', 'record')).toEqual([]);
  });

  test('warns about details that identify someone, without refusing the record', async () => {
    const sam = house.as('teams', 'sam');
    const start = await sam.type('urgent');
    const named = { ...urgentAnswers, caseRef: 'Mr Smith, born 01/02/2015' };
    const reply = dataOf(await sam.press(buttonOf(start, 'Record and go'), named), 'record');
    expect(reply.warnings?.[0]).toContain('a date of birth');
    expect(reply.warnings?.[0]).not.toContain('Smith');
  });
});

describe('the manager', () => {
  test('is told with a reference and asked nothing', async () => {
    await house.as('teams', 'morgan').type('hello');
    await house.as('slack', 'UMORGAN').type('help');
    await recordUrgent();
    await house.outbox();
    expect(house.sent).toHaveLength(1);
    const [{ to, reply } = { to: undefined, reply: undefined }] = house.sent;
    expect(to).toMatchObject({ channel: 'slack', user: 'UMORGAN' });
    const shown = JSON.stringify(reply);
    expect(shown).toContain((await record()).reference);
    for (const secret of Object.values(urgentAnswers)) expect(shown).not.toContain(secret);
    expect(shown).not.toMatch(/approve|reject/i);
  });

  test('is told once, however often the outbox runs', async () => {
    await house.as('teams', 'morgan').type('hello');
    await recordUrgent();
    await house.outbox();
    house.wait(3_600_000);
    await house.outbox();
    expect(house.sent).toHaveLength(1);
  });

  test('reads the record, and the reading is in the trail', async () => {
    await recordUrgent();
    const { reference } = await record();
    const reply = await house.as('teams', 'morgan').type(reference.toLowerCase());
    expect(dataOf(reply, 'record').title).toContain(reference);
    const trail = await items<{ what: string; who: string }>(`ref:${reference}`, 'audit');
    expect(trail).toContainEqual(expect.objectContaining({ what: 'read', who: 'p-morgan' }));
  });

  test('finds the notice waiting, opens it and marks it as noted', async () => {
    await recordUrgent();
    const morgan = house.as('teams', 'morgan');
    const notice = await morgan.press(buttonOf(await morgan.type('waiting'), 'Read'));
    expect(dataOf(notice, 'notice').title).toContain('urgent share');
    await morgan.press(buttonOf(notice, 'Noted'));
    expect(dataOf(await morgan.type('waiting'), 'list').items).toEqual([]);
  });
});

describe('walls', () => {
  test.each([
    ['a colleague', 'kit', 'message'],
    ['a manager of another agency', 'lee', 'message'],
    ['an auditor of the agency', 'ada', 'record'],
  ] as const)('%s', async (_, user, card) => {
    await recordUrgent();
    const { reference } = await record();
    expect((await house.as('teams', user).type(reference)).at(-1)?.card).toBe(card);
  });

  test('an identity that the register took from a person opens nothing of theirs any more', async () => {
    await recordUrgent();
    const [sam] = await house.store.read(agency, [{ kind: 'person', id: 'p-sam' }]);
    const { rev, ...item } = sam as NonNullable<typeof sam>;
    const body = { ...(item.body as Person), identities: [identityOf('slack', 'USAM')] };
    await house.store.commit(agency, [{ op: 'replace', item: { ...item, body }, rev }]);
    expect(dataOf(await house.as('teams', 'sam').type('my records'), 'list').items).toEqual([]);
    expect(dataOf(await house.as('slack', 'USAM').type('my records'), 'list').items).toHaveLength(1);
  });

  test('nobody finishes the draft of somebody else', async () => {
    const press = buttonOf(await house.as('teams', 'sam').type('urgent'), 'Record and go');
    await house.as('teams', 'kit').press(press, urgentAnswers);
    expect(await items('owner:p-sam', 'record')).toEqual([]);
    expect(await items('owner:p-kit', 'record')).toEqual([]);
  });
});

describe('afterwards', () => {
  const complete = async (answers: Record<string, string>, more: Record<string, string>) => {
    const sam = house.as('teams', 'sam');
    const done = await recordUrgent();
    const first = await sam.press(buttonOf(done, 'Complete the record'));
    const second = await sam.press(buttonOf(first, 'Next'), answers);
    const check = Object.keys(more).length > 0 ? await sam.press(buttonOf(second, 'Next'), more) : second;
    return { sam, check };
  };

  test('asks what came of advice and whether the person was told, checks, and keeps a second version', async () => {
    const { sam, check } = await complete(
      { reached: 'yes', advice: 'manager', told: 'no' },
      { adviceOutcome: 'Agreed', toldReason: 'It could put him at risk' },
    );
    expect(dataOf(check, 'check').rows).toHaveLength(5);
    await sam.press(buttonOf(check, 'This is right: record it'));
    const kept = await record();
    expect(kept).toMatchObject({
      status: 'completed',
      told: { b: false, when: 'no', reason: 'It could put him at risk' },
      adviceOutcome: 'Agreed',
      receiptConfirmed: { by: { id: 'p-sam' } },
    });
    expect(kept.versions.map((version) => version.n)).toEqual([1, 2]);
    const chain = await items<Version>(`ref:${kept.reference}`, 'version');
    expect(firstBroken(chain, kept)).toBeUndefined();
  });

  test('skips the second page where the answers settle it', async () => {
    const { check } = await complete({ reached: 'yes', advice: 'none', told: 'yes' }, {});
    expect(check[0]?.card).toBe('check');
  });

  test('goes back with what was written, and changes an earlier answer from the check page', async () => {
    const { sam, check } = await complete(
      { reached: 'yes', advice: 'none', told: 'no' },
      { toldReason: 'Unsafe' },
    );
    const first = await sam.press(buttonOf(check, 'Change'));
    expect(dataOf(first, 'page').inputs?.find((input) => input.id === 'told')?.value).toBe('no');
    const again = await sam.press(buttonOf(first, 'Next'), { reached: 'yes', advice: 'none', told: 'yes' });
    expect(dataOf(again, 'check').rows).toHaveLength(3);
  });

  test('back keeps what is on the page', async () => {
    const sam = house.as('teams', 'sam');
    const first = await sam.press(buttonOf(await recordUrgent(), 'Complete the record'));
    const second = await sam.press(buttonOf(first, 'Next'), { reached: 'yes', advice: 'dpo', told: 'yes' });
    const back = await sam.press(buttonOf(second, 'Back'), { adviceOutcome: 'Half a thought' });
    expect(dataOf(back, 'page').inputs?.map((input) => input.id)).toEqual(['reached', 'advice', 'told']);
    const forth = await sam.press(buttonOf(back, 'Next'), { reached: 'yes', advice: 'dpo', told: 'yes' });
    expect(dataOf(forth, 'check').rows.at(-1)?.value).toBe('Half a thought');
  });

  test('a completion begun on Teams is finished on Slack after a restart', async () => {
    const sam = house.as('teams', 'sam');
    const first = await sam.press(buttonOf(await recordUrgent(), 'Complete the record'));
    await sam.press(buttonOf(first, 'Next'), { reached: 'yes', advice: 'none', told: 'no' });
    house.restart();
    const slack = house.as('slack', 'USAM');
    const open = await slack.press(buttonOf(await slack.type('drafts'), 'Go on'));
    const check = await slack.press(buttonOf(open, 'Next'), { toldReason: 'Unsafe' });
    await slack.press(buttonOf(check, 'This is right: record it'));
    expect((await record()).status).toBe('completed');
  });

  test('reminds the owner next working morning, marks overdue at the end of the day, tells owner and manager', async () => {
    await house.as('teams', 'morgan').type('hello');
    await recordUrgent(); // on a Friday evening
    await house.outbox();
    house.sent.length = 0;
    house.moveTo('2026-11-23T09:31:00Z');
    await house.deadlines();
    await house.outbox();
    expect(house.sent.map(({ reply }) => reply.summary)).toEqual([
      'Reminder: an urgent record is to be completed',
    ]);
    house.moveTo('2026-11-23T17:01:00Z');
    await house.deadlines();
    await house.outbox();
    expect((await record()).overdue).toBe(true);
    expect(
      house.sent
        .slice(1)
        .map(({ reply }) => reply.summary)
        .sort(),
    ).toEqual(['Overdue: an urgent record in your team', 'Overdue: an urgent record is to be completed']);
  });

  test('reminds no more once it is complete', async () => {
    const { sam, check } = await complete({ reached: 'yes', advice: 'none', told: 'yes' }, {});
    await sam.press(buttonOf(check, 'This is right: record it'));
    house.moveTo('2026-11-24T17:01:00Z');
    await house.deadlines();
    expect((await record()).versions).toHaveLength(2);
  });
});

describe('once only', () => {
  test('the same delivery again gives the same card and one record', async () => {
    const sam = house.as('teams', 'sam');
    const press = buttonOf(await sam.type('urgent'), 'Record and go');
    const first = await sam.press(press, urgentAnswers, 'delivery-1');
    expect(await sam.press(press, urgentAnswers, 'delivery-1')).toEqual(first);
    house.restart();
    const later = await sam.press(press, urgentAnswers, 'delivery-1');
    expect(later[0]?.card).toBe('record');
    expect(await items('owner:p-sam', 'record')).toHaveLength(1);
    expect(await items('to:p-morgan', 'notice')).toHaveLength(1);
  });

  test('the same words delivered twice open one card; delivered again after a failed answer, the same card', async () => {
    const sam = house.as('slack', 'USAM');
    const act = { kind: 'typed', text: 'urgent', attachments: 0 } as const;
    const first = await sam.act(act, { id: 'event-1' });
    expect(await sam.act(act, { id: 'event-1' })).toEqual([]);
    expect(await sam.act(act, { id: 'event-1', redelivered: true })).toEqual(first);
    house.restart();
    const later = await sam.act(act, { id: 'event-1', redelivered: true });
    expect(buttonOf(later, 'Record and go')).toEqual(buttonOf(first, 'Record and go'));
    expect(await items('owner:p-sam', 'draft')).toHaveLength(1);
  });

  test('a doubled press shows the record and makes no second one', async () => {
    const sam = house.as('teams', 'sam');
    const press = buttonOf(await sam.type('urgent'), 'Record and go');
    const [a, b] = await Promise.all([sam.press(press, urgentAnswers), sam.press(press, urgentAnswers)]);
    expect([a[0]?.card, b[0]?.card]).toEqual(['record', 'record']);
    expect(await items('owner:p-sam', 'record')).toHaveLength(1);
  });

  test('a stale card shows where it stands now and changes nothing', async () => {
    const sam = house.as('teams', 'sam');
    const press = buttonOf(await sam.type('urgent'), 'Record and go');
    await sam.press(press, { ...urgentAnswers, risk: '' });
    const stale = dataOf(await sam.press(press, urgentAnswers), 'page');
    expect(stale.alert).toContain('out of date');
    expect(await items('owner:p-sam', 'record')).toEqual([]);
  });
});

describe('stopping', () => {
  test('keeps what was written as a record of its own', async () => {
    const sam = house.as('teams', 'sam');
    const page = await sam.press(buttonOf(await sam.type('urgent'), 'Record and go'), {
      ...urgentAnswers,
      risk: '',
    });
    await sam.press(buttonOf(page, 'Stop and close'));
    expect(await items<{ type: string }>('owner:p-sam', 'record')).toMatchObject([
      { type: 'ended', how: 'stopped' },
    ]);
    expect(await items('owner:p-sam', 'draft')).toEqual([]);
  });

  test('keep and finish later leaves the draft with what was written', async () => {
    const sam = house.as('teams', 'sam');
    await sam.press(buttonOf(await sam.type('urgent'), 'Keep and finish later'), {
      caseRef: 'C-1',
      risk: '',
    });
    const open = await sam.press(buttonOf(await sam.type('drafts'), 'Go on'));
    expect(dataOf(open, 'page').inputs?.[0]?.value).toBe('C-1');
    expect(dataOf(open, 'page').inputs?.[1]?.error).toBe('');
  });

  test('an unfinished draft is reminded of once, and closed by the clock in the end', async () => {
    const sam = house.as('teams', 'sam');
    await sam.press(buttonOf(await sam.type('urgent'), 'Keep and finish later'), { caseRef: 'C-1' });
    house.wait(31 * 60_000);
    await house.deadlines();
    await house.outbox();
    expect(house.sent.map(({ reply }) => reply.summary)).toEqual([
      'Reminder: you have an unfinished Sharewell draft',
    ]);
    house.wait(30 * 86_400_000);
    await house.deadlines();
    expect(await items<{ type: string }>('owner:p-sam', 'record')).toMatchObject([{ how: 'closed' }]);
  });
});

describe('what is typed', () => {
  test.each([
    ['help', 'message'],
    ['/sharewell help', 'message'],
    ['my records', 'list'],
    ['drafts', 'list'],
    ['waiting', 'list'],
    ['stop', 'list'],
    ['what about next tuesday', 'message'],
  ])('%s is answered', async (text, card) => {
    expect((await house.as('teams', 'sam').type(text)).at(-1)?.card).toBe(card);
  });

  test('a file is refused, and nothing of it is kept', async () => {
    const reply = dataOf(await house.as('teams', 'sam').type('see attached', { attachments: 1 }), 'message');
    expect(reply.title).toContain('cannot take files');
  });

  test('identifying words in a shared channel get a private word to their author', async () => {
    const replies = await house.as('teams', 'sam').type('help, jo bloggs dob 01/02/2011', { shared: true });
    expect(replies[0]).toMatchObject({ card: 'message', audience: 'person' });
    expect(JSON.stringify(replies)).not.toContain('2011');
  });
});

describe('a reference that is taken', () => {
  test('is found out at the start, so that what is written can be kept', async () => {
    const reference = `D-${shortReference('start|0', 'urgent')}`;
    const item = { kind: 'record' as const, id: reference, at: house.clock().toISOString(), terms: [] };
    await house.store.commit('northborough-council', [{ op: 'create', item: { ...item, body: {} } }]);
    const sam = house.as('teams', 'sam');
    const card = await sam.type('urgent', { id: 'start' });
    const press = buttonOf(card, 'Record and go');
    expect(`D-${press.ref}`).not.toBe(reference);
    const kept = dataOf(await sam.press(press, urgentAnswers), 'record');
    expect(kept.title).toContain(press.ref);
    // The same delivery again shows the same card.
    house.restart();
    expect(buttonOf(await sam.type('urgent', { id: 'start' }), 'Record and go')).toBeDefined();
  });
});
