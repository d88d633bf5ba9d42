import type { Citation, Question } from '../engine/types.ts';
import { linePicks } from './picks.ts';

/** The kinds of question there are here, and where questions come from. */

export const cite = (id: string, section: string): Citation => ({ id, section });
export const norfolk = (section: string) => cite('norfolk-2015', section);
export const rotherham = (section: string) => cite('rotherham-3.2', section);
export const southampton = (section: string) => cite('southampton-2010', section);
export const questions4 = cite('hmg-qa-2008', 'question 4');
export const law = (id: string, section = '') => cite(`law:${id}`, section);

export const choice = (options: readonly string[], citations: readonly Citation[]) =>
  ({ kind: 'choice', options, required: true, citations }) as const satisfies Question;
/** Needs judgement: "Not sure" is offered and leads to advice. */
export const judge = (options: readonly string[], citations: readonly Citation[]) =>
  ({ ...choice(options, citations), judgement: true }) as const satisfies Question;
export const assume = (assumed: string, question: Question) => ({ ...question, required: false, assumed });
export const some = (options: readonly string[], citations: readonly Citation[]) =>
  ({ kind: 'many', options, required: false, citations }) as const satisfies Question;
/** At least one must be ticked, if only "none". */
export const several = (options: readonly string[], citations: readonly Citation[]) =>
  ({ ...some(options, citations), required: true }) as const satisfies Question;
/** Lines of what is to be shared. */
export const marks = (citations: readonly Citation[]) =>
  ({ ...several(['none'], citations), pick: linePicks, decides: false }) as const satisfies Question;
/** Written for the record; what is written decides nothing. */
export const told = (maxLength: number, citations: readonly Citation[], required = true) =>
  ({ kind: 'long', required, maxLength, spot: true, decides: false, citations }) as const satisfies Question;
