import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Draft } from '../../bot/core/drafts.ts';
import type { KeptRecord } from '../../bot/core/records.ts';
import { urgentAnswers } from '../support/house.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { filePlace } from '../support/process-places.ts';
import { type Service, startService } from '../support/process-service.ts';

/** Requests nobody should send: a clean refusal or a clear message, and the same process goes on as before. */

const channels = ['teams', 'slack'] as const;
const topics = ['LONG', 'TYPES', 'OLD', 'AFTER'];
const people = [
  ...topics.flatMap((topic) => ['T', 'S'].map((on) => registered(`${topic}${on}`, ['practitioner'], 'MO'))),
  registered('MO', ['manager']),
];

let service: Service;
let pid: number;
beforeAll(async () => {
  service = await startService(await filePlace(), people);
  pid = service.bot().pid;
});
afterAll(() => service?.close());

const nameOn = (topic: string, channel: Hand['channel']): string =>
  `${topic}${channel === 'teams' ? 'T' : 'S'}`;
const handOn = (topic: string, channel: Hand['channel']): Hand =>
  service.world.hand(channel, nameOn(topic, channel));
const recordsOf = (topic: string, channel: Hand['channel']) =>
  service.items<KeptRecord>(`owner:p-${nameOn(topic, channel).toLowerCase()}`, 'record');

const post = async (path: string, body: string, headers: Record<string, string>): Promise<number> => {
  const url = service.bot().url + path;
  const sent = fetch(url, { method: 'POST', body, headers });
  return sent.then(
    (answer) => answer.status,
    () => 0,
  );
};

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const big = JSON.stringify({ type: 'message', text: 'x'.repeat(5_000_000) });

describe('requests to Teams’ address', () => {
  const activity = () => service.world.teams.activities.message('urgent');
  const signed = () => ({ ...json, authorization: service.world.teams.sign(activity()) });
  const token = (over: object, by?: 'strange') => {
    const { idp, claims } = service.world.teams;
    return { ...json, authorization: `Bearer ${idp.token({ ...claims(activity()), ...over }, {}, by)}` };
  };
  const longAgo = Math.floor(Date.now() / 1000) - 3_600;

  test.each<[string, number, () => [string, Record<string, string>]]>([
    ['without a token', 401, () => [JSON.stringify(activity()), json]],
    ['with a forged token', 401, () => [JSON.stringify(activity()), token({}, 'strange')]],
    ['with an expired token', 401, () => [JSON.stringify(activity()), token({ exp: longAgo })]],
    ['for another bot', 401, () => [JSON.stringify(activity()), token({ aud: 'other' })]],
    ['of five megabytes', 413, () => [big, signed()]],
    ['that are not JSON', 400, () => ['{"type":"mess', signed()]],
    ['that are a list', 400, () => ['[]', signed()]],
    ['that are null', 400, () => ['null', signed()]],
    ['without a body', 400, () => ['', signed()]],
    ['with a number for a type', 400, () => [JSON.stringify({ ...activity(), type: 7 }), signed()]],
    ['with an object for a text', 400, () => [JSON.stringify({ ...activity(), text: {} }), signed()]],
    ['from nobody', 400, () => [JSON.stringify({ ...activity(), from: null }), signed()]],
  ])('%s are refused', async (_, status, make) => {
    const [body, headers] = make();
    expect(await post('/api/messages', body, headers)).toBe(status);
  });
});

describe('requests to Slack’s address', () => {
  const event = () => {
    const { slack } = service.world;
    return JSON.stringify(slack.eventBody(slack.messageEvent('urgent', { user: 'UX' }), { user: 'UX' }));
  };
  const signed = (body: string, at = new Date()) => service.world.slack.sign(body, at);
  const old = () => new Date(Date.now() - 3_600_000);
  const payload = (value: string) => `payload=${encodeURIComponent(value)}`;

  test.each<[string, number, () => [string, Record<string, string>]]>([
    ['without a signature', 401, () => [event(), json]],
    ['with the signature of another body', 401, () => [event(), { ...json, ...signed('{}') }]],
    ['signed an hour ago', 401, () => [event(), { ...json, ...signed(event(), old()) }]],
    ['of five megabytes', 413, () => [big, { ...json, ...signed(big) }]],
    ['that are not JSON', 400, () => ['{"type":', { ...json, ...signed('{"type":') }]],
    ['without a body', 400, () => ['', { ...json, ...signed('') }]],
    [
      'with a payload that is not JSON',
      400,
      () => [payload('{oops'), { ...form, ...signed(payload('{oops')) }],
    ],
    [
      'with a press by nobody',
      400,
      () => {
        const body = payload(JSON.stringify({ type: 'block_actions', user: 7, actions: [] }));
        return [body, { ...form, ...signed(body) }];
      },
    ],
  ])('%s are refused', async (_, status, make) => {
    const [body, headers] = make();
    expect(await post('/slack/events', body, headers)).toBe(status);
  });
});

describe.each(channels)('odd things on %s', (channel) => {
  test('text as long as a document is refused in words, and nothing of it is kept', async () => {
    const hand = handOn('LONG', channel);
    const { words } = await done(hand, hand.type('word '.repeat(8_000)));
    expect(words).toContain('cannot take files or long documents');
  });

  test('a field that is too long is pointed out, and all that was written stays in the card', async () => {
    const hand = handOn('LONG', channel);
    await done(hand, hand.type('urgent'));
    const long = 'x'.repeat(601);
    const screen = await done(hand, hand.press('Record and go', { ...urgentAnswers, risk: long }));
    expect(screen.words).toContain('Too long');
    expect(screen.values).toMatchObject({ caseRef: urgentAnswers.caseRef, risk: long });
    expect(await recordsOf('LONG', channel)).toEqual([]);
    const kept = await done(hand, hand.press('Record and go', urgentAnswers));
    expect(kept.words).toContain(': kept');
  });

  test('a field far too long for any card keeps the person’s words too', async () => {
    const hand = handOn('LONG', channel);
    await done(hand, hand.type('urgent'));
    const screen = await done(
      hand,
      hand.press('Record and go', { ...urgentAnswers, risk: 'y'.repeat(60_000) }),
    );
    expect(screen.words).toMatch(/Too long|too long/);
    await done(hand, hand.type('urgent'));
    expect((await done(hand, hand.press('Record and go', urgentAnswers))).words).toContain(': kept');
  });

  test('answers of the wrong type are asked again', async () => {
    const hand = handOn('TYPES', channel);
    await done(hand, hand.type('urgent'));
    const owner = `owner:p-${nameOn('TYPES', channel).toLowerCase()}`;
    const [draft] = await service.items<Draft>(owner, 'draft');
    const press = { do: 'answer', ref: draft?.ref, dialog: 'urgent', page: 'now', seq: draft?.seq };
    const wrong = { caseRef: { a: 1 }, risk: [[]], shared: null, with: {}, whyNow: { toString: 'x' } };
    const screen = await done(hand, hand.pressAny(press, wrong));
    expect(screen.inputs).toEqual(Object.keys(urgentAnswers));
    expect(await recordsOf('TYPES', channel)).toEqual([]);
  });

  test.each([
    ['one that nobody made', { do: 'explode' }],
    ['the shape of last year', { verb: 'submit', step: 3 }],
    ['a command that is gone', { do: 'command', word: 'launch' }],
    ['a part of every object', { do: 'command', word: 'constructor' }],
    ['no shape at all', 'not json {'],
    ['nothing', null],
    ['a dialog that is gone', { do: 'answer', ref: 'AAAA-22', dialog: 'old-dialog', page: 'p', seq: 1 }],
    [
      'a dialog named like a part of every object',
      { do: 'answer', ref: 'AAAA-22', dialog: '__proto__', seq: 0 },
    ],
    ['a draft that never was', { do: 'answer', ref: 'AAAA-22', dialog: 'urgent', page: 'now', seq: 4 }],
    ['a record that never was', { do: 'act', ref: 'D-AAAA-22', action: 'complete', seq: 1 }],
    ['an action that never was', { do: 'act', ref: 'D-AAAA-22', action: '__proto__', seq: 1 }],
    ['a reference with a path in it', { do: 'open', ref: '../../etc/passwd' }],
    ['a number for a reference', { do: 'open', ref: 7 }],
  ])('an old or unknown button (%s) gets a clear message, and changes nothing', async (_, carried) => {
    const hand = handOn('OLD', channel);
    const { kept } = await hand.pressAny(carried, urgentAnswers).send();
    expect(kept).toBe(true);
    const { words, buttons } = hand.look();
    expect(words).toMatch(/do not know that button|no longer open|cannot find|not yours|do not know that/);
    expect(buttons).toContain('Someone is in danger now');
    expect(await recordsOf('OLD', channel)).toEqual([]);
  });

  test('afterwards the same process still serves', async () => {
    const { bot } = service;
    expect((await bot().get('/ready')).status).toBe(200);
    const hand = handOn('AFTER', channel);
    await done(hand, hand.type('urgent'));
    const kept = await done(hand, hand.press('Record and go', urgentAnswers));
    expect(kept.words).toContain(': kept');
    expect(bot().pid).toBe(pid);
  });
});
