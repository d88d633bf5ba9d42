import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookFile } from '../../bot/core/file-names.ts';
import { createLinks, type Grant } from '../../bot/core/links.ts';
import { words } from '../../bot/core/words.ts';
import { csvOf } from '../../bot/export/csv.ts';
import { renderPdf } from '../../bot/export/pdf.ts';
import { exportRoutes } from '../../bot/export/routes.ts';
import { createServer, type HttpServer } from '../../bot/server.ts';
import { council, type DisputeHouse, openDisputeHouse } from '../support/dispute-house.ts';

/** The central register as files: behind a link that works once, for who keeps it. */

let there: DisputeHouse;
let server: HttpServer;
let url: string;
let count = 0;
const links = createLinks('a secret of the deployment', () => 'https://sharewell.example');

beforeAll(async () => {
  there = await openDisputeHouse();
  const sam = there.person('sam');
  await sam.type('refusal');
  await sam.press(words('refusal.submit'), {
    ...{ by: 'them', partner: 'police-public-protection', decisionRef: 'D-7K3M-Q2' },
    ...{ point: 'law', impact: 'harm' },
  });
  await there.quiet();
  const helen = there.person('helen');
  const [entry] = await there.entries();
  await helen.type(entry?.reference ?? '');
  await helen.press(words('register-entry.actions.plan'));
  const fields = { what: '=SUM(A1:A9), <b> & "so on"', owner: '@lead', due: '2026-12-01' };
  await helen.press(words('register-entry.plan.submit'), fields);
  const { store, policy, clock } = there.house;
  const pdf = (document: Parameters<typeof renderPdf>[0]) => renderPdf(document, words);
  const routes = exportRoutes({ store, links, policy, words, clock, log: () => {}, pdf });
  server = createServer({ routes, log: () => {} });
  url = `http://127.0.0.1:${(await server.listen('127.0.0.1', 0)).port}`;
});
afterAll(async () => {
  await server.close(0);
  await there.close();
});

const linkFor = (what: BookFile, changes: Partial<Grant> = {}): string => {
  count += 1;
  const until = there.house.clock().getTime() + 60_000;
  const grant = {
    agency: council,
    ref: 'all',
    person: 'p-helen',
    registered: true,
    until,
    nonce: `n-${count}`,
    what,
  };
  return `${url}${new URL(links.make({ ...grant, ...changes }) ?? '').pathname}`;
};
const fetched = (link: string) => fetch(link, { method: 'POST' });

describe('the file', () => {
  it('is offered on a page, and comes once', async () => {
    const link = linkFor('central-csv');
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(words('copy.page.figures.title'));
    expect((await fetched(link)).status).toBe(200);
    expect((await fetched(link)).status).toBe(410);
  });

  it('is a table in which nothing is a formula', async () => {
    const answer = await fetched(linkFor('central-csv'));
    expect(answer.headers.get('content-disposition')).toContain('central-register.csv');
    const text = await answer.text();
    const [head = '', row = '', ...more] = text.trim().split('\r\n');
    expect(more).toEqual([]);
    expect(head.split(',')).toHaveLength(16);
    expect(row).toContain(`"'=SUM(A1:A9), <b> & ""so on""",'@lead,2026-12-01`);
    expect(row).not.toContain('D-7K3M-Q2');
  });

  it('is a chart that says in words and numbers what it shows', async () => {
    const answer = await fetched(linkFor('central-svg'));
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
    const svg = await answer.text();
    for (const part of [
      'role="img"',
      'aria-label=',
      '>1</text>',
      'the law allows it',
      words('central.groups.reason'),
    ])
      expect(svg).toContain(part);
    expect(svg).not.toContain('<script');
  });

  it('is a document', async () => {
    const answer = await fetched(linkFor('central-pdf'));
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('holds only what was chosen', async () => {
    const text = await (await fetched(linkFor('central-csv', { ref: 'kind=dispute' }))).text();
    expect(text.trim().split('\r\n')).toHaveLength(1);
  });

  it.each(['p-sam', 'p-ada', 'p-zoe', 'p-nobody'])('is refused to %s', async (person) => {
    expect((await fetched(linkFor('central-csv', { person }))).status).toBe(403);
  });

  it('is refused to the executive of another agency', async () => {
    const link = linkFor('central-csv', { person: 'p-carys', agency: 'county-police' });
    expect((await fetched(link)).status).toBe(403);
  });
});

describe('a table', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+44', "'+44"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['two\nlines', '"two\nlines"'],
    ['plain', 'plain'],
  ])('writes %j as %j', (text, cell) => {
    expect(csvOf([[text]])).toBe(`\ufeff${cell}\r\n`);
  });
});
