import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCodes } from '../../bot/core/codes.ts';
import { withLimits } from '../../bot/core/limited.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { createRouter } from '../../bot/core/routing.ts';
import type { Act, Press, Turn } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { buttonOf, dataOf, type House, identityOf, openHouse, urgentAnswers } from '../support/house.ts';

/** Whoever types and presses without end waits; the urgent lane never does; nothing that was written is lost. */

let house: House;
let at: number;
let ran: string[];
let logged: string[];
let count: number;
beforeEach(async () => {
  house = await openHouse();
  [at, ran, logged, count] = [house.clock().getTime(), [], [], 0];
});
afterEach(() => house.close());

const route = createRouter(words, createCodes('a key for tests only'));

const limited = (limits: Parameters<typeof withLimits>[1], user = 'sam') => {
  const run = withLimits(
    async (turn) => {
      ran.push(turn.id);
      return house.as('teams', turn.actor.user).act(turn.act, { id: turn.id });
    },
    limits,
    {
      ...{ route, policy: house.policy, words, clock: () => new Date(at) },
      log: (event, fields) => void logged.push([event, ...Object.values(fields ?? {})].join(' ')),
    },
  );
  const act = (what: Act, id?: string, who = user): Promise<Reply[]> => {
    count += 1;
    const actor = identityOf('teams', who);
    const address = { channel: 'teams', tenant: actor.tenant, conversation: `c-${who}`, user: who } as const;
    const turn: Turn = { id: id ?? `t-${count}`, actor, place: { kind: 'personal', address }, act: what };
    return run(turn);
  };
  return {
    act,
    type: (text: string, id?: string, who?: string) => act({ kind: 'typed', text, attachments: 0 }, id, who),
    press: (press: Press, answers = {}) => act({ kind: 'pressed', press, answers }),
  };
};

const person = { person: { perMinute: 6, burst: 3 } };
const title = 'That was a lot at once';

describe('a person who does too much at once', () => {
  test('is told once, in private, how long to wait and what to do in danger; then served again', async () => {
    const { type } = limited(person);
    for (let i = 0; i < 3; i += 1) await type('help');
    const told = await type('help');
    const card = dataOf(told, 'message');
    expect(card.title).toBe(title);
    expect(card.lead?.join()).toContain('wait 10 seconds');
    expect(card.lead?.join()).toContain('999');
    expect(buttonOf(told, words('urgent.name'))).toMatchObject({ do: 'command', word: 'urgent' });
    expect(told[0]?.audience).toBe('person');
    expect(await type('help')).toEqual([]);
    expect(ran).toHaveLength(3);
    expect(logged).toEqual(['turn.limited teams person']);
    at += 10_000;
    expect(dataOf(await type('help'), 'message').title).not.toBe(title);
    expect(dataOf(await type('help'), 'message').title).toBe(title);
  });

  test('has an answer to every press: a form that only closes would look as if it had been kept', async () => {
    const { type, press } = limited(person);
    for (let i = 0; i < 4; i += 1) await type('help');
    for (let i = 0; i < 2; i += 1) {
      const told = await press({ do: 'confirm', ref: '7K3M-Q2', dialog: 'consent', seq: 3 });
      expect(dataOf(told, 'message').title).toBe(title);
      expect(told[0]?.how).toBe('new');
    }
    expect(ran).toHaveLength(3);
    expect(logged).toHaveLength(1);
  });

  test('is nobody else', async () => {
    const { type } = limited(person);
    for (let i = 0; i < 5; i += 1) await type('help');
    await type('help', undefined, 'morgan');
    expect(ran).toHaveLength(4);
  });

  test('has the urgent lane, from the word to the kept record, however often it was pressed before', async () => {
    const { type, press } = limited(person);
    for (let i = 0; i < 50; i += 1) await type('help');
    for (const words of ['urgent', 'he is going to kill her']) {
      const opened = await type(words);
      const kept = await press(buttonOf(opened, 'Record and go'), urgentAnswers);
      expect(JSON.stringify(kept)).toMatch(/D-[2-9A-Z]{4}-[2-9A-Z]{2}: kept/);
    }
    expect(await type('help')).toEqual([]);
  });

  test('keeps what was written in a card, and hands it in when they have waited', async () => {
    const { type, press } = limited(person);
    const opened = await type('consent');
    await type('help');
    await type('help');
    const next = buttonOf(opened, 'They agreed, to all or part of it');
    const answers = { subjectRef: 'C-77 typed with care' };
    const stays = await press(next, answers);
    expect(stays[0]?.how).toBe('replace');
    const page = dataOf(stays, 'page');
    expect(page.alert).toContain('Please wait');
    expect(page.inputs?.find(({ id }) => id === 'subjectRef')?.value).toBe(answers.subjectRef);
    expect(ran).toHaveLength(3);
    at += 60_000;
    const again = await press(next, answers);
    expect(ran).toHaveLength(4);
    expect(dataOf(again, 'page').alert).not.toContain('Please wait');
  });

  test('is not counted twice for what a platform delivers twice', async () => {
    const { type } = limited(person);
    for (let i = 0; i < 10; i += 1) await type('help', 'same-delivery');
    expect(ran).toHaveLength(10);
    await type('help');
    await type('help');
    expect(dataOf(await type('help'), 'message').title).toBe(title);
  });

  test('is not who writes to others in a channel', async () => {
    const { act } = limited(person);
    for (let i = 0; i < 10; i += 1) await act({ kind: 'overheard', kinds: ['postcode'] });
    expect(ran).toHaveLength(10);
  });
});

test('a whole organisation has a limit of its own, and its urgent lane', async () => {
  const { type } = limited({ tenant: { perMinute: 6, burst: 2 } });
  await type('help', undefined, 'sam');
  await type('help', undefined, 'morgan');
  expect(dataOf(await type('help', undefined, 'ada'), 'message').title).toBe(title);
  expect(logged).toEqual(['turn.limited teams tenant']);
  expect(buttonOf(await type('urgent', undefined, 'ada'), 'Record and go')).toMatchObject({
    dialog: 'urgent',
  });
});

test('without limits nobody waits', async () => {
  const { type } = limited({});
  for (let i = 0; i < 100; i += 1) await type('unknown-word');
  expect(ran).toHaveLength(100);
});
