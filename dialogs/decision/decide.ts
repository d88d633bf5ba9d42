import { type Found, type Passed, walk } from '../engine/table.ts';
import type { Context, Question } from '../engine/types.ts';
import { factsOf } from './facts.ts';
import { open } from './pages.ts';
import { type DecisionAnswers, questions } from './questions.ts';
import { holds } from './rules.ts';
import { settle } from './settle.ts';
import { type RowName, table } from './table.ts';

/** Where a walk goes on: a row, what was found before it, and how it was come to. */
export type Start = { row: RowName; found: Found; path?: readonly Passed<RowName>[] };

/** Where the answers lead: a question that is still open, or the end, with everything found on the way. */
export const decide = (
  answers: DecisionAnswers,
  ctx: Context,
  start: Start = { row: 'T0', found: { notes: [] } },
) =>
  walk(
    {
      table,
      start: start.row,
      missing: (question, found) =>
        (questions[question] as Question).required && open(question, answers, factsOf(answers, ctx, found)),
      holds: (rule, found) => holds(rule, factsOf(answers, ctx, found)),
      settle: (give, found) => settle(give, found, factsOf(answers, ctx, found)),
    },
    start.found,
    start.path,
  );

export type Decided = ReturnType<typeof decide>;
