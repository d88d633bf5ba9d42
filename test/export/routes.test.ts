import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordDocument } from '../../bot/core/document.ts';
import { SharewellError } from '../../bot/core/errors.ts';
import { createLinks, type Grant } from '../../bot/core/links.ts';
import type { Store } from '../../bot/core/ports.ts';
import type { KeptRecord, TrailEntry } from '../../bot/core/records.ts';
import { enrol, type Registered } from '../../bot/core/register.ts';
import { exportRoutes } from '../../bot/export/routes.ts';
import { createServer, type HttpServer } from '../../bot/server.ts';
import { chromiumPath, openBrowser, shotFile } from '../support/browser.ts';
import { dataOf, type House, openHouse, testPeople, urgentAnswers } from '../support/house.ts';
import { asked, consentWith, keeping, stands, words } from './made-receipt.ts';

/** Over a real server and a real store: what a link does for whoever opens it. */

const agency = 'northborough-council';
let house: House;
let ref: string;
let count = 0;
const servers: HttpServer[] = [];
const logged: { event: string; fields: object }[] = [];
const address = () => 'https://sharewell.example';
const links = createLinks('a secret of the deployment', address);
const pathOf = (link: string | undefined): string => new URL(link ?? '').pathname;

const serve = async (changes: Partial<Store> = {}, pdf?: (document: RecordDocument) => Promise<Buffer>) => {
  const routes = exportRoutes({
    store: { ...house.store, ...changes },
    links,
    policy: house.policy,
    words,
    clock: house.clock,
    log: (event, fields) => void logged.push({ event, fields: fields ?? {} }),
    pdf: pdf ?? (async (document) => Buffer.from(`%PDF of ${JSON.stringify(document)}`)),
  });
  const server = createServer({
    routes,
    log: (event, fields) => void logged.push({ event, fields: fields ?? {} }),
  });
  servers.push(server);
  const { port } = await server.listen('127.0.0.1', 0);
  return `http://127.0.0.1:${port}`;
};

const linkFor = (person = 'p-sam', changes: Partial<Grant> = {}): string => {
  count += 1;
  const until = house.clock().getTime() + 15 * 60_000;
  const what = 'copy' as const;
  const grant = { agency, ref, person, registered: true, until, nonce: `nonce-${count}`, what };
  return pathOf(links.make({ ...grant, ...changes }));
};

const get = (url: string) => fetch(url);
const press = (url: string) => fetch(url, { method: 'POST' });

const exportsOf = async (of = ref): Promise<TrailEntry[]> => {
  const { items } = await house.store.list(agency, { term: `ref:${of}`, kinds: ['audit'], limit: 100 });
  return items.map(({ body }) => body as TrailEntry).filter(({ what }) => what === 'exported');
};

const refused = async (answer: Response, status: number, title: RegExp) => {
  const html = await answer.text();
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(html).toMatch(title);
  expect(html).not.toContain('<form');
  for (const detail of [ref, 'p-sam', 'p-ada', agency, ...Object.values(urgentAnswers)])
    expect(html).not.toContain(detail);
};

const as = (id: string): Registered => {
  const person = testPeople.find((each) => each.id === id);
  if (!person) throw new Error(`nobody is ${id}`);
  return person;
};

let url: string;

beforeAll(async () => {
  house = await openHouse();
  const sam = house.as('teams', 'sam');
  const [page] = await sam.type('urgent');
  const handIn = page?.data.buttons?.[0]?.press as Parameters<typeof sam.press>[0];
  ref = /D-\S+?(?=:)/.exec(dataOf(await sam.press(handIn, urgentAnswers), 'record').title)?.[0] ?? '';
  url = await serve();
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close(0)));
  await house.close();
});

describe('opening a link', () => {
  it('shows a page with one button, and uses nothing up, however often', async () => {
    const link = url + linkFor();
    const before = await exportsOf();
    for (let i = 0; i < 3; i += 1) {
      const answer = await get(link);
      const html = await answer.text();
      expect(answer.status).toBe(200);
      expect(html).toContain('<html lang="en-GB">');
      expect(html.match(/<button/g)).toHaveLength(1);
      expect(html).toContain('<form method="post">');
    }
    expect(await exportsOf()).toEqual(before);
    expect((await press(link)).status).toBe(200);
  });

  it('shows a preview nothing of the record, and nothing that runs or loads', async () => {
    const html = await (await get(url + linkFor())).text();
    for (const detail of [ref, 'p-sam', ...Object.values(urgentAnswers)]) expect(html).not.toContain(detail);
    expect(html).not.toMatch(/<script|src=|href=|onclick|http/i);
  });

  it('is kept nowhere, leads nowhere and stands in no frame', async () => {
    for (const answer of [await get(url + linkFor()), await press(url + linkFor())]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('content-security-policy')).toMatch(
        /^default-src 'none';.*frame-ancestors 'none'/,
      );
    }
  });
});

describe('pressing the button', () => {
  it('brings the file, by the name of the record, and leaves one entry in the trail', async () => {
    const before = await exportsOf();
    const answer = await press(url + linkFor());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${ref}.pdf"`);
    const file = await answer.text();
    expect(file).toMatch(/^%PDF/);
    expect(file).toContain(urgentAnswers.risk);
    expect(file).toContain('Copied by Sam Okoro (p-sam)');
    const after = await exportsOf();
    expect(after).toHaveLength(before.length + 1);
    expect(after).toContainEqual({
      ...{ what: 'exported', ref, who: 'p-sam', at: house.clock().toISOString(), paper: 'copy' },
    });
  });

  it('works once', async () => {
    const link = url + linkFor();
    expect((await press(link)).status).toBe(200);
    const before = await exportsOf();
    await refused(await press(link), 410, /used/);
    await refused(await get(link), 410, /used/);
    expect(await exportsOf()).toEqual(before);
  });

  it('works once for all instances, and for whoever presses twice at one moment', async () => {
    const other = await serve();
    for (let round = 0; round < 10; round += 1) {
      const link = linkFor();
      const before = (await exportsOf()).length;
      const answers = await Promise.all([url, other, url, other].map((base) => press(base + link)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
      expect(await exportsOf()).toHaveLength(before + 1);
    }
  });

  it('works for a visitor who recorded it, for whom the register has no name', async () => {
    const visitor = house.as('teams', 'newcomer');
    const [page] = await visitor.type('urgent');
    const handIn = page?.data.buttons?.[0]?.press as Parameters<typeof visitor.press>[0];
    const { title } = dataOf(await visitor.press(handIn, urgentAnswers), 'record');
    const own = /D-\S+?(?=:)/.exec(title)?.[0] ?? '';
    const [stored] = await house.store.read(agency, [{ kind: 'record', id: own }]);
    const owner = (stored?.body as KeptRecord | undefined)?.createdBy.id ?? '';
    const link = linkFor(owner, { ref: own, registered: false });
    expect(await (await press(url + link)).text()).toContain(words('user'));
    await refused(await press(url + linkFor(owner, { registered: false })), 403, /cannot open/);
  });
});

describe('a link to a receipt', () => {
  const own = 'C-7K3M-Q2';
  const to = (changes: Partial<Grant> = {}, person = 'p-sam') =>
    url + linkFor(person, { ref: own, what: 'receipt', ...changes });
  const plant = async (record: ReturnType<typeof consentWith>) =>
    await house.store.commit(agency, keeping(record, 'p-sam').changes);

  beforeAll(() => plant(stands.back ?? consentWith()));

  it('offers it in words of its own, and shows nothing of it before', async () => {
    const html = await (await get(to())).text();
    expect(html).toContain(words('copy.page.receipt.title'));
    expect(html).toContain('<form method="post">');
    for (const detail of [own, 'School attendance', 'agreed', 'took back'])
      expect(html).not.toContain(detail);
  });

  it('brings the receipt by its own name, once, and leaves one entry in the trail', async () => {
    const link = to();
    const answer = await press(link);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="receipt-${own}.pdf"`);
    const file = await answer.text();
    expect(file).toContain('You took back your yes');
    expect(file).not.toContain('p-sam');
    await refused(await press(link), 410, /used/);
    expect(await exportsOf(own)).toEqual([
      { what: 'exported', ref: own, who: 'p-sam', at: house.clock().toISOString(), paper: 'receipt' },
    ]);
  });

  it('is another than one to the copy of the same record', async () => {
    const answer = await press(to({ what: 'copy' }));
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${own}.pdf"`);
    const file = await answer.text();
    expect(file).not.toContain('You took back your yes');
    expect(file).toContain('(p-sam)');
  });

  it('is refused to another agency, and where there is no receipt', async () => {
    await plant(consentWith({ ...asked, id: 'C-2222-22', reference: 'C-2222-22' }));
    for (const link of [to({ ref: 'C-2222-22' }), to({ ref }), to({}, 'p-lee')])
      for (const open of [get, press]) await refused(await open(link), 403, /cannot open/);
  });
});

describe.skipIf(!chromiumPath)('in a real browser', () => {
  it('the page is styled, is used with the keyboard alone, and says so when it is pressed again', async () => {
    const { browser, page } = await openBrowser({ width: 700, height: 520 });
    try {
      const faults: string[] = [];
      page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
      await page.goto(url + linkFor());
      const button = page.getByRole('button', { name: 'Download the PDF' });
      const colour = await page.evaluate("getComputedStyle(document.querySelector('button')).color");
      expect(colour).toBe('rgb(255, 255, 255)');
      await page.screenshot({ path: shotFile('export-1-ready') });
      await page.keyboard.press('Tab');
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      expect(download.suggestedFilename()).toBe(`${ref}.pdf`);
      expect(faults).toEqual([]);
      await button.click();
      await page.getByRole('heading', { name: 'This link has been used' }).waitFor();
      await page.screenshot({ path: shotFile('export-2-used') });
    } finally {
      await browser.close();
    }
  });
});

describe('a link that is no good', () => {
  it('was altered, cut short, or made by somebody else', async () => {
    const link = linkFor();
    const foreign = createLinks('another secret', address).make({
      ...{ agency, ref, person: 'p-sam', registered: true },
      ...{ until: house.clock().getTime() + 1000, nonce: 'x', what: 'copy' as const },
    });
    const wrong = [
      `${link}A`,
      link.slice(0, -1),
      link.replace('.', '..'),
      '/export/',
      '/export/a.b',
      pathOf(foreign),
    ];
    for (const path of [...wrong, `/export/${'A'.repeat(5000)}`, '/export/%00', '/export/a/../b.c'])
      for (const open of [get, press]) await refused(await open(url + path), 403, /does not work/);
    expect((await press(url + link)).status).toBe(200);
  });

  it('is too old', async () => {
    const link = url + linkFor('p-sam', { until: house.clock().getTime() });
    await refused(await get(link), 410, /too old/);
    await refused(await press(link), 410, /too old/);
  });

  it('is for a record that is not there, or not in this agency', async () => {
    await refused(await press(url + linkFor('p-sam', { ref: 'D-2222-22' })), 403, /cannot open/);
    await refused(await press(url + linkFor('p-lee', { agency: 'eastmoor-council' })), 403, /cannot open/);
  });

  it('is for somebody who may not read it', async () => {
    for (const person of ['p-kit', 'p-lee', 'p-nobody'])
      await refused(await press(url + linkFor(person)), 403, /cannot open/);
  });

  it('was for somebody who lost the right since, and is good again for who got it back', async () => {
    const link = url + linkFor('p-ada');
    expect((await get(link)).status).toBe(200);
    await enrol(house.store, { ...as('p-ada'), roles: ['practitioner'] }, house.clock().toISOString());
    await refused(await get(link), 403, /cannot open/);
    await refused(await press(link), 403, /cannot open/);
    await enrol(house.store, as('p-ada'), house.clock().toISOString());
    expect((await press(link)).status).toBe(200);
  });

  it('was for its owner, who is no longer on the register', async () => {
    const [gone, left] = [url + linkFor(), url + linkFor()];
    await enrol(house.store, { ...as('p-sam'), identities: [] }, house.clock().toISOString());
    await refused(await press(gone), 403, /cannot open/);
    const [stored] = await house.store.read(agency, [{ kind: 'person', id: 'p-sam' }]);
    const change = { op: 'delete', key: { kind: 'person', id: 'p-sam' }, rev: stored?.rev ?? '' } as const;
    await house.store.commit(agency, [change]);
    await refused(await press(left), 403, /cannot open/);
    await enrol(house.store, as('p-sam'), house.clock().toISOString());
    expect((await press(left)).status).toBe(200);
  });
});

describe('when something is away', () => {
  const away = () => Promise.reject(new SharewellError('store-unavailable', 'busy'));

  it('a store that does not answer leaves the link as it was', async () => {
    const link = linkFor();
    const [unread, unkept] = [await serve({ read: away }), await serve({ commit: away })];
    await refused(await get(unread + link), 503, /just now/);
    await refused(await press(unread + link), 503, /just now/);
    await refused(await press(unkept + link), 503, /just now/);
    expect((await press(url + link)).status).toBe(200);
  });

  it('a file that cannot be made costs nobody their link, and is no entry in the trail', async () => {
    const link = linkFor();
    const before = await exportsOf();
    const broken = await serve({}, () => Promise.reject(new Error('no paper')));
    expect((await press(broken + link)).status).toBe(500);
    expect(await exportsOf()).toEqual(before);
    expect((await press(url + link)).status).toBe(200);
  });

  it('the log has codes and references, and no link', () => {
    const events = new Set(logged.map(({ event }) => event));
    expect([...events].sort()).toEqual(['export.refused', 'export.taken', 'http.failed']);
    const text = JSON.stringify(logged);
    for (const detail of ['nonce', 'p-sam', urgentAnswers.risk]) expect(text).not.toContain(detail);
    expect(text).not.toMatch(/[A-Za-z0-9_-]{43}/);
  });
});
