import { decide } from '../../dialogs/decision/decide.ts';
import type { DecisionAnswers } from '../../dialogs/decision/questions.ts';
import { table } from '../../dialogs/decision/table.ts';
import type { Context } from '../../dialogs/engine/types.ts';
import type { Words } from '../../dialogs/words.ts';
import type { Assessable } from './assessable.ts';

/** The rows of a dialog's table that a case passed. A dialog without a table has none. */

type Passed = { row: string; when: string; to: string };
export type Trail = {
  path: readonly Passed[];
  /** What the rows asked that the case passed or stands at. */
  asks: ReadonlySet<string>;
};

const decisionTrail = (answers: DecisionAnswers, ctx: Context): Trail => {
  const { path, open } = decide(answers, ctx);
  const rows = [...path.map(({ row }) => row), ...(open ? [open.row] : [])];
  return { path, asks: new Set(rows.flatMap((row) => [...table[row].asks])) };
};

/** `path` is what the end itself says of it. */
export const trailOf = (
  { name, matters }: Assessable,
  answers: Readonly<Record<string, unknown>>,
  path: readonly Passed[],
  ctx: Context,
): Trail | undefined => {
  if (name === 'decision') return decisionTrail(answers as DecisionAnswers, ctx);
  return matters && { path, asks: new Set(matters(answers)) };
};

export type SaidPath = { row: string; question: string; rule: string; to: string };

export const sayPath = (dialog: string, trail: Trail | undefined, words: Words): SaidPath[] =>
  (trail?.path ?? []).map(({ row, when, to }) => ({
    row,
    question: words(`${dialog}.rows.${row}`),
    rule: words(`${dialog}.rules.${when}`),
    to,
  }));
