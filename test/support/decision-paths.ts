import { decide } from '../../dialogs/decision/decide.ts';
import type { DecisionAnswers } from '../../dialogs/decision/questions.ts';
import type { Context } from '../../dialogs/engine/types.ts';
import {
  type Chain,
  createCount,
  createDraw,
  createFollow,
  createKnows,
  edgesOf,
  type Follow,
  numbered,
  type Where,
} from './decision-count.ts';
import { explore } from './decision-states.ts';
import { type Edge, type Graph, letterOf, type State, type Step, wayOf } from './decision-table.ts';

/**
 * Every path of the sharing decision: every sequence of rows and ways that some answers take. There are too many to
 * walk one by one. They are counted exactly, and these are walked: every beginning, up to a recommendation, once; and
 * every ending, from the recommendation on, once for each recommendation, set of harm marks and refusal it follows.
 */

export type Witness = {
  answers: DecisionAnswers;
  path: readonly Step[];
  found: ReturnType<typeof decide>;
};

export type Explored = {
  graph: Graph;
  paths: number;
  /** All that runs end with: outcome, reasons, notes. */
  endings: ReadonlySet<string>;
  visited: number;
  /** Whether some answers take this path, and end like this. */
  knows(path: readonly Step[], end: string): boolean;
  /** One of all paths, each as likely as any other. */
  draw(chance: () => number): Witness;
};

/** A recommendation that stands by itself: not one that stops or narrows an earlier one. */
const recommends = (step: Pick<Step, 'row' | 'when'>): boolean => {
  const { give } = wayOf(step);
  return give !== undefined && give.as === undefined;
};

/** Whether a recommendation may still come. */
const createMayRecommend = () => {
  const known = new Map<State, boolean>();
  const may = (state: State): boolean => {
    const before = known.get(state);
    if (before !== undefined) return before;
    const found = state.edges.some((edge) => recommends(edge) || (edge.next !== undefined && may(edge.next)));
    known.set(state, found);
    return found;
  };
  return may;
};

/** Every way to a recommendation, once. */
const beginnings = (start: Where, follow: Follow, visit: (chain: Chain) => void): void => {
  const may = createMayRecommend();
  const go = (where: Where): void => {
    for (const { edge, chain, where: there } of follow(where).values()) {
      if (recommends(edge)) visit(chain);
      const hopeful = new Map([...there].filter(([, { state }]) => may(state)));
      if (hopeful.size > 0) go(hopeful);
    }
  };
  go(start);
};

/** Every way on from a recommendation to the end, once for each state of things that it may find. */
const tailsOf = (memory: Map<State, ReadonlyMap<string, readonly Edge[]>>, state: State) => {
  const known = memory.get(state);
  if (known) return known;
  const tails = new Map<string, readonly Edge[]>();
  for (const edge of state.edges.filter((one) => !recommends(one))) {
    if (!edge.next) tails.set(`${edge.letter} ${edge.end}`, [edge]);
    else
      for (const [word, tail] of tailsOf(memory, edge.next))
        tails.set(`${edge.letter} ${word}`, [edge, ...tail]);
  }
  memory.set(state, tails);
  return tails;
};

const endings = (
  { states }: Graph,
  numberOf: (state: State) => number,
  visit: (before: State, edges: readonly Edge[]) => void,
): void => {
  const memory = new Map<State, ReadonlyMap<string, readonly Edge[]>>();
  const seen = new Set<string>();
  for (const state of states)
    for (const edge of state.edges.filter(recommends)) {
      const from = `${edge.letter} ${edge.next?.case}`;
      const alike = `${from} ${edge.next ? numberOf(edge.next) : edge.end}`;
      if (seen.has(alike)) continue;
      seen.add(alike);
      const tails = edge.next ? tailsOf(memory, edge.next) : new Map([[`${edge.end}`, []]]);
      for (const [word, tail] of tails) {
        if (!seen.has(`${from} ${word}`)) visit(state, [edge, ...tail]);
        seen.add(`${from} ${word}`);
      }
    }
};

const anyEnd = (state: State | undefined): Edge[] => {
  const edges: Edge[] = [];
  for (let at = state; at; at = edges.at(-1)?.next) edges.push(at.edges[0] as Edge);
  return edges;
};

/** The steps that led to where a state was first reached. */
const pathTo = (state: State): Edge[] => {
  const edges: Edge[] = [];
  for (let by = state.by; by; by = by.from.by) edges.push(by.edge);
  return edges.reverse();
};

/** The answers of these steps, replayed from the first question: they must lead the very same way. */
const witness = (edges: readonly Edge[], ctx: Context): Witness => {
  const answers: DecisionAnswers = {};
  for (const edge of edges) Object.assign(answers, edge.answers);
  const found = decide(answers, ctx);
  const path = found.path as readonly Step[];
  const same =
    path.length === edges.length && path.every((step, index) => letterOf(step) === edges[index]?.letter);
  if (found.open || !same)
    throw new Error(
      [
        JSON.stringify(answers),
        `went ${path.map(letterOf).join(', ')} ${JSON.stringify(found.open)}`,
        `not  ${edges.map(({ letter }) => letter).join(', ')}`,
      ].join('\n'),
    );
  return { answers, path, found };
};

export const everyPath = (ctx: Context, visit: (witness: Witness) => void): Explored => {
  const graph = explore(ctx);
  const numberOf = numbered(graph.states);
  const follow = createFollow(numberOf);
  const start: Where = new Map([[numberOf(graph.start), { state: graph.start, chain: undefined }]]);
  let visited = 0;
  const walk = (edges: readonly Edge[]): void => {
    visited += 1;
    visit(witness(edges, ctx));
  };
  beginnings(start, follow, (chain) => walk([...edgesOf(chain), ...anyEnd(chain?.edge.next)]));
  endings(graph, numberOf, (before, edges) => walk([...pathTo(before), ...edges]));
  const ends = graph.states.flatMap(({ edges }) => edges.flatMap(({ end }) => end ?? []));
  const count = createCount(follow);
  const draw = createDraw(start, follow, count);
  return {
    graph,
    paths: count(start),
    endings: new Set(ends),
    visited,
    knows: createKnows(start, follow),
    draw: (chance) => witness(draw(chance), ctx),
  };
};
