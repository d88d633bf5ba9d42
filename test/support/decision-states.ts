import { factsOf } from '../../dialogs/decision/facts.ts';
import { open } from '../../dialogs/decision/pages.ts';
import { type DecisionAnswers, type QuestionName, questions } from '../../dialogs/decision/questions.ts';
import { holds, type RuleName } from '../../dialogs/decision/rules.ts';
import { settle } from '../../dialogs/decision/settle.ts';
import { type RowName, table } from '../../dialogs/decision/table.ts';
import { type Found, type Table, walk } from '../../dialogs/engine/table.ts';
import type { Context, Question } from '../../dialogs/engine/types.ts';
import { allWeighings, consentsOnFile, domainOf } from './decision-answers.ts';
import { caseOf, endOf, hangsOn, keyOf, marksOf } from './decision-keys.ts';
import { type Edge, type Graph, letterOf, type State, type Step, wayOf } from './decision-table.ts';
import { goesOnUnsure, placeOf, readUnsure } from './decision-unsure.ts';

/** The sharing decision as states: runs that later rows cannot tell apart are one, and are followed once. */

type At = { row: RowName; found: Found; answers: DecisionAnswers };

/** The table with one row, after which the walk ends. */
const alone = Object.fromEntries(
  Object.entries(table).map(([name, row]) => [
    name,
    { [name]: { ...row, ways: row.ways.map((way) => ({ ...way, to: 'end' })) } },
  ]),
) as unknown as Record<RowName, Table<RuleName, RowName, QuestionName>>;

type Unread = { unread: QuestionName };
const isUnread = (fault: unknown): fault is Unread =>
  typeof fault === 'object' && fault !== null && 'unread' in fault;

/** Questions that a row reads and a later one asks: once answered they decide here too. */
const ahead: Partial<Record<RowName, readonly QuestionName[]>> = { RS: ['items'] };

/** Answers that stop whoever reads one that has not been thought of yet, though it may be given. */
const watched = (row: RowName, answers: DecisionAnswers): DecisionAnswers =>
  new Proxy(answers, {
    get: (target, name) => {
      const question = name as QuestionName;
      if (question in target) return target[question];
      if (!(questions[question] as Question).required || ahead[row]?.includes(question))
        throw { unread: question };
      return undefined;
    },
  });

/** Some more answers, without a copy of those that there are. */
const beside = (answers: DecisionAnswers, more: DecisionAnswers): DecisionAnswers =>
  Object.assign(Object.create(answers), more);

const pass = ({ row, found, answers }: At, ctx: Context) => {
  const seen = watched(row, answers);
  return walk(
    {
      table: alone[row],
      start: row,
      missing: (question, now) =>
        (questions[question] as Question).required && open(question, answers, factsOf(seen, ctx, now)),
      holds: (rule, now) => holds(rule, factsOf(seen, ctx, now)),
      settle: (give, now) => settle(give, now, factsOf(seen, ctx, now)),
    },
    found,
  );
};

/** The question that comes next in this row, or the way on. */
const openOr = (at: At, ctx: Context): QuestionName | Omit<Edge, 'answers'> => {
  try {
    const { open: left, path, recommendation, notes } = pass(at, ctx);
    if (left) return left.question;
    const when = path[0]?.when as RuleName;
    const step: Step = { row: at.row, when, to: wayOf({ row: at.row, when }).to };
    return {
      ...step,
      letter: letterOf(step),
      found: { notes, ...(recommendation ? { recommendation } : {}) },
    };
  } catch (fault) {
    if (isUnread(fault)) return fault.unread;
    throw fault;
  }
};

/** What the weighing comes to, as the rows of it that are passed. */
const weighingOf = (answers: DecisionAnswers, ctx: Context): string => {
  const steps: string[] = [];
  for (let row: RowName | 'end' = 'PI1'; row.startsWith('PI'); ) {
    const step = openOr({ row: row as RowName, found: { notes: [] }, answers }, ctx) as Edge;
    steps.push(step.letter);
    row = step.to;
  }
  return steps.join();
};

/** One weighing for each thing it can come to; `decision-weighing.test.ts` goes through all that may be answered. */
const createWeighings = (ctx: Context) => {
  const known = new Map<string, readonly DecisionAnswers[]>();
  return (answers: DecisionAnswers): readonly DecisionAnswers[] => {
    const marks = marksOf(factsOf(answers, ctx)).join();
    const before = known.get(marks);
    if (before) return before;
    const found = new Map<string, DecisionAnswers>();
    for (const weighing of allWeighings) {
      const steps = weighingOf(beside(answers, weighing), ctx);
      const kind = [steps, weighing.proportionate === 'less', weighing.whoAtRisk === 'adult-able'].join();
      if (!found.has(kind)) found.set(kind, weighing);
    }
    const all = [...found.values()];
    known.set(marks, all);
    return all;
  };
};

/** All that may be done in a row: which answers take which way. */
const createEdges = (ctx: Context, asked: Set<QuestionName>) => {
  const values = domainOf(ctx);
  const weighings = createWeighings(ctx);
  const given = (question: QuestionName, answers: DecisionAnswers): readonly DecisionAnswers[] => {
    if (question === 'whoAtRisk') return weighings(answers);
    const consents = question === 'giver' ? consentsOnFile(factsOf(answers, ctx)) : undefined;
    return consents ?? values(question).map((value) => ({ [question]: value }));
  };
  const edges = (at: At, answers: DecisionAnswers = {}): Edge[] => {
    const all = beside(at.answers, answers);
    const next = openOr({ ...at, answers: all }, ctx);
    if (typeof next !== 'string') return [{ ...next, answers }];
    if ((questions[next] as Question).required) asked.add(next);
    return given(next, all).flatMap((more) => edges(at, { ...answers, ...more }));
  };
  return edges;
};

/** Of the ways on from a state, one for each place they lead to; those of states that hang on the same, from memory. */
type Sets = { asked: Set<QuestionName>; unsure: Set<string>; past: Set<string> };
const createWaysOn = (
  ctx: Context,
  { asked, unsure, past }: Sets,
  reach: (from: State, edge: Edge) => void,
) => {
  const edgesOf = createEdges(ctx, asked);
  const memory = new Map<string, readonly Edge[]>();
  const remembered = (state: State): { key?: string; edges: readonly Edge[] } => {
    const facts = hangsOn[state.row]?.(factsOf(state.answers, ctx, state.found));
    if (facts === undefined) return { edges: edgesOf(state) };
    const key = `${state.row} ${JSON.stringify(facts)}`;
    const known = memory.get(key)?.map(({ when, answers }) => {
      const edge = openOr({ ...state, answers: beside(state.answers, answers) }, ctx);
      if (typeof edge === 'string' || edge.when !== when) throw new Error(`${key} does not decide ${when}`);
      return { ...edge, answers };
    });
    return { key, edges: known ?? edgesOf(state) };
  };
  return (state: State): readonly Edge[] => {
    const { key, edges } = remembered(state);
    const once = new Map<string, Edge>();
    for (const edge of edges) {
      if (edge.to === 'end') edge.end = endOf(edge.found);
      else reach(state, edge);
      if (!once.has(placeOf(edge))) once.set(placeOf(edge), edge);
    }
    if (key !== undefined && memory.has(key)) return [...once.values()];
    for (const read of readUnsure(edges)) unsure.add(read);
    for (const gone of goesOnUnsure(edges)) past.add(gone);
    if (key !== undefined) memory.set(key, [...once.values()]);
    return [...once.values()];
  };
};

export const explore = (ctx: Context): Graph => {
  const sets: Sets = { asked: new Set(), unsure: new Set(), past: new Set() };
  const states = new Map<string, State>();
  const reach = (row: RowName, found: Found, by?: { from: State; edge: Edge }): State => {
    const all = beside(by?.from.answers ?? {}, by?.edge.answers ?? {});
    const key = keyOf(row, all, found, ctx);
    const known = states.get(key);
    if (known) return known;
    const answers = { ...by?.from.answers, ...by?.edge.answers };
    const state: State = { key, row, found, answers, case: caseOf(factsOf(all, ctx, found)), edges: [] };
    if (by) state.by = by;
    states.set(key, state);
    return state;
  };
  const start = reach('T0', { notes: [] });
  const waysOn = createWaysOn(ctx, sets, (from, edge) => {
    edge.next = reach(edge.to as RowName, edge.found, { from, edge });
  });
  for (const state of states.values()) state.edges.push(...waysOn(state));
  return { start, states: [...states.values()], ...sets };
};
