import { describe, expect, it } from 'vitest';
import { type CardData, type CardName, cardNames } from '../../cards/catalogue.ts';
import { renderCard } from '../../cards/render.ts';
import { samples } from '../../cards/samples.ts';
import type { AdaptiveCard, Input } from '../../cards/types.ts';
import { actionsOf, elementsOf, faultsOf } from '../support/card-parser.ts';

const rows = cardNames.flatMap((name) =>
  Object.entries(samples[name]).map(([which, sample]) => {
    const card = renderCard(name, sample.data as CardData<CardName>, sample.summary);
    return [name, which, card, sample] as const;
  }),
);

const inputsOf = (card: AdaptiveCard): Input[] =>
  elementsOf(card.body).filter((element): element is Input => element.type.startsWith('Input.'));

const cardOf = (wanted: string): AdaptiveCard => {
  const found = rows.find(([, which]) => which === wanted);
  if (!found) throw new Error(`no sample ${wanted}`);
  return found[2];
};

const isUrgent = (data: unknown) =>
  JSON.stringify(data) === JSON.stringify({ press: { do: 'command', word: 'urgent' } });

describe('the catalogue', () => {
  it('has a sample of every card', () => {
    for (const name of cardNames) expect(Object.keys(samples[name]).length, name).toBeGreaterThan(0);
  });
});

describe.each(rows)('the %s card, %s', (name, which, card, sample) => {
  it('is sound to the official parser', () => {
    expect(faultsOf(card)).toEqual([]);
  });

  it('is version 1.5 and small enough for Teams', () => {
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28_000);
  });

  it('has fallback and spoken text, which is the summary', () => {
    expect([card.fallbackText, card.speak]).toEqual([sample.summary, sample.summary]);
  });

  it('labels every input, each with an id of its own', () => {
    const inputs = inputsOf(card);
    for (const input of inputs) expect(input.label, input.id).toMatch(/\S/);
    expect(new Set(inputs.map(({ id }) => id)).size).toBe(inputs.length);
  });

  it('is one press away from the urgent lane, or is the urgent page', () => {
    const urgentPage = name === 'page' && which.startsWith('urgent');
    const buttons = (card.actions ?? []).filter((action) => action.type === 'Action.Execute');
    expect(buttons.some(({ data }) => isUrgent(data))).toBe(!urgentPage);
  });

  it('has buttons with words, for clients with and without universal actions', () => {
    const actions = actionsOf(card);
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) {
      expect(action.title).toMatch(/\S/);
      if (action.type !== 'Action.Execute') continue;
      expect(action.fallback).toEqual({
        type: 'Action.Submit',
        title: action.title,
        style: action.style,
        data: action.data,
      });
    }
  });

  it('leaves nothing of the template behind, and shows nothing empty', () => {
    const text = JSON.stringify(card);
    for (const left of ['$when', '$data', '$root', '"undefined"', '"null"']) expect(text).not.toContain(left);
    for (const element of elementsOf(card.body)) {
      if (element.type === 'TextBlock') expect(element.text).toMatch(/\S/);
      if (element.type === 'Container') expect(element.items.length).toBeGreaterThan(0);
      if (element.type === 'FactSet') expect(element.facts.length).toBeGreaterThan(0);
    }
  });

  it('comes out the same every time', () => {
    expect(renderCard(name, sample.data as CardData<CardName>, sample.summary)).toEqual(card);
  });
});

describe('the urgent page', () => {
  const card = cardOf('urgent');
  const kinds = elementsOf(card.body).map((element) => element.type);

  it('shows whom to ring before it asks anything', () => {
    expect(kinds.indexOf('FactSet')).toBeLessThan(kinds.findIndex((kind) => kind.startsWith('Input.')));
    expect(JSON.stringify(card.body)).toContain('999');
  });

  it('asks five fields', () => {
    expect(inputsOf(card)).toHaveLength(5);
  });

  it('says each error in words at its input, and keeps what was written', () => {
    const wrong = cardOf('urgent with errors');
    const group = wrong.body.flatMap((element) => (element.type === 'Container' ? element.items : []));
    const errors = elementsOf(group).filter(
      (element) => element.type === 'TextBlock' && element.color === 'Attention',
    );
    expect(errors).toHaveLength(1);
    expect(inputsOf(wrong).find(({ id }) => id === 'with')?.errorMessage).toBe(
      'Needed: Who are you telling?',
    );
    expect(inputsOf(wrong).find(({ id }) => id === 'caseRef')).toMatchObject({ value: 'CR-20417' });
  });
});

/** Everything that a press on the card itself shows or hides. */
const togglesOf = (card: AdaptiveCard): string[] =>
  elementsOf(card.body).flatMap((element) => {
    const actions = element.type === 'ActionSet' ? element.actions : [];
    const all = element.type === 'Container' && element.selectAction ? [element.selectAction] : actions;
    return all.flatMap((action) => (action.type === 'Action.ToggleVisibility' ? action.targetElements : []));
  });

/** Everything that is hidden until then. */
const hiddenIn = (card: AdaptiveCard): (string | undefined)[] =>
  elementsOf(card.body).flatMap((element) => [
    ...(element.isVisible === false ? [element.id] : []),
    ...(element.type === 'ColumnSet'
      ? element.columns.filter(({ isVisible }) => isVisible === false).map(({ id }) => id)
      : []),
  ]);

describe('what is hidden at first', () => {
  it.each(rows)('can be brought out on the %s card, %s, and nothing else can', (_, __, card) => {
    const hidden = hiddenIn(card);
    expect(togglesOf(card).sort()).toEqual([...hidden].sort());
    expect(new Set(hidden).size).toBe(hidden.length);
  });
});

describe('a page that is answered by a press', () => {
  const card = cardOf('answered by a press, with a field');
  const sets = card.body.flatMap((element) => (element.type === 'Container' ? element.items : []));
  const options = elementsOf(sets).flatMap((element) => (element.type === 'ActionSet' ? [element] : []));

  it('has a button for each answer, one below the other, that says the question and the answer', () => {
    expect(options.length).toBeGreaterThan(3);
    for (const { actions } of options) {
      expect(actions).toHaveLength(1);
      expect(actions[0]).toMatchObject({ data: { press: { do: 'answer', ask: 'wellbeing' } } });
    }
  });

  it('needs no button to go on', () => {
    expect(card.actions?.map(({ title }) => title)).not.toContain('Next');
  });

  it('says what an answer means right below it', () => {
    const groups = cardOf('answered by a press').body.flatMap((element) =>
      element.type === 'Container' ? element.items : [],
    );
    const explained = groups.filter((each) => each.type === 'Container' && each.items.length === 2);
    expect(explained.length).toBeGreaterThan(0);
    for (const each of explained)
      expect(each.type === 'Container' ? each.items.map(({ type }) => type) : []).toEqual([
        'ActionSet',
        'TextBlock',
      ]);
  });
});

describe('the recommendation', () => {
  const card = cardOf('recommendation');
  const indexOf = (words: string) => card.body.findIndex((each) => JSON.stringify(each).includes(words));

  it('stands out, before its reasons, the way to decide, and what was taken as read', () => {
    const verdict = card.body.find((element) => element.type === 'Container' && element.style === 'accent');
    expect(JSON.stringify(verdict)).toContain('Share it');
    const order = [
      'Share it',
      'Why:',
      'Missed three health visits',
      'What would change this',
      'You decide',
      'What do you decide?',
      'I follow the advice',
      'What I took as read',
      'Is the person alive?',
    ].map(indexOf);
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('shows each thing that was taken as read in a line of its own, and keeps the buttons back', () => {
    const lines = elementsOf(card.body).filter((element) => element.type === 'ColumnSet');
    expect(lines.length).toBeGreaterThan(5);
    for (const { columns } of lines) expect(columns.at(-1)).toMatchObject({ isVisible: false });
  });

  it('is small enough with twenty lines of two hundred characters', () => {
    const { data, summary } = samples.page.recommendation as { data: CardData<'page'>; summary: string };
    const typed = Array.from({ length: 20 }, () => '*'.repeat(200)).join('\n');
    const facts = [{ title: 'What', typed }, ...(data.facts ?? []).slice(1)];
    const large = renderCard('page', { ...data, facts }, summary);
    expect(Buffer.byteLength(JSON.stringify(large))).toBeLessThan(28 * 1024);
  });
});

const bare: { [N in CardName]: CardData<N> } = {
  page: { title: 't' },
  check: { title: 't', rows: [] },
  record: { title: 't', status: 's' },
  answer: { title: 't' },
  board: { title: 't', status: 's' },
  list: { title: 't' },
  message: { title: 't' },
  notice: { title: 't' },
};

const button = { title: 'Go', press: { do: 'command', word: 'help' } };
const lines = ['One.', 'Two.'];
const full: { [N in CardName]: CardData<N> } = {
  page: {
    title: 't',
    progress: 'Part 2',
    alert: 'a',
    lead: lines,
    facts: [{ title: 'f', words: 'w' }],
    links: [{ title: 'l', url: 'https://procedures.example/' }],
    verdict: { title: 'v', next: 'n' },
    warnings: lines,
    closing: lines,
    inputs: (['text', 'long', 'choice', 'many', 'date', 'time', 'number', 'toggle'] as const).map((kind) => ({
      id: kind,
      kind,
      label: kind,
      hint: 'h',
      error: 'e',
      placeholder: 'p',
      value: kind === 'number' ? '3' : '',
      choices: [{ title: 'Yes', value: 'yes' }],
    })),
    ask: 'Ask?',
    hint: 'Hint.',
    options: [{ button }, { detail: 'Detail.', button }],
    assumed: 'As read.',
    rows: [{ label: 'Label', value: 'Value', change: button }],
    changeRows: 'Change one',
    sources: { title: 'Why', text: 's' },
    buttons: [button],
  },
  check: {
    title: 't',
    alert: 'a',
    lead: lines,
    rows: [{ label: 'l', value: 'v', change: button }],
    buttons: [button],
  },
  board: {
    title: 't',
    status: 's',
    lead: lines,
    lines: (['plain', 'good', 'warning', 'attention'] as const).map((tone) => ({
      name: 'n',
      state: 's',
      tone,
    })),
    buttons: [button],
  },
  record: {
    title: 't',
    status: 's',
    lead: lines,
    warnings: lines,
    facts: [{ title: 'f', typed: 'w' }],
    links: [{ title: 'l', url: 'https://procedures.example/' }],
    sources: { title: 'Why', text: 's' },
    buttons: [button],
  },
  list: { title: 't', lead: lines, items: [{ title: 'i', detail: 'd', button }], buttons: [button] },
  message: {
    title: 't',
    tone: 'attention',
    lead: lines,
    copy: ['Line one'],
    facts: [{ title: 'f', words: 'w' }],
    links: [{ title: 'l', url: 'https://procedures.example/' }],
    buttons: [button],
  },
  answer: {
    title: 't',
    lead: lines,
    from: lines,
    groups: [
      { title: 'g', across: true, buttons: [button] },
      { title: 'h', buttons: [button] },
    ],
    buttons: [button],
  },
  notice: {
    title: 't',
    for: 'For Priya',
    lead: lines,
    facts: [{ title: 'f', words: 'w' }],
    buttons: [button],
  },
};

describe.each(cardNames)('the %s card', (name) => {
  it('is sound with as little and with as much as its schema allows', () => {
    for (const data of [bare[name], full[name]]) expect(faultsOf(renderCard(name, data, 's'))).toEqual([]);
  });

  it('shows everything it was given', () => {
    const text = JSON.stringify(renderCard(name, full[name], 's'));
    const given = JSON.stringify(full[name]).match(/(?<=:)"[^"]+"/g) ?? [];
    const shown = given.filter(
      (word) =>
        !['"text"', '"long"', '"choice"', '"many"', '"plain"', '"good"', '"warning"', '"attention"'].includes(
          word,
        ),
    );
    for (const word of shown) expect(text, word).toContain(word.slice(1, -1));
  });

  it('throws when its data does not fit its schema', () => {
    const wrong: unknown[] = [
      {},
      null,
      { ...bare[name], title: 7 },
      { ...bare[name], lead: 'one' },
      { ...bare[name], buttons: [{}] },
      { ...bare[name], buttons: [{ ...button, press: { do: { deep: 1 } } }] },
      { ...bare[name], buttons: [{ ...button, style: 'shiny' }] },
    ];
    for (const data of wrong)
      expect(() => renderCard(name, data as CardData<CardName>, 's'), JSON.stringify(data)).toThrow();
  });
});

describe('a link on a card', () => {
  const withLink = (url: string) => renderCard('message', { title: 't', links: [{ title: 'l', url }] }, 's');

  it.each([
    'http://procedures.example',
    'http://localhost.evil.example/',
    'http://127.0.0.1.evil.example/',
    'http://localhost@evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'not a link',
    '',
  ])('is never %j', (url) => expect(() => withLink(url)).toThrow());

  it.each(['https://procedures.example/a?b', 'http://localhost:3978/export/x', 'http://127.0.0.1/'])(
    'may be %j',
    (url) => expect(JSON.stringify(withLink(url))).toContain(`"url":"${url}"`),
  );
});
