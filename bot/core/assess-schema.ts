import type { QuestionName } from '../../dialogs/decision/questions.ts';
import { questionKey } from '../../dialogs/engine/accept.ts';
import type { Question } from '../../dialogs/engine/types.ts';
import type { Asking } from './assess-answers.ts';
import { sayAsked } from './assess-asked.ts';
import { choicesOf } from './present/choices.ts';

/** The answers of a dialog as a JSON Schema, for whoever writes cases by hand or by machine. */

type Schema = Readonly<Record<string, unknown>>;

const titled = (name: string, question: Question, { dialog, words, ctx }: Asking) =>
  choicesOf(question, { words, ctx, key: questionKey(name, question, dialog.name), given: {} }).map(
    ({ value, title, detail }) => ({ const: value, title, ...(detail ? { description: detail } : {}) }),
  );

/** Where options come from what was written before, such as the lines to share, others than these may fit. */
const optionSchema = (name: string, question: Question, asking: Asking): Schema => {
  const oneOf = titled(name, question, asking);
  const isOpen = question.pick && question.pick({}, asking.ctx).length === 0;
  return isOpen
    ? { anyOf: [{ oneOf }, { type: 'string', description: asking.words('assess.schema.open') }] }
    : { oneOf };
};

const valueSchema = (name: string, question: Question, asking: Asking): Schema => {
  switch (question.kind) {
    case 'text':
    case 'long':
      return { type: 'string', maxLength: question.maxLength ?? 2000 };
    case 'choice':
      return optionSchema(name, question, asking);
    case 'many':
      return { type: 'array', items: optionSchema(name, question, asking), uniqueItems: true };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'time':
      return { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' };
    case 'number':
      return { type: 'number' };
    case 'toggle':
      return { type: 'boolean' };
  }
};

type Page = { page: string; ask: readonly string[] };

const firstPage = ({ dialog, ctx }: Asking): Page | undefined => {
  const first: unknown = dialog.next({}, ctx);
  return first && typeof first === 'object' && 'ask' in first ? (first as Page) : undefined;
};

const askedWhen = (name: string, first: Page | undefined, { dialog, words, ctx }: Asking): Schema => {
  if (dialog.name === 'decision') return { 'x-asked': sayAsked(name as QuestionName, ctx, words) };
  if (!first?.ask.includes(name)) return {};
  return {
    'x-asked': words('assess.asked.page', { title: words(`${dialog.name}.pages.${first.page}.title`) }),
  };
};

const property = (name: string, question: Question, first: Page | undefined, asking: Asking): Schema => {
  const { words, dialog } = asking;
  const key = questionKey(name, question, dialog.name);
  const said = ['hint', 'why'].flatMap((part) =>
    words.has(`${key}.${part}`) ? words(`${key}.${part}`) : [],
  );
  return {
    title: words(`${key}.label`),
    description: said.filter(Boolean).join(' '),
    ...valueSchema(name, question, asking),
    ...(question.assumed
      ? { default: question.kind === 'many' ? [question.assumed] : question.assumed }
      : {}),
    'x-decides': question.decides !== false,
    ...askedWhen(name, first, asking),
  };
};

export const schemaOf = (asking: Asking): Schema => {
  const { dialog, words } = asking;
  const questions = Object.entries(dialog.questions as Readonly<Record<string, Question>>);
  const first = firstPage(asking);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:sharewell:answers:${dialog.name}:${dialog.version}`,
    title: words(`${dialog.name}.name`),
    description: words('assess.schema.about'),
    type: 'object',
    properties: Object.fromEntries(
      questions.map(([name, question]) => [name, property(name, question, first, asking)]),
    ),
    required:
      dialog.needs ??
      questions.filter(([name, { required }]) => required && first?.ask.includes(name)).map(([name]) => name),
    additionalProperties: false,
  };
};
