import type { DecisionAnswers, QuestionName } from '../../dialogs/decision/questions.ts';
import type { RuleName } from '../../dialogs/decision/rules.ts';
import { type RowName, table } from '../../dialogs/decision/table.ts';
import type { Found } from '../../dialogs/engine/table.ts';

/** The decision table as a graph of states and of the ways on from each. */

export type Step = { row: RowName; when: RuleName; to: RowName | 'end' };

/** One way on, and the answers given in its row that take it. */
export type Edge = Step & {
  answers: DecisionAnswers;
  found: Found;
  letter: string;
  next?: State;
  end?: string;
};

export type State = {
  key: string;
  row: RowName;
  found: Found;
  /** How it is first reached, and the answers that lead there. */
  by?: { from: State; edge: Edge };
  answers: DecisionAnswers;
  /** Who is marked as being at risk, and whether somebody said no. */
  case: string;
  edges: Edge[];
};

export type Graph = {
  start: State;
  states: readonly State[];
  /** Questions that somebody must answer in some row. */
  asked: ReadonlySet<QuestionName>;
  /** Where "Not sure" goes on for good like another answer to the same question: row, question, answer. */
  unsure: ReadonlySet<string>;
  /** Where a row goes on past a "Not sure": row, question. */
  past: ReadonlySet<string>;
};

export const letterOf = ({ row, when, to }: Step): string => `${row} ${when} ${to}`;

const ways = new Map(
  Object.entries(table).map(([row, { ways: all }]) => [row, new Map(all.map((way) => [way.when, way]))]),
);
export const wayOf = ({ row, when }: Pick<Step, 'row' | 'when'>) => {
  const way = ways.get(row)?.get(when);
  if (!way) throw new Error(`row ${row} has no way ${when}`);
  return way;
};
