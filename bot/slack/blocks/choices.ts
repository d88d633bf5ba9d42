import type {
  Checkboxes,
  MultiStaticSelect,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
} from '@slack/types';
import type { InputChoiceSet, InputToggle } from '../../../cards/types.ts';
import { SharewellError } from '../../core/errors.ts';
import { limits } from '../limits.ts';
import { parseText, wordsOf } from '../markdown.ts';
import { answer, toggleAction, writeOption } from './codec.ts';
import { placeholder } from './controls.ts';
import { type Draft, lose } from './draft.ts';
import { chunk, nothing, plain, richWords, shorten } from './text.ts';

type Choice = { title: string; value: string };

const { text: textMax, description: descriptionMax } = limits.option;

/** Words that need up to twice the room go on in the description below; nothing of them is cut. */
const inTwo = (words: string): [string, string] | undefined => {
  const [first = '', second = '', ...others] = chunk(words, textMax);
  return others.length === 0 && second.trim() !== '' && second.length <= descriptionMax
    ? [first, second]
    : undefined;
};

const wholeOption = (words: string, value: string): PlainTextOption | undefined => {
  if (words.length <= textMax) return { text: plain(words), value };
  const two = inTwo(words);
  return two && { text: plain(two[0]), value, description: plain(two[1]) };
};

/**
 * Options for the choices. Where one is too long even for two lines, all of them are listed in full above the input,
 * with a number that the shortened option begins with.
 */
const options = (draft: Draft, choices: readonly Choice[], at: string): PlainTextOption[] => {
  const named = choices.map(({ title, value }) => ({
    words: title.trim() === '' ? value.trim() || nothing : title,
    value: writeOption(value),
  }));
  const whole = named.map(({ words, value }) => wholeOption(words, value));
  if (whole.every((option) => option !== undefined)) return whole;
  lose(draft, 'menu-label', at);
  draft.blocks.push(...richWords(named.map(({ words }, index) => `${index + 1}. ${words}`).join('\n')));
  return named.map(({ words, value }, index) => ({
    text: plain(shorten(`${index + 1}. ${words}`, textMax)),
    value,
  }));
};

/** Over a hundred options go in groups of a hundred, named by the numbers of their first and last. */
const menu = (list: PlainTextOption[]): Pick<StaticSelect, 'options' | 'option_groups'> => {
  const { options: size, groups } = limits.select;
  if (list.length <= size) return { options: list };
  if (list.length > size * groups)
    throw new SharewellError('too-large', 'A list has more choices than Slack takes.');
  const starts = Array.from({ length: Math.ceil(list.length / size) }, (_, index) => index * size);
  return {
    option_groups: starts.map((from) => ({
      label: plain(`${from + 1}–${Math.min(from + size, list.length)}`),
      options: list.slice(from, from + size),
    })),
  };
};

/** Several values are joined by commas; a choice whose own value has a comma is found whole. */
const chosen = (list: readonly PlainTextOption[], value: string, many: boolean): PlainTextOption[] => {
  const whole = list.find((option) => option.value === writeOption(value));
  if (whole) return [whole];
  if (!many) return [];
  const wanted = new Set(value.split(',').map(writeOption));
  return list.filter((option) => wanted.has(option.value ?? ''));
};

type ChoiceElement = RadioButtons | Checkboxes | StaticSelect | MultiStaticSelect;

const element = (
  list: PlainTextOption[],
  picked: PlainTextOption[],
  many: boolean,
  menuExtras: Pick<StaticSelect, 'placeholder'> | undefined,
): ChoiceElement => {
  const [first] = picked;
  const one = first ? { initial_option: first } : {};
  const some = first ? { initial_options: picked } : {};
  if (menuExtras)
    return many
      ? { type: 'multi_static_select', action_id: answer, ...menu(list), ...some, ...menuExtras }
      : { type: 'static_select', action_id: answer, ...menu(list), ...one, ...menuExtras };
  return many
    ? { type: 'checkboxes', action_id: answer, options: list, ...some }
    : { type: 'radio_buttons', action_id: answer, options: list, ...one };
};

/** Ten or fewer, spread out when the card wants it so; otherwise a menu. */
export const choiceElement = (draft: Draft, input: InputChoiceSet, at: string): ChoiceElement => {
  const many = input.isMultiSelect === true;
  const spread = input.style === 'expanded' && input.choices.length <= limits.choices;
  if (input.choices.length === 0) lose(draft, 'no-choices', at);
  const choices = input.choices.length === 0 ? [{ title: nothing, value: '' }] : input.choices;
  const titles =
    // Only choices that are spread out read markdown in Teams; in a menu it shows as typed.
    input.style === 'expanded'
      ? choices.map((choice) => ({ ...choice, title: wordsOf(parseText(choice.title)) }))
      : choices;
  const list = options(draft, titles, at);
  const value = input.value ?? '';
  const picked = value === '' ? [] : chosen(list, value, many);
  if (value !== '' && picked.length === 0) lose(draft, 'value', at);
  return element(list, picked, many, spread ? undefined : placeholder(draft, input.placeholder, at));
};

/** One box to tick. What it means when it is not ticked travels in its action id. */
export const toggleElement = (draft: Draft, input: InputToggle, at: string): Checkboxes => {
  const on = input.valueOn ?? 'true';
  const title = wordsOf(parseText(input.title)) || input.label?.trim() || nothing;
  const list = options(draft, [{ title, value: on }], at);
  return {
    type: 'checkboxes',
    action_id: toggleAction(input.valueOff ?? 'false'),
    options: list,
    ...(input.value === on ? { initial_options: list } : {}),
  };
};
