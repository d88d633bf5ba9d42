import { cleanText } from '../../../cards/text.ts';
import { NOT_SURE, valuesOf } from '../../../dialogs/engine/accept.ts';
import type { Context, Given, Question } from '../../../dialogs/engine/types.ts';
import type { Words } from '../../../dialogs/words.ts';

/** The options of a question in words: from the word file, from the policy pack, or from what was typed before. */

/** `typed`: the title is what a person wrote. */
export type Choice = { value: string; title: string; detail: string; typed?: true };

type Asked = { words: Words; ctx: Context; key: string; given: Given };

/** A line of somebody's own words, as short as a choice may be. */
const shortened = (typed: string): string => {
  const text = cleanText(typed).replace(/\s+/g, ' ');
  return text.length <= 70 ? text : `${text.slice(0, 69).replace(/[\ud800-\udbff]$/, '')}\u2026`;
};

export const choicesOf = (question: Question, { words, ctx, key, given }: Asked): Choice[] => {
  const picked = (question.pick?.(valuesOf(given), ctx) ?? []).map(
    (option): Choice =>
      'title' in option
        ? { value: option.value, title: option.title, detail: '' }
        : { value: option.value, title: shortened(option.typed), detail: '', typed: true },
  );
  const own = (question.offers?.(ctx, valuesOf(given)) ?? question.options ?? []).map((value) => ({
    value,
    title: words(`${key}.options.${value}`),
    detail: words.has(`${key}.details.${value}`) ? words(`${key}.details.${value}`) : '',
  }));
  const unsure = { value: NOT_SURE, title: words('common.not-sure'), detail: '' };
  return [...picked, ...own, ...(question.judgement ? [unsure] : [])];
};

/** What was answered, in words. */
export const answerText = (question: Question, value: string, asked: Asked): string => {
  const chosen = question.options || question.pick;
  if (value === '') return asked.words(chosen ? 'engine.usual' : 'engine.blank');
  if (!chosen) return value;
  const titles = new Map(choicesOf(question, asked).map((choice) => [choice.value, choice.title]));
  return value
    .split(',')
    .map((part) => titles.get(part.trim()) ?? part.trim())
    .join(', ');
};
