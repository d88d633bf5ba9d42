import { give, nextStep, type Step } from '../../dialogs/engine/next-step.ts';
import type { Context, Form, Given, Page, Question } from '../../dialogs/engine/types.ts';

/** Walks a form through every choice it offers, so that a test can look at every page and every ending. */

type Answers = Record<string, unknown>;
export type AnyForm = Pick<Form<Answers, unknown>, 'questions' | 'next'>;
export type Path = { given: Given; end: Extract<Step<Answers, unknown>, { kind: 'end' }> };

const sample: Record<Question['kind'], string> = {
  text: 'Words',
  long: 'Some words.',
  choice: '',
  many: '',
  date: '2026-11-20',
  time: '09:30',
  number: '1',
  toggle: 'true',
};

/** Every option, "Not sure" where it is offered, and blank where that is allowed. */
const valuesOf = (question: Question): string[] => [
  ...(question.options ?? [sample[question.kind]]),
  ...(question.judgement ? ['not-sure'] : []),
  ...(question.required ? [] : ['']),
];

const crossed = (page: Page<Answers>, form: AnyForm): Answers[] =>
  page.ask.reduce<Answers[]>(
    (rows, name) =>
      rows.flatMap((row) =>
        valuesOf(form.questions[name] as Question).map((value) => ({ ...row, [name]: value })),
      ),
    [{}],
  );

export const walk = (form: AnyForm, ctx: Context): { paths: Path[]; pages: Page<Answers>[] } => {
  const paths: Path[] = [];
  const pages = new Map<string, Page<Answers>>();
  const open: Given[] = [{}];
  for (let given = open.pop(); given; given = open.pop()) {
    const step = nextStep(form, given, ctx);
    if (step.kind === 'end') paths.push({ given, end: step });
    else {
      pages.set(step.page.page, step.page);
      for (const answers of crossed(step.page, form)) {
        const once = give(given, answers, ctx.now.toISOString());
        open.push(give(once, answers, ctx.now.toISOString()));
      }
    }
  }
  return { paths, pages: [...pages.values()] };
};
