import type { Table, Way } from '../../engine/table.ts';
import type { QuestionName } from '../questions.ts';
import type { RuleName } from '../rules.ts';

/** The ways that rows lead on by: to another row, or to a recommendation and what may still stop it. */

export type RowName =
  | ('T0' | 'T1' | 'T1a' | 'T1p' | 'T1f' | 'T1r' | 'T1b' | 'T2' | 'T3' | 'D1' | 'D1w' | 'T4')
  | (
      | 'Q1'
      | 'Q1b'
      | 'Q2'
      | 'Q2a'
      | 'Q3'
      | 'Q4'
      | 'Q5a'
      | 'Q4d'
      | 'Q4c'
      | 'Q4b'
      | 'Q5b'
      | 'Q5d'
      | 'Q2b'
      | 'Q5c'
    )
  | ('PI1' | 'PI2' | 'PI3' | 'PI4' | 'PI5' | 'PI6' | 'PI7' | 'RS' | 'RS2' | 'Q6' | 'Q6n' | 'Q6b' | 'Q7')
  | ('Q7c' | 'Q7d' | 'Q7s' | 'Q7n');

export type DecisionWay = Way<RuleName, RowName>;

export const on = (when: RuleName, to: RowName | 'end', note?: string): DecisionWay =>
  note ? { when, to, note: [note] } : { when, to };
export const give = (when: RuleName, outcome: string, reason: string, to: RowName | 'end'): DecisionWay => ({
  when,
  to,
  give: { outcome, reason },
});
/** A recommendation to share may still be stopped by a restriction, and narrowed by the six tests. */
export const share = (when: RuleName, reason: string, outcome = 'SHARE') => give(when, outcome, reason, 'RS');
export const unnamed = (when: RuleName, reason: string) => give(when, 'SHARE_DEPERSONALISED', reason, 'RS');
export const refuse = (when: RuleName, reason: string) => give(when, 'DO_NOT_SHARE', reason, 'Q7c');
export const ask = (when: RuleName, reason: string) => give(when, 'SEEK_CONSENT', reason, 'Q7c');
export const advice = (when: RuleName, reason: string) => give(when, 'SEEK_ADVICE', reason, 'Q7c');
export const escalate = (when: RuleName, reason: string) => give(when, 'ESCALATE', reason, 'Q7c');
/** What comes after a recommendation to share: something stops it, or less of it goes. */
export const stop = (when: RuleName, outcome: string, reason: string): DecisionWay => ({
  when,
  to: 'Q7c',
  give: { outcome, reason, as: 'stop' },
});
export const narrow = (when: RuleName, reason: string, to: RowName): DecisionWay => ({
  when,
  to,
  give: { outcome: 'SHARE_LIMITED', reason, as: 'narrow' },
});

export type Rows<Name extends RowName> = Pick<Table<RuleName, RowName, QuestionName>, Name>;
