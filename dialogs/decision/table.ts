import type { Table } from '../engine/table.ts';
import type { QuestionName } from './questions.ts';
import type { RuleName } from './rules.ts';
import { closing } from './table/closing.ts';
import { deciding } from './table/deciding.ts';
import { opening } from './table/opening.ts';
import type { RowName } from './table/ways.ts';
import { weighing } from './table/weighing.ts';

/**
 * The decision table: from the first question to the recommendation, and from there to the person's decision. Law
 * decides before consent is waited for; consent that is refused leads on to the weighing; nothing reads whether there
 * is an agreement.
 */
export const table: Table<RuleName, RowName, QuestionName> = {
  ...opening,
  ...deciding,
  ...weighing,
  ...closing,
};

export type { RowName } from './table/ways.ts';
