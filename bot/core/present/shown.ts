import { questionKey } from '../../../dialogs/engine/accept.ts';
import type { Context, Page, Question } from '../../../dialogs/engine/types.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Draft, Run } from '../drafts.ts';
import type { Reply } from '../reply.ts';
import type { Press } from '../turn.ts';

/** What the cards of a draft are made from. */

export type AnyAnswers = Readonly<Record<string, unknown>>;
export type AnyPage = Page<Record<string, unknown>>;

/** A page of these questions only, for changing or adding an answer: named after them. */
export const pageOnly = (...questions: readonly string[]): string => `?${questions.join(',')}`;
export const onlyOf = (page: string | undefined): readonly string[] =>
  page?.startsWith('?') ? page.slice(1).split(',') : [];

export type Shown = {
  words: Words;
  ctx: Context;
  run: Run;
  draft: Draft;
  alert?: string;
  how: Reply['how'];
};

export const refer = (draft: Draft, page?: string): Omit<Press, 'do'> => ({
  ref: draft.ref,
  dialog: draft.dialog,
  seq: draft.seq,
  ...(draft.action ? { action: draft.action } : {}),
  ...(page ? { page } : {}),
});

export const valueText = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(',');
  return value === undefined || value === null ? '' : String(value);
};

export const questionOf = ({ run }: Shown, name: string) => run.form.questions[name] as Question;

/** Where the words of a question are: with its dialog, or with the one that asked it first. */
export const keyOf = (shown: Shown, name: string): string =>
  questionKey(name, questionOf(shown, name), shown.run.words);

export const asked = (name: string, shown: Shown) => ({
  words: shown.words,
  ctx: shown.ctx,
  key: keyOf(shown, name),
  given: shown.draft.given,
});
