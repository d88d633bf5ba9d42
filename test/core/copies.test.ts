import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Store } from '../../bot/core/ports.ts';
import { words } from '../../bot/core/words.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import {
  cardFor,
  cardsNow,
  openLine,
  otherwise,
  say,
  takesFurther,
  titlesOf,
  work,
} from '../support/approval-drive.ts';
import { sitting } from '../support/decision-drive.ts';
import { buttonOf, dataOf, type House, temporaryFolder, testKey } from '../support/house.ts';

/** Cards are rewritten at least once, whatever fails on the way, and what they say in the end is what is so. */

const chat = 'chat-teams-morgan';
let place: ReturnType<typeof temporaryFolder>;
let store: Store;
let house: House;
let writes: number[] = [];
let breaksAt = Number.POSITIVE_INFINITY;

/** A store that fails at one write, before or after it was done. */
const brittle = (real: Store, done: boolean): Store => ({
  ...real,
  commit: async (agency, changes) => {
    writes.push(changes.length);
    if (writes.length !== breaksAt) return real.commit(agency, changes);
    if (done) await real.commit(agency, changes);
    throw new SharewellError('store-unavailable', 'away');
  },
});

beforeEach(() => {
  place = temporaryFolder();
  writes = [];
  breaksAt = Number.POSITIVE_INFINITY;
});
afterEach(async () => {
  await house.close();
  await store.close();
  place.remove();
});

let files = 0;
const open = async (through: (real: Store) => Store = (real) => real) => {
  files += 1;
  let clock = () => new Date('2026-11-20T10:02:00Z');
  store = await openSqliteStore({ file: `${place.folder}/${files}.db`, key: testKey, clock: () => clock() });
  house = await openLine({ store: through(store) });
  clock = house.clock;
  await house.as('teams', 'morgan').type('help');
  const sam = sitting(house.as('slack', 'USAM'));
  await sam.says.type('help');
  await sam.decide(otherwise());
  const ref = await takesFurther(sam);
  return { sam, ref };
};

const isOver = (): boolean[] =>
  cardsNow(house, chat).map((card) => dataOf([card], 'notice').title === words('notices.over.title'));

const patiently = async () => {
  for (let n = 0; n < 6; n += 1) {
    await work(house).catch(() => undefined);
    house.wait(60_000);
  }
};

describe('a fault at any write', () => {
  it.each([
    ['not done', false],
    ['done, but nobody heard', true],
  ])('leaves no card that was noted asking for what was decided: %s', async (_, done) => {
    let most = 99;
    for (let at = 1; at <= most; at += 1) {
      writes = [];
      breaksAt = Number.POSITIVE_INFINITY;
      await open((real) => brittle(real, done));
      await patiently();
      const press = buttonOf(cardFor(house, chat), say.approve);
      writes = [];
      breaksAt = at;
      await house.as('teams', 'morgan').press(press);
      await patiently();
      most = Math.min(most, writes.length);
      expect(isOver(), `at write ${at}`).toEqual([true]);
      expect(house.rewritten.length, `at write ${at}`).toBeLessThanOrEqual(3);
      await house.close();
      await store.close();
    }
    expect(most).toBeGreaterThanOrEqual(3);
    await open();
  });
});

describe('several at once', () => {
  it('workers whose leases are worth nothing leave the card as it is now', async () => {
    const through = (real: Store): Store => ({
      ...real,
      take: (queue, now, limit) => real.take(queue, now, limit, 0),
    });
    await open(through);
    await patiently();
    await house.as('teams', 'morgan').press(buttonOf(cardFor(house, chat), say.approve));
    for (let n = 0; n < 5; n += 1) {
      await Promise.allSettled([house.outbox(), house.outbox(), house.outbox()]);
      house.wait(6_000);
    }
    expect(isOver().at(-1)).toBe(true);
  });

  /** The next call into the manager's chat hangs until it is let go. */
  const hangs = (): (() => void) => {
    let go: () => void = () => undefined;
    house.slow.set(
      chat,
      new Promise((resolve) => {
        go = resolve;
      }),
    );
    return () => go();
  };
  const taken = async () => {
    while (house.slow.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('of two rewritings that cross, the card that stays says what is so now', async () => {
    await open();
    await patiently();
    const morgan = house.as('teams', 'morgan');
    const card = cardFor(house, chat);
    const page = await morgan.press(buttonOf(card, say.ask));
    await morgan.press(buttonOf(page, words('approval.ask.submit')), { question: 'When?' });
    const go = hangs();
    const first = house.outbox();
    await taken();
    await morgan.press(buttonOf(card, say.approve));
    await house.outbox();
    expect(isOver()).toEqual([true]);
    // What the first has to say is old, and arrives last.
    go();
    await first;
    const written = house.rewritten.filter(({ to }) => to.conversation === chat);
    expect(written.map(({ reply }) => titlesOf(reply).length)).toEqual([2, 5, 2]);
    expect(isOver()).toEqual([true]);
  });

  it('a card that was on its way while it was decided is put right', async () => {
    const { ref } = await open();
    const go = hangs();
    const first = house.outbox();
    await taken();
    const morgan = house.as('teams', 'morgan');
    await morgan.press(buttonOf(await morgan.type(ref), say.approve));
    await house.outbox();
    expect(house.sent.filter(({ to }) => to.conversation === chat)).toEqual([]);
    go();
    await first;
    expect(isOver()).toEqual([true]);
  });
});

describe('a notice that asks nothing', () => {
  it('is sent once and never rewritten', async () => {
    const { sam } = await open();
    await patiently();
    await house.as('teams', 'morgan').press(buttonOf(cardFor(house, chat), say.approve));
    await patiently();
    const [told] = cardFor(house, 'chat-slack-USAM');
    expect(told?.data.title).toBe(words('approval.notices.approved.title'));
    await sam.type('waiting');
    expect(house.rewritten.map(({ to }) => to.conversation)).toEqual([chat]);
  });
});
