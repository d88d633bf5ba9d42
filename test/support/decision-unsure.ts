import type { QuestionName } from '../../dialogs/decision/questions.ts';
import { NOT_SURE } from '../../dialogs/engine/accept.ts';
import { type Edge, wayOf } from './decision-table.ts';

/** What "Not sure" leads to: never to what another answer leads to, and to advice, or to a manager. */

/** Where an edge leads: edges of one state that lead to one place are one. */
export const placeOf = (edge: Edge): string => `${edge.when} ${edge.next?.key ?? edge.end}`;

/** The same for edges after which nobody can tell which of them was taken. */
const effectOf = ({ next, end, found }: Edge): string => JSON.stringify([next?.key ?? end, found.notes]);

const isUnsure = ({ answers }: Edge, question: string): boolean =>
  answers[question as QuestionName] === NOT_SURE;

/** Where both answered the same, but for this question; what only the other was asked, it was sure of. */
const differOnlyIn = (question: string, unsure: Edge, sure: Edge): boolean =>
  Object.entries(sure.answers).every(([name, value]) => {
    if (name === question) return true;
    return name in unsure.answers ? unsure.answers[name as QuestionName] === value : !isUnsure(sure, name);
  });

/** Answers that lead to the very same as "Not sure" does, all others being equal: row, question, answer. */
export const readUnsure = (edges: readonly Edge[]): string[] => {
  const effects = new Map<string, Edge[]>();
  for (const edge of edges) effects.set(effectOf(edge), [...(effects.get(effectOf(edge)) ?? []), edge]);
  return [...effects.values()].flatMap((alike) =>
    alike.flatMap((unsure) =>
      Object.keys(unsure.answers)
        .filter((question) => isUnsure(unsure, question))
        .flatMap((question) =>
          alike
            .filter((sure) => question in sure.answers && !isUnsure(sure, question))
            .filter((sure) => differOnlyIn(question, unsure, sure))
            .map((sure) => `${sure.row} ${question} ${sure.answers[question as QuestionName]}`),
        ),
    ),
  );
};

/** Where "Not sure" is the one thing that somebody is not sure of, and the row goes on all the same: row, question. */
export const goesOnUnsure = (edges: readonly Edge[]): string[] =>
  edges.flatMap((edge) => {
    const [question, ...more] = Object.keys(edge.answers).filter((name) => isUnsure(edge, name));
    const settled = ['SEEK_ADVICE', 'ESCALATE'].includes(wayOf(edge).give?.outcome ?? '');
    return question === undefined || more.length > 0 || settled ? [] : [`${edge.row} ${question}`];
  });
