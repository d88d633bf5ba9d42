import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import { newsOf, readEdits } from '../../bot/guidance/edits.ts';
import { openGuidanceHouse } from '../support/guidance-house.ts';
import { buttonOf, dataOf, type House, type PersonSays } from '../support/house.ts';

/** The guidance lives: what it did not answer reaches who keeps it, and what they write answers the next person. */

let house: House;
let sam: PersonSays;
let gus: PersonSays;
beforeEach(async () => {
  house = await openGuidanceHouse();
  sam = house.as('slack', 'USAM');
  gus = house.as('teams', 'gus');
});
afterEach(() => house.close());

const strange = 'Asking a child for consent when Jordan Okafor of 12 Mill Lane is the zookeeper?';
const known = /asking a child for consent when … of … is …/;

const ask = (text: string) => sam.type(text);
const waiting = async () => dataOf(await gus.type('questions'), 'list').items ?? [];
const theQuestion = async () => {
  const [item] = await waiting();
  return gus.press(item?.button.press as never);
};

const written = {
  title: 'May a zookeeper be told?',
  kind: 'answer',
  short: 'Yes, if the lion is at risk.',
  more: '',
  before: '',
  place: '',
};
const found = {
  sources: 'law:L-05\nOur zoo handbook | 4 Lions',
  asked: 'zookeeper told\nmay the zoo know\ntelling a zookeeper\nlion at risk who to tell\nzoo sharing',
  keptBy: 'Zoo lead',
};

const write = async (
  from: Awaited<ReturnType<PersonSays['type']>>,
  say = written,
  find: Record<string, string> = found,
) => {
  const second = await gus.press(buttonOf(from, 'Next'), say);
  const check = await gus.press(buttonOf(second, 'Next'), find);
  return gus.press(buttonOf(check, words('engine.confirm')));
};

describe('a question without an answer', () => {
  it('is left for who keeps the guidance, with no name of anybody', async () => {
    const replies = await ask('xyzzy Jordan Okafor child plugh zookeeper');
    const data = dataOf(replies, 'message');
    expect(data.title).toBe(words('unknown.title'));
    expect(data.lead?.join(' ')).toContain('“… child …”');
    const [item] = await waiting();
    expect(item?.detail).toContain('“… child …”');
    const everything = JSON.stringify(
      (await house.store.list('northborough-council', { term: 'type:question', kinds: ['record'], limit: 9 }))
        .items,
    );
    expect(everything).not.toMatch(/jordan|okafor|xyzzy|zookeeper|p-sam|USAM/i);
  });

  it('is left once, however often it is delivered', async () => {
    await sam.act({ kind: 'typed', text: 'child xyzzy plugh', attachments: 0 }, { id: 'same' });
    house.restart();
    await sam.act(
      { kind: 'typed', text: 'child xyzzy plugh', attachments: 0 },
      { id: 'same', redelivered: true },
    );
    expect(await waiting()).toHaveLength(1);
  });

  it('in which nothing can be told on is not left at all', async () => {
    const data = dataOf(await ask('xyzzy plugh'), 'message');
    expect(data.lead).toContain(words('unknown.nothing'));
    expect(await waiting()).toEqual([]);
  });

  it('from another agency reaches the one guidance too', async () => {
    await house.as('teams', 'lee').type('child xyzzy plugh');
    expect(await waiting()).toHaveLength(1);
  });

  it('can be set aside, and then waits no more', async () => {
    await ask('child xyzzy plugh');
    const page = await gus.press(buttonOf(await theQuestion(), 'Set it aside'));
    const done = await gus.press(buttonOf(page, 'It is not for this guidance'));
    expect(dataOf(done, 'record').status).toContain('Set aside');
    expect(await waiting()).toEqual([]);
  });
});

describe('an answer that did not help', () => {
  it('is noted with the question, and other answers are offered', async () => {
    const answer = await ask(strange);
    const sorry = await sam.press(buttonOf(answer, words('answer.helped.no')));
    const data = dataOf(sorry, 'answer');
    expect(data.title).toBe(words('answer.sorry.title'));
    expect(data.lead?.[0]).toMatch(known);
    expect(sorry[0]?.how).toBe('replace');
    const record = dataOf(await theQuestion(), 'record');
    expect(JSON.stringify(record.facts)).toContain('consent-child');
  });

  it('carries no name on its buttons', async () => {
    const press = buttonOf(await ask(strange), words('answer.helped.no'));
    expect(press.ask).toMatch(known);
  });

  it('takes nothing from a button that somebody changed', async () => {
    await sam.press({ do: 'ask', word: 'consent-child', value: 'no', ask: 'Jordan Okafor child' });
    expect((await waiting())[0]?.detail).toContain('“… child”');
  });

  it('and one that did is thanked for, and kept nowhere', async () => {
    const thanks = await sam.press(buttonOf(await ask(strange), words('answer.helped.yes')));
    const { groups } = dataOf(thanks, 'answer');
    expect(groups?.map(({ title }) => title)).toContain(words('answer.thanks'));
    expect(await waiting()).toEqual([]);
  });
});

describe('who keeps the guidance', () => {
  it('writes an answer from a question: the next person gets it, and the question is answered', async () => {
    await ask('child xyzzy plugh');
    const page = await gus.press(buttonOf(await theQuestion(), 'Write an answer'));
    const record = dataOf(await write(page), 'record');
    expect(record.status).toMatch(/^In use since/);
    expect(await waiting()).toEqual([]);
    const answer = dataOf(await ask('may the zoo know'), 'answer');
    expect(answer.title).toBe(written.title);
    expect(answer.from).toEqual([
      expect.stringMatching(/Our zoo handbook, 4 Lions$/),
      'Last checked 20 November 2026. Kept by: Zoo lead.',
    ]);
  });

  it('changes an answer that ships where they read it; withdrawn, the old one is back', async () => {
    const before = await gus.type('asking a child for consent');
    const page = await gus.press(buttonOf(before, words('answer.correct')));
    const value = (id: string) => dataOf(page, 'page').inputs?.find((one) => one.id === id)?.value;
    expect(value('title')).toBe('Do I need consent from a child?');
    expect(value('short')).toBe('The answer to consent-child.');
    const kept = await write(
      page,
      { ...written, title: 'Do I need consent from a child?', short: 'Ask them.', place: 'consent-child' },
      { sources: found.sources, moreWays: '', keptBy: 'Zoo lead' },
    );
    expect(dataOf(await ask('asking a child for consent'), 'answer').lead).toEqual(['Ask them.']);
    const why = await gus.press(buttonOf(kept, 'Withdraw it'));
    await gus.press(buttonOf(why, 'Withdraw'), { reason: 'The law changed.' });
    expect(dataOf(await ask('asking a child for consent'), 'answer').lead).toEqual([
      'The answer to consent-child.',
    ]);
  });

  it('changes what was written, with a reason that stands in its history', async () => {
    await write(await gus.type('write an answer'));
    const answer = await gus.type('may the zoo know');
    const opened = await gus.press(buttonOf(answer, words('answer.correct')));
    const say = await gus.press(buttonOf(opened, 'Change it'));
    const find = await gus.press(buttonOf(say, 'Next'), { ...written, short: 'No longer.' });
    const why = await gus.press(buttonOf(find, 'Next'), found);
    const check = await gus.press(buttonOf(why, 'Next'), { reason: 'The lion left.' });
    const record = dataOf(await gus.press(buttonOf(check, words('engine.confirm'))), 'record');
    const { entries } = await readEdits(house.store, house.policy.hostAgency);
    expect(entries.flatMap(newsOf)).toMatchObject([
      { version: '2', change: 'The lion left.', kind: 'guidance' },
    ]);
    expect(JSON.stringify(record.facts)).toContain('The lion left.');
    expect(dataOf(await ask('may the zoo know'), 'answer').lead).toEqual(['No longer.']);
    const versions = await house.store.list('northborough-council', {
      term: `ref:${/G-[\w-]+/.exec(record.title)?.[0]}`,
      kinds: ['version'],
      limit: 9,
    });
    expect(versions.items).toHaveLength(2);
  });

  it('is told what to put right', async () => {
    const errorsOf = (replies: Awaited<ReturnType<PersonSays['press']>>) =>
      dataOf(replies, 'page')
        .inputs?.map(({ error }) => error)
        .filter(Boolean)
        .join(' ');
    const page = await gus.type('write an answer');
    const again = await gus.press(buttonOf(page, 'Next'), { ...written, place: 'Not A Name' });
    expect(errorsOf(again)).toContain('lower case');
    const second = await gus.press(buttonOf(again, 'Next'), written);
    const wrong = { ...found, sources: 'law:L-999', asked: 'one\nOne\ntwo' };
    const errors = errorsOf(await gus.press(buttonOf(second, 'Next'), wrong));
    expect(errors).toMatch(/policy pack.*five different ways/s);
  });
});

describe('who does not keep it', () => {
  it.each(['questions', 'written answers', 'write an answer'])('may not type %s', async (text) => {
    expect(dataOf(await sam.type(text), 'message').title).toBe(words('outcomes.forbidden.title'));
    // The role counts in the agency that hosts the service only.
    expect(dataOf(await house.as('teams', 'lee').type(text), 'message').title).toBe(
      words('outcomes.forbidden.title'),
    );
  });

  it('has no button to change an answer, and the press of one is refused', async () => {
    expect(() => buttonOf([], words('answer.correct'))).toThrow();
    const answer = await ask('asking a child for consent');
    expect(() => buttonOf(answer, words('answer.correct'))).toThrow('no button');
    const forced = await sam.press({ do: 'correct', word: 'consent-child' });
    expect(dataOf(forced, 'message').title).toBe(words('outcomes.forbidden.title'));
  });

  it('may not open a question by its reference', async () => {
    await ask('child xyzzy plugh');
    const ref = /Q-\S{7}/.exec((await waiting())[0]?.title ?? '')?.[0] ?? '';
    expect(ref).toMatch(/^Q-/);
    expect(dataOf(await sam.type(ref), 'message').title).toBe(words('outcomes.forbidden.title'));
  });
});

describe('the topics', () => {
  it('are listed, and each opens its answers', async () => {
    const all = dataOf(await sam.type('guidance'), 'list');
    const consent = all.items?.find(({ title }) => title === words('guidance.topics.consent'));
    expect(consent?.detail).toBe('2 answers');
    const one = dataOf(await sam.press(consent?.button.press as never), 'list');
    expect(one.items?.map(({ title }) => title)).toEqual([
      'Do I need consent from a child?',
      'How long do we keep school records?',
    ]);
    const opened = await sam.press(one.items?.[0]?.button.press as never);
    expect(dataOf(opened, 'answer').title).toBe('Do I need consent from a child?');
  });

  it('have a button for a topic that is gone: all of them are shown', async () => {
    const list = dataOf(await sam.press({ do: 'more', word: 'guidance', value: 'gone|-5' }), 'list');
    expect(list.title).toBe(words('guidance.topics.all'));
  });

  it('show who keeps the guidance what waits', async () => {
    const presses = (await gus.type('guidance')).flatMap(({ data }) => data.buttons ?? []);
    expect(presses.map(({ press }) => (press as { word?: string }).word)).toContain('questions');
  });

  it.each(['rules', 'seven questions', 'myths'])('have %s as a list of its own', async (text) => {
    const list = dataOf(await sam.type(text), 'list');
    expect(Object.values(words.list('guidance.lead'))).not.toEqual(list.lead);
  });

  it('lead from the seven questions to a decision, and to the map', async () => {
    const replies = await sam.type('key questions');
    expect(buttonOf(replies, words('decision.name'))).toEqual({ do: 'command', word: 'decision' });
    expect(buttonOf(replies, words('titles.map'))).toEqual({ do: 'command', word: 'map' });
  });
});

describe('asking a person', () => {
  it('is one press from an answer, on either channel', async () => {
    for (const person of [sam, gus]) {
      const answer = await person.type('asking a child for consent');
      const page = await person.press(buttonOf(answer, words('answer.person')));
      expect(dataOf(page, 'page').title).toBe(words('advice.pages.ask.title'));
    }
  });
});
