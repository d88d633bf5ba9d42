import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCodes } from '../../bot/core/codes.ts';
import type { BookFile } from '../../bot/core/file-names.ts';
import { withLinks } from '../../bot/core/handlers/copy.ts';
import { createLinks, type Grant } from '../../bot/core/links.ts';
import { createDirectory } from '../../bot/core/people.ts';
import { createPlaces } from '../../bot/core/places.ts';
import { createRouter } from '../../bot/core/routing.ts';
import { createRunTurn } from '../../bot/core/run-turn.ts';
import { words } from '../../bot/core/words.ts';
import { renderPdf } from '../../bot/export/pdf.ts';
import { exportRoutes } from '../../bot/export/routes.ts';
import { createServer, type HttpServer } from '../../bot/server.ts';
import { dataOf, type House, identityOf, noGuidance, openHouse, testKey } from '../support/house.ts';
import { openEnquiry, rosterWith } from '../support/hub.ts';

/** The figures of a hub as files: behind a link that works once, for who leads it when they press it. */

const lead = {
  person: 'p-morgan',
  agency: 'northborough-council',
  name: 'Morgan Ellis',
  role: 'lead',
} as const;
const member = {
  person: 'p-sam',
  agency: 'northborough-council',
  name: 'Sam Okoro',
  role: 'member',
} as const;

let house: House;
let server: HttpServer;
let url: string;
let count = 0;
const links = createLinks('a secret of the deployment', () => 'https://sharewell.example');

beforeAll(async () => {
  house = await openHouse({ start: '2026-11-23T10:00:00Z' });
  await rosterWith(house, [lead, member]);
  await openEnquiry(house, { agencies: ['northborough-council', 'eastmoor-council'] });
  const { store, policy, clock } = house;
  const pdf = (document: Parameters<typeof renderPdf>[0]) => renderPdf(document, words);
  const routes = exportRoutes({ store, links, policy, words, clock, log: () => {}, pdf });
  server = createServer({ routes, log: () => {} });
  url = `http://127.0.0.1:${(await server.listen('127.0.0.1', 0)).port}`;
});
afterAll(async () => {
  await server.close(0);
  await house.close();
});

const linkFor = (what: BookFile, changes: Partial<Grant> = {}): string => {
  count += 1;
  const until = house.clock().getTime() + 60_000;
  const agency = 'northborough-council';
  const grant = {
    agency,
    ref: 'hub=NB',
    person: 'p-morgan',
    registered: true,
    until,
    nonce: `n-${count}`,
    what,
  };
  return `${url}${new URL(links.make({ ...grant, ...changes }) ?? '').pathname}`;
};
const fetched = (link: string) => fetch(link, { method: 'POST' });

describe('a file of the figures of a hub', () => {
  it.each([
    ['hub-figures-csv', 'text/csv', 'S-7K3M-NB'],
    ['hub-figures-svg', 'image/svg+xml', 'How enquiries stand'],
    ['hub-figures-pdf', 'application/pdf', '%PDF-'],
  ] as const)('comes once: %s', async (what, type, holds) => {
    const link = linkFor(what);
    const answer = await fetched(link);
    expect(answer.headers.get('content-type')).toContain(type);
    const text = await answer.text();
    expect(text).toContain(holds);
    // References and codes only.
    expect(text).not.toContain('Who lives at the address');
    expect((await fetched(link)).status).toBe(410);
  });

  it.each([
    ['a member', { person: 'p-sam' }],
    ['somebody without a seat', { person: 'p-ada' }],
    ['a lead of another hub, as far as the link says', { ref: 'hub=XX' }],
    ['a link that names no hub', { ref: 'all' }],
  ])('is refused to %s', async (_, changes) => {
    expect((await fetched(linkFor('hub-figures-csv', changes))).status).toBe(403);
  });

  it('is asked for with a button, by whoever leads the hub', async () => {
    const { store, policy, clock } = house;
    const runTurn = createRunTurn({
      ...{ store, policy, clock, words, guidance: noGuidance },
      directory: createDirectory(store, policy, () => clock().getTime()),
      places: createPlaces({ store, policy, clock }),
      route: withLinks(createRouter(words, createCodes(testKey)), links.make),
      log: () => undefined,
      sleep: async () => undefined,
      retryForMs: 0,
    });
    const actor = identityOf('teams', 'morgan');
    const address = { channel: 'teams', tenant: actor.tenant, conversation: 'chat', user: 'morgan' } as const;
    const replies = await runTurn({
      id: 'files',
      actor,
      place: { kind: 'personal', address },
      act: { kind: 'pressed', press: { do: 'copy', word: 'hub-figures' }, answers: {} },
    });
    const urls = (dataOf(replies, 'message').links ?? []).map((one) => new URL(one.url).pathname);
    expect(urls).toHaveLength(3);
    for (const path of urls) expect((await fetched(`${url}${path}`)).status).toBe(200);
  });
});
