import { type Cover, covered, coverOf } from './cover.ts';
import type { Entry } from './entry.ts';
import {
  add,
  type Features,
  featuresOf,
  heaviness,
  type Index,
  indexOf,
  known,
  nearness,
  type Space,
  spaceOf,
} from './index.ts';
import { alike, apartFrom, meaningOf, type Sense, senseOf } from './meanings.ts';
import { respell, type Spelling, spellingOf } from './spell.ts';
import { meaningful, plain, stem, stemsOf, termsOf } from './words.ts';

/** Finds the entries that a question is nearest to. The same question always finds the same, and nothing is made up. */

export type Library = {
  entries: readonly Entry[];
  /** Each way of asking, and the entry it leads to. */
  ways: Index;
  of: Uint32Array;
  /** The entry that a question leads to which is asked just as one of them. */
  same: ReadonlyMap<string, number>;
  /** All the ways to ask each entry, as one text. */
  asks: Space;
  /** What each entry says. */
  says: Space;
  /** What the ways to ask each entry mean. */
  sense: Sense;
  cover: Cover;
  spelling: Spelling;
};

export type Ranked = { entry: Entry; score: number };

const sectionsOf = ({ citations }: Entry): string[] =>
  citations.filter(({ id }) => !id.startsWith('law:')).map(({ id, section }) => `${id} | ${section}`);

/** What introduces a question, and says nothing of what it is about. */
const frame = /^(what (is|are|s|does)|tell me( about)?|explain|show me|about|define)\s+/;
const sameKey = (text: string): string => stemsOf(plain(text).replace(frame, '')).join(' ');

/** Where two entries are asked alike, neither is the one. */
const sameOf = (ways: readonly { text: string; at: number }[]): Map<string, number> => {
  const all = new Map<string, number>();
  for (const { text, at } of ways) {
    const key = sameKey(text);
    if (key) all.set(key, all.get(key) === undefined || all.get(key) === at ? at : -1);
  }
  return new Map([...all].filter(([, at]) => at >= 0));
};

/** The entry that is asked for in these very words. */
export const sameAs = ({ entries, same }: Library, question: string): Entry | undefined =>
  entries[same.get(sameKey(question)) ?? -1];

const meaning = (ways: Index, text: string): Float32Array =>
  meaningOf(meaningful(text), (word) => heaviness(ways, stem(word)));

export const libraryOf = (entries: readonly Entry[]): Library => {
  const spelling = spellingOf(entries);
  const ways = entries.flatMap(({ kind, title, asked }, at) =>
    [title, ...asked].map((text) => ({ text: respell(spelling, text), at, answered: kind === 'answer' })),
  );
  const index = indexOf(ways.map(({ text }) => text));
  const grouped = entries.map((): string[] => []);
  for (const { text, at } of ways) grouped[at]?.push(text);
  return {
    entries,
    ways: index,
    of: Uint32Array.from(ways.map(({ at }) => at)),
    same: sameOf(ways),
    asks: spaceOf(grouped.map((texts) => texts.flatMap(stemsOf))),
    says: spaceOf(
      entries.map(({ title, short, more, before, differs, citations }) =>
        termsOf([title, short, more, before, differs, ...citations.map(({ section }) => section)].join(' ')),
      ),
    ),
    sense: senseOf(grouped.map((texts) => texts.map((text) => meaning(index, text)))),
    cover: coverOf(index, ways),
    spelling,
  };
};

/** The nearest way of asking counts most; two more make it sure. */
const best = [0.7, 0.2, 0.1] as const;

/** The ways to ask one entry stand together, so a walk through them needs to remember three numbers. */
const byWays = ({ entries, ways, of }: Library, question: Features): Float64Array => {
  const scores = nearness(ways, question, { terms: 0.6, grams: 1, most: 0.1 });
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

const weights = { asks: 1.75, says: 0.8, sense: 0.35, named: 0.1, section: 0.3, floor: 0.6 } as const;
/** So many are looked at closely, and so many of them are told apart. */
const likely = 150;
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

/** The score that so many are not below. */
const leastOf = (scores: Float64Array, many: number): number => scores.slice().sort().at(-many) ?? 0;

/** What words say is enough to leave most out; what they mean is looked at for the rest. */
const rank = (library: Library, question: string, features: Features): Ranked[] => {
  const scores = byWays(library, features);
  const texts = new Float32Array(scores.length);
  add(texts, features.terms, library.asks, { share: weights.asks });
  add(texts, features.terms, library.says, { share: weights.says });
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] as number) + (texts[at] as number);
  const floor = leastOf(scores, likely);
  const meant = apartFrom(meaning(library.ways, question), library.sense.common);
  const named = namedIn(question);
  const near: Ranked[] = [];
  for (const [at, entry] of library.entries.entries()) {
    const score = scores[at] as number;
    if (score < floor) continue;
    const more = weights.sense * alike(meant, library.sense, at) + weights.named * named(entry);
    near.push({ entry, score: score + more });
  }
  return withSections(near.sort(highestFirst).slice(0, looked)).sort(highestFirst);
};

/** What a confidence is worked out from. */
export type Signs = { top: number; lead: number; outside: number; known: number; cover: number };

const signsOf = (ranked: readonly Ranked[]): Omit<Signs, 'known' | 'cover'> => {
  const answers = ranked.filter(({ entry }) => entry.kind === 'answer');
  const others = ranked.filter(({ entry }) => entry.kind !== 'answer');
  const top = answers[0]?.score ?? 0;
  return { top, lead: top - (answers[3]?.score ?? 0), outside: others[0]?.score ?? 0 };
};

export type Found = { ranked: readonly Ranked[]; signs: Signs };

/** The entries that a question is nearest to, the nearest first, and what that says of how sure it is. */
export const search = (library: Library, asked: string): Found => {
  const question = respell(library.spelling, asked);
  const features = featuresOf(question);
  const ranked = rank(library, question, features);
  const signs = {
    ...signsOf(ranked),
    known: known(library.ways, features),
    cover: covered(library.cover, library.ways, features),
  };
  return { ranked, signs };
};
