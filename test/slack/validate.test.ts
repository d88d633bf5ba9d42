import { describe, expect, it } from 'vitest';
import { limits, type Surface } from '../../bot/slack/limits.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';

const t = (length: number) => 'x'.repeat(length);
const plain = (text = 'words') => ({ type: 'plain_text', text });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const option = (extra: object = {}) => ({ text: plain('One'), value: 'one', ...extra });
const button = (extra: object = {}) => ({ type: 'button', text: plain(), ...extra });
const input = (element: object, extra: object = {}) => ({ type: 'input', label: plain(), element, ...extra });
const section = (extra: object = {}) => ({ type: 'section', text: plain(), ...extra });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const rich = (...elements: object[]) => ({ type: 'rich_text', elements });
const run = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] });
const select = (extra: object = {}) => ({ type: 'static_select', options: [option()], ...extra });
const image = (extra: object = {}) => ({
  type: 'image',
  image_url: 'https://a.example',
  alt_text: 'a',
  ...extra,
});
const confirm = (extra: object = {}) => ({
  title: plain(),
  text: plain(),
  confirm: plain(),
  deny: plain(),
  ...extra,
});

type Case = [string, object[], RegExp, Surface?];

/** One broken payload for each rule; each sentence must name the rule and the place. */
const broken: Case[] = [
  ['too many blocks in a message', times(51, () => ({ type: 'divider' })), /^\/blocks has 51 blocks/],
  [
    'too many blocks in a modal',
    times(101, () => ({ type: 'divider' })),
    /^\/blocks has 101 blocks/,
    'modal',
  ],
  ['too many blocks at home', times(101, () => ({ type: 'divider' })), /^\/blocks has 101 blocks/, 'home'],
  ['too many words', times(4, () => section({ text: plain(t(2600)) })), /^\/blocks has 10400 characters/],
  ['an unknown block', [{ type: 'mystery' }], /^\/blocks\/0 is of type mystery/],
  ['an inherited name as a block', [{ type: 'constructor' }], /is no block/],
  ['a markdown block in a modal', [{ type: 'markdown', text: 'x' }], /which a modal does not take/, 'modal'],
  [
    'a table at home',
    [{ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }],
    /home does not take/,
    'home',
  ],
  ['an alert in a message', [{ type: 'alert', text: plain() }], /message does not take/],
  ['a file block', [{ type: 'file', external_id: 'x', source: 'remote' }], /message does not take/],
  [
    'a card in a modal',
    [{ type: 'card', body: { type: 'mrkdwn', text: 'x' } }],
    /modal does not take/,
    'modal',
  ],
  [
    'two tables',
    times(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })),
    /more than 1 table/,
  ],
  [
    'three charts',
    times(3, () => ({ type: 'data_visualization', title: 'x', chart: {} })),
    /more than 2 charts/,
  ],
  [
    'too much markdown',
    [
      { type: 'markdown', text: t(7000) },
      { type: 'markdown', text: t(7000) },
    ],
    /markdown/,
  ],
  [
    'a block id twice',
    [section({ block_id: 'a' }), section({ block_id: 'a' })],
    /^\/blocks\/1\/block_id is not unique/,
  ],
  ['a long block id', [section({ block_id: t(256) })], /block_id has 256/],
  ['an empty block id', [section({ block_id: '' })], /block_id is empty/],
  [
    'an action id twice in a block',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    /1\/action_id is not unique/,
  ],
  ['a long action id', [actions(button({ action_id: t(256) }))], /action_id has 256/],
  ['an unknown field', [section({ colour: 'red' })], /^\/blocks\/0\/colour is unknown/],
  ['an empty section', [{ type: 'section' }], /needs text or fields/],
  ['a long section', [section({ text: plain(t(3001)) })], /text\/text has 3001/],
  ['an empty text', [section({ text: plain('') })], /text\/text is empty/],
  ['a text that is none', [section({ text: { type: 'plain_text', text: 7 } })], /must be a string/],
  ['eleven fields', [section({ fields: times(11, () => plain()) })], /fields has 11 items/],
  ['a long field', [section({ fields: [plain(t(2001))] })], /fields\/0\/text has 2001/],
  [
    'a wrong accessory',
    [section({ accessory: { type: 'plain_text_input' } })],
    /accessory is of type plain_text_input/,
  ],
  [
    'emoji on mrkdwn',
    [section({ text: { type: 'mrkdwn', text: 'x', emoji: true } })],
    /only plain_text takes/,
  ],
  ['verbatim on plain text', [section({ text: { ...plain(), verbatim: true } })], /only mrkdwn takes/],
  ['a long header', [{ type: 'header', text: plain(t(151)) }], /text has 151/],
  ['a mrkdwn header', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], /must be plain_text/],
  ['a header without text', [{ type: 'header' }], /text is missing/],
  ['eleven in a context', [{ type: 'context', elements: times(11, () => plain()) }], /elements has 11/],
  ['an empty context', [{ type: 'context', elements: [] }], /at least 1/],
  ['a button in a context', [{ type: 'context', elements: [button()] }], /type button/],
  ['26 actions', [actions(...times(26, (i) => button({ action_id: `${i}` })))], /elements has 26/],
  ['a text input among actions', [actions({ type: 'plain_text_input' })], /not allowed here/],
  [
    'six context actions',
    [
      {
        type: 'context_actions',
        elements: times(6, () => ({ type: 'feedback_buttons', positive_button: {}, negative_button: {} })),
      },
    ],
    /has 6 items/,
  ],
  ['an image without alt', [{ type: 'image', image_url: 'https://a.example' }], /alt_text is missing/],
  ['a long alt', [image({ alt_text: t(2001) })], /alt_text has 2001/],
  ['a long image title', [image({ title: plain(t(2001)) })], /title\/text has 2001/],
  ['a long image url', [image({ image_url: `https://${t(3000)}` })], /image_url has/],
  ['an image that is no web address', [image({ image_url: 'data:x' })], /not of the right form/],
  ['an image from nowhere', [{ type: 'image', alt_text: 'x' }], /needs image_url or slack_file/],
  ['a long button', [actions(button({ text: plain(t(76)) }))], /text has 76/],
  ['a mrkdwn button', [actions(button({ text: { type: 'mrkdwn', text: 'x' } }))], /must be plain_text/],
  ['a long button value', [actions(button({ value: t(2001) }))], /value has 2001/],
  ['a long button url', [actions(button({ url: `https://${t(3000)}` }))], /url has/],
  [
    'a long accessibility label',
    [actions(button({ accessibility_label: t(76) }))],
    /accessibility_label has 76/,
  ],
  ['an odd button style', [actions(button({ style: 'default' }))], /style must be one of primary, danger/],
  ['a long label', [input(select(), { label: plain(t(2001)) })], /label\/text has 2001/],
  ['a mrkdwn label', [input(select(), { label: { type: 'mrkdwn', text: 'x' } })], /label must be plain_text/],
  ['a long hint', [input(select(), { hint: plain(t(2001)) })], /hint\/text has 2001/],
  ['an input without element', [{ type: 'input', label: plain() }], /element is missing/],
  ['a button as an input', [input(button())], /type button/],
  ['a file input in a message', [input({ type: 'file_input' })], /only a modal takes/],
  ['eleven files', [input({ type: 'file_input', max_files: 11 })], /from 1 to 10/, 'modal'],
  [
    'a long option',
    [input(select({ options: [option({ text: plain(t(76)) })] }))],
    /options\/0\/text\/text has 76/,
  ],
  ['a long option value', [input(select({ options: [option({ value: t(151) })] }))], /value has 151/],
  ['an empty option value', [input(select({ options: [option({ value: '' })] }))], /value is empty/],
  [
    'a long description',
    [input(select({ options: [option({ description: plain(t(76)) })] }))],
    /description\/text has 76/,
  ],
  [
    'an option url in a menu',
    [input(select({ options: [option({ url: 'https://a.example' })] }))],
    /only an overflow menu/,
  ],
  [
    'a mrkdwn option in a menu',
    [input(select({ options: [option({ text: { type: 'mrkdwn', text: 'x' } })] }))],
    /only checkboxes and radio/,
  ],
  ['101 options', [input(select({ options: times(101, () => option()) }))], /options has 101/],
  ['no options', [input(select({ options: [] }))], /options has 0/],
  [
    '101 groups',
    [
      input(
        select({
          options: undefined,
          option_groups: times(101, () => ({ label: plain(), options: [option()] })),
        }),
      ),
    ],
    /option_groups has 101/,
  ],
  [
    '101 options in a group',
    [
      input(
        select({
          options: undefined,
          option_groups: [{ label: plain(), options: times(101, () => option()) }],
        }),
      ),
    ],
    /options has 101/,
  ],
  [
    'a long group label',
    [input(select({ options: undefined, option_groups: [{ label: plain(t(76)), options: [option()] }] }))],
    /label\/text has 76/,
  ],
  [
    'options and groups',
    [input(select({ option_groups: [{ label: plain(), options: [option()] }] }))],
    /needs options or option_groups/,
  ],
  [
    'a stranger as initial',
    [input(select({ initial_option: option({ value: 'two' }) }))],
    /not one of its options/,
  ],
  [
    'strangers as initial',
    [input({ type: 'checkboxes', options: [option()], initial_options: [option({ value: 'z' })] })],
    /not one of its options/,
  ],
  ['a long placeholder', [input(select({ placeholder: plain(t(151)) }))], /placeholder\/text has 151/],
  [
    'no most',
    [input({ type: 'multi_static_select', options: [option()], max_selected_items: 0 })],
    /must be a number/,
  ],
  ['eleven radios', [input({ type: 'radio_buttons', options: times(11, () => option()) })], /options has 11/],
  [
    'eleven checkboxes',
    [input({ type: 'checkboxes', options: times(11, () => option()) })],
    /options has 11/,
  ],
  ['six in an overflow', [actions({ type: 'overflow', options: times(6, () => option()) })], /options has 6/],
  ['a long text box', [input({ type: 'plain_text_input', max_length: 3001 })], /from 1 to 3000/],
  [
    'a long initial value',
    [input({ type: 'plain_text_input', initial_value: t(3001) })],
    /initial_value has 3001/,
  ],
  [
    'an initial value over its maximum',
    [input({ type: 'plain_text_input', max_length: 2, initial_value: 'abc' })],
    /over max_length/,
  ],
  [
    'a minimum over the maximum',
    [input({ type: 'plain_text_input', min_length: 3, max_length: 2 })],
    /min_length over max_length/,
  ],
  ['a number without decimals said', [input({ type: 'number_input' })], /is_decimal_allowed is missing/],
  [
    'numbers upside down',
    [input({ type: 'number_input', is_decimal_allowed: true, min_value: '3', max_value: '2' })],
    /min_value over max_value/,
  ],
  [
    'a number out of bounds',
    [input({ type: 'number_input', is_decimal_allowed: true, max_value: '2', initial_value: '3' })],
    /outside/,
  ],
  [
    'a number that is none',
    [input({ type: 'number_input', is_decimal_allowed: true, initial_value: '1e3' })],
    /right form/,
  ],
  ['a day that is none', [input({ type: 'datepicker', initial_date: '2026-02-31' })], /is no day/],
  ['a date of another form', [input({ type: 'datepicker', initial_date: '1/2/26' })], /right form/],
  ['a time that is none', [input({ type: 'timepicker', initial_time: '24:00' })], /right form/],
  ['focus twice', times(2, () => input(select({ focus_on_load: true }))), /more than one element with focus/],
  [
    'a long confirm title',
    [actions(button({ confirm: confirm({ title: plain(t(101)) }) }))],
    /title\/text has 101/,
  ],
  [
    'a long confirm text',
    [actions(button({ confirm: confirm({ text: plain(t(301)) }) }))],
    /text\/text has 301/,
  ],
  [
    'a long confirm button',
    [actions(button({ confirm: confirm({ deny: plain(t(31)) }) }))],
    /deny\/text has 31/,
  ],
  ['rich text of nothing', [rich()], /elements has 0/],
  ['rich text with a stranger', [rich({ type: 'text', text: 'x' })], /type text, which is not allowed here/],
  ['an empty run', [rich(run(''))], /text is empty/],
  [
    'a list of loose runs',
    [rich({ type: 'rich_text_list', style: 'bullet', elements: [{ type: 'text', text: 'x' }] })],
    /not allowed here/,
  ],
  ['a list without a style', [rich({ type: 'rich_text_list', elements: [run('x')] })], /style is missing/],
  [
    'a list too deep',
    [rich({ type: 'rich_text_list', style: 'bullet', indent: 9, elements: [run('x')] })],
    /from 0 to 8/,
  ],
  ['long rich text', [rich(run(t(3001)))], /has 3001 characters/],
  [
    '101 rows',
    [{ type: 'table', rows: times(101, () => [{ type: 'raw_text', text: 'x' }]) }],
    /rows has 101/,
  ],
  [
    '21 columns',
    [{ type: 'table', rows: [times(21, () => ({ type: 'raw_text', text: 'x' }))] }],
    /rows\/0 has 21/,
  ],
  [
    'a table of data without a caption',
    [{ type: 'data_table', rows: [[{ type: 'raw_text', text: 'x' }]] }],
    /caption is missing/,
  ],
  [
    'a page of 101',
    [{ type: 'data_table', caption: 'c', page_size: 101, rows: [[{ type: 'raw_text', text: 'x' }]] }],
    /from 1 to 100/,
  ],
  ['a long chart title', [{ type: 'data_visualization', title: t(51), chart: {} }], /title has 51/],
  ['a card of nothing', [{ type: 'card' }], /needs a hero_image/],
  ['a long card title', [{ type: 'card', title: { type: 'mrkdwn', text: t(151) } }], /title\/text has 151/],
  ['a long card body', [{ type: 'card', body: { type: 'mrkdwn', text: t(201) } }], /body\/text has 201/],
  [
    'eleven cards',
    [
      {
        type: 'carousel',
        elements: times(11, () => ({ type: 'card', body: { type: 'mrkdwn', text: 'x' } })),
      },
    ],
    /elements has 11/,
  ],
  [
    'eleven children',
    [{ type: 'container', title: plain(), child_blocks: times(11, () => ({ type: 'divider' })) }],
    /child_blocks has 11/,
  ],
  [
    'a container without a title',
    [{ type: 'container', child_blocks: [{ type: 'divider' }] }],
    /needs a title/,
  ],
  [
    'a long video title',
    [
      {
        type: 'video',
        video_url: 'https://a.example',
        thumbnail_url: 'https://a.example',
        alt_text: 'a',
        title: plain(t(200)),
      },
    ],
    /title\/text has 200/,
  ],
];

describe('the validator', () => {
  it.each(broken)('catches %s', (_name, blocks, expected, surface = 'message') => {
    expect(validateBlocks(blocks, surface)).toContainEqual(expect.stringMatching(expected));
  });

  it.each([[undefined], [null], ['x'], [{}]])('wants a list, not %j', (blocks) => {
    expect(validateBlocks(blocks, 'message')).toEqual(['/blocks must be a list.']);
  });

  it.each([[null], [7], [[]], ['x']])('wants objects in it, not %j', (block) => {
    expect(validateBlocks([block], 'message')).toEqual(['/blocks/0 must be an object.']);
  });

  it('has nothing to say about a sound payload at every limit', () => {
    const blocks = [
      { type: 'header', text: plain(t(150)) },
      section({
        text: undefined,
        fields: times(10, () => plain('f')),
        accessory: button({ value: t(2000) }),
      }),
      image({ alt_text: t(2000) }),
      input(select({ options: times(100, (i) => option({ value: `${i}` })), placeholder: plain(t(150)) })),
      input({ type: 'radio_buttons', options: [option()], initial_option: option() }),
      input({ type: 'plain_text_input', max_length: 3000, initial_value: t(3000) }),
      actions(...times(25, (i) => button({ action_id: `${i}`, text: plain('b') }))),
      rich(run(t(3000))),
      { type: 'context', elements: [image(), plain(), { type: 'mrkdwn', text: '*x*', verbatim: true }] },
    ];
    for (const surface of ['message', 'modal', 'home'] as const)
      expect(validateBlocks(blocks, surface)).toEqual([]);
  });

  it('rests on a table that nobody can change', () => {
    expect(() => Object.assign(limits.view, { title: 99 })).toThrowError(TypeError);
    expect(() => Object.assign(limits, { header: 99 })).toThrowError(TypeError);
  });
});
