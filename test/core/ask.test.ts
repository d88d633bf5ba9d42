import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGuidance } from '../../bot/cli/guidance-files.ts';
import type { Answered, Guidance, GuidanceEntry } from '../../bot/core/ports.ts';
import type { Press } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { answerTo, openEntry } from '../../bot/guidance/answer.ts';
import { browse } from '../../bot/guidance/browse.ts';
import { inPlainWords } from '../../bot/guidance/plainly.ts';
import { load, save } from '../../bot/guidance/saved.ts';
import type { CardData } from '../../cards/catalogue.ts';
import { dataOf, type House, noGuidance, openHouse } from '../support/house.ts';

/** A question typed in the chat, with the entries that ship, and with a guidance of our own that says what we want. */

const entry = (id: string, more: Partial<GuidanceEntry> = {}): GuidanceEntry => ({
  id,
  kind: 'answer',
  title: `Title of ${id}`,
  citations: [],
  short: `Short of ${id}.`,
  more: '',
  before: '',
  differs: '',
  reviewed: '2026-11-21',
  owner: 'Somebody',
  ...more,
});

type Data = CardData<'answer'> | CardData<'message'> | CardData<'list'>;

/** Every press that a card offers, in the order that it shows them. */
const pressesOf = (data: Data): Press[] => {
  const groups = 'groups' in data ? (data.groups ?? []) : [];
  const rows = 'items' in data ? (data.items ?? []).map(({ button }) => button) : [];
  return [...groups.flatMap(({ buttons }) => buttons ?? []), ...rows, ...(data.buttons ?? [])].map(
    ({ press }) => press as Press,
  );
};

describe('a question', () => {
  let house: House;
  beforeAll(async () => {
    const { library, vocabulary } = load(save(readGuidance().entries));
    const guidance: Guidance = {
      ...noGuidance,
      ask: async (question) => ({
        ...answerTo(library, question),
        plainly: inPlainWords(question, vocabulary),
      }),
      open: async (id) => openEntry(library, id),
      browse: async (topic, from) => browse(library.entries, topic, from),
    };
    house = await openHouse({ guidance });
  });
  afterAll(() => house.close());

  it('is answered with its sources, what is near it, and the way to a real decision', async () => {
    const data = dataOf(
      await house.as('slack', 'USAM').type('What is an information sharing protocol?'),
      'answer',
    );
    expect(data.from?.[0]).toContain('Where this comes from');
    expect(data.from?.[1]).toMatch(/^Last checked \d+ \w+ \d{4}\. Kept by: \S/);
    const presses = pressesOf(data);
    expect(presses.some((press) => press.do === 'ask')).toBe(true);
    expect(presses).toContainEqual({ do: 'command', word: 'decision' });
    expect(presses).toContainEqual({ do: 'command', word: 'urgent' });
  });

  it.each([
    ['How do I report a breach in Rotherham?', 'breach'],
    ['complaints procedure southampton', 'complaint'],
  ])('of %s leads to a %s instead', async (question, dialog) => {
    const presses = pressesOf(dataOf(await house.as('slack', 'USAM').type(question), 'answer'));
    expect(presses).toContainEqual({ do: 'command', word: dialog });
    expect(presses).not.toContainEqual({ do: 'command', word: 'decision' });
  });

  it('the guidance does not cover gets no source, and no decision to start', async () => {
    const data = dataOf(await house.as('teams', 'sam').type('how do I reset my password'), 'answer');
    expect(data.from?.join(' ')).not.toContain('Where this comes from');
    expect(data.lead?.join(' ')).toContain('guidance here does not cover');
    expect(pressesOf(data)).not.toContainEqual({ do: 'command', word: 'decision' });
  });

  it('that nobody can read is said to be unknown, with the words that are known', async () => {
    const data = dataOf(await house.as('teams', 'sam').type('asdf qwer zxcv'), 'message');
    expect(data.title).toBe(words('unknown.title'));
    expect(data.lead?.join(' ')).toContain('**drafts**');
  });

  it('never holds up danger, and is no command', async () => {
    const sam = house.as('teams', 'sam');
    const danger = await sam.type('can I share this, he is hitting her now');
    expect(dataOf(danger, 'page').title).toBe(words('urgent.name'));
    expect(dataOf(await sam.type('drafts'), 'list').title).toBe(words('lists.drafts.title'));
  });

  it('leaves nothing behind', async () => {
    const kit = house.as('teams', 'kit');
    await kit.type('does the data protection act stop me');
    expect(dataOf(await kit.type('drafts'), 'list').items ?? []).toEqual([]);
  });
});

describe('an answer', () => {
  const whole = entry('one', {
    more: 'Second part.\n\n- a point\n- another',
    before: 'The old text.',
    differs: 'One says so.\nAnother does not.',
    citations: [
      { id: 'norfolk-2015', section: '3 Principles' },
      { id: 'law:L-01', section: '' },
    ],
  });
  const answered: Answered = {
    band: 'answer',
    entry: whole,
    choices: [whole],
    related: [entry('two'), entry('three'), entry('four')],
    confidence: 0.9,
  };
  const withAnswer = (found: Answered) =>
    openHouse({ guidance: { ...noGuidance, ask: async () => found, open: async () => found } });

  it('says the short part first, the rest when asked for, on the same card', async () => {
    const house = await withAnswer(answered);
    const sam = house.as('teams', 'sam');
    const short = dataOf(await sam.type('a question'), 'answer');
    expect(short.lead).toEqual(['Short of one.']);
    expect(short.from?.[0]).toMatch(/^Where this comes from: .*; .*, 3 Principles$/);
    expect(short.from?.[1]).toBe('Last checked 21 November 2026. Kept by: Somebody.');
    const more = { do: 'ask', word: 'one', value: 'whole', ask: '' } as const;
    expect(pressesOf(short)).toContainEqual(more);
    const [reply] = await sam.press(more);
    expect(reply?.how).toBe('replace');
    expect(reply?.card === 'answer' && reply.data.lead).toEqual([
      'Short of one.',
      'Second part.',
      '\u2022 a point',
      '\u2022 another',
      words('answer.before'),
      'The old text.',
      words('answer.differs'),
      'One says so. Another does not.',
    ]);
    expect(pressesOf((reply as Extract<typeof reply, { card: 'answer' }>).data)).not.toContainEqual(more);
    await house.close();
  });

  it('that is not sure offers what may be meant, and each opens below', async () => {
    const choices = [entry('one'), entry('two'), entry('three')];
    const house = await withAnswer({ ...answered, band: 'choose', choices });
    const data = dataOf(await house.as('slack', 'USAM').type('a question'), 'answer');
    expect(data.title).toBe(words('answer.choose.title'));
    expect(pressesOf(data).slice(0, 3)).toEqual(choices.map(({ id }) => ({ do: 'ask', word: id })));
    await house.close();
  });

  it('whose entry is gone is said to be unknown', async () => {
    const house = await openHouse();
    const replies = await house.as('teams', 'sam').press({ do: 'ask', word: 'gone' });
    expect(dataOf(replies, 'message').title).toBe(words('unknown.title'));
    await house.close();
  });

  it('that fails is said so, and nothing is lost', async () => {
    const fault = async () => Promise.reject(new Error('the worker ended'));
    const house = await openHouse({ guidance: { ...noGuidance, ask: fault, open: fault } });
    const replies = await house.as('teams', 'sam').type('a question');
    expect(dataOf(replies, 'message').title).toBe(words('faults.broken.title'));
    await house.close();
  });
});
