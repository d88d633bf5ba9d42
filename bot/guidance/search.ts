import type { Entry } from './entry.ts';
import { type Features, featuresOf, type Index, indexOf, known, nearness } from './index.ts';

/** Finds the entries that a question is nearest to. The same question always finds the same, and nothing is made up. */

export type Library = {
  entries: readonly Entry[];
  /** Each way of asking, and the entry it leads to. */
  ways: Index;
  of: Uint32Array;
  /** What each entry says. */
  says: Index;
};

export type Ranked = { entry: Entry; score: number };

const sectionsOf = ({ citations }: Entry): string[] =>
  citations.filter(({ id }) => !id.startsWith('law:')).map(({ id, section }) => `${id} | ${section}`);

export const libraryOf = (entries: readonly Entry[]): Library => {
  const ways = entries.flatMap(({ title, asked }, at) => [title, ...asked].map((text) => ({ text, at })));
  return {
    entries,
    ways: indexOf(ways.map(({ text }) => text)),
    of: Uint32Array.from(ways.map(({ at }) => at)),
    says: indexOf(
      entries.map(({ title, short, more, before, differs, citations }) =>
        [title, short, more, before, differs, ...citations.map(({ section }) => section)].join(' '),
      ),
    ),
  };
};

/** The nearest way of asking counts most; two more make it sure. */
const best = [0.7, 0.2, 0.1] as const;

/** The ways to ask one entry stand together, so a walk through them needs to remember three numbers. */
const byWays = ({ entries, ways, of }: Library, question: Features): Float64Array => {
  const scores = nearness(ways, question, { terms: 0.6, grams: 1 });
  const sums = new Float64Array(entries.length);
  let at = 0;
  for (let entry = 0; entry < entries.length; entry += 1) {
    let first = 0;
    let second = 0;
    let third = 0;
    for (; of[at] === entry; at += 1) {
      const score = scores[at] as number;
      if (score <= third) continue;
      third = Math.min(score, second);
      second = Math.min(Math.max(score, second), first);
      first = Math.max(score, first);
    }
    sums[entry] = best[0] * first + best[1] * second + best[2] * third;
  }
  return sums;
};

/** Documents that a question may name. */
const documents: readonly (readonly [RegExp, string])[] = [
  [/southampton/i, 'southampton'],
  [/norfolk|ministers?\b/i, 'norfolk'],
  [/rotherham/i, 'rotherham'],
  [/\bhmg?\b|\bhm gov|\bq ?(&|and) ?a\b/i, 'hmg'],
];

/** Whether an entry is from a document that the question names: 1, -1 from another, 0 where it names none. */
const namedIn = (question: string): ((entry: Entry) => number) => {
  const asked = documents.filter(([name]) => name.test(question)).map(([, source]) => source);
  return ({ kind, citations }) => {
    if (asked.length === 0 || kind !== 'answer') return 0;
    return citations.some(({ id }) => asked.includes(id.split('-')[0] ?? '')) ? 1 : -1;
  };
};

const weights = { says: 1, named: 0.1, section: 0.3, floor: 0.6 } as const;
const looked = 60;

/** Several entries that answer from one section speak for it. */
const withSections = (ranked: readonly Ranked[]): Ranked[] => {
  const floor = weights.floor * (ranked[0]?.score ?? 0);
  const mass = new Map<string, number>();
  const keysOf = (entry: Entry) => {
    const sections = sectionsOf(entry);
    return sections.length > 0 ? sections : [entry.id];
  };
  for (const { entry, score } of ranked)
    for (const key of keysOf(entry)) mass.set(key, (mass.get(key) ?? 0) + Math.max(0, score - floor) ** 2);
  return ranked.map(({ entry, score }) => {
    const most = Math.max(
      0,
      ...keysOf(entry)
        .slice(0, 2)
        .map((key) => mass.get(key) ?? 0),
    );
    return { entry, score: score + weights.section * Math.sqrt(most) };
  });
};

const highestFirst = (a: Ranked, b: Ranked): number =>
  b.score - a.score || (a.entry.id < b.entry.id ? -1 : 1);

const rank = (library: Library, question: string, features: Features): Ranked[] => {
  const asked = byWays(library, features);
  const said = nearness(library.says, features, { terms: 1, grams: 0.5 });
  const named = namedIn(question);
  const least = asked.slice().sort().at(-looked) ?? 0;
  const near = library.entries.flatMap((entry, at) => {
    const ways = asked[at] as number;
    if (ways < least) return [];
    return { entry, score: ways + weights.says * (said[at] as number) + weights.named * named(entry) };
  });
  return withSections(near.sort(highestFirst)).sort(highestFirst);
};

/** What a confidence is worked out from. */
export type Signs = { top: number; lead: number; outside: number; known: number };

const signsOf = (ranked: readonly Ranked[], share: number): Signs => {
  const answers = ranked.filter(({ entry }) => entry.kind === 'answer');
  const others = ranked.filter(({ entry }) => entry.kind !== 'answer');
  const top = answers[0]?.score ?? 0;
  return { top, lead: top - (answers[3]?.score ?? 0), outside: others[0]?.score ?? 0, known: share };
};

/** The entries that a question is nearest to, the nearest first, and what that says of how sure it is. */
export const search = (library: Library, question: string): { ranked: Ranked[]; signs: Signs } => {
  const features = featuresOf(question);
  const ranked = rank(library, question, features);
  return { ranked, signs: signsOf(ranked, known(library.ways, features)) };
};
