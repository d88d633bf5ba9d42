import { describe, expect, it } from 'vitest';
import { type Surface, toBlockKit } from '../../bot/slack/block-kit.ts';
import { limits } from '../../bot/slack/limits.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import { renderCard } from '../../cards/render.ts';
import { escapeText } from '../../cards/text.ts';
import type { Action, AdaptiveCard, Element } from '../../cards/types.ts';

const surfaces: Surface[] = ['message', 'modal', 'home'];

const card = (body: Element[], actions: Action[] = []): AdaptiveCard => ({
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: 'Summary',
  body,
  actions,
});

const blocksOf = (...body: Element[]) => toBlockKit(card(body), 'message').blocks;
const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const strong = (text: string) => ({ type: 'mrkdwn', text: `*${text}*`, verbatim: true });
const rich = (...runs: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: runs }],
});
const quote = (...runs: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: runs }],
});
const copied = (words: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: words }] }],
});
const toggle = {
  type: 'Action.ToggleVisibility' as const,
  title: 'Why we ask',
  targetElements: [] as string[],
};
const text = (words: string, look: object = {}): Element => ({ type: 'TextBlock', text: words, ...look });
const press = (title: string, extra: object = {}): Action => ({
  type: 'Action.Execute',
  title,
  verb: 'press',
  data: { press: { do: 'page', ref: 'd-1' } },
  ...extra,
});
const button = (title: string, number: number, extra: object = {}) => ({
  type: 'button',
  text: plain(title),
  action_id: `press:${number}`,
  value: '{"do":"page","ref":"d-1"}',
  ...extra,
});
const input = (element: object, extra: object = {}) => ({
  type: 'input',
  block_id: 'q',
  label: plain('Label'),
  optional: false,
  element: { action_id: 'value', ...element },
  ...extra,
});
const q = { id: 'q', label: 'Label' };
const options = (...names: string[]) =>
  names.map((name) => ({ text: plain(name), value: name.toLowerCase() }));
const choices = (...names: string[]) => names.map((name) => ({ title: name, value: name.toLowerCase() }));
const many = (count: number) => choices(...Array.from({ length: count }, (_, i) => `C${i}`));

const kinds: [string, Element[], object[]][] = [
  ['a heading', [text('Title', { style: 'heading' })], [{ type: 'header', text: plain('Title') }]],
  [
    'a heading over 150 characters',
    [text('a'.repeat(151), { size: 'Large' })],
    [rich({ type: 'text', text: 'a'.repeat(151), style: { bold: true } })],
  ],
  ['ordinary text', [text('Some words')], [rich({ type: 'text', text: 'Some words' })]],
  [
    'bold text',
    [text('So', { weight: 'Bolder' })],
    [rich({ type: 'text', text: 'So', style: { bold: true } })],
  ],
  ['quiet text', [text('Small', { isSubtle: true })], [{ type: 'context', elements: [plain('Small')] }]],
  [
    'quiet text with a link',
    [text('See [it](https://a.example/x)', { size: 'Small' })],
    [rich({ type: 'text', text: 'See ' }, { type: 'link', url: 'https://a.example/x', text: 'it' })],
  ],
  [
    'marks and a list',
    [text('**Now** _then_:\n- one\n- two')],
    [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Now', style: { bold: true } },
              { type: 'text', text: ' ' },
              { type: 'text', text: 'then', style: { italic: true } },
              { type: 'text', text: ':' },
            ],
          },
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [
              { type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] },
              { type: 'rich_text_section', elements: [{ type: 'text', text: 'two' }] },
            ],
          },
        ],
      },
    ],
  ],
  [
    'marks that cross, lone marks and marks inside words',
    [text('**a *b** c* 2 * 3 x_y_z')],
    [rich({ type: 'text', text: 'a *b', style: { bold: true } }, { type: 'text', text: ' c* 2 * 3 x_y_z' })],
  ],
  ['nothing to see', [text('  ')], []],
  [
    'facts',
    [
      {
        type: 'FactSet',
        facts: [
          { title: 'Who & where', value: escapeText('*J* <@U1>') },
          { title: 'a_b', value: '' },
        ],
      },
    ],
    [
      {
        type: 'section',
        fields: [strong('Who &amp; where'), plain('*J* <@U1>'), plain('a_b'), plain('–')],
      },
    ],
  ],
  [
    'an image',
    [{ type: 'Image', url: 'https://a.example/i.png', altText: 'A map' }],
    [{ type: 'image', image_url: 'https://a.example/i.png', alt_text: 'A map' }],
  ],
  [
    'a separator and a container',
    [text('One'), { type: 'Container', separator: true, items: [text('Two')] }],
    [rich({ type: 'text', text: 'One' }), { type: 'divider' }, rich({ type: 'text', text: 'Two' })],
  ],
  [
    'a box in a colour',
    [
      {
        type: 'Container',
        style: 'accent',
        items: [text('Share it', { style: 'heading' }), text('Then *check*.')],
      },
      text('Why'),
    ],
    [
      { type: 'header', text: plain('Share it') },
      quote(
        { type: 'text', text: 'Then ' },
        { type: 'text', text: 'check', style: { italic: true } },
        { type: 'text', text: '.' },
      ),
      rich({ type: 'text', text: 'Why' }),
    ],
  ],
  [
    'paragraphs to copy',
    [text('One  1\nTwo', { fontType: 'Monospace' }), text('Three', { fontType: 'Monospace' }), text('After')],
    [copied('One  1\nTwo\n\nThree'), rich({ type: 'text', text: 'After' })],
  ],
  [
    'paragraphs to copy that are too long for one box',
    [text('a'.repeat(2000), { fontType: 'Monospace' }), text('b'.repeat(1000), { fontType: 'Monospace' })],
    [copied('a'.repeat(2000)), copied('b'.repeat(1000))],
  ],
  [
    'what a press would show',
    [
      {
        type: 'Container',
        selectAction: { ...toggle, targetElements: ['sources'] },
        items: [text('Why we ask', { color: 'Accent', size: 'Small' })],
      },
      text('A law.', { id: 'sources', isVisible: false, isSubtle: true }),
      text('Never.', { id: 'other', isVisible: false }),
    ],
    [{ type: 'context', elements: [plain('A law.')] }],
  ],
  [
    'words that are more than the name of what a press would show',
    [
      { type: 'Container', selectAction: toggle, items: [text('Press here')] },
      { type: 'Container', selectAction: toggle, items: [text('Why we ask'), text('And this')] },
    ],
    [
      rich({ type: 'text', text: 'Press here' }),
      rich({ type: 'text', text: 'Why we ask' }),
      rich({ type: 'text', text: 'And this' }),
    ],
  ],
  [
    'a line with a hidden button, and the button that brings it out',
    [
      {
        type: 'ColumnSet',
        columns: [
          { type: 'Column', items: [text('Alive?', { size: 'Small', isSubtle: true })] },
          { type: 'Column', items: [text('Yes', { size: 'Small' })] },
          {
            type: 'Column',
            id: 'change-0',
            isVisible: false,
            items: [{ type: 'ActionSet', actions: [press('Change')] }],
          },
        ],
      },
      { type: 'ActionSet', actions: [{ ...toggle, targetElements: ['change-0'] }] },
    ],
    [{ type: 'section', text: plain('Alive?\nYes'), accessory: button('Change', 0) }],
  ],
  [
    'a row with a button',
    [
      {
        type: 'ColumnSet',
        columns: [
          { type: 'Column', items: [text('Name', { weight: 'Bolder' }), text(escapeText('J. *Smith*'))] },
          { type: 'Column', items: [{ type: 'ActionSet', actions: [press('Change')] }] },
        ],
      },
    ],
    [{ type: 'section', fields: [strong('Name'), plain('J. *Smith*')], accessory: button('Change', 0) }],
  ],
  [
    'a row whose words need marks',
    [
      {
        type: 'ColumnSet',
        columns: [
          { type: 'Column', items: [text('[a](https://a.example)')] },
          { type: 'Column', items: [{ type: 'ActionSet', actions: [press('Open')] }] },
        ],
      },
    ],
    [
      rich({ type: 'link', url: 'https://a.example', text: 'a' }),
      { type: 'actions', elements: [button('Open', 0)] },
    ],
  ],
  [
    'buttons',
    [
      {
        type: 'ActionSet',
        actions: [
          press('Yes', { style: 'positive' }),
          press('No', { style: 'destructive' }),
          { type: 'Action.OpenUrl', title: 'Read', url: 'https://a.example' },
          { ...press('Old'), type: 'Action.Submit' } as Action,
        ],
      },
    ],
    [
      {
        type: 'actions',
        elements: [
          button('Yes', 0, { style: 'primary' }),
          button('No', 1, { style: 'danger' }),
          { type: 'button', text: plain('Read'), action_id: 'link:0', url: 'https://a.example' },
          button('Old', 2),
        ],
      },
    ],
  ],
  [
    'a text input',
    [{ type: 'Input.Text', ...q, value: 'v', placeholder: 'p', maxLength: 50 }],
    [
      input({
        type: 'plain_text_input',
        multiline: false,
        max_length: 50,
        initial_value: 'v',
        placeholder: plain('p'),
      }),
    ],
  ],
  [
    'a long text input with a hint and no value',
    [
      { type: 'Input.Text', ...q, value: '', isMultiline: true, maxLength: 9000 },
      text('As you would say it', { isSubtle: true, size: 'Small' }),
    ],
    [
      input(
        { type: 'plain_text_input', multiline: true, max_length: 3000 },
        { hint: plain('As you would say it') },
      ),
    ],
  ],
  [
    'a number',
    [{ type: 'Input.Number', ...q, value: 4, min: 0, max: 1e21 }],
    [
      input({
        type: 'number_input',
        is_decimal_allowed: true,
        min_value: '0',
        max_value: '1000000000000000000000',
        initial_value: '4',
      }),
    ],
  ],
  [
    'a date',
    [{ type: 'Input.Date', ...q, value: '2026-02-28' }],
    [input({ type: 'datepicker', initial_date: '2026-02-28' })],
  ],
  [
    'a date that is none, shown above',
    [{ type: 'Input.Date', ...q, value: '2026-02-31' }],
    [rich({ type: 'text', text: '2026-02-31' }), input({ type: 'datepicker' })],
  ],
  [
    'a time',
    [{ type: 'Input.Time', ...q, value: '09:30' }],
    [input({ type: 'timepicker', initial_time: '09:30' })],
  ],
  [
    'a toggle',
    [{ type: 'Input.Toggle', ...q, title: 'I agree', value: 'true' }],
    [
      input({
        type: 'checkboxes',
        action_id: 'off:false',
        options: [{ text: plain('I agree'), value: 'true' }],
        initial_options: [{ text: plain('I agree'), value: 'true' }],
      }),
    ],
  ],
  [
    'one of a few',
    [{ type: 'Input.ChoiceSet', ...q, style: 'expanded', choices: choices('Yes', 'No'), value: 'no' }],
    [input({ type: 'radio_buttons', options: options('Yes', 'No'), initial_option: options('No')[0] })],
  ],
  [
    'several of a few',
    [
      {
        type: 'Input.ChoiceSet',
        ...q,
        style: 'expanded',
        isMultiSelect: true,
        choices: choices('A', 'B', 'C'),
        value: 'a,c',
      },
    ],
    [input({ type: 'checkboxes', options: options('A', 'B', 'C'), initial_options: options('A', 'C') })],
  ],
  [
    'one from a menu',
    [{ type: 'Input.ChoiceSet', ...q, style: 'filtered', choices: choices('A'), placeholder: 'Pick' }],
    [input({ type: 'static_select', options: options('A'), placeholder: plain('Pick') })],
  ],
  [
    'several of more than ten',
    [{ type: 'Input.ChoiceSet', ...q, style: 'expanded', isMultiSelect: true, choices: many(11) }],
    [input({ type: 'multi_static_select', options: options(...many(11).map((c) => c.title)) })],
  ],
];

describe('each kind of element', () => {
  it.each(kinds)('%s becomes its Block Kit', (_name, body, expected) => {
    const blocks = blocksOf(...body);
    expect(blocks).toEqual(expected);
    expect(validateBlocks(blocks, 'message')).toEqual([]);
  });
});

describe('what a person typed', () => {
  const nasty = [
    '<!channel>',
    '<@U123>',
    '<#C1>',
    '<https://x.example|y>',
    ':smile:',
    '*x* _y_ ~z~ `c`',
    '&lt;',
    '> quote',
    '- item',
    '1. one',
    '[a](https://x.example)',
    '@here',
    'a\\*b',
    '\\',
    '```x```',
    'x\ny\n\nz',
  ];
  it.each(nasty)('stays exactly %j, in no mrkdwn and no link', (typed) => {
    const body: Element[] = [
      text(escapeText(typed)),
      { type: 'FactSet', facts: [{ title: 'Said', value: escapeText(typed) }] },
    ];
    const blocks = blocksOf(...body);
    expect(blocks).toEqual([
      rich({ type: 'text', text: typed }),
      { type: 'section', fields: [strong('Said'), plain(typed)] },
    ]);
  });

  it('does not become bold in a title that could mean something', () => {
    for (const title of ['*x*', ':smile:', '<!here>x', 'a~b', '`c`', 'x_y', '@here', 'a#b', 'é:a:'])
      expect(JSON.stringify(blocksOf({ type: 'FactSet', facts: [{ title, value: 'v' }] }))).not.toContain(
        'mrkdwn',
      );
  });
});

describe('what has to be filled in', () => {
  const asked = (surface: 'message' | 'modal') =>
    toBlockKit(card([{ type: 'Input.Text', ...q }]), surface).blocks[0];

  it('is not called optional in a message, which is never handed in', () => {
    expect(asked('message')).toMatchObject({ optional: false });
  });

  it('does not keep anybody in a modal', () => {
    expect(asked('modal')).toMatchObject({ optional: true });
  });
});

describe('too long for Slack', () => {
  it('splits a long text into blocks that join to the same text, with every character whole', () => {
    const long = '😀'.repeat(4000);
    const blocks = blocksOf(text(long));
    expect(blocks.length).toBeGreaterThan(2);
    const runs = JSON.stringify(blocks).match(/(?<="text":")[^"]*/g) ?? [];
    expect(runs.join('')).toBe(long);
    for (const run of runs) expect(run).not.toMatch(/\\u/);
  });

  it('gives a typed value over 3,000 characters a second box instead of cutting it', () => {
    const value = 'word '.repeat(700);
    const { blocks } = toBlockKit(card([{ type: 'Input.Text', ...q, value, maxLength: 4000 }]), 'modal');
    const boxes = blocks.flatMap((b) =>
      b.type === 'input' && b.element.type === 'plain_text_input' ? [b.element.initial_value] : [],
    );
    expect(boxes.length).toBe(2);
    expect(boxes.join('')).toBe(value);
    expect(validateBlocks(blocks, 'modal')).toEqual([]);
  });

  it('puts the rest of an option up to 150 characters into its description', () => {
    const title = `${'a'.repeat(70)} ${'b'.repeat(70)}`;
    const [block] = blocksOf({
      type: 'Input.ChoiceSet',
      ...q,
      style: 'compact',
      choices: [{ title, value: 'x' }],
    });
    expect(block).toEqual(
      input({
        type: 'static_select',
        options: [{ text: plain(`${'a'.repeat(70)} `), description: plain('b'.repeat(70)), value: 'x' }],
      }),
    );
  });

  it('lists options that are longer still in full, with numbers', () => {
    const long = 'c'.repeat(200);
    const blocks = blocksOf({
      type: 'Input.ChoiceSet',
      ...q,
      style: 'expanded',
      choices: [...choices('A'), { title: long, value: 'x' }],
    });
    expect(blocks[0]).toEqual(rich({ type: 'text', text: `1. A\n2. ${long}` }));
    expect(blocks[1]).toMatchObject({ element: { options: [{ text: plain('1. A') }, { value: 'x' }] } });
    expect(validateBlocks(blocks, 'message')).toEqual([]);
  });

  it('groups more than a hundred options by the hundred, in one menu', () => {
    const [block] = blocksOf({
      type: 'Input.ChoiceSet',
      ...q,
      style: 'compact',
      choices: many(250),
      value: 'c249',
    });
    expect(block).toMatchObject({
      element: {
        option_groups: [{ label: plain('1–100') }, { label: plain('101–200') }, { label: plain('201–250') }],
        initial_option: { value: 'c249' },
      },
    });
    expect(validateBlocks([block], 'message')).toEqual([]);
  });

  it('shows long words of a button in full before it', () => {
    const title = 'Go on and '.repeat(10);
    const { blocks, losses } = toBlockKit(card([], [press(title)]), 'message');
    expect(blocks[0]).toEqual(rich({ type: 'text', text: title }));
    expect(losses).toEqual([{ what: 'menu-label', at: '/actions/0' }]);
    expect(validateBlocks(blocks, 'message')).toEqual([]);
  });

  it('chunks facts by five and buttons by five', () => {
    const facts = Array.from({ length: 7 }, (_, i) => ({ title: `T${i}`, value: 'v' }));
    const list = Array.from({ length: 7 }, (_, i) => press(`B${i}`));
    const { blocks } = toBlockKit(card([{ type: 'FactSet', facts }], list), 'message');
    expect(
      blocks.map((b) => ('fields' in b ? b.fields?.length : 'elements' in b && b.elements.length)),
    ).toEqual([10, 4, 5, 2]);
  });

  it.each([
    ['a button', card([], [press('x', { data: { press: { word: 'a'.repeat(2000) } } })])],
    [
      'a choice',
      card([{ type: 'Input.ChoiceSet', ...q, choices: [{ title: 'x', value: 'a'.repeat(151) }] }]),
    ],
    ['an id', card([{ type: 'Input.Date', id: 'i'.repeat(256) }])],
  ])('refuses %s that carries more than Slack takes, naming no words of it', (_name, huge) => {
    expect(() => toBlockKit(huge, 'message')).toThrowError(expect.objectContaining({ code: 'too-large' }));
    expect(() => toBlockKit(huge, 'message')).not.toThrowError(/aaa|iii/);
  });
});

describe('more than one page', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => text(`Line ${i}`));

  it.each([
    ['message', 50],
    ['modal', 100],
    ['home', 100],
  ] as const)('a %s is split after %i', (surface, max) => {
    const { blocks, overflow } = toBlockKit(card(lines(max * 2 + 1)), surface);
    expect([blocks.length, ...overflow.map((page) => page.length)]).toEqual([max, max, 1]);
  });

  it('never leaves a heading or a line at the foot of a page', () => {
    const { blocks, overflow } = toBlockKit(
      card([...lines(48), text('Next', { separator: true, style: 'heading' }), ...lines(3)]),
      'message',
    );
    expect(blocks.length).toBe(48);
    expect(overflow[0]?.slice(0, 2)).toEqual([{ type: 'divider' }, { type: 'header', text: plain('Next') }]);
  });

  it('keeps every input and its buttons together on the last page', () => {
    const { blocks, overflow } = toBlockKit(
      card([...lines(60), { type: 'Input.Date', ...q }, ...lines(5)], [press('Go')]),
      'message',
    );
    const last = overflow.at(-1) ?? [];
    expect(blocks.some((b) => b.type === 'input')).toBe(false);
    expect(last.some((b) => b.type === 'input') && last.at(-1)?.type === 'actions').toBe(true);
    expect(blocks.length + overflow.flat().length).toBe(67);
  });

  it('refuses inputs that cannot be together rather than losing answers', () => {
    const dates = Array.from({ length: 51 }, (_, i): Element => ({ type: 'Input.Date', ...q, id: `q${i}` }));
    expect(() => toBlockKit(card(dates), 'message')).toThrowError(
      expect.objectContaining({ code: 'too-large' }),
    );
    expect(toBlockKit(card(dates), 'modal').overflow).toEqual([]);
  });

  it('splits a message by its words too, which Slack limits without saying so', () => {
    const { blocks, overflow } = toBlockKit(
      card([text('a'.repeat(2900)), text('b'.repeat(8000))]),
      'message',
    );
    expect(overflow.length).toBe(1);
    for (const page of [blocks, ...overflow]) expect(validateBlocks(page, 'message')).toEqual([]);
  });
});

describe('a modal', () => {
  it('hands in with the first positive press and keeps the others as buttons', () => {
    const made = toBlockKit(
      card([], [press('Back'), press('Go on', { style: 'positive' }), press('Park')]),
      'modal',
    );
    expect(made.submit).toEqual({ title: 'Go on', value: '{"do":"page","ref":"d-1"}' });
    expect(made.blocks).toEqual([{ type: 'actions', elements: [button('Back', 0), button('Park', 1)] }]);
  });

  it('hands in with the first press when none is positive, and shows long words in full', () => {
    const title = 'Save this answer and go to the next page';
    const { submit, blocks } = toBlockKit(card([], [press(title)]), 'modal');
    expect(submit?.title.length).toBeLessThanOrEqual(limits.view.submit);
    expect(blocks).toEqual([rich({ type: 'text', text: title })]);
  });

  it('has no submit on other surfaces or without a press', () => {
    expect(toBlockKit(card([], [press('Go')]), 'message').submit).toBeUndefined();
    const link: Action = { type: 'Action.OpenUrl', title: 'x', url: 'https://a.example', style: 'positive' };
    expect(toBlockKit(card([], [link]), 'modal').submit).toBeUndefined();
  });
});

it('escapes the fallback text and tells every loss with its place', () => {
  const made = toBlockKit(
    {
      ...card([
        { type: 'Container', style: 'attention', items: [text('A', { color: 'Attention' })] },
        text('B', { isVisible: false }),
        {
          type: 'ColumnSet',
          columns: [
            { type: 'Column', items: [] },
            { type: 'Column', items: [text('C')] },
          ],
        },
        { type: 'Container', selectAction: toggle, items: [text('Why we ask')] },
        { type: 'ActionSet', actions: [toggle] },
      ]),
      fallbackText: '<!here> & more',
    },
    'home',
  );
  expect(made.text).toBe('&lt;!here&gt; &amp; more');
  expect(made.losses).toEqual([
    { what: 'container-style', at: '/body/0' },
    { what: 'colour', at: '/body/0/items/0' },
    { what: 'hidden', at: '/body/1' },
    { what: 'columns', at: '/body/2' },
    { what: 'toggle', at: '/body/3' },
    { what: 'toggle', at: '/body/4/actions/0' },
  ]);
});

const go = { title: 'Continue', press: { do: 'answer', ref: 'd-1', seq: 3 }, style: 'positive' as const };
const facts = [
  { title: 'Reference', words: 'SW-1' },
  { title: 'Said', typed: '*hello* <@U1>' },
];
const links = [{ title: 'Guidance', url: 'https://a.example/g' }];
const inputs = (['text', 'long', 'choice', 'many', 'date', 'time', 'number', 'toggle'] as const).map(
  (kind) => ({
    id: `q-${kind}`,
    kind,
    label: `About ${kind}`,
    hint: 'A hint',
    error: 'Say more',
    choices: many(3),
  }),
);
const samples = [
  renderCard(
    'page',
    {
      title: 'T',
      progress: '1 of 3',
      alert: 'Act',
      lead: ['L'],
      facts,
      links,
      verdict: { title: 'V', next: 'N' },
      warnings: ['W'],
      closing: ['C'],
      inputs,
      ask: 'Q?',
      hint: 'H',
      options: [{ button: go }, { detail: 'D', button: go }],
      assumed: 'A',
      rows: [{ label: 'Who', value: 'J', change: go }],
      changeRows: 'R',
      sources: { title: 'Why', text: 'S' },
      buttons: [go],
    },
    's',
  ),
  renderCard(
    'check',
    {
      title: 'T',
      alert: 'A',
      rows: [
        { label: 'Who', value: 'J', change: go },
        { label: 'Why', value: '', change: go },
      ],
      buttons: [go],
    },
    's',
  ),
  renderCard(
    'record',
    {
      title: 'T',
      status: 'Kept',
      lead: ['L'],
      warnings: ['W'],
      facts,
      sources: { title: 'Why', text: 'S' },
      buttons: [go],
    },
    's',
  ),
  renderCard(
    'list',
    {
      title: 'T',
      items: [
        { title: 'I', detail: 'D', button: go },
        { title: 'J', button: go },
      ],
    },
    's',
  ),
  renderCard('message', { title: 'T', tone: 'warning', lead: ['L'], facts, links, buttons: [go] }, 's'),
  renderCard('notice', { title: 'T', for: 'You', lead: ['L'], facts, buttons: [go] }, 's'),
];

describe('every card there is', () => {
  it.each(samples.flatMap((sample) => surfaces.map((surface) => [surface, sample] as const)))(
    'fits on a %s',
    (surface, sample) => {
      const { blocks, overflow } = toBlockKit(sample, surface);
      expect(blocks.length).toBeGreaterThan(2);
      for (const page of [blocks, ...overflow]) expect(validateBlocks(page, surface)).toEqual([]);
    },
  );
});
