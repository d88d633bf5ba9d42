import { asked } from '../../dialogs/decision/asked.ts';
import { factsOf } from '../../dialogs/decision/facts.ts';
import { type DecisionAnswers, type QuestionName, questions } from '../../dialogs/decision/questions.ts';
import { table } from '../../dialogs/decision/table.ts';
import { optionsOf } from '../../dialogs/engine/accept.ts';
import type { Context, Question } from '../../dialogs/engine/types.ts';
import type { Words } from '../../dialogs/words.ts';

/**
 * When a question of the decision is asked, in words: at which rows, and after which answers. Each condition is a
 * function, so the answers are found by trying: it is watched for what it looks at, and given every option of that.
 */

type Pair = readonly [question: QuestionName, option: string];
type Group = Readonly<Record<string, readonly string[]>>;
type Case = { all: Group; unless: Group };

/** Only what the rows ask before can be a condition. */
const order: readonly QuestionName[] = [...new Set(Object.values(table).flatMap(({ asks }) => asks))];

const comesBefore = (name: QuestionName, question: QuestionName): boolean =>
  order.indexOf(name) < order.indexOf(question) && asked[name] !== asked[question];

const holds = (
  question: QuestionName,
  pairs: readonly Pair[],
  ctx: Context,
  reads = new Set<QuestionName>(),
) => {
  const answers: DecisionAnswers = Object.fromEntries(
    pairs.map(([name, option]) => [name, questions[name].kind === 'many' ? [option] : option]),
  );
  const facts = factsOf(answers, ctx);
  const watch =
    <Rest extends unknown[], T>(look: (name: QuestionName, ...rest: Rest) => T) =>
    (name: QuestionName, ...rest: Rest): T => {
      reads.add(name);
      return look(name, ...rest);
    };
  const watched = { ...facts, is: watch(facts.is), has: watch(facts.has), said: watch(facts.said) };
  return asked[question]?.(watched) ?? true;
};

/** Without the answers that make no difference. */
const smallest = (question: QuestionName, pairs: readonly Pair[], ctx: Context): readonly Pair[] => {
  const spare = pairs.find((pair) =>
    holds(
      question,
      pairs.filter((other) => other !== pair),
      ctx,
    ),
  );
  return spare
    ? smallest(
        question,
        pairs.filter((pair) => pair !== spare),
        ctx,
      )
    : pairs;
};

const grouped = (pairs: readonly Pair[]): Group => {
  const names = [...new Set(pairs.map(([name]) => name))];
  const optionsFor = (wanted: string) =>
    pairs.filter(([name]) => name === wanted).map(([, option]) => option);
  return Object.fromEntries(names.map((name) => [name, optionsFor(name)]));
};

const mostTogether = 3;

/** Every answer to what was looked at, beside those that were given. */
const further = (
  question: QuestionName,
  pairs: readonly Pair[],
  reads: ReadonlySet<QuestionName>,
  ctx: Context,
) =>
  [...reads]
    .filter((name) => comesBefore(name, question) && !pairs.some(([had]) => had === name))
    .flatMap((name) => optionsOf(questions[name] as Question, {}, ctx).map((option): Pair => [name, option]));

/** More answers than this that forbid it are those of a case that is not filled in yet. */
const mostUnless = 8;

const caseOf = (question: QuestionName, pairs: readonly Pair[], ctx: Context): Case => {
  const all = smallest(question, pairs, ctx);
  const reads = new Set<QuestionName>();
  holds(question, all, ctx, reads);
  const unless = further(question, all, reads, ctx).filter((pair) => !holds(question, [...all, pair], ctx));
  return { all: grouped(all), unless: grouped(unless.length > mostUnless ? [] : unless) };
};

const search = (question: QuestionName, pairs: readonly Pair[], ctx: Context): Case[] => {
  const reads = new Set<QuestionName>();
  if (holds(question, pairs, ctx, reads)) return [caseOf(question, pairs, ctx)];
  if (pairs.length === mostTogether) return [];
  return further(question, pairs, reads, ctx).flatMap((pair) => search(question, [...pairs, pair], ctx));
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The question in which the two differ, where that is the only one; nothing where they are the same. */
const difference = (a: Case, b: Case): { apart: string | undefined } | undefined => {
  const names = Object.keys(a.all).sort();
  if (!same(Object.keys(b.all).sort(), names) || !same(a.unless, b.unless)) return undefined;
  const apart = names.filter((name) => !same(a.all[name], b.all[name]));
  return apart.length < 2 ? { apart: apart[0] } : undefined;
};

/** Two cases that differ in one answer are one case with either answer. */
const merged = (cases: readonly Case[]): Case[] => {
  const kept: Case[] = [];
  for (const next of cases) {
    const at = kept.findIndex((other) => difference(other, next));
    const twin = kept[at];
    const apart = twin && difference(twin, next)?.apart;
    if (!twin) kept.push(next);
    else if (apart) {
      const options = [...new Set([...(twin.all[apart] ?? []), ...(next.all[apart] ?? [])])];
      kept[at] = { ...twin, all: { ...twin.all, [apart]: options } };
    }
  }
  return kept;
};

const quote = (options: readonly string[], words: Words): string =>
  options.map((option) => `"${option}"`).join(words('assess.asked.or'));

/** Where nearly every answer leads there, it is shorter to say which does not. */
const sayGroup = (group: Group, ctx: Context, words: Words, joint: 'and' | 'or'): string =>
  Object.entries(group)
    .map(([name, options]) => {
      const all = optionsOf(questions[name as QuestionName] as Question, {}, ctx);
      const others = all.filter((option) => !options.includes(option));
      return others.length < options.length && others.length > 0
        ? words('assess.asked.is-not', { name, options: quote(others, words) })
        : words('assess.asked.is', { name, options: quote(options, words) });
    })
    .join(words(`assess.asked.${joint}`));

const sayCase = ({ all, unless }: Case, ctx: Context, words: Words): string => {
  const when = sayGroup(all, ctx, words, 'and');
  const not = sayGroup(unless, ctx, words, 'or');
  if (!when) return words('assess.asked.always-unless', { unless: not });
  return not
    ? words('assess.asked.when-unless', { when, unless: not })
    : words('assess.asked.when', { when });
};

/** In words, when the decision asks this. */
export const sayAsked = (question: QuestionName, ctx: Context, words: Words): string => {
  const rows = Object.entries(table).filter(([, { asks }]) => asks.includes(question));
  if (rows.length === 0) return words('assess.asked.beside');
  const at = rows.map(([row]) => words('assess.asked.row', { row, title: words(`decision.rows.${row}`) }));
  const cases = asked[question] ? merged(search(question, [], ctx)) : undefined;
  const when = cases?.length === 0 ? [words('assess.asked.needed')] : (cases ?? []);
  return [...at, ...when.map((each) => (typeof each === 'string' ? each : sayCase(each, ctx, words)))].join(
    ' ',
  );
};
