import { limits } from '../limits.ts';
import {
  any,
  flag,
  like,
  list,
  need,
  number,
  one,
  oneOf,
  plain,
  type Shape,
  string,
  text,
  url,
} from './rule.ts';

export const id = string(limits.id, 1);
const element = { action_id: id };
const focus = { focus_on_load: flag };
const confirm = { confirm: one('confirm') };
const hold = { placeholder: plain(limits.placeholder) };
const typing = { ...element, ...focus, ...hold, dispatch_action_config: any };
const picking = { ...element, ...focus, ...hold, ...confirm };
const most = { max_selected_items: number(1, Number.POSITIVE_INFINITY) };
const { options, groups, groupLabel } = limits.select;
const menu = { options: list(options, 'option'), option_groups: list(groups, 'option_group') };
const people = ['users', 'conversations', 'channels'];

const selects: Record<string, Shape> = {
  static_select: { ...picking, ...menu, initial_option: one('option') },
  multi_static_select: { ...picking, ...menu, ...most, initial_options: list(options, 'option') },
  external_select: { ...picking, min_query_length: number(0, 255), initial_option: one('option') },
  multi_external_select: {
    ...picking,
    ...most,
    min_query_length: number(0, 255),
    initial_options: list(options, 'option'),
  },
  ...Object.fromEntries(
    people.flatMap((kind): [string, Shape][] => {
      const single = kind.slice(0, -1);
      const extra = { default_to_current_conversation: flag, response_url_enabled: flag, filter: any };
      return [
        [`${kind}_select`, { ...picking, ...extra, [`initial_${single}`]: string(255, 1) }],
        [`multi_${kind}_select`, { ...picking, ...extra, ...most, [`initial_${kind}`]: any }],
      ];
    }),
  ),
};
export const selectTypes = Object.keys(selects);

const choices = { options: need(list(limits.choices, 'option')) };
export const pressable = [
  'button',
  'checkboxes',
  'datepicker',
  'overflow',
  'radio_buttons',
  'timepicker',
  ...selectTypes,
];
export const written = [
  'email_text_input',
  'number_input',
  'plain_text_input',
  'rich_text_input',
  'url_text_input',
];
const day = like(/^\d{4}-\d{2}-\d{2}$/);
const time = like(/^([01]\d|2[0-3]):[0-5]\d$/);
const amount = like(/^-?\d+(\.\d+)?$/);

/** What stands inside blocks. Those in `untyped` carry no `type` of their own. */
export const untyped = ['option', 'option_group', 'confirm', 'card_button'] as const;
export const parts: Readonly<Record<string, Shape>> = {
  ...selects,
  option: {
    text: need(text(limits.option.text)),
    value: string(limits.option.value, 1),
    description: text(limits.option.description),
    url: url(limits.option.url),
  },
  option_group: { label: need(plain(groupLabel)), options: need(list(options, 'option')) },
  confirm: {
    title: need(plain(limits.confirm.title)),
    text: need(text(limits.confirm.text)),
    confirm: need(plain(limits.confirm.button)),
    deny: need(plain(limits.confirm.button)),
    style: oneOf('primary', 'danger'),
  },
  button: {
    ...element,
    ...confirm,
    text: need(plain(limits.button.text)),
    value: string(limits.button.value, 1),
    url: url(limits.button.url),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(limits.button.label),
  },
  workflow_button: { ...element, text: need(plain(limits.button.text)), workflow: need(any), style: any },
  checkboxes: {
    ...element,
    ...focus,
    ...confirm,
    ...choices,
    initial_options: list(limits.choices, 'option'),
  },
  radio_buttons: { ...element, ...focus, ...confirm, ...choices, initial_option: one('option') },
  overflow: { ...element, ...confirm, options: need(list(limits.overflow, 'option')) },
  datepicker: { ...picking, initial_date: day },
  timepicker: { ...picking, initial_time: time, timezone: string(255, 1) },
  datetimepicker: { ...element, ...focus, ...confirm, initial_date_time: number(1e9, 9_999_999_999) },
  plain_text_input: {
    ...typing,
    initial_value: string(limits.plainTextInput),
    multiline: flag,
    min_length: number(0, limits.plainTextInput),
    max_length: number(1, limits.plainTextInput),
  },
  number_input: {
    ...typing,
    is_decimal_allowed: need(flag),
    initial_value: amount,
    min_value: amount,
    max_value: amount,
  },
  email_text_input: { ...typing, initial_value: string() },
  url_text_input: { ...typing, initial_value: string() },
  rich_text_input: { ...typing, initial_value: one('rich_text') },
  file_input: { ...element, filetypes: any, max_files: number(1, limits.files) },
  feedback_buttons: { ...element, positive_button: need(any), negative_button: need(any) },
  icon_button: {
    ...element,
    ...confirm,
    icon: need(string()),
    text: need(plain(limits.button.text)),
    value: any,
  },
  raw_text: { text: need(string(Number.POSITIVE_INFINITY, 1)) },
  raw_number: { value: need(number(-Infinity, Infinity)), text: need(string(Number.POSITIVE_INFINITY, 1)) },
};

// Inside rich text: runs of text with a style, and no words that Slack would read as marks.
const styled = { style: any };
const runs = ['broadcast', 'channel', 'color', 'date', 'emoji', 'link', 'team', 'text', 'user', 'usergroup'];
const flow = { elements: need(list(Number.POSITIVE_INFINITY, ...runs)), border: number(0, 1) };
export const richShapes: Readonly<Record<string, Shape>> = {
  rich_text_section: { elements: flow.elements },
  rich_text_quote: flow,
  rich_text_preformatted: flow,
  rich_text_list: {
    elements: need(list(Number.POSITIVE_INFINITY, 'rich_text_section')),
    style: need(oneOf('bullet', 'ordered')),
    indent: number(0, limits.richText.indent),
    border: number(0, 1),
    offset: number(0, Number.POSITIVE_INFINITY),
  },
  text: { ...styled, text: need(string(Number.POSITIVE_INFINITY, 1)) },
  link: { ...styled, url: need(string(limits.button.url, 1)), text: string(), unsafe: flag },
  broadcast: { ...styled, range: need(oneOf('here', 'channel', 'everyone')) },
  channel: { ...styled, channel_id: need(id) },
  color: { ...styled, value: need(id) },
  date: { ...styled, timestamp: need(any), format: need(any), url: any, fallback: any },
  emoji: { ...styled, name: need(id), unicode: any, url: any },
  team: { ...styled, team_id: need(id) },
  user: { ...styled, user_id: need(id) },
  usergroup: { ...styled, usergroup_id: need(id) },
};
