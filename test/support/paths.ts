import { give, nextStep, type Step } from '../../dialogs/engine/next-step.ts';
import type { Context, Form, Given, Page, Question } from '../../dialogs/engine/types.ts';

/** Walks a form through every choice it offers, so that a test can look at every page and every ending. */

type Answers = Record<string, unknown>;
export type AnyForm = Pick<Form<Answers, unknown>, 'questions' | 'next'>;
export type Path = { given: Given; end: Extract<Step<Answers, unknown>, { kind: 'end' }> };

const samples: Record<Question['kind'], readonly string[]> = {
  text: ['Words'],
  long: ['Some words.'],
  choice: [''],
  many: [''],
  // One that has been and one that is to come.
  date: ['2026-11-20', '2027-11-19'],
  time: ['09:30'],
  number: ['1'],
  toggle: ['true'],
};

/** Every option, "Not sure" where it is offered, and blank where that is allowed. */
const valuesOf = (question: Question, answers: Answers, ctx: Context): string[] => [
  ...(question.pick?.(answers, ctx).map(({ value }) => value) ?? []),
  ...(question.options ?? (question.pick ? [] : samples[question.kind])),
  // Some are refused unless they differ from what was written before, are several, or have a form of their own.
  ...(question.kind === 'long' && question.check ? ['One\nTwo\nThree\nFour\nFive'] : []),
  ...(question.kind === 'text' && question.check ? ['some-words', 'EM-2026/14', 'B-7K3M-Q2'] : []),
  ...(question.kind === 'many' && question.check ? [(question.options ?? []).join(',')].filter(Boolean) : []),
  ...(question.judgement ? ['not-sure'] : []),
  ...(question.required ? [] : ['']),
];

const crossed = (page: Page<Answers>, form: AnyForm, ctx: Context): Answers[] =>
  page.ask.reduce<Answers[]>(
    (rows, name) =>
      rows.flatMap((row) =>
        valuesOf(form.questions[name] as Question, row, ctx).map((value) => ({ ...row, [name]: value })),
      ),
    [{}],
  );

/** Always the same numbers, one after the other. */
const numbers = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

/** A form with too many paths for that: as many runs through it as asked for, each answer picked blindly. */
export const wander = (
  form: AnyForm,
  ctx: Context,
  runs: number,
): { paths: Path[]; pages: Page<Answers>[] } => {
  const chance = numbers(runs);
  const pages = new Map<string, Page<Answers>>();
  const run = (): Path => {
    let given: Given = {};
    for (;;) {
      const step = nextStep(form, given, ctx);
      if (step.kind === 'end') return { given, end: step };
      pages.set(step.page.page, step.page);
      const answers: Answers = {};
      for (const name of [...step.page.ask, ...(step.page.assumes ?? [])]) {
        const values = valuesOf(form.questions[name] as Question, answers, ctx);
        const assumed = (step.page.assumes ?? []).includes(name) && chance() < 0.8;
        if (!assumed) answers[name] = values[Math.floor(chance() * values.length)];
      }
      const once = give(given, answers, ctx.now.toISOString());
      given = give(once, answers, ctx.now.toISOString());
    }
  };
  return { paths: Array.from({ length: runs }, run), pages: [...pages.values()] };
};

export const walk = (form: AnyForm, ctx: Context): { paths: Path[]; pages: Page<Answers>[] } => {
  const paths: Path[] = [];
  const pages = new Map<string, Page<Answers>>();
  const open: Given[] = [{}];
  for (let given = open.pop(); given; given = open.pop()) {
    const step = nextStep(form, given, ctx);
    if (step.kind === 'end') paths.push({ given, end: step });
    // An answer that was refused leads nowhere: the others are on their way already.
    else if (step.kind === 'advice' || Object.keys(step.errors).length === 0) {
      pages.set(step.page.page, step.page);
      for (const answers of crossed(step.page, form, ctx)) {
        const once = give(given, answers, ctx.now.toISOString());
        open.push(give(once, answers, ctx.now.toISOString()));
      }
    }
  }
  return { paths, pages: [...pages.values()] };
};

const most = 3_000;

/** Every path where that can be done, else many. */
export const explore = (form: AnyForm, ctx: Context): ReturnType<typeof walk> => {
  const ways = Object.values(form.questions as Readonly<Record<string, Question>>)
    .map((question) => Math.max(1, valuesOf(question, {}, ctx).length))
    .reduce((product, count) => product * count, 1);
  return ways > most ? wander(form, ctx, 400) : walk(form, ctx);
};
