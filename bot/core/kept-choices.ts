import type { Context, Question } from '../../dialogs/engine/types.ts';
import type { Words } from '../../dialogs/words.ts';

/**
 * Options come from a record, or from what was found, and while the store is away there is neither. What somebody chose
 * stays chosen, under words that say so: pressed again, it is held against the options there are then.
 */

const safely = <T>(options: () => readonly T[] | undefined): readonly T[] => {
  try {
    return options() ?? [];
  } catch {
    // Made for a record that is not there.
    return [];
  }
};

const valuesIn = (value: unknown): string[] =>
  String(value ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const kept = (question: Question, value: unknown, words: Words): Question => {
  const { pick, offers, options = [] } = question;
  const chosen = valuesIn(value);
  const own = chosen.filter((one) => options.includes(one));
  return {
    ...question,
    ...(offers
      ? {
          offers: (ctx: Context, answers: Readonly<Record<string, unknown>>) => [
            ...new Set([...safely(() => offers(ctx, answers)), ...own]),
          ],
        }
      : {}),
    ...(pick
      ? {
          pick: (answers: Readonly<Record<string, unknown>>, ctx: Context) => {
            const found = safely(() => pick(answers, ctx));
            const lost = chosen.filter(
              (one) => !options.includes(one) && !found.some((known) => known.value === one),
            );
            return [
              ...found,
              ...lost.map((one, at) => ({ value: one, title: words('faults.as-chosen', { n: at + 1 }) })),
            ];
          },
        }
      : {}),
  };
};

export const keptChoices = (
  questions: Readonly<Record<string, Question>>,
  answers: Readonly<Record<string, unknown>>,
  words: Words,
): Readonly<Record<string, Question>> =>
  Object.fromEntries(
    Object.entries(questions).map(([name, question]) => [
      name,
      name in answers ? kept(question, answers[name], words) : question,
    ]),
  );
