import { accept, isNotSure, optionsOf, wantsAdvice } from './accept.ts';
import type { Begun, Context, Form, Given, Page, Question } from './types.ts';

/**
 * Where a draft stands is derived, never stored: the answers are replayed from the first page, and the first page that
 * is not settled is next. Back, change, restart, redeploy and moving to the other channel need nothing more.
 */
export type Step<A, End> =
  | {
      kind: 'page';
      page: Page<A>;
      answers: Partial<A>;
      /** Questions whose answer was given but cannot be accepted, with the key of the words that say why. */
      errors: Readonly<Record<string, string>>;
      /** It was answered before what it is about changed. */
      changed?: true;
      /** The settled pages before this one: `back` goes to the last of them. */
      before: readonly Page<A>[];
    }
  | { kind: 'advice'; question: string; page: Page<A>; before: readonly Page<A>[] }
  | { kind: 'end'; end: End; answers: A; before: readonly Page<A>[] };

type Settled = {
  answers: Record<string, unknown>;
  errors: Record<string, string>;
  open: boolean;
  advice?: string;
  /** Something was answered, and what it was about has changed since. */
  changed: boolean;
};

const settle = (
  page: Pick<Page<Record<string, unknown>>, 'ask' | 'assumes' | 'seal'>,
  questions: Readonly<Record<string, Question>>,
  given: Given,
  before: Readonly<Record<string, unknown>>,
  ctx: Context,
): Settled => {
  const result: Settled = { answers: {}, errors: {}, open: false, changed: false };
  for (const name of [...page.ask, ...(page.assumes ?? [])]) {
    const question = questions[name];
    if (!question) throw new Error(`no question named ${name}`);
    if (given[name]?.filled) {
      result.open = true;
      continue;
    }
    if (isUnsealed(page, given[name])) {
      result.open = true;
      result.changed = true;
      continue;
    }
    if (wantsAdvice(question, given[name])) result.advice ??= name;
    const verdict = accept(question, given[name], optionsOf(question, before, ctx), (value) =>
      question.check?.(value, { ...before, ...result.answers }, ctx),
    );
    if (verdict && 'value' in verdict) result.answers[name] = verdict.value;
    else result.open = true;
    if (verdict && 'error' in verdict) result.errors[name] = verdict.error;
  }
  return result;
};

/** What was said of one recommendation is not said of another. */
const isUnsealed = ({ seal }: { seal?: string }, given: Given[string] | undefined): boolean =>
  seal !== undefined && given?.seal !== undefined && given.seal !== seal;

export const nextStep = <A, End>(
  form: Pick<Form<A, End>, 'questions' | 'next'>,
  given: Given,
  ctx: Context,
): Step<A, End> => {
  let answers: Partial<A> = {};
  const before: Page<A>[] = [];
  for (;;) {
    const next = form.next(answers, ctx, before.at(-1));
    if (!isPage<A>(next)) return { kind: 'end', end: next as End, answers: answers as A, before };
    if (before.some((page) => page.page === next.page)) throw new Error(`page ${next.page} leads to itself`);
    const { advice, open, errors, changed, ...settled } = settle(next, form.questions, given, answers, ctx);
    if (advice) return { kind: 'advice', question: advice, page: next, before };
    if (open)
      return { kind: 'page', page: next, answers, errors, before, ...(changed ? { changed: true } : {}) };
    answers = { ...answers, ...settled.answers } as Partial<A>;
    before.push(next);
  }
};

const isPage = <A>(next: unknown): next is Page<A> =>
  typeof next === 'object' && next !== null && 'page' in next && 'ask' in next;

/** The pages that the answers have led to so far, the open one last. */
export const reached = <A, End>(step: Step<A, End>): readonly Page<A>[] =>
  step.kind === 'end' ? step.before : [...step.before, step.page];

/** Pages one after the other, each only where its condition holds; then the end. */
export const inOrder =
  <A, End>(
    pages: readonly (Page<A> & { when?(answers: Partial<A>, ctx: Context): boolean })[],
    end: (answers: Partial<A>, ctx: Context) => End,
  ) =>
  (answers: Partial<A>, ctx: Context): Page<A> | End => {
    const next = pages.find(
      (page) => page.ask.some((question) => !(question in answers)) && (page.when?.(answers, ctx) ?? true),
    );
    return next ?? end(answers, ctx);
  };

/** What is known already, before anything was asked. */
export const begun = ({ answered = {}, filled = {} }: Begun, at: string): Given =>
  Object.fromEntries([
    ...Object.entries(filled).map(([name, value]) => [name, { value, at, filled: true as const }]),
    ...Object.entries(answered).map(([name, value]) => [name, { value, at }]),
  ]);

/** Answers of one page, put beside those given before. "Not sure" counts up, any other answer starts afresh. */
export const give = (
  given: Given,
  answers: Readonly<Record<string, unknown>>,
  at: string,
  seal?: string,
): Given => {
  const sealed = seal === undefined ? {} : { seal };
  const entries = Object.entries(answers).map(([name, value]) => {
    const earlier = given[name];
    if (isNotSure(value))
      return [name, { value, at, ...sealed, unsure: (earlier?.unsure ?? 0) + 1 }] as const;
    if (earlier && !earlier.filled && earlier.value === value && earlier.seal === seal)
      return [name, earlier] as const;
    return [name, { value, at, ...sealed }] as const;
  });
  return { ...given, ...Object.fromEntries(entries) };
};
