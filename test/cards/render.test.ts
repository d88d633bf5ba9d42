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

const bare: { [N in CardName]: CardData<N> } = {
  page: { title: 't' },
  check: { title: 't', rows: [] },
  record: { title: 't', status: 's' },
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
    errors: lines,
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
    sources: 's',
    buttons: [button],
  },
  check: {
    title: 't',
    alert: 'a',
    lead: lines,
    rows: [{ label: 'l', value: 'v', change: button }],
    buttons: [button],
  },
  record: {
    title: 't',
    status: 's',
    lead: lines,
    warnings: lines,
    facts: [{ title: 'f', typed: 'w' }],
    sources: 's',
    buttons: [button],
  },
  list: { title: 't', lead: lines, items: [{ title: 'i', detail: 'd', button }], buttons: [button] },
  message: {
    title: 't',
    tone: 'attention',
    lead: lines,
    facts: [{ title: 'f', words: 'w' }],
    links: [{ title: 'l', url: 'https://procedures.example/' }],
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
      (word) => !['"text"', '"long"', '"choice"', '"many"', '"attention"'].includes(word),
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
  it.each(['http://procedures.example', 'javascript:alert(1)', 'data:text/html,x', 'not a link', ''])(
    'is never %j',
    (url) => expect(() => renderCard('message', { title: 't', links: [{ title: 'l', url }] }, 's')).toThrow(),
  );
});
