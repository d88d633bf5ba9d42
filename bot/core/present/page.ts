import { sayCitations } from '../../../dialogs/engine/say.ts';
import type { Citation, Question } from '../../../dialogs/engine/types.ts';
import type { AnyStep } from '../drafts.ts';
import type { Reply } from '../reply.ts';
import type { Press } from '../turn.ts';
import { adviceFacts, unsureReply } from './advice.ts';
import { told } from './brief.ts';
import { type ButtonData, urgentButton } from './buttons.ts';
import { answerText, choicesOf } from './choices.ts';
import {
  type AnyAnswers,
  type AnyPage,
  asked,
  keyOf,
  onlyOf,
  questionOf,
  refer,
  type Shown,
  valueText,
} from './shown.ts';

/** Long enough for looking for a word in it. */
const longList = 15;

const errorWords = (name: string, error: string, shown: Shown): string =>
  shown.words(`engine.errors.${error}`, {
    label: shown.words(`${keyOf(shown, name)}.label`),
    max: questionOf(shown, name).maxLength ?? 2000,
    kinds: kindsIn(name, shown),
  });

const kindsIn = (name: string, shown: Shown): string => {
  const spotted = questionOf(shown, name).spots?.(valueText(shown.draft.given[name]?.value), shown.ctx);
  return (spotted ?? []).map((kind) => shown.words(`identifiers.kinds.${kind}`)).join(', ');
};

/** As it was written; where it was refused and can be mended, as it might be. */
const heldIn = (name: string, shown: Shown, error: string | undefined): string => {
  const question = questionOf(shown, name);
  const text = valueText(shown.draft.given[name]?.value) || (question.assumed ?? '');
  return error && question.mends ? question.mends(text, shown.ctx) : text;
};

const input = (name: string, shown: Shown, errors: Readonly<Record<string, string>>) => {
  const { words } = shown;
  const question = questionOf(shown, name);
  const key = keyOf(shown, name);
  const label = words(`${key}.label`);
  const choices = choicesOf(question, asked(name, shown));
  const error = errors[name];
  // Boxes may always be left as they are.
  const optional = !question.required && !question.assumed && question.kind !== 'many';
  return {
    id: name,
    kind: question.kind,
    label: optional ? words('common.optional', { label }) : label,
    hint: words.has(`${key}.hint`) ? words(`${key}.hint`) : '',
    value: heldIn(name, shown, error),
    maxLength: question.maxLength ?? 2000,
    compact: choices.length > (question.kind === 'many' ? 10 : 5),
    ...(choices.length > longList ? { placeholder: words('engine.choose') } : {}),
    choices: choices.map(({ title, value, typed }) => (typed ? { typed: title, value } : { title, value })),
    error: error ? errorWords(name, error, shown) : '',
  };
};

/** The answers of a question that is answered by pressing one. */
const optionsOf = (page: AnyPage, shown: Shown) => {
  const { by } = page;
  if (!by) return {};
  const { words, draft } = shown;
  const key = keyOf(shown, by);
  return {
    ask: words(`${key}.label`),
    hint: words.has(`${key}.hint`) ? words(`${key}.hint`) : '',
    options: choicesOf(questionOf(shown, by), asked(by, shown)).map(({ value, title, detail }) => ({
      detail,
      button: {
        title,
        press: { do: 'answer' as const, ...refer(draft, page.page), ...sealOf(page), ask: by, value },
      },
    })),
  };
};

const sources = (page: AnyPage, shown: Shown, more: readonly Citation[]) => {
  const { words, ctx, run } = shown;
  const questions = page.ask.map((name) => [name, run.form.questions[name] as Question] as const);
  const whole = `${run.words}.why`;
  const why = words.has(whole)
    ? words(whole)
    : words('common.why', {
        why: questions.map(([name]) => words(`${keyOf(shown, name)}.why`)).join(' '),
      });
  const said = sayCitations(
    [...more, ...questions.flatMap(([, question]) => question.citations)],
    ctx.policy,
  );
  return {
    title: words('engine.why'),
    text: words('common.sources', { why, sources: [...new Set(said)].join('; ') }),
  };
};

/** What is answered here is said of what the card shows, and of nothing else. */
const sealOf = ({ seal }: Pick<AnyPage, 'seal'>) => (seal === undefined ? {} : { seal });

const pageButtons = (
  { page, by, seal }: AnyPage,
  before: readonly unknown[],
  { words, run, draft }: Shown,
): ButtonData[] => {
  const submit = words.has(`${run.words}.submit`) ? words(`${run.words}.submit`) : words('engine.next');
  const button = (title: string, verb: Press['do']): ButtonData => ({
    title: words(title),
    press: { do: verb, ...refer(draft, page) },
  });
  return [
    ...(by
      ? []
      : [
          {
            title: submit,
            press: { do: 'answer' as const, ...refer(draft, page), ...sealOf({ seal }) },
            style: 'positive' as const,
          },
        ]),
    ...(before.length > 0 ? [button('engine.back', 'back')] : []),
    button('engine.park', 'park'),
    button('engine.cancel', 'cancel'),
    ...(run.dialog.name === 'urgent' && !run.action ? [] : [urgentButton(words)]),
  ];
};

/** Points one below the other are one list. */
const asLists = (lines: readonly string[]): string[] => {
  const all: string[] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (line.startsWith('- ') && last?.startsWith('- ')) all[all.length - 1] = `${last}\n${line}`;
    else all.push(line);
  }
  return all;
};

/** Pages for changing an answer share their words, and so do those for adding some. */
const pageWords = (page: string): string => {
  const only = onlyOf(page).length;
  if (only === 0) return page;
  return only === 1 ? 'change' : 'more';
};

/** One page of questions, filled with what was written before. */
export const pageReply = (
  page: AnyPage,
  before: readonly AnyPage[],
  errors: Readonly<Record<string, string>>,
  shown: Shown,
  answers: AnyAnswers = {},
): Reply => {
  const { words, ctx, run } = shown;
  const key = `${run.words}.pages.${pageWords(page.page)}`;
  const hasErrors = Object.keys(errors).length > 0;
  // Where the answer is pressed there is no field to say it at.
  const pressedError =
    page.by && errors[page.by] ? errorWords(page.by, errors[page.by] as string, shown) : undefined;
  const { citations, lead, facts, ...said } = told(page, before, answers, shown);
  const { action } = shown.draft;
  const asked = { questions: page.ask, ...(action ? { action } : {}) };
  return {
    card: 'page',
    data: {
      title: words(`${key}.title`),
      progress: before.length > 0 ? words('engine.progress', { n: before.length + 1 }) : '',
      alert: shown.alert ?? pressedError ?? (hasErrors ? words('engine.again') : ''),
      lead: asLists([...lead, ...words.list(`${key}.lead`)]),
      ...said,
      facts: [...adviceFacts(ctx, words, asked), ...facts],
      links: page.contacts ? [ctx.policy.procedure] : [],
      inputs: page.ask.filter((name) => name !== page.by).map((name) => input(name, shown, errors)),
      ...optionsOf(page, shown),
      sources: sources(page, shown, citations),
      buttons: pageButtons(page, before, shown),
    },
    summary: words(page.contacts ? 'engine.summary.urgent' : 'engine.summary.page'),
    how: shown.how,
    audience: 'person',
  };
};

const checkReply = (step: AnyStep, shown: Shown): Reply => {
  const { words, run, draft } = shown;
  const rows = step.before.flatMap((page) =>
    page.ask.map((name) => ({
      label: words(`${keyOf(shown, name)}.label`),
      value: answerText(questionOf(shown, name), valueText(draft.given[name]?.value), asked(name, shown)),
      change: { title: words('engine.change'), press: { do: 'page' as const, ...refer(draft, page.page) } },
    })),
  );
  return {
    card: 'check',
    data: {
      title: words(`${run.words}.check.title`),
      lead: [words(`${run.words}.check.lead`)],
      alert: shown.alert ?? '',
      rows,
      buttons: [
        { title: words('engine.confirm'), press: { do: 'confirm', ...refer(draft) }, style: 'positive' },
        { title: words('engine.park'), press: { do: 'park', ...refer(draft) } },
        { title: words('engine.cancel'), press: { do: 'cancel', ...refer(draft) } },
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.check'),
    how: shown.how,
    audience: 'person',
  };
};

/** The card for where a draft stands. */
export const stepReply = (step: AnyStep, shown: Shown): Reply => {
  switch (step.kind) {
    case 'page':
      return pageReply(step.page, step.before, step.errors, shown, step.answers);
    case 'advice':
      return unsureReply(step, shown);
    case 'end': {
      // What was refused when it was pressed may hold by now; it is for the person to press it again.
      const last = shown.run.form.review ? undefined : step.before.at(-1);
      return last
        ? pageReply(last, step.before.slice(0, -1), {}, shown, step.answers)
        : checkReply(step, shown);
    }
  }
};
