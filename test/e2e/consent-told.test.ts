import { afterAll, beforeAll, expect, test } from 'vitest';
import { words } from '../../bot/core/words.ts';
import { seeded } from '../crash/plan.ts';
import type { Contact } from '../support/many-partners.ts';
import { done } from '../support/peers-hands.ts';
import { eventually } from '../support/process-service.ts';
import { aYesOverHttp, crashAfter, startTold, type Told } from '../support/told-process.ts';

/**
 * A withdrawal with 200 recipients on two channels, one of them unreachable and the process killed midway, ends with
 * every reachable partner told once, acknowledgements counted, and the unreachable one shown by name with what to do.
 */

const count = 200;
const silent = 'k003';
const seed = 7;

let told: Told;
beforeAll(async () => {
  told = await startTold(count, silent);
}, 60_000);
afterAll(() => told?.close());

const answer = (name: 'stopped' | 'nothing'): string => words(`consent-notice.actions.${name}`);

test('a withdrawal reaches all of 200 partners but the one nobody can reach, though the power fails midway', async () => {
  const { contacts, away, sam, service, handOf, countFor, tellings, noticesTo } = told;
  const reachable = contacts.filter((contact) => contact !== away);
  const ref = await aYesOverHttp(sam, contacts);
  const most = Math.floor(count / 3 + (seeded(seed)() * count) / 6);
  const crash = crashAfter(told, most);
  await done(sam, sam.press(words('consent.actions.withdraw')));
  expect(sam.screen().words).toContain(words('tellings.counts', { all: count, reached: 0, answered: 0 }));
  await crash;

  // What the store says, before anything starts on it again.
  const open = new Set<Contact>();
  for (const contact of reachable) {
    const notices = await noticesTo(contact);
    if (countFor(contact) > 0 && !notices[0]?.deliveredAt) open.add(contact);
  }
  const before = told.delivered();
  expect(before).toBeGreaterThanOrEqual(most);
  expect(before).toBeLessThan(count * 0.9);

  await service.restart('crash');
  const reached = async () => (await tellings(ref)).filter((one) => one.reachedAt).length;
  await eventually(async () => (await reached()) === reachable.length, 'the last message', 50_000);
  for (const contact of reachable) {
    expect(await noticesTo(contact), contact.partner).toHaveLength(1);
    // Twice only where it had arrived, and the power failed before that was noted.
    expect(countFor(contact), contact.partner).toBe(open.has(contact) ? 2 : 1);
  }
  expect(countFor(away)).toBe(0);
  // A worker has at most so many in hand.
  expect(open.size).toBeLessThanOrEqual(20);

  for (const [at, contact] of reachable.slice(0, 10).entries()) {
    const hand = handOf(contact);
    hand.look();
    await done(hand, hand.press(answer(at < 5 ? 'stopped' : 'nothing')));
  }
  const answered = async () => (await tellings(ref)).filter((one) => one.answer).length;
  await eventually(async () => (await answered()) === 10, 'the last answer');

  await done(sam, sam.type(ref));
  const card = sam.screen();
  expect(card.words).toContain(words('tellings.counts', { all: count, reached: count - 1, answered: 10 }));
  expect(card.words).toContain(words('tellings.not-reached'));
  expect(card.words).toContain(away.title);
  expect(card.words).toContain(words('tellings.ring'));
  await done(sam, sam.press(words('consent.actions.rang')));
  await done(sam, sam.press(words('engine.next'), { whom: away.title, how: 'phone' }));
  await done(sam, sam.type(ref));
  expect(sam.screen().words).not.toContain(words('tellings.not-reached'));
  expect(sam.screen().words).toContain(words('consent.facts.rung'));
}, 90_000);
