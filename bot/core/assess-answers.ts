import { accept, isNotSure, optionsOf, questionKey, valuesOf } from '../../dialogs/engine/accept.ts';
import type { Context, Given, Question } from '../../dialogs/engine/types.ts';
import { replacementFor } from '../../dialogs/policy/dated.ts';
import type { Words } from '../../dialogs/words.ts';
import type { Assessable } from './assessable.ts';
import { choicesOf } from './present/choices.ts';

/** Answers as a file has them, by value or by label, become answers as a dialog takes them, or faults in words. */

export type Asking = { dialog: Assessable; words: Words; ctx: Context };
export type Answered = { given: Given; faults: readonly string[] };

type Raw = Readonly<Record<string, unknown>>;

/** Of what others wrote, no more than a reader needs to find it again. */
export const quoted = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 59)}\u2026`);

const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const swapped = (row[j] as number) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(swapped, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    row = next;
  }
  return row.at(-1) as number;
};

/** The known name that was most likely meant, where one is close enough. */
const nearest = (written: string, names: readonly string[]): string | undefined => {
  const wanted = written.toLowerCase().slice(0, 60);
  const [first] = names
    .map((name) => ({ name, far: distance(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const most = Math.max(1, Math.min(3, Math.floor((first?.name.length ?? 0) / 2)));
  return first && first.far <= most ? first.name : undefined;
};

const unknownQuestion = (words: Words, name: string, known: readonly string[]): string => {
  const near = nearest(name, known);
  return near
    ? words('assess.unknown-question-near', { name: quoted(name), near })
    : words('assess.unknown-question', { name: quoted(name) });
};

const isPlain = (value: unknown): value is string | number =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

const isBlank = (value: unknown): boolean =>
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && !value.length);

/** The answer as texts, or undefined where it is of the wrong kind for the question. */
const textsOf = ({ kind }: Question, value: unknown): string[] | undefined => {
  if (kind === 'toggle') return /^(true|false)$/.test(String(value)) ? [String(value)] : undefined;
  if (isPlain(value)) return [String(value).trim()];
  const takesMany = kind === 'many' || kind === 'long';
  return takesMany && Array.isArray(value) && value.every(isPlain)
    ? value.map((each) => String(each).trim())
    : undefined;
};

type One = { value: unknown } | { fault: string };

const keyOf = ({ dialog }: Asking, name: string): string =>
  questionKey(name, (dialog.questions as Readonly<Record<string, Question>>)[name] ?? {}, dialog.name);

/** So few options can be named in one line. */
const few = 10;

/** A law that has ended is known, and so is what took its place. */
const endedLaw = (wrong: string, { ctx, words }: Asking): string | undefined => {
  const next = replacementFor(ctx.policy, wrong, ctx.now);
  return next && words('assess.ended-law', { option: quoted(wrong), next: next[0] });
};

const unknownOption = (name: string, wrong: string, values: readonly string[], asking: Asking): string => {
  const { words } = asking;
  const ended = endedLaw(wrong, asking);
  if (ended) return ended;
  const near = nearest(wrong, values);
  const params = { name, option: quoted(wrong), near: near ?? '', options: values.join(', ') };
  if (near) return words('assess.unknown-option-near', params);
  return words(values.length > few ? 'assess.unknown-option' : 'assess.unknown-option-few', params);
};

/** Each option by its value, else by its label, whatever the case of the letters. */
const optioned = (
  name: string,
  question: Question,
  texts: readonly string[],
  given: Given,
  asking: Asking,
): One => {
  const answers = valuesOf(given);
  const values = optionsOf(question, answers, asking.ctx);
  const shown = { words: asking.words, ctx: asking.ctx, key: keyOf(asking, name), given };
  const choices = texts.every((text) => values.includes(text)) ? [] : choicesOf(question, shown);
  const find = (text: string) =>
    values.find((value) => value === text) ??
    choices.find(({ value }) => value.toLowerCase() === text.toLowerCase())?.value ??
    choices.find(({ title }) => title.toLowerCase() === text.toLowerCase())?.value;
  const parts = (text: string) => (find(text) ? [text] : text.split(',').map((part) => part.trim()));
  const wanted = question.kind === 'many' ? texts.flatMap(parts) : texts;
  const wrong = wanted.find((text) => !find(text));
  if (wrong !== undefined) return { fault: unknownOption(name, wrong, values, asking) };
  const picked = wanted.map((text) => find(text) as string);
  return { value: question.kind === 'many' ? picked : picked[0] };
};

const read = (name: string, question: Question, value: unknown, given: Given, asking: Asking): One => {
  const { words } = asking;
  const texts = textsOf(question, value);
  if (!texts)
    return { fault: words('assess.wrong-kind', { name, kind: words(`assess.kinds.${question.kind}`) }) };
  const hasOptions = question.kind === 'choice' || question.kind === 'many';
  return hasOptions ? optioned(name, question, texts, given, asking) : { value: texts.join('\n') };
};

/** What the dialog itself has against it: a date that is none, a text that is too long. */
const refusal = (
  name: string,
  question: Question,
  value: unknown,
  given: Given,
  asking: Asking,
): string | undefined => {
  const options = Array.isArray(value) ? value.map(String) : [String(value)];
  const before = valuesOf(given);
  const verdict = accept(question, { value, at: '', unsure: 2 }, options, (accepted) =>
    question.check?.(accepted, before, asking.ctx),
  );
  if (!verdict || 'value' in verdict) return undefined;
  const label = asking.words(`${keyOf(asking, name)}.label`);
  const said = asking.words(`engine.errors.${verdict.error}`, { label, max: question.maxLength ?? 2000 });
  return asking.words('assess.refused', { name, said });
};

/** In the order of the dialog's questions, since the options of one may come from the answer to another. */
export const readAnswers = (raw: Raw, asking: Asking): Answered => {
  const { questions } = asking.dialog as { questions: Readonly<Record<string, Question>> };
  const names = Object.keys(questions);
  const at = asking.ctx.now.toISOString();
  const faults = Object.keys(raw)
    .filter((name) => !Object.hasOwn(questions, name))
    .map((name) => unknownQuestion(asking.words, name, names));
  const given: Record<string, Given[string]> = {};
  for (const [name, question] of Object.entries(questions)) {
    if (!Object.hasOwn(raw, name)) continue;
    if (isBlank(raw[name])) {
      if (!question.required && !question.assumed) given[name] = { value: '', at };
      continue;
    }
    const one = read(name, question, raw[name], given, asking);
    const fault = 'fault' in one ? one.fault : refusal(name, question, one.value, given, asking);
    if (fault) faults.push(fault);
    // A file says "not sure" once and means it: the advice was taken.
    else if ('value' in one)
      given[name] = { value: one.value, at, ...(isNotSure(one.value) ? { unsure: 2 } : {}) };
  }
  return { given, faults };
};
