import { NOT_SURE } from '../../../dialogs/engine/accept.ts';
import { sayCitations } from '../../../dialogs/engine/say.ts';
import type { Context, Page, Question } from '../../../dialogs/engine/types.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { AnyStep, Draft, Run } from '../drafts.ts';
import type { Reply } from '../reply.ts';
import type { Press } from '../turn.ts';
import { type ButtonData, urgentButton } from './buttons.ts';

type Shown = {
  words: Words;
  ctx: Context;
  run: Run;
  draft: Draft;
  alert?: string;
  how: Reply['how'];
};

const refer = (draft: Draft, page?: string): Omit<Press, 'do'> => ({
  ref: draft.ref,
  dialog: draft.dialog,
  seq: draft.seq,
  ...(draft.action ? { action: draft.action } : {}),
  ...(page ? { page } : {}),
});

const valueText = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(',');
  return value === undefined || value === null ? '' : String(value);
};

const input = (name: string, { words, run, draft }: Shown, errors: Readonly<Record<string, string>>) => {
  const question = run.form.questions[name] as Question;
  const key = `${run.words}.questions.${name}`;
  const label = words(`${key}.label`);
  const options = [...(question.options ?? []), ...(question.judgement ? [NOT_SURE] : [])];
  const optionWords = (option: string) =>
    option === NOT_SURE ? words('common.not-sure') : words(`${key}.options.${option}`);
  const error = errors[name];
  return {
    id: name,
    kind: question.kind,
    label: question.required ? label : words('common.optional', { label }),
    hint: words.has(`${key}.hint`) ? words(`${key}.hint`) : '',
    value: valueText(draft.given[name]?.value),
    maxLength: question.maxLength ?? 2000,
    compact: options.length > 5,
    choices: options.map((option) => ({ title: optionWords(option), value: option })),
    error: error ? words(`engine.errors.${error}`, { label, max: question.maxLength ?? 2000 }) : '',
  };
};

const sources = (page: Page<Record<string, unknown>>, { words, ctx, run }: Shown): string => {
  const questions = page.ask.map((name) => [name, run.form.questions[name] as Question] as const);
  const whole = `${run.words}.why`;
  const why = words.has(whole)
    ? words(whole)
    : words('common.why', {
        why: questions.map(([name]) => words(`${run.words}.questions.${name}.why`)).join(' '),
      });
  const said = sayCitations(
    questions.flatMap(([, question]) => question.citations),
    ctx.policy,
  );
  return words('common.sources', { why, sources: [...new Set(said)].join('; ') });
};

const pageButtons = (
  page: string,
  before: readonly unknown[],
  { words, run, draft }: Shown,
): ButtonData[] => {
  const submit = words.has(`${run.words}.submit`) ? words(`${run.words}.submit`) : words('engine.next');
  const button = (title: string, verb: Press['do']): ButtonData => ({
    title: words(title),
    press: { do: verb, ...refer(draft, page) },
  });
  return [
    { title: submit, press: { do: 'answer', ...refer(draft, page) }, style: 'positive' },
    ...(before.length > 0 ? [button('engine.back', 'back')] : []),
    button('engine.park', 'park'),
    button('engine.cancel', 'cancel'),
    ...(run.dialog.name === 'urgent' && !run.action ? [] : [urgentButton(words)]),
  ];
};

/** One page of questions, filled with what was written before. */
export const pageReply = (
  page: Page<Record<string, unknown>>,
  before: readonly unknown[],
  errors: Readonly<Record<string, string>>,
  shown: Shown,
): Reply => {
  const { words, ctx, run } = shown;
  const key = `${run.words}.pages.${page.page}`;
  const hasErrors = Object.keys(errors).length > 0;
  return {
    card: 'page',
    data: {
      title: words(`${key}.title`),
      progress: before.length > 0 ? words('engine.progress', { n: before.length + 1 }) : '',
      alert: shown.alert ?? (hasErrors ? words('engine.again') : ''),
      lead: [...words.list(`${key}.lead`)],
      facts: page.contacts
        ? ctx.policy.urgentContacts.map(({ title, text }) => ({ title, words: text }))
        : [],
      links: page.contacts ? [ctx.policy.procedure] : [],
      inputs: page.ask.map((name) => input(name, shown, errors)),
      sources: sources(page, shown),
      buttons: pageButtons(page.page, before, shown),
    },
    summary: words(page.contacts ? 'engine.summary.urgent' : 'engine.summary.page'),
    how: shown.how,
    audience: 'person',
  };
};

const adviceReply = (
  step: Extract<AnyStep, { kind: 'advice' }>,
  { words, draft, how, ctx }: Shown,
): Reply => ({
  card: 'message',
  data: {
    title: words('engine.advice.title'),
    lead: words.list('engine.advice.lead').slice(),
    facts: ctx.policy.urgentContacts.map(({ title, text }) => ({ title, words: text })),
    buttons: [
      {
        title: words('engine.return'),
        press: { do: 'page', ...refer(draft, step.page.page) },
        style: 'positive',
      },
      urgentButton(words),
    ],
  },
  summary: words('engine.summary.advice'),
  how,
  audience: 'person',
});

const answerText = (name: string, { words, run, draft }: Shown) => {
  const question = run.form.questions[name] as Question;
  const value = valueText(draft.given[name]?.value);
  if (value === '') return words('engine.blank');
  if (!question.options) return value;
  const say = (option: string) =>
    option === NOT_SURE
      ? words('common.not-sure')
      : words(`${run.words}.questions.${name}.options.${option}`);
  return value.split(',').map(say).join(', ');
};

const checkReply = (step: AnyStep, shown: Shown): Reply => {
  const { words, run, draft } = shown;
  const rows = step.before.flatMap((page) =>
    page.ask.map((name) => ({
      label: words(`${run.words}.questions.${name}.label`),
      value: answerText(name, shown),
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
      return pageReply(step.page, step.before, step.errors, shown);
    case 'advice':
      return adviceReply(step, shown);
    case 'end':
      return checkReply(step, shown);
  }
};
