import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { books } from '../../bot/core/books.ts';
import { type Count, packFilter } from '../../bot/core/figures.ts';
import { bookFileOf, bookFiles } from '../../bot/core/file-names.ts';
import { createLinks } from '../../bot/core/links.ts';
import type { KeptRecord } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import { exportRoutes } from '../../bot/export/routes.ts';
import { createServer, type HttpServer } from '../../bot/server.ts';
import { type Breach, type BreachClass, classes } from '../../dialogs/breach/record.ts';
import type { Complaint } from '../../dialogs/complaint/record.ts';
import { type BreachHouse, openBreachHouse, reports } from '../support/breach-house.ts';
import { samplePolicy } from '../support/context.ts';
import { council, police } from '../support/dispute-house.ts';

/** Breaches and complaints as lists and in figures: all of them, for who answers for the agency, and for nobody else. */

let there: BreachHouse;
const made: BreachClass[] = ['misdirected', 'misdirected', 'insecure', 'availability'];
const refs: string[] = [];

beforeAll(async () => {
  there = await openBreachHouse();
  for (const one of made) {
    refs.push(await reports(there.person('sam'), {}, one));
    await there.quiet();
    there.house.wait(1_000);
  }
  await reports(there.person('nadia'));
  await there.quiet();
});
afterAll(() => there.close());

describe('the list of breaches', () => {
  it('has every one that was reported, to who oversees, with its status and what is due', async () => {
    const ada = there.person('ada');
    await ada.type('breaches');
    const { items = [], lead } = ada.list();
    expect(items).toHaveLength(made.length);
    expect(lead?.[0]).toBe(words('lists.breaches.reach.agency'));
    for (const { title, detail } of items) {
      expect(refs.some((ref) => title.startsWith(ref))).toBe(true);
      expect(detail).toContain('Due at');
      expect(detail).not.toContain('wrong house');
    }
    there.house.moveTo('2026-11-24T17:02:00Z');
    await ada.type('breaches');
    expect(ada.list().items?.[0]?.detail).toContain('Overdue');
    there.house.moveTo('2026-11-20T18:00:00Z');
  });

  it.each([
    ['sam', made.length, 'own'],
    ['morgan', made.length, 'chain'],
    ['colin', made.length, 'agency'],
    ['kit', 0, 'own'],
    ['nadia', 1, 'own'],
  ] as const)('shows %s %i of them: %s', async (name, count, reach) => {
    const who = there.person(name);
    await who.type('breach register');
    expect(who.list().items ?? []).toHaveLength(count);
    expect(who.list().lead?.[0]).toBe(words(`lists.breaches.reach.${reach}`));
  });

  it.each(['complaints', 'claims'])('there is one of %s too, which may be empty', async (name) => {
    const ada = there.person('ada');
    await ada.type(name);
    expect(ada.list().lead).toContain(words(`lists.${name}.none`));
  });

  it('is found by its reference and by its case', async () => {
    const ada = there.person('ada');
    await ada.type(`find ${refs[0]}`);
    expect(ada.list().items).toHaveLength(1);
    await ada.type('find C-2041');
    expect(ada.list().items?.length).toBeGreaterThanOrEqual(made.length);
  });
});

describe('the figures', () => {
  it('count every breach that was reported, told to the regulator or not', async () => {
    const ada = there.person('ada');
    await ada.type('breach figures');
    const { lead, copy = [], buttons } = ada.message();
    expect(lead).toContain(words('figures.count', { n: made.length }));
    const kinds = copy.find((block) => block.startsWith(words('breach-figures.groups.class')));
    expect(kinds).toContain('2  Sent to the wrong person');
    expect(copy.join('\n')).toContain(`${made.length}  November 2026`);
    expect(buttons?.length).toBeLessThanOrEqual(5);
    await ada.press(words('figures.buttons.list'));
    expect(ada.list().items).toHaveLength(made.length);
  });

  it('show what was chosen', async () => {
    const ada = there.person('ada');
    await ada.type('breach figures');
    await ada.press(words('figures.buttons.choose'));
    await ada.press(words('figures.choose.submit'), { class: 'insecure', days: '30' });
    expect(ada.message().lead).toContain(words('figures.count', { n: 1 }));
    expect(ada.message().lead?.[0]).toContain('Not kept safe; the last 30 days');
    await ada.press(words('figures.buttons.choose'));
    await ada.press(words('figures.choose.submit'), { class: 'integrity' });
    expect(ada.message().lead).toContain(words('breach-figures.none'));
  });

  it.each(['sam', 'morgan', 'helen', 'zoe', 'nadia'] as const)('are not for %s', async (name) => {
    const who = there.person(name);
    for (const word of ['breach figures', 'complaint figures']) {
      await who.type(word);
      expect(who.message().title).toBe(words('outcomes.forbidden.title'));
    }
  });

  it('leave a line in the trail for each look', async () => {
    const looks = async () =>
      (await there.listed<{ ref: string }>(council, 'who:p-ada', 'audit')).filter(
        ({ ref }) => ref === 'complaint-figures/trends',
      ).length;
    const before = await looks();
    await there.person('ada').type('complaint figures');
    expect(there.person('ada').message().lead).toContain(words('complaint-figures.none'));
    expect(await looks()).toBe(before + 1);
  });
});

describe('the files', () => {
  const links = createLinks('a secret of the deployment', () => 'https://sharewell.example');
  let server: HttpServer;
  let url: string;
  let count = 0;
  beforeAll(async () => {
    const { store, policy, clock } = there.house;
    const pdf = async () => Buffer.from('%PDF-1.7');
    const routes = exportRoutes({ store, links, policy, words, clock, log: () => {}, pdf });
    server = createServer({ routes, log: () => {} });
    url = `http://127.0.0.1:${(await server.listen('127.0.0.1', 0)).port}`;
  });
  afterAll(() => server.close(0));

  type What = Parameters<typeof links.make>[0]['what'];
  const fetched = (what: What, ref = 'all', person = 'p-ada', agency = council) => {
    count += 1;
    const until = there.house.clock().getTime() + 60_000;
    const grant = { agency, ref, person, registered: true, until, nonce: `f-${count}`, what };
    return fetch(`${url}${new URL(links.make(grant) ?? '').pathname}`, { method: 'POST' });
  };

  it('are a table with a line for each breach, a chart and a document', async () => {
    const table = await (await fetched('breach-figures-csv')).text();
    expect(table.trim().split('\r\n')).toHaveLength(made.length + 1);
    for (const ref of refs) expect(table).toContain(ref);
    expect(table).not.toContain('wrong house');
    expect(table).not.toContain('C-2041');
    const chart = await fetched('breach-figures-svg');
    expect(chart.headers.get('content-disposition')).toContain('breach-figures.svg');
    expect(await chart.text()).toContain('November 2026');
    expect((await fetched('breach-figures-pdf')).headers.get('content-type')).toBe('application/pdf');
    expect((await fetched('complaint-figures-csv')).status).toBe(200);
    const some = await (await fetched('breach-figures-csv', 'class=insecure')).text();
    expect(some.trim().split('\r\n')).toHaveLength(2);
  });

  it.each([
    ['p-sam', council],
    ['p-helen', council],
    ['p-nadia', police],
    ['p-gone', council],
  ] as const)('are refused to %s', async (person, agency) => {
    for (const what of bookFiles.filter((name) => !name.startsWith('central')))
      expect((await fetched(what, 'all', person, agency)).status).toBe(403);
  });

  it.each(['form', 'letter', 'evidence', 'evidence-plain', 'evidence-lines'] as const)(
    'and the paper %s: for who leads and who oversees, once, and with an entry in the trail',
    async (what) => {
      const [ref = ''] = refs;
      for (const person of ['p-sam', 'p-kit', 'p-morgan'])
        expect((await fetched(what, ref, person)).status).toBe(403);
      const answer = await fetched(what, ref, 'p-colin');
      expect(answer.status).toBe(200);
      const name = what === 'evidence-lines' ? `evidence-${ref}.jsonl` : `${what}-${ref}.pdf`;
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
      if (what === 'evidence-lines') expect(await answer.text()).toContain('"result":"whole"');
      expect((await fetched(what, 'B-2222-22', 'p-colin')).status).toBe(403);
    },
  );

  it('say in their name what they are', () => {
    for (const name of bookFiles) expect(bookFileOf(name)).toBeDefined();
    for (const name of ['copy', 'central', 'central-exe', 'breach-figures', '-csv', 'form'])
      expect(bookFileOf(name)).toBeUndefined();
  });
});

describe('what is counted', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const breach = (changes: Partial<Breach>): KeptRecord =>
    ({
      ...{ reference: 'B-7K3M-Q2', type: 'breach', status: 'reported', class: ['misdirected'] },
      ...{ createdAt: '2026-11-20T10:00:00.000Z', reportBy: '2026-11-23T10:00:00.000Z' },
      ...{ awareAt: '2026-11-20T10:00:00.000Z', riskToPeople: 'high' },
      ...changes,
    }) as unknown as KeptRecord;
  const complaint = (changes: Partial<Complaint>): KeptRecord =>
    ({
      ...{ reference: 'T-7K3M-Q2', type: 'complaint', status: 'logged', about: 'not-told' },
      receivedOn: '2026-11-01',
      ...changes,
    }) as unknown as KeptRecord;
  const report = { decision: 'report' as const, reasons: '' };
  const only = (counts: readonly Count[] = []): string[] => counts.map(({ code }) => code);
  const tell = (b: boolean) => ({ assessment: { tell: { b, reasons: '' } } }) as Partial<Breach>;

  it.each([
    ['not decided, in time', breach({ reportBy: '2026-11-25T10:00:00.000Z' }), 'time', ['running']],
    ['not decided, too late', breach({}), 'time', ['over']],
    ['to report', breach({ regulator: report }), 'report', ['to-report']],
    ['to report, and late', breach({ regulator: report }), 'time', ['over']],
    [
      'reported in time',
      breach({ regulator: { ...report, at: '2026-11-23T10:00:00.000Z' } }),
      'time',
      ['in-time'],
    ],
    ['reported late', breach({ regulator: { ...report, at: '2026-11-23T10:00:00.001Z' } }), 'time', ['late']],
    [
      'reported',
      breach({ regulator: { ...report, at: '2026-11-23T10:00:00.000Z' } }),
      'report',
      ['reported'],
    ],
    ['need not be', breach({ regulator: { decision: 'not-report', reasons: '' } }), 'report', ['not-needed']],
    ['has no time to keep', breach({ regulator: { decision: 'not-report', reasons: '' } }), 'time', []],
    ['told', breach({ peopleTold: { at: '2026-11-21T10:00:00.000Z' } }), 'told', ['told']],
    ['not told', breach({ peopleTold: { reasonNot: 'x' } }), 'told', ['not-told']],
    ['to tell', breach(tell(true)), 'told', ['to-tell']],
    ['need not be told', breach(tell(false)), 'told', ['not-needed']],
    ['of whom nobody decided', breach({}), 'told', ['undecided']],
    ['open', breach({}), 'state', ['open']],
    ['closed', breach({ closedAt: '2026-11-22T10:00:00.000Z' }), 'state', ['closed']],
  ] as const)('a breach that is %s', (_, record, group, codes) => {
    const { groups } = books['breach-figures'].figures([record], now, samplePolicy);
    expect(only(groups[group])).toEqual(codes);
  });

  it.each([
    ['on the last day', { acknowledgedOn: '2026-12-01' }, 'heard', ['in-time']],
    ['a day late', { acknowledgedOn: '2026-12-02' }, 'heard', ['late']],
    ['not yet, in time', {}, 'heard', ['running']],
    ['not yet, too late', { receivedOn: '2026-10-24' }, 'heard', ['over']],
    ['without an outcome', {}, 'outcome', ['open']],
  ] as const)('a complaint that was acknowledged %s', (_, changes, group, codes) => {
    const { groups } = books['complaint-figures'].figures([complaint(changes)], now, samplePolicy);
    expect(only(groups[group])).toEqual(codes);
  });

  it('half of them took so many days', () => {
    const half = (n: number) => [{ code: 'median', n }];
    const closed = ['2026-11-21T10:00:00.000Z', '2026-11-24T10:00:00.000Z'].map((closedAt) =>
      breach({ closedAt }),
    );
    expect(books['breach-figures'].figures(closed, now, samplePolicy).measures).toEqual(half(2.5));
    expect(books['breach-figures'].figures([breach({})], now, samplePolicy).measures).toEqual([]);
    const by = { id: 'p', role: 'manager', agency: council };
    const outcome = { code: 'upheld' as const, reasons: '', at: '2026-11-11T10:00:00.000Z', by };
    const done = complaint({ outcome, status: 'closed' });
    expect(books['complaint-figures'].figures([done], now, samplePolicy).measures).toEqual(half(10));
  });

  it('months stand in their order, the newest first', () => {
    const all = ['2026-09-30T23:30:00.000Z', '2026-11-20T10:00:00.000Z', '2026-11-21T10:00:00.000Z'];
    const { groups } = books['breach-figures'].figures(
      all.map((createdAt) => breach({ createdAt })),
      now,
      samplePolicy,
    );
    // Half past eleven at night in Greenwich is the first of October in London.
    expect(only(groups.month)).toEqual(['2026-11', '2026-10']);
  });

  it('every code has words, and every row a cell for each column', () => {
    const says = { words, policy: samplePolicy };
    for (const book of Object.values(books)) {
      for (const field of book.fields)
        for (const code of book.options(field, samplePolicy))
          expect(book.say(field, code, says)).not.toBe('');
      for (const column of book.columns) expect(words(`${book.name}.csv.${column}`)).not.toBe('');
      for (const group of book.groups) expect(words(`${book.name}.groups.${group}`)).not.toBe('');
      for (const part of ['title', 'summary', 'everything', 'none']) words(`${book.name}.${part}`);
    }
    expect(books['breach-figures'].row?.(breach({}), says)).toHaveLength(
      books['breach-figures'].columns.length,
    );
    expect(books['complaint-figures'].row?.(complaint({}), says)).toHaveLength(
      books['complaint-figures'].columns.length,
    );
    expect(packFilter({ class: classes[0] })).toBe('class=misdirected');
  });
});
