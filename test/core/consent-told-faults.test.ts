import { afterEach, describe, expect, test } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Store, Taken } from '../../bot/core/ports.ts';
import { firstBroken, type Version } from '../../bot/core/records.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { buttonOf, dataOf, type PersonSays } from '../support/house.ts';
import { aYesFor, type Commit, type Contact, home, inProcess } from '../support/many-partners.ts';
import {
  answer,
  answersWith,
  closeAll,
  consentOf,
  listed,
  newsFor,
  noticesTo,
  type Partnership,
  partnershipOf,
  referenceIn,
  sentTo,
  sentToSam,
  takenBack,
  tellingsOf,
  untilQuiet,
  withdrawn,
} from '../support/told-house.ts';

/** Telling partners of a change, while the store fails or the process dies at any write, or work is done twice. */

afterEach(closeAll);

/** The store fails once; or its process dies there, and whoever works on it is gone until it is started again. */
type Fault = 'not done' | 'done, but nobody heard' | 'dead before' | 'dead after';

const isDone = (fault: Fault): boolean => fault === 'done, but nobody heard' || fault === 'dead after';

/** What marks a message as delivered, by its notice: whoever wants to know hears of it in the same breath. */
const marks = ({ changes }: Pick<Commit, 'changes'>): string[] => {
  const news = changes.flatMap((change) => (change.op === 'enqueue' ? [change.id] : []));
  return changes.flatMap((change) =>
    change.op === 'replace' && change.item.kind === 'notice' && news.includes(`${change.item.id}/reached`)
      ? [change.item.id]
      : [],
  );
};

const brittle = () => {
  let writes = Number.POSITIVE_INFINITY;
  let fault: Fault = 'not done';
  let dead = false;
  let count = 0;
  /** Messages that went out and could not be marked. */
  const unmarked: string[] = [];
  const away = () => new SharewellError('store-unavailable', 'away');
  const alive = async <T>(work: () => Promise<T>): Promise<T> => {
    if (dead) throw away();
    return work();
  };
  const write = async (work: () => Promise<void>, changes: Commit['changes'] = []): Promise<void> => {
    count += 1;
    const breaks = count === writes;
    if (dead || (breaks && !isDone(fault))) unmarked.push(...marks({ changes }));
    if (dead) throw away();
    if (!breaks) return work();
    if (isDone(fault)) await work();
    dead = fault === 'dead before' || fault === 'dead after';
    throw away();
  };
  return {
    through: (store: Store): Store => ({
      ...store,
      read: (agency, keys) => alive(() => store.read(agency, keys)),
      list: (agency, query, cursor) => alive(() => store.list(agency, query, cursor)),
      take: (...given) => alive(() => store.take(...given)),
      commit: (agency, changes) => write(() => store.commit(agency, changes), changes),
      settle: (taken, settlement) => write(() => store.settle(taken, settlement)),
    }),
    breakAt: (at: number, how: Fault) => {
      [writes, fault, count] = [at, how, 0];
    },
    revive: () => {
      dead = false;
    },
    written: () => count,
    unmarked,
  };
};

type Brittle = ReturnType<typeof brittle>;

/** As the workers of a service do, that is started again when it has died; until every lease has ended. */
const workThrough = async ({ house }: Partnership, { revive }: Brittle): Promise<void> => {
  for (const seconds of [0, 6, 6, 31, 6]) {
    house.wait(seconds * 1000);
    await untilQuiet(house).catch(() => revive());
    await untilQuiet(house);
  }
};

type Run = { partnership: Partnership; ref: string; writes: number; unmarked: readonly string[] };

/** The same yes, pressed through without a look at the cards. */
const aQuickConsent = async (says: PersonSays, contacts: readonly Contact[]): Promise<Reply[]> => {
  let shown = await says.type('consent');
  for (const { title, fields } of aYesFor(contacts.map(({ partner }) => partner)))
    shown = await says.press(buttonOf(shown, title), fields);
  return shown;
};

/** One consent from yes to the first answer, with a fault at one write. The same people go through many of them. */
const runWith = async (partnership: Partnership, store: Brittle, at: number, fault: Fault): Promise<Run> => {
  partnership.house.sent.length = 0;
  store.unmarked.length = 0;
  const sam = partnership.house.as('teams', 'sam');
  const shown = await aQuickConsent(sam, partnership.contacts);
  const ref = referenceIn(dataOf(shown, 'record').title);
  const takeBack = buttonOf(shown, takenBack);
  store.breakAt(at, fault);
  await sam.press(takeBack);
  store.revive();
  // Whoever is told that it was not kept presses again.
  await sam.press(takeBack);
  await workThrough(partnership, store);
  const [first] = partnership.contacts as [Contact];
  await answersWith(partnership, first, answer('stopped'));
  store.revive();
  await answersWith(partnership, first, answer('stopped'));
  await workThrough(partnership, store);
  const writes = store.written();
  store.breakAt(Number.POSITIVE_INFINITY, fault);
  return { partnership, ref, writes, unmarked: [...store.unmarked] };
};

const expectAllTold = async ({ partnership, ref, unmarked }: Run, how: string): Promise<void> => {
  const { contacts, house, store } = partnership;
  const record = await consentOf(store, ref);
  const versions = await listed<Version>(store, home, `ref:${ref}`, 'version');
  expect(firstBroken(versions, record), how).toBeUndefined();
  expect(record, how).toMatchObject({ status: 'withdrawn', toTell: [], changes: [{ change: 'withdraw' }] });
  const tellings = await tellingsOf(store, ref);
  expect(tellings.length, how).toBe(contacts.length);
  for (const contact of contacts) {
    const said = `${how}: ${contact.partner}`;
    const first = contact === contacts[0];
    const news = (await newsFor(store, contact)).filter(({ consentRef }) => consentRef === ref);
    expect(news, said).toMatchObject([{ status: first ? 'stopped' : 'told' }]);
    const notices = (await noticesTo(store, contact)).filter((one) => one.ref === news[0]?.reference);
    expect(notices.length, said).toBe(1);
    expect(
      tellings.find(({ partner }) => partner === contact.partner),
      said,
    ).toMatchObject({
      ...{ carriedAt: expect.any(String), reachedAt: expect.any(String) },
      ...(first ? { answer: { code: 'stopped' } } : {}),
    });
    // One more for each time that a message went out and nobody could note it, and never another.
    const more = unmarked.filter((id) => id === notices[0]?.id).length;
    expect(sentTo(house, contact).length, said).toBe(1 + more);
  }
  expect(sentToSam(house), how).toEqual([]);
};

describe('a fault at any write', () => {
  test.each(['not done', 'done, but nobody heard', 'dead before', 'dead after'] as const)(
    'makes no second record or notice, and loses none: %s',
    async (fault) => {
      const store = brittle();
      const partnership = await partnershipOf(2, { through: store.through });
      const { writes } = await runWith(partnership, store, Number.POSITIVE_INFINITY, fault);
      expect(writes).toBeGreaterThan(15);
      const again: string[] = [];
      for (let at = 1; at <= writes; at += 1) {
        const run = await runWith(partnership, store, at, fault);
        await expectAllTold(run, `${fault} at write ${at}`);
        again.push(...run.unmarked);
      }
      if (fault === 'not done' || fault === 'dead before') expect(again).not.toEqual([]);
      if (fault === 'done, but nobody heard') expect(again).toEqual([]);
    },
  );

  test('does not stop the clock, which tells the rest a few at a time', async () => {
    for (const fault of ['not done', 'done, but nobody heard', 'dead before', 'dead after'] as const) {
      const store = brittle();
      const partnership = await partnershipOf(45, { through: store.through });
      const { house, contacts } = partnership;
      const { ref } = await withdrawn(partnership);
      store.breakAt(1, fault);
      await house.deadlines().catch(() => store.revive());
      await workThrough(partnership, store);
      const tellings = await tellingsOf(partnership.store, ref);
      expect(tellings.map(({ partner }) => partner).sort(), fault).toEqual(
        contacts.map(({ partner }) => partner),
      );
      for (const contact of contacts) expect(sentTo(house, contact).length, fault).toBe(1);
      await closeAll();
    }
  });
});

describe('work that is done twice', () => {
  test('by two workers at once, whose leases are worth nothing, makes one record and one notice each', async () => {
    const through = (store: Store): Store => ({
      ...store,
      take: (queue, now, limit) => store.take(queue, now, limit, 0),
    });
    const partnership = await partnershipOf(24, { through });
    const { house, contacts, store } = partnership;
    const { ref } = await withdrawn(partnership);
    const both = () =>
      Promise.allSettled([house.outbox(), house.outbox(), house.deadlines(), house.deadlines()]);
    const busy = async () => (await both()).some((each) => each.status === 'rejected' || each.value > 0);
    for (let rounds = 0; rounds < 60; rounds += 1) {
      while (await busy()) rounds += 1;
      house.wait(6_000);
    }
    for (const contact of contacts) {
      expect(await newsFor(store, contact), contact.partner).toHaveLength(1);
      expect(await noticesTo(store, contact), contact.partner).toHaveLength(1);
      expect(sentTo(house, contact).length, contact.partner).toBeGreaterThan(0);
    }
    const tellings = await tellingsOf(store, ref);
    expect(tellings.map(({ partner }) => partner).sort()).toEqual(contacts.map(({ partner }) => partner));
    expect(tellings.filter(({ reachedAt }) => reachedAt)).toHaveLength(24);
    // Both really worked: some messages went out by each of them.
    expect(house.sent.length).toBeGreaterThan(contacts.length);
  });

  test('changes nothing when all of it comes again', async () => {
    const seen: Taken[] = [];
    let again = false;
    const through = (store: Store): Store => ({
      ...store,
      take: async (queue, ...rest) => {
        const taken = again ? seen.filter((each) => each.queue === queue) : await store.take(queue, ...rest);
        if (!again) seen.push(...taken);
        return taken;
      },
    });
    const partnership = await partnershipOf(24, { silent: ['k003'], missing: ['k004'], through });
    const { house, contacts, commits } = partnership;
    await withdrawn(partnership);
    await untilQuiet(house);
    await answersWith(partnership, contacts[0] as Contact, answer('stopped'));
    await untilQuiet(house);
    again = true;
    // Whoever could not be reached is tried again, and that is all.
    house.failing.clear();
    const before = commits.length;
    const sent = house.sent.length;
    expect(seen.length).toBeGreaterThan(24 * 3);
    await Promise.allSettled([house.outbox(), house.deadlines()]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(house.sent.slice(sent).map(({ to }) => to.conversation)).toEqual([
      inProcess(partnership.contactFor('k003')).conversation,
    ]);
    expect(commits.slice(before).flatMap(marks)).toHaveLength(1);
    expect(commits).toHaveLength(before + 1);
  });
});
