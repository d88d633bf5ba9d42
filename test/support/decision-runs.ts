import { decision } from '../../dialogs/decision/dialog.ts';
import { type DecisionAnswers, type QuestionName, questions } from '../../dialogs/decision/questions.ts';
import { NOT_SURE, optionsOf } from '../../dialogs/engine/accept.ts';
import { nextStep } from '../../dialogs/engine/next-step.ts';
import type { Context, Given, Outcome, Question } from '../../dialogs/engine/types.ts';
import { itemsOfEachKind } from './decision-answers.ts';
import type { Step } from './decision-table.ts';

/** Whole runs through the dialog, page by page, with answers that nobody simplified. */

/** Numbers from 0 to 1 that look like chance, and are the same every time. */
export const createChance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** Answers that end a run early: drawn seldom, so that most runs go far. */
const early: Partial<Record<QuestionName, readonly string[]>> = {
  actToday: ['yes'],
  wants: ['person', 'parent', 'foi'],
  verified: ['no'],
  howMany: ['regular'],
  purpose: ['none', NOT_SURE],
  power: ['no', NOT_SURE],
  identifiable: ['no'],
  someoneElse: ['none', NOT_SURE],
};

type Value = string | readonly string[] | undefined;

/** An answer to every question there is, whether or not it will be asked. */
export const drawAnswers = (ctx: Context, chance: () => number): DecisionAnswers => {
  const oneOf = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
  const draw = (name: QuestionName, question: Question, before: DecisionAnswers): Value => {
    if (!question.required && chance() < 0.6) return undefined;
    if (name === 'items') return oneOf(itemsOfEachKind.flatMap((lines) => [lines, ...lines.split('\n')]));
    const options = optionsOf(question, before, ctx);
    if (options.length === 0) return question.kind === 'date' ? '2026-12-01' : 'Some words of their own.';
    if (question.kind === 'many') {
      const picked = options.filter(() => chance() < 0.5);
      return picked.length > 0 ? picked : [oneOf(options)];
    }
    const option = oneOf(options);
    return early[name]?.includes(option) && chance() < 0.9 ? oneOf(options) : option;
  };
  const answers: DecisionAnswers = {};
  for (const name of Object.keys(questions) as QuestionName[]) {
    const value = draw(name, questions[name], answers);
    if (value !== undefined) answers[name] = value;
  }
  return answers;
};

const givenOf = (answers: DecisionAnswers, ctx: Context): Given =>
  Object.fromEntries(
    Object.entries(answers)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name,
        { value, at: ctx.now.toISOString(), ...(value === NOT_SURE ? { unsure: 2 } : {}) },
      ]),
  );

export type Run = {
  end: Outcome;
  path: readonly Step[];
  answers: DecisionAnswers;
  asked: readonly QuestionName[];
};

/** The end of a run, page by page. What a page asks and the answers leave out is answered by `more`. */
export const runThrough = (
  answers: DecisionAnswers,
  ctx: Context,
  more?: (question: QuestionName) => Value,
): Run => {
  const step = nextStep<DecisionAnswers, Outcome>(decision, givenOf(answers, ctx), ctx);
  if (step.kind === 'end') {
    const asked = step.before.flatMap((page) => [...page.ask, ...(page.assumes ?? [])]) as QuestionName[];
    return { end: step.end, path: (step.end.path ?? []) as readonly Step[], answers: step.answers, asked };
  }
  const left =
    step.kind === 'page' ? (step.page.ask as QuestionName[]).filter((one) => !(one in answers)) : [];
  const added = left.map((one) => [one, more?.(one)] as const).filter(([, value]) => value !== undefined);
  if (added.length === 0)
    throw new Error(`${JSON.stringify(answers)} stops at ${step.page.page}: ${JSON.stringify(step)}`);
  return runThrough({ ...answers, ...Object.fromEntries(added) }, ctx, more);
};
