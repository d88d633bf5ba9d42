import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';
import { fuzzing, rubbish, spoiledOf } from '../support/mutations.ts';
import { type SlackApp, startSlackApp } from '../support/slack-app.ts';
import { type SlackPeer, startSlackPeer } from '../support/slack-peer.ts';

/** Whatever arrives with a genuine signature is answered, soon, and without a fault of ours: the whole core stands behind it. */

let peer: SlackPeer;
let app: SlackApp;
let house: House;
let samples: { events: unknown[]; payloads: unknown[]; forms: Record<string, string>[] };
beforeAll(async () => {
  peer = await startSlackPeer();
  house = await openHouse();
  app = await startSlackApp(peer);
  app.answerWith(({ id, act, place, redelivered }) =>
    house
      .as('slack', 'USAM')
      .act(act, { id, shared: place.kind === 'shared', ...(redelivered ? { redelivered } : {}) }),
  );
  await peer.say('help');
  await peer.command('urgent');
  samples = {
    events: [
      peer.eventBody(peer.messageEvent('urgent')),
      peer.eventBody(peer.mentionEvent('help')),
      peer.eventBody(peer.homeEvent({})),
      peer.eventBody({ type: 'app_uninstalled' }),
      { type: 'url_verification', challenge: 'x' },
    ],
    payloads: [
      peer.shortcutPayload('About somebody', {}, peer.trigger()),
      peer.shortcutPayload('About somebody', {}, peer.trigger(), 'report_breach'),
      peer.submission(peer.lastView(), {}, {}),
      peer.pressIn(peer.lastMessage(), 'Someone is in danger now', {}, {}),
      peer.pressInView(peer.lastView(), 'Stop and close', {}, {}),
    ],
    forms: [peer.commandFields('urgent', {}, peer.trigger())],
  };
});
afterAll(async () => {
  await app?.close();
  await peer?.close();
  await house?.close();
});

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

/** Over the very bytes, since some of them are no text. */
const signed = (raw: Buffer): Record<string, string> => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', peer.signingSecret)
    .update(`v0:${timestamp}:`)
    .update(raw)
    .digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
};

const send = async (type: string, body: string | Buffer, more: Record<string, string> = {}) => {
  const raw = Buffer.from(body as string);
  const headers = { 'content-type': type, ...signed(raw), ...more };
  const begun = performance.now();
  const answer = await fetch(`${app.url}/slack/events`, { method: 'POST', headers, body: raw });
  await answer.text();
  return { status: answer.status, ms: performance.now() - begun };
};

const faults = () =>
  [...app.logged, ...house.events].filter(
    ({ event, fields }) =>
      (event === 'slack.failed' && (fields as { code?: string }).code === 'unexpected') ||
      (event === 'http.failed' && (fields as { status?: number }).status === 500) ||
      (event === 'turn.failed' && (fields as { code?: string }).code === 'fault'),
  );

const isFine = async (type: string, body: string | Buffer, more?: Record<string, string>): Promise<void> => {
  const { status, ms } = await send(type, body, more);
  const found = faults();
  const refused = app.logged.some(({ event }) => event === 'slack.failed');
  app.logged.length = 0;
  house.events.length = 0;
  expect(found).toEqual([]);
  expect(ms).toBeLessThan(5_000);
  // What Slack itself refuses, such as a channel that is not there, is delivered again by asking for it.
  if (!refused) expect(status).toBeLessThan(500);
};

const check = (bodies: fc.Arbitrary<string | Buffer>, type: string, runs = fuzzing.numRuns) =>
  fc.assert(
    fc.asyncProperty(bodies, (body) => isFine(type, body)),
    { ...fuzzing, numRuns: runs },
  );

describe('whatever Slack may send', () => {
  it(
    'as an event, spoiled in some places, is answered without a fault',
    () => check(spoiledOf(samples.events), json),
    120_000,
  );

  it(
    'as a press or a modal, spoiled in some places, is answered without a fault',
    () =>
      check(
        spoiledOf(samples.payloads).map((payload) => `payload=${encodeURIComponent(payload)}`),
        form,
      ),
    120_000,
  );

  it('as a command, spoiled in some places, is answered without a fault', () => {
    const bodies = spoiledOf(samples.forms).map((text) =>
      new URLSearchParams(
        Object.entries(JSON.parse(text) as object).map(([key, value]): [string, string] => [
          key,
          typeof value === 'string' ? value : typeof value,
        ]),
      ).toString(),
    );
    return check(bodies, form, fuzzing.numRuns / 2);
  }, 60_000);

  it('that is no JSON, no form or no text is refused', async () => {
    await check(rubbish, json, fuzzing.numRuns / 4);
    await check(rubbish, form, fuzzing.numRuns / 4);
    await check(
      fc.constantFrom(
        'payload=%',
        'payload=%7B',
        'payload=[]',
        'payload=null',
        'payload=%ED%A0%80',
        '=&&==',
        '%00=%ff',
      ),
      form,
      20,
    );
  }, 60_000);

  it.each([
    [{ 'content-type': 'text/plain' }],
    [{ 'x-slack-retry-num': 'NaN' }],
    [{ 'x-slack-retry-num': '-1' }],
    [{ 'content-encoding': 'gzip' }],
  ])('with odd headers is answered without a fault: %o', (headers) =>
    isFine(
      json,
      JSON.stringify(peer.eventBody(peer.messageEvent('help'))),
      headers as unknown as Record<string, string>,
    ),
  );

  it.each([
    ['a channel that is null', { channel: null }],
    ['an item that is null', { item: null }],
    ['an item that is a word', { item: 'x' }],
  ])('as an event with %s is refused', async (_, spoiled) => {
    const event = { ...peer.messageEvent('help'), ...spoiled };
    expect((await send(json, JSON.stringify(peer.eventBody(event)))).status).toBe(400);
  });

  it('leaves a service that goes on as before', async () => {
    const before = peer.api.messages.length;
    await peer.say('help');
    expect(peer.api.messages.length).toBeGreaterThan(before);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
