import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Store } from '../../bot/core/ports.ts';
import { words } from '../../bot/core/words.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import type { Question } from '../../dialogs/engine/types.ts';
import { dialogs, dialogWords } from '../../dialogs/registry.ts';
import {
  buttonOf,
  dataOf,
  type House,
  openHouse,
  temporaryFolder,
  testKey,
  urgentAnswers,
} from '../support/house.ts';

/** The real store, away for as long as the test says; or gone just after it has kept what it was given. */
const openFailing = async () => {
  const temporary = temporaryFolder();
  const store = await openSqliteStore({
    file: join(temporary.folder, 'house.db'),
    key: testKey,
    clock: () => new Date('2026-11-20T17:02:00Z'),
  });
  let away = 0;
  let lost = 0;
  const whenThere = async <T>(work: () => Promise<T>): Promise<T> => {
    if (away > 0) {
      away -= 1;
      throw new SharewellError('store-unavailable', 'away');
    }
    return work();
  };
  const failing: Store = {
    ...store,
    read: (agency, keys) => whenThere(() => store.read(agency, keys)),
    list: (agency, query, cursor) => whenThere(() => store.list(agency, query, cursor)),
    commit: async (agency, changes) => {
      await whenThere(() => store.commit(agency, changes));
      if (lost > 0) {
        lost -= 1;
        throw new SharewellError('store-unavailable', 'the answer was lost');
      }
    },
  };
  return {
    store: failing,
    goAway: (calls: number) => {
      away = calls;
    },
    loseAnswers: (answers: number) => {
      lost = answers;
    },
    close: async () => {
      await store.close();
      temporary.remove();
    },
  };
};

let failing: Awaited<ReturnType<typeof openFailing>>;
let house: House;
beforeEach(async () => {
  failing = await openFailing();
  house = await openHouse({ store: failing.store });
});
afterEach(async () => {
  await house.close();
  await failing.close();
});

const records = async () =>
  (await failing.store.list('northborough-council', { term: 'owner:p-sam', kinds: ['record'], limit: 9 }))
    .items;

describe('the store is away', () => {
  test('for a moment: it is tried again, and the person notices nothing', async () => {
    const sam = house.as('teams', 'sam');
    const press = buttonOf(await sam.type('urgent'), 'Record and go');
    failing.goAway(2);
    expect((await sam.press(press, urgentAnswers))[0]?.card).toBe('record');
    expect(await records()).toHaveLength(1);
  });

  test('for long: the person is told, the card keeps what they wrote, and pressing again works', async () => {
    const sam = house.as('teams', 'sam');
    const start = await sam.type('urgent');
    failing.goAway(1000);
    const told = await sam.press(buttonOf(start, 'Record and go'), urgentAnswers);
    const page = dataOf(told, 'page');
    expect(page.alert).toContain('could not be kept');
    expect(page.alert).toContain('999');
    expect(page.inputs?.map((input) => input.value)).toEqual(Object.values(urgentAnswers));
    failing.goAway(0);
    const done = await sam.press(buttonOf(told, 'Record and go'), urgentAnswers);
    expect(done[0]?.card).toBe('record');
    expect(await records()).toHaveLength(1);
  });

  test('when danger is typed: the urgent card opens all the same, and is kept once the store is back', async () => {
    const sam = house.as('slack', 'USAM');
    failing.goAway(1000);
    const start = await sam.type('child in danger now');
    expect(dataOf(start, 'page').facts?.[0]).toMatchObject({ words: '999' });
    failing.goAway(0);
    const done = await sam.press(buttonOf(start, 'Record and go'), urgentAnswers);
    expect(done[0]?.card).toBe('record');
    const again = await sam.press(buttonOf(start, 'Record and go'), urgentAnswers);
    expect(again[0]?.card).toBe('record');
    expect(await records()).toHaveLength(1);
  });

  type Pages = { pages?: object } & { readonly [name: string]: Pages | undefined };
  const aPageOf = (name: string): string => {
    const found = name
      .split('.')
      .reduce<Pages | undefined>((at, part) => at?.[part], dialogWords as object as Pages);
    return Object.keys(found?.pages ?? {})[0] ?? '';
  };
  const picking = Object.values(dialogs).flatMap((dialog) =>
    [
      { name: dialog.name, questions: dialog.questions },
      ...Object.entries(dialog.lifecycle.actions).map(([action, { ask }]) => ({
        ...{ name: `${dialog.name}.${action}`, action },
        questions: (ask?.questions ?? {}) as Readonly<Record<string, Question>>,
      })),
    ].flatMap(({ name, questions, ...action }) =>
      Object.entries(questions as Readonly<Record<string, Question>>)
        .filter(([, { pick, options = [] }]) => pick || options.length > 0)
        .map(([question, { pick, options = [] }]) => ({
          ...{ name: `${name}: ${question}`, dialog: dialog.name, question, ...action },
          // What a list of a record would have had.
          value: pick ? 'somebody-there' : (options[0] ?? ''),
          page: aPageOf(name),
        })),
    ),
  );

  test.each(picking)('what was chosen stays chosen: $name', async ({ name: _, question, value, ...of }) => {
    failing.goAway(1000);
    const press = { do: 'answer', ref: 'X-7K3M-Q2.a', seq: 1, ...of } as const;
    const told = await house.as('teams', 'sam').press(press, { [question]: value });
    failing.goAway(0);
    const input = dataOf(told, 'page').inputs?.find(({ id }) => id === question);
    expect(input?.value).toBe(value);
    expect(input?.choices?.map((choice) => choice.value)).toContain(value);
  });

  test('a card of a page that is no more is answered all the same', async () => {
    failing.goAway(1000);
    const press = { do: 'answer', ref: 'X', dialog: 'decision', page: 'gone', seq: 1 } as const;
    const told = await house.as('teams', 'sam').press(press, { wants: 'own' });
    failing.goAway(0);
    expect(dataOf(told, 'message').title).toBe(words('faults.not-saved.title'));
  });

  test('after it kept the record but before it said so: one record, and the person sees it', async () => {
    const sam = house.as('teams', 'sam');
    const press = buttonOf(await sam.type('urgent'), 'Record and go');
    failing.loseAnswers(1);
    expect((await sam.press(press, urgentAnswers))[0]?.card).toBe('record');
    expect(await records()).toHaveLength(1);
  });

  test('the log holds codes and nothing of what was written', async () => {
    failing.goAway(1000);
    await house.as('teams', 'sam').type('help me with jo bloggs');
    failing.goAway(0);
    expect(JSON.stringify(house.events)).not.toContain('bloggs');
  });
});

describe('a notice that does not get through', () => {
  const recordFor = async (user: string) => {
    const sam = house.as('teams', user);
    await sam.press(buttonOf(await sam.type('urgent'), 'Record and go'), urgentAnswers);
  };
  const morganAt = 'chat-teams-morgan';

  test('is tried again later, on the other channel where one is known', async () => {
    await house.as('slack', 'UMORGAN').type('help');
    await house.as('teams', 'morgan').type('help');
    house.failing.set(morganAt, new SharewellError('channel-refused', 'blocked'));
    await recordFor('sam');
    await house.outbox();
    expect(house.sent.map(({ to }) => to.channel)).toEqual(['slack']);
  });

  test('waits for a person who was never seen, and reaches them once they write', async () => {
    await recordFor('sam');
    await house.outbox();
    expect(house.sent).toEqual([]);
    await house.as('teams', 'morgan').type('help');
    house.wait(6_000);
    await house.outbox();
    expect(house.sent).toHaveLength(1);
  });

  test('is given up in the end: the sender is told, and it stays visible', async () => {
    await house.as('teams', 'morgan').type('help');
    await house.as('teams', 'sam').type('help');
    house.failing.set(morganAt, new SharewellError('channel-unavailable', 'down'));
    await recordFor('sam');
    for (let round = 0; round < 12; round += 1) {
      await house.outbox();
      house.wait(9 * 3_600_000);
    }
    await house.outbox();
    expect(house.sent.map(({ reply }) => reply.summary)).toEqual([
      'A Sharewell notice could not be delivered',
    ]);
    expect(await failing.store.dead('notices', 5)).toHaveLength(1);
  });
});
