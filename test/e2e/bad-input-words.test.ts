import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptRecord, Version } from '../../bot/core/records.ts';
import { firstBroken } from '../../bot/core/records.ts';
import { cleanText } from '../../cards/text.ts';
import type { UrgentRecord } from '../../dialogs/urgent/record.ts';
import { urgentAnswers } from '../support/house.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { aliveInSlack, aliveInTeams, factOf } from '../support/peers-injection.ts';
import { registered } from '../support/peers-world.ts';
import { filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** Words that mean something to some machine, in every field, on both channels: kept as typed, shown as typed, inert. */

type Kept = KeptRecord & UrgentRecord;

const hostile = [
  '**bold** _it_ `code` ~~gone~~ *x*',
  '[click here](https://evil.example/a)',
  '<https://evil.example|click here>',
  '![x](https://evil.example/p.png) <img src=x>',
  "${1+40} ${$root.title} ${string('x')} {{$data}}",
  '<!channel> <!here> <!everyone> <!date^1^{date}|x>',
  '<@U123> <#C123> @here @channel @everyone',
  '<at>Everyone</at> @Morgan Ellis',
  'see https://evil.example/?q=1, evil.example or x@evil.example',
  'zero\u200bwidth\u2060and\u00adsoft\ufeffmarks',
  '\u202egnp.exe\u202c \u2066abc\u2069 العربية 1',
  '=HYPERLINK("http://evil.example","x")',
  '# head\n- list\n1. one\n> quote\n\n    code',
  '&lt;b&gt; &amp;amp; <script>alert(1)</script>',
  '"}],"type":"Action.OpenUrl","url":"https://evil.example',
  'back\\slash \\_ \\* \\\\ C:\\temp',
  ':smile: 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 é',
  '__proto__ constructor toString',
];

const fields = Object.keys(urgentAnswers) as (keyof typeof urgentAnswers)[];
const at = (number: number): string => hostile[number % hostile.length] as string;

const names = (channel: Hand['channel']) =>
  hostile.map((_, number) => `${channel[0]}${number}`.toUpperCase());
const people = [
  ...[...names('teams'), ...names('slack')].map((name) => registered(name, ['practitioner'], 'MO')),
  ...['HALF', 'EDGE', 'NUL'].map((name) => registered(name, ['practitioner'], 'MO')),
  registered('MO', ['manager']),
  { ...registered('ANIKA', ['manager']), id: 'p-anika' },
];

let service: Service;
beforeAll(async () => {
  service = await startService(await filePlace(), people);
});
afterAll(() => service?.close());

const recordOf = async (name: string): Promise<Kept | undefined> =>
  (await service.items<Kept>(`owner:p-${name.toLowerCase()}`, 'record'))[0];

const aliveOn = (hand: Hand): string[] =>
  hand.channel === 'teams' ? aliveInTeams(hand.shown()) : aliveInSlack(hand.shown());

/** One case with a different one of them in every field. */
const played = async (hand: Hand, number: number): Promise<Record<string, string>> => {
  const urgent = Object.fromEntries(fields.map((field, index) => [field, at(number + index)]));
  const more = { adviceOutcome: at(number + 5), toldReason: at(number + 6) };
  const alive: string[] = [];
  const step = async (deed: ReturnType<Hand['type']>) => {
    const screen = await done(hand, deed);
    alive.push(...aliveOn(hand));
    return screen;
  };
  await step(hand.type('urgent'));
  const halfway = await step(hand.press('Record and go', { ...urgent, whyNow: '' }));
  expect(halfway.values.risk).toBe(cleanText(urgent.risk ?? ''));
  await step(hand.press('Record and go', urgent));
  await step(hand.press('Complete the record'));
  await step(hand.press('Next', { reached: 'yes', advice: 'dpo', told: 'no' }));
  await step(hand.press('Next', more));
  await step(hand.press('This is right: record it'));
  expect(alive, `case ${number}`).toEqual([]);
  return { ...urgent, ...more };
};

describe.each(['teams', 'slack'] as const)('hostile words on %s', (channel) => {
  test('are kept exactly as they were typed, in every field, and nothing comes alive', async () => {
    for (const [number, name] of names(channel).entries()) {
      const hand = service.world.hand(channel, name);
      const typed = await played(hand, number);
      const record = await recordOf(name);
      const { told, ...kept } = record ?? {};
      expect({ ...kept, toldReason: told?.reason }).toMatchObject(typed);
      expect(record?.status).toBe('completed');
      const versions = await service.items<Version>(`ref:${record?.reference}`, 'version');
      expect(firstBroken(versions)).toBeUndefined();
    }
  }, 60_000);
});

test('are read on a Teams card as they were typed, without anything that only deceives', async () => {
  for (const [number, name] of names('teams').entries()) {
    const hand = service.world.hand('teams', name);
    const record = await recordOf(name);
    await done(hand, hand.type(record?.reference ?? ''));
    const fact = factOf(hand.shown(), 'Danger');
    expect(fact?.more, at(number + 1)).toEqual([]);
    expect(fact?.visible.replace(/\s+/g, ' ').trim()).toBe(cleanText(at(number + 1)).replace(/\s+/g, ' '));
  }
});

test('never reach the lock screen, a notice or the log', async () => {
  const { world, bot } = service;
  const manager = world.hand('teams', 'MO');
  await done(manager, manager.type('waiting'));
  const told = world.teams.connector.calls.map(({ body }) => String(body.summary ?? ''));
  const posted = world.slack.api.messages.map(({ text }) => text);
  const logged = bot().lines.join('\n');
  for (const words of hostile) {
    expect(told.filter((text) => text.includes(words))).toEqual([]);
    expect(posted.filter((text) => text.includes(words))).toEqual([]);
    expect(logged).not.toContain(words);
  }
  for (const call of world.teams.connector.calls) {
    expect(call.body.entities).toBeUndefined();
    expect(call.body.text).toBeUndefined();
  }
  for (const { args } of world.slack.api.calls)
    expect([args.link_names, args.parse, args.as_user]).toEqual([undefined, undefined, undefined]);
});

test('in the name of somebody who is not on the register never come alive for the duty lead', async () => {
  const { world } = service;
  const lead = world.hand('teams', 'ANIKA');
  await done(lead, lead.type('hello'));
  const named = '[Reset your password](https://evil.example/a) <at>Everyone</at>';
  const who = {
    from: { id: '29:guest', aadObjectId: 'guest', name: named },
    conversation: { conversationType: 'personal', tenantId: 'tenant-1', id: 'a:guest' },
  };
  await world.teams.post(world.teams.activities.message('urgent', who));
  const card = JSON.stringify(world.teams.lastCard());
  const [press] = /"data":(\{"press":\{"do":"answer"[^}]*\}\})/.exec(card)?.slice(1) ?? [];
  await world.teams.post(
    world.teams.activities.execute({ ...JSON.parse(press ?? '{}'), ...urgentAnswers }, who),
  );
  await eventually(() => lead.look().words.includes('urgent lane') || undefined, 'the notice');
  expect(aliveInTeams(lead.shown())).toEqual([]);
});

describe('a character that a store may not take as a key', () => {
  test.each([
    ['half a character', 'HALF', 'broken \ud83d here'],
    ['a NUL', 'NUL', 'nul\u0000here'],
    ['a character at the edge of what is searched', 'EDGE', `İ${'a'.repeat(77)}😀`],
  ])('%s in a case reference does not stop the record', async (_, name, words) => {
    const hand = service.world.hand('teams', name);
    await done(hand, hand.type('urgent'));
    const screen = await done(hand, hand.press('Record and go', { ...urgentAnswers, caseRef: words }));
    const record = await recordOf(name);
    expect(cleanText(record?.caseRef ?? '')).toBe(cleanText(words));
    expect(screen.words).toContain(': kept');
  });
});
