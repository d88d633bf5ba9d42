import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { careful, enough } from '../../bot/core/careful.ts';
import { type Asking, figuresOf, packFilter, readFilter, unpackFilter } from '../../bot/core/figures.ts';
import type { KeptRecord } from '../../bot/core/records.ts';
import { codesOf } from '../../bot/core/report-codes.ts';
import { momentsOf, spanOf } from '../../bot/core/report-span.ts';
import { reports } from '../../bot/core/reports.ts';
import { words } from '../../bot/core/words.ts';
import { figuresFile } from '../../bot/export/figures.ts';
import type { RecordBody } from '../../dialogs/engine/types.ts';
import { samplePolicy } from '../support/context.ts';
import { sitting } from '../support/decision-drive.ts';
import { council, type DisputeHouse, openDisputeHouse, opens, police } from '../support/dispute-house.ts';
import { urgentAnswers } from '../support/house.ts';

/** Figures of how sharing goes: counted from what is kept, for who may see them, and nothing small in them. */

const now = new Date('2026-11-23T10:00:00.000Z');
const withThreshold = (smallNumber: number) => ({
  ...samplePolicy,
  thresholds: { ...samplePolicy.thresholds, smallNumber },
});
const body = (record: object): RecordBody =>
  ({
    ...{ reference: 'D-7K3M-Q2', agencyId: council, status: 'decided', links: [], practice: false },
    ...{ createdAt: '2026-11-20T10:30:00.000Z', lane: 'decision', type: 'decision' },
    ...{ recommendation: { outcome: 'SHARE', reasons: ['HARM_CLEAR'] }, purpose: ['P26'], answers: [] },
    final: { outcome: 'SHARE' },
    ...record,
  }) as unknown as RecordBody;
const codes = (record: object, policy = samplePolicy) => codesOf(body(record), { now, policy });

describe('what a record counts as', () => {
  it.each([
    ['a decision', {}, { outcome: ['SHARE'], purpose: ['P26'], departed: [] }],
    ['its basis', { lawfulBasis: { article6: 'public-task' } }, { basis: ['public-task'] }],
    ['its law', { gateway: ['none'] }, { gateway: [] }],
    [
      'one that departs',
      { final: { outcome: 'DO_NOT_SHARE' }, departure: { reason: 'x' } },
      { departed: ['SHARE>DO_NOT_SHARE'], 'advised-for': ['HARM_CLEAR'] },
    ],
    [
      'an urgent one in time',
      {
        ...{ lane: 'urgent', status: 'completed' },
        ...{ completedAt: '2026-11-21T10:00:00Z', completeBy: '2026-11-21T17:00:00Z' },
      },
      { urgent: ['in-time'], outcome: ['SHARE'] },
    ],
    [
      'an urgent one that nobody completed',
      { lane: 'urgent', status: 'to-complete', overdue: true, completeBy: '2026-11-21T17:00:00Z' },
      { urgent: ['overdue'], overdue: ['urgent'] },
    ],
    [
      'advice that was not followed',
      { type: 'advice', followed: { b: false } },
      { advice: ['not-followed'] },
    ],
    [
      'a consent that was taken back',
      {
        ...{ type: 'consent', status: 'withdrawn', toTell: [{}], unreached: [] },
        changes: [{ change: 'withdraw' }],
      },
      { consent: ['withdrawn'], changes: ['withdraw'], notify: ['to-tell'] },
    ],
    ['news of one that we left', { type: 'consentNotice', status: 'told' }, { notify: ['unanswered'] }],
    [
      'a refusal that was overturned',
      { type: 'refusal', by: 'them', partner: 'police-public-protection', laterOverturned: true },
      { withheld: [police], undue: [police] },
    ],
    [
      'a refusal with a reason',
      { type: 'refusal', by: 'us', reason: 'law' },
      { withheld: [council], undue: [] },
    ],
    ['a breach', { type: 'breach', class: ['misdirected'] }, { disclosed: [council], undue: [] }],
    [
      'a failure to share',
      { type: 'breach', class: ['failure-to-share'] },
      { disclosed: [], undue: [council] },
    ],
    [
      'their breach',
      { type: 'liaison', kind: 'breach', code: 'insecure', from: police },
      { disclosed: [police] },
    ],
    [
      'what was due',
      { type: 'approval', reference: 'V-7K3M-Q2', status: 'asked', dueAt: '2026-11-20T11:00:00Z' },
      { overdue: [expect.any(String)] },
    ],
  ])('%s', (_, record, expected) => expect(codes(record)).toMatchObject(expected));
});

describe('the time it is of', () => {
  it.each([
    [{}, '2026-10-01', '2026-11-23'],
    [{ period: 'month' }, '2026-11-01', '2026-11-23'],
    [{ period: 'last-month' }, '2026-10-01', '2026-10-31'],
    [{ period: 'last-quarter' }, '2026-07-01', '2026-09-30'],
    [{ period: 'year' }, '2026-01-01', '2026-11-23'],
    [{ period: 'last-year' }, '2025-01-01', '2025-12-31'],
    [{ from: '2026-03-01', to: '2026-03-31' }, '2026-03-01', '2026-03-31'],
    [{ from: '2026-03-31', to: '2026-03-01', period: 'year' }, '2026-03-01', '2026-03-31'],
    [{ from: '2026-11-01' }, '2026-11-01', '2026-11-23'],
    [{ to: '2026-03-01' }, '2026-03-01', '2026-03-01'],
  ])('%j', (filter, from, to) => expect(spanOf(filter, now, samplePolicy)).toEqual({ from, to }));

  it('January looks back into another year, and a day begins at midnight here', () => {
    const january = new Date('2027-01-05T10:00:00Z');
    expect(spanOf({ period: 'last-month' }, january, samplePolicy).from).toBe('2026-12-01');
    const summer = { from: '2026-06-01', to: '2026-06-01' };
    expect(momentsOf(summer, now, samplePolicy)).toEqual({
      from: '2026-05-31T23:00:00.000Z',
      to: '2026-06-01T23:00:00.000Z',
    });
  });

  it('days fit on a button, and what is no day is left out', () => {
    const filter = { about: 'wrong', from: '2026-03-01', to: '2026-03-31' };
    expect(unpackFilter(reports, packFilter(filter), samplePolicy)).toEqual(filter);
    expect(readFilter(reports, { from: '31/02/2026', period: 'ever' }, samplePolicy)).toEqual({});
  });
});

describe('small numbers', () => {
  const five = withThreshold(5);
  const counts = (...all: number[]) => ({
    all: all.reduce((sum, n) => sum + n, 0),
    groups: { a: all.map((count, at) => ({ code: `c${at}`, count })) },
  });

  it('are not told, nor what they could be worked out from', () => {
    const { all, groups } = careful(counts(23, 12, 4, 5), five);
    expect(all).toBe(45);
    expect(groups.a).toEqual([
      { code: 'c0', count: 25 },
      { code: 'c1', count: 10 },
      { code: 'c2', count: 5, few: true },
      { code: 'c3', count: 5, few: true },
    ]);
  });

  it('no two cases that differ by one small number can be told apart by what is not small', () => {
    for (let small = 1; small <= 5; small += 1) {
      const { groups } = careful(counts(40, small), five);
      expect(groups.a?.[1]).toEqual({ code: 'c1', count: 5, few: true });
      expect(groups.a?.[0]?.count).toBe(40);
    }
  });

  it('their order does not tell which is more', () => {
    const order = (...all: number[]) => careful(counts(...all), five).groups.a?.map(({ code }) => code);
    expect(order(1, 5)).toEqual(order(5, 1));
  });

  it('a time is measured on more than so many', () => {
    expect(enough([1, 2, 3, 4, 5], five)).toEqual([]);
    expect(enough([1, 2, 3, 4, 5, 6], five)).toHaveLength(6);
  });

  it('times to decide count from the first answer, where there are enough', () => {
    const made = Array.from({ length: 6 }, (_, n) =>
      body({ answers: [{ at: new Date(Date.parse('2026-11-20T10:30:00Z') - n * 60_000).toISOString() }] }),
    );
    const { measures } = figuresOf(reports, made, { now, policy: five });
    expect(measures).toEqual([
      { code: 'decided', n: 2.5 },
      { code: 'decided-most', n: 5 },
    ]);
    expect(figuresOf(reports, made.slice(1), { now, policy: five }).measures).toEqual([]);
  });

  it('a refusal that became a dispute counts once, and what was for practice not at all', () => {
    const refusal = body({
      ...{ reference: 'Y-7K3M-Q2', type: 'refusal', by: 'us', reason: 'slow', status: 'recorded' },
    });
    const dispute = body({
      ...{ reference: 'X-7K3M-Q2', type: 'dispute', status: 'stage1', links: ['Y-7K3M-Q2'], steps: [] },
      ...{ wants: 'b', point: 'slow', parties: { a: { agency: council }, b: { agency: police } } },
    });
    const all = [refusal, dispute, body({ practice: true })];
    const { all: count, groups } = reports.figures(all, now, samplePolicy);
    expect(count).toBe(1);
    expect(groups.undue).toEqual([{ code: council, count: 1 }]);
  });
});

describe('as a file', () => {
  const asking: Asking = {
    ...{ now, policy: withThreshold(2), registered: true },
    actor: { id: 'p-ada', name: 'Ada', agency: council, roles: ['auditor'] },
  };
  const entries = [...Array.from({ length: 7 }, () => body({})), body({ final: { outcome: 'SEEK_ADVICE' } })];
  const given = { ...asking, book: reports, entries, partly: true, filter: {}, words };
  const pdf = async (document: unknown) => Buffer.from(JSON.stringify(document));

  it.each(['csv', 'svg', 'pdf'] as const)('%s has counts, and no small one', async (form) => {
    const text = (await figuresFile(form, given, pdf)).toString();
    expect(text).toContain(words('reports.groups.outcome'));
    expect(text).toContain(words('figures.few', { n: 2 }));
    expect(text).not.toContain('D-7K3M-Q2');
    if (form !== 'csv') expect(text).toContain(words('figures.partly', { n: 20_000 }));
  });

  it('the table has a line for each count', async () => {
    const [head, first] = (await figuresFile('csv', given, pdf)).toString().split('\r\n');
    expect(head).toContain(words('figures.csv.count'));
    expect(first).toContain('5');
  });
});

describe('what is looked at', () => {
  const asking = (roles: string[]): Asking => ({
    ...{ now, policy: samplePolicy, registered: true },
    actor: { id: 'p-morgan', name: 'Morgan', agency: council, roles },
  });

  it('is the whole agency, or the people somebody manages, in one list of the index', () => {
    const agency = reports.listing({ about: 'consents' }, asking(['dpo']), 10);
    expect(agency).toMatchObject({ term: ['type:consent', 'type:consentNotice'], limit: 10 });
    const chain = reports.listing({}, asking(['manager']), 10);
    expect(chain).toMatchObject({ term: 'chain:p-morgan', kinds: ['record'] });
    expect(chain.and?.[0]).toContain('type:decision');
    expect(chain.from).toBe('2026-09-30T23:00:00.000Z');
  });
});

describe.each(['teams', 'slack'] as const)('asked for on %s', (channel) => {
  let there: DisputeHouse;
  beforeAll(async () => {
    there = await openDisputeHouse({ policy: withThreshold(2) });
    const sam = there.house.as('teams', 'sam');
    for (let n = 0; n < 4; n += 1) {
      await sam.press({ do: 'command', word: 'urgent' });
      await sam.press({ do: 'answer', dialog: 'urgent', page: 'now', ref: `U${n}`, seq: 0 }, urgentAnswers);
      there.house.wait(1_000);
    }
    await opens(there.person('sam'));
    await there.quiet();
  });
  afterAll(() => there.close());

  const says = (name: 'morgan' | 'ada') =>
    channel === 'slack' && name === 'morgan'
      ? there.house.as('slack', 'UMORGAN')
      : there.house.as('teams', name);

  it('a manager sees the figures of their people, and what is due', async () => {
    const morgan = sitting(says('morgan'));
    await morgan.type('figures');
    const { lead = [], copy = [] } = morgan.message();
    expect(lead).toContain(words('reports.reach.chain'));
    expect(lead.join(' ')).toContain('From 1 October 2026 to 23 November 2026');
    const outcome = copy.find((block) => block.startsWith(words('reports.groups.outcome')));
    expect(outcome).toContain(' 5  Share');
    expect(copy.join('\n')).toContain(`░ ${words('figures.few', { n: 2 })}  Stage 1`);
    await morgan.press(words('figures.buttons.choose'));
    await morgan.press(words('figures.choose.submit'), { about: 'consents', from: '2026-11-01', to: '' });
    expect(morgan.message().lead).toContain(words('reports.none'));
    expect(morgan.message().lead?.[0]).toContain('consents; from 1 November 2026');
  });

  it('the trail says that somebody looked; nobody else sees any', async () => {
    const looks = await there.listed<{ ref: string }>(council, 'who:p-morgan', 'audit');
    expect(looks.filter(({ ref }) => ref === 'reports/trends')).not.toHaveLength(0);
    const sam = sitting(there.house.as(channel, channel === 'slack' ? 'USAM' : 'sam'));
    await sam.type('figures');
    expect(sam.message().title).toBe(words('outcomes.forbidden.title'));
    // Not even by the button of somebody else's card, nor one by one.
    await sam.send({ do: 'more', word: 'reports-further', page: 'all' });
    expect(sam.message().title).toBe(words('outcomes.forbidden.title'));
    await sam.send({ do: 'more', word: 'reports-list', page: 'all' });
    expect(sam.message().title).toBe(words('outcomes.old-button.title'));
  });
});

describe('more than is looked at at once', () => {
  it('goes on from where it stopped', async () => {
    const there = await openDisputeHouse({ policy: withThreshold(2) });
    const one = await opens(there.person('sam'));
    const [stored] = await there.house.store.read(council, [{ kind: 'record', id: one }]);
    const record = stored?.body as KeptRecord;
    for (let n = 0; n < 1_010; n += 1) {
      const reference = `X-${n}`;
      const at = new Date(Date.parse(record.createdAt) - n).toISOString();
      const item = { kind: 'record' as const, id: reference, at, terms: ['type:dispute'] };
      await there.house.store.commit(council, [
        { op: 'create', item: { ...item, body: { ...record, reference } } },
      ]);
    }
    const ada = sitting(there.house.as('teams', 'ada'));
    await ada.type('figures');
    expect(ada.message().lead).toContain(words('figures.partly', { n: 1_000 }));
    expect(ada.message().lead).toContain(words('figures.count', { n: '1000' }));
    await ada.press(words('figures.buttons.further'));
    expect(ada.message().lead).toContain(words('figures.count', { n: '10' }));
    await there.close();
  }, 30_000);
});
