import { type Edge, letterOf, type State, type Step } from './decision-table.ts';

/** Counting paths. Two runs through the same rows and ways are one path, whatever else they differ in. */

export type Chain = { edge: Edge; before: Chain | undefined } | undefined;

export const edgesOf = (chain: Chain): Edge[] => {
  const edges: Edge[] = [];
  for (let link = chain; link; link = link.before) edges.push(link.edge);
  return edges.reverse();
};

/** States from which all goes on alike have one number. */
export const numbered = (states: readonly State[]): ((state: State) => number) => {
  const numbers = new Map<State, number>();
  const known = new Map<string, number>();
  const numberOf = (state: State): number => {
    const before = numbers.get(state);
    if (before !== undefined) return before;
    const ways = state.edges.map((edge) => `${edge.letter} ${edge.next ? numberOf(edge.next) : edge.end}`);
    const key = [...new Set(ways)].sort().join('|');
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    numbers.set(state, number);
    return number;
  };
  for (const state of states) numberOf(state);
  return (state) => numbers.get(state) as number;
};

/** Where one path may be, with how it came there: states that go on alike count once. */
export type Where = ReadonlyMap<number, { state: State; chain: Chain }>;
export type Onward = {
  edge: Edge;
  chain: Chain;
  where: Map<number, { state: State; chain: Chain }>;
  ends: Set<string>;
};

export const createFollow = (numberOf: (state: State) => number) => {
  const follow = (where: Where): ReadonlyMap<string, Onward> => {
    const onward = new Map<string, Onward>();
    for (const { state, chain: before } of where.values())
      for (const edge of state.edges) {
        const letter = edge.letter;
        const chain = { edge, before };
        const there = onward.get(letter) ?? { edge, chain, where: new Map(), ends: new Set() };
        onward.set(letter, there);
        if (edge.end !== undefined) there.ends.add(edge.end);
        const number = edge.next && numberOf(edge.next);
        if (edge.next && number !== undefined && !there.where.has(number))
          there.where.set(number, { state: edge.next, chain });
      }
    return onward;
  };
  return follow;
};
export type Follow = ReturnType<typeof createFollow>;

export const createCount = (follow: Follow) => {
  const counts = new Map<string, number>();
  const count = (where: Where): number => {
    const key = [...where.keys()].sort((a, b) => a - b).join();
    const known = counts.get(key);
    if (known !== undefined) return known;
    let total = 0;
    for (const there of follow(where).values()) total += there.edge.next ? count(there.where) : 1;
    counts.set(key, total);
    return total;
  };
  return count;
};

export const createKnows = (
  start: Where,
  follow: Follow,
): ((path: readonly Step[], end: string) => boolean) => {
  const known = new Map<string, ReadonlyMap<string, Onward>>();
  const onwardFrom = (where: Where) => {
    const key = [...where.keys()].join();
    const onward = known.get(key) ?? follow(where);
    known.set(key, onward);
    return onward;
  };
  return (path, end) => {
    let at: Onward | undefined;
    for (const step of path) {
      at = onwardFrom(at?.where ?? start).get(letterOf(step));
      if (!at) return false;
    }
    return at?.ends.has(end) ?? false;
  };
};

export const createDraw =
  (start: Where, follow: Follow, count: (where: Where) => number) =>
  (chance: () => number): readonly Edge[] => {
    let where = start;
    for (;;) {
      const onward = [...follow(where).values()];
      let left = Math.floor(chance() * count(where));
      const next = onward.find(({ edge, where: there }) => {
        left -= edge.next ? count(there) : 1;
        return left < 0;
      });
      if (!next) throw new Error('no path left to draw');
      if (!next.edge.next) return edgesOf(next.chain);
      where = next.where;
    }
  };
