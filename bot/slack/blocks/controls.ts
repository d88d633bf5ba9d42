import type { Datepicker, NumberInput, PlainTextElement, PlainTextInput, Timepicker } from '@slack/types';
import type { InputDate, InputNumber, InputText, InputTime } from '../../../cards/types.ts';
import { limits } from '../limits.ts';
import { answer } from './codec.ts';
import { type Draft, lose } from './draft.ts';
import { plain, richWords, shorten, wholeUpTo } from './text.ts';

/** A long placeholder stands in full above the input. */
export const placeholder = (
  draft: Draft,
  words: string | undefined,
  at: string,
): { placeholder?: PlainTextElement } => {
  if (words === undefined || words.trim() === '') return {};
  if (words.length > limits.placeholder) {
    lose(draft, 'menu-label', at);
    draft.blocks.push(...richWords(words));
  }
  return { placeholder: plain(shorten(words, limits.placeholder)) };
};

/**
 * Cuts inside a word where it can: a box may trim the spaces at its ends, and the boxes are joined again.
 */
const boxfuls = (value: string): string[] => {
  const boxes: string[] = [];
  let rest = value;
  while (rest.length > limits.plainTextInput) {
    let cut = wholeUpTo(rest, limits.plainTextInput);
    while (cut > 1 && /\s/.test(rest.slice(cut - 1, cut + 1))) cut -= 1;
    if (cut === 1) cut = wholeUpTo(rest, limits.plainTextInput);
    boxes.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  boxes.push(rest);
  return boxes;
};

/**
 * One box, or as many as the words need that were typed before: in Teams a box may hold more than in Slack. Always
 * plain: Slack's own address and link boxes refuse a value that they do not like, and then nothing can be handed in.
 */
export const textElements = (draft: Draft, input: InputText, at: string): PlainTextInput[] => {
  const max = limits.plainTextInput;
  if ((input.maxLength ?? 0) > max) lose(draft, 'max-length', at);
  if (input.regex !== undefined) lose(draft, 'pattern', at);
  if (input.style !== undefined && input.style !== 'text') lose(draft, 'keyboard', at);
  const hints = placeholder(draft, input.placeholder, at);
  return boxfuls(input.value ?? '').map((value) => ({
    type: 'plain_text_input',
    action_id: answer,
    multiline: input.isMultiline === true,
    // A value over the card's own maximum is kept too, and told of when it is handed in.
    ...(input.maxLength ? { max_length: Math.min(Math.max(input.maxLength, value.length), max) } : {}),
    ...(value === '' ? {} : { initial_value: value }),
    ...hints,
  }));
};

/** A number as digits: an exponent is not a number to Slack. */
const digits = (value: number): string => {
  const short = String(value);
  if (!short.includes('e')) return short;
  return Math.abs(value) < 1 ? value.toFixed(20) : BigInt(value).toString();
};

export const numberElement = (draft: Draft, input: InputNumber, at: string): NumberInput => {
  const { min, max, value } = input;
  const low = min ?? Number.NEGATIVE_INFINITY;
  const high = max ?? Number.POSITIVE_INFINITY;
  // Bounds that contradict each other or the value make Slack refuse the whole card.
  const sound = low <= high && (value === undefined || (value >= low && value <= high));
  if (!sound) lose(draft, 'range', at);
  return {
    type: 'number_input',
    action_id: answer,
    is_decimal_allowed: true,
    ...(sound && min !== undefined ? { min_value: digits(min) } : {}),
    ...(sound && max !== undefined ? { max_value: digits(max) } : {}),
    ...(value === undefined ? {} : { initial_value: digits(value) }),
    ...placeholder(draft, input.placeholder, at),
  };
};

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** A value that is no date is shown above, since the picker cannot hold it. */
const pickable = (draft: Draft, value: string | undefined, fits: (text: string) => boolean, at: string) => {
  if (value === undefined || value.trim() === '') return undefined;
  if (fits(value)) return value;
  lose(draft, 'value', at);
  draft.blocks.push(...richWords(value));
  return undefined;
};

const loseRange = (draft: Draft, { min, max }: InputDate | InputTime, at: string): void => {
  if (min !== undefined || max !== undefined) lose(draft, 'range', at);
};

export const dateElement = (draft: Draft, input: InputDate, at: string): Datepicker => {
  loseRange(draft, input, at);
  const initial = pickable(draft, input.value, isDay, at);
  return { type: 'datepicker', action_id: answer, ...(initial ? { initial_date: initial } : {}) };
};

export const timeElement = (draft: Draft, input: InputTime, at: string): Timepicker => {
  loseRange(draft, input, at);
  const initial = pickable(draft, input.value, isTime, at);
  return { type: 'timepicker', action_id: answer, ...(initial ? { initial_time: initial } : {}) };
};
