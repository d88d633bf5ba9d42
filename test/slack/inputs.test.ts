import { describe, expect, it } from 'vitest';
import { toBlockKit } from '../../bot/slack/block-kit.ts';
import { readAnswers } from '../../bot/slack/inputs.ts';
import type { AdaptiveCard, Input } from '../../cards/types.ts';

const blocksOf = (...body: Input[]) => {
  const card: AdaptiveCard = { type: 'AdaptiveCard', version: '1.5', fallbackText: 's', body };
  return toBlockKit(card, 'modal').blocks;
};

type Element = Record<string, unknown> & { type: string; action_id: string };

/** The state as Slack sends it: what each control holds, here what it was filled with at first. */
const untouched = (e: Element): object => {
  const held: Record<string, object> = {
    plain_text_input: { value: e.initial_value ?? null },
    number_input: { value: e.initial_value ?? null },
    datepicker: { selected_date: e.initial_date ?? null },
    timepicker: { selected_time: e.initial_time ?? null },
    radio_buttons: { selected_option: e.initial_option ?? null },
    static_select: { selected_option: e.initial_option ?? null },
    checkboxes: { selected_options: e.initial_options ?? [] },
    multi_static_select: { selected_options: e.initial_options ?? [] },
  };
  return { type: e.type, ...held[e.type] };
};

const stateOf = (blocks: ReturnType<typeof blocksOf>) => ({
  values: Object.fromEntries(
    blocks.flatMap((block) => {
      if (block.type !== 'input') return [];
      const element = block.element as unknown as Element;
      return [[block.block_id, { [element.action_id]: untouched(element) }]];
    }),
  ),
});

const choices = [
  { title: 'Yes', value: 'yes' },
  { title: 'None', value: '' },
  { title: 'Odd', value: '~odd' },
  { title: 'Pair', value: 'a,b' },
];

const cases: [string, Input, string][] = [
  ['text', { type: 'Input.Text', id: 'q', value: 'a *b*\n<c>' }, 'a *b*\n<c>'],
  ['no text', { type: 'Input.Text', id: 'q', value: '' }, ''],
  [
    'text in two boxes',
    { type: 'Input.Text', id: 'q', value: 'some words '.repeat(900) },
    'some words '.repeat(900),
  ],
  ['a number', { type: 'Input.Number', id: 'q', value: -2.5 }, '-2.5'],
  ['no number', { type: 'Input.Number', id: 'q' }, ''],
  ['a date', { type: 'Input.Date', id: 'q', value: '2026-03-01' }, '2026-03-01'],
  ['no date', { type: 'Input.Date', id: 'q', value: '' }, ''],
  ['a time', { type: 'Input.Time', id: 'q', value: '23:59' }, '23:59'],
  ['a ticked toggle', { type: 'Input.Toggle', id: 'q', title: 'T', value: 'true' }, 'true'],
  ['a toggle', { type: 'Input.Toggle', id: 'q', title: 'T' }, 'false'],
  [
    'a toggle with its own words',
    { type: 'Input.Toggle', id: 'q', title: 'T', valueOn: 'on', valueOff: '' },
    '',
  ],
  ['one choice', { type: 'Input.ChoiceSet', id: 'q', choices, value: 'yes', style: 'expanded' }, 'yes'],
  ['no choice', { type: 'Input.ChoiceSet', id: 'q', choices }, ''],
  ['an odd choice', { type: 'Input.ChoiceSet', id: 'q', choices, value: '~odd' }, '~odd'],
  [
    'several',
    { type: 'Input.ChoiceSet', id: 'q', choices, value: 'yes,~odd', isMultiSelect: true },
    'yes,~odd',
  ],
  [
    'one of several',
    { type: 'Input.ChoiceSet', id: 'q', choices, value: 'a,b', isMultiSelect: true, style: 'expanded' },
    'a,b',
  ],
];

describe('answers', () => {
  it.each(cases)('of %s are what Teams would hand in', (_name, input, expected) => {
    const blocks = blocksOf(input);
    expect(readAnswers(JSON.parse(JSON.stringify(stateOf(blocks))))).toEqual({ q: expected });
  });

  it.each(cases)(
    'of %s are read from the blocks when the state leaves them out',
    (_name, input, expected) => {
      expect(readAnswers({ values: {} }, blocksOf(input))).toEqual({ q: expected });
    },
  );

  it('of the state win over what the blocks were filled with', () => {
    const blocks = blocksOf({ type: 'Input.Text', id: 'q', value: 'old' });
    const state = { values: { q: { value: { type: 'plain_text_input', value: null } } } };
    expect(readAnswers(state, blocks)).toEqual({ q: '' });
  });

  it('join the boxes of one text in order, whatever order they come in', () => {
    const box = (value: string) => ({ type: 'plain_text_input', value });
    const values = Object.fromEntries(
      ['more:10:q', 'more:2:q'].map((id) => [id, { [id]: box(id === 'more:2:q' ? 'b' : 'c') }]),
    );
    expect(readAnswers({ values: { ...values, q: { value: box('a') } } })).toEqual({ q: 'abc' });
  });

  it.each([
    [undefined],
    [null],
    [0],
    ['x'],
    [[]],
    [{}],
    [{ values: null }],
    [{ values: 'x' }],
    [{ values: { a: null } }],
    [{ values: { a: { b: null } } }],
    [{ values: { a: { value: { type: 'plain_text_input', value: 7 } } } }],
    [{ values: { a: { value: { type: 'checkboxes', selected_options: [{ value: {} }] } } } }],
    [{ values: { a: { value: { type: 'constructor' } } } }],
  ])('of %j are none, without a fault', (state) => {
    expect(readAnswers(state, state)).toEqual({});
  });

  it('named like a part of an object stay data', () => {
    const state = JSON.parse('{"values":{"__proto__":{"value":{"type":"plain_text_input","value":"x"}}}}');
    const answers = readAnswers(state);
    expect(Object.getPrototypeOf(answers)).toBe(Object.prototype);
    expect(Object.entries(answers)).toEqual([['__proto__', 'x']]);
  });
});
