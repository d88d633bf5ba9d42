import type { Context, Given, Question } from './types.ts';

/** An answer is accepted, or there is a key that says in words what to do. A bad answer is never an exception. */
export type Verdict = { value: unknown } | { error: string };

export const NOT_SURE = 'not-sure';

/** What was given, without when and how. */
export const valuesOf = (given: Given): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(given).map(([name, { value }]) => [name, value]));

/** Where the words of a question are: with the dialog or action that asks it, unless it says otherwise. */
export const questionKey = (name: string, question: Pick<Question, 'words'>, root: string): string =>
  `${question.words ?? root}.questions.${name}`;

/** The names of the options a question has now. */
export const optionsOf = (
  question: Question,
  answers: Readonly<Record<string, unknown>>,
  ctx: Context,
): readonly string[] => [
  ...(question.offers?.(ctx, answers) ?? question.options ?? []),
  ...(question.pick?.(answers, ctx).map(({ value }) => value) ?? []),
  ...(question.judgement ? [NOT_SURE] : []),
];

const choice: Reader = (options, value) => (options.includes(value) ? { value } : { error: 'not-an-option' });

const many: Reader = (options, value) => {
  const picked = value.split(',').map((part) => part.trim());
  return picked.every((part) => options.includes(part)) ? { value: picked } : { error: 'not-an-option' };
};

const isDate = (value: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);

type Reader = (options: readonly string[], value: string) => Verdict;

const readers: Record<Question['kind'], Reader> = {
  text: (_, value) => ({ value }),
  long: (_, value) => ({ value }),
  choice,
  many,
  date: (_, value) => (safely(isDate, value) ? { value } : { error: 'not-a-date' }),
  time: (_, value) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? { value } : { error: 'not-a-time' }),
  number: (_, value) =>
    Number.isFinite(Number(value)) ? { value: Number(value) } : { error: 'not-a-number' },
  toggle: (_, value) => ({ value: value === 'true' }),
};

const safely = (check: (value: string) => boolean, value: string): boolean => {
  try {
    return check(value);
  } catch {
    return false;
  }
};

const asText = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value.trim() : '';
};

/** Among several picked, "Not sure" decides: whoever is unsure of one is not sure of the answer. */
export const isNotSure = (value: unknown): boolean =>
  asText(value)
    .split(',')
    .some((part) => part.trim() === NOT_SURE);

/** "Not sure" counts only when it was pressed again after advice: until then it settles nothing. */
const unsettled = (given: Given[string]) => isNotSure(given.value) && (given.unsure ?? 0) < 2;

export const accept = (
  question: Question,
  given: Given[string] | undefined,
  options: readonly string[],
  check: (value: unknown) => string | undefined = () => undefined,
): Verdict | undefined => {
  const value = asText(given?.value);
  if (!given || value === '') {
    if (question.required) return given ? { error: 'missing' } : undefined;
    return { value: undefined };
  }
  if (question.judgement && unsettled(given)) return undefined;
  const typed = question.kind === 'text' || question.kind === 'long';
  if (typed && value.length > (question.maxLength ?? 2000)) return { error: 'too-long' };
  const verdict = readers[question.kind](options, value);
  const error = 'error' in verdict ? undefined : check(verdict.value);
  return error ? { error } : verdict;
};

export const wantsAdvice = (question: Question, given: Given[string] | undefined): boolean =>
  Boolean(question.judgement && given && unsettled(given));
