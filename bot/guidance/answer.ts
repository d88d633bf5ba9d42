import type { Citation } from '../../dialogs/engine/types.ts';
import type { Answered } from '../core/ports.ts';
import type { Entry } from './entry.ts';
import { refusedBy } from './refuse.ts';
import { type Found, type Library, type Ranked, type Signs, sameAs, search } from './search.ts';

/** From what was found to what is said: an answer, up to three to choose from, or that it is not known. */

/** Fitted to the questions of the evaluation, which says how well they do on questions they were not fitted to. */
const fitted = {
  base: -2.67,
  top: 1.84,
  lead: 1.68,
  outside: -3.03,
  known: 1.8,
  cover: 1.19,
} as const;

export type Weights = { readonly [W in keyof typeof fitted]: number };

export const confidenceOf = (signs: Signs, weights: Weights = fitted): number => {
  const { base, top, lead, outside, known, cover } = weights;
  const sum =
    base +
    top * signs.top +
    lead * signs.lead +
    outside * signs.outside +
    known * signs.known +
    cover * signs.cover;
  return 1 / (1 + Math.exp(-sum));
};

export const bands = { unknown: 0.3, choose: 0.4 } as const;

const mostChoices = 3;

const firstSource = ({ citations }: Entry): string => {
  const old = citations.find(({ id }) => !id.startsWith('law:')) ?? citations[0];
  return `${old?.id} | ${old?.section}`;
};

/** Different things to choose from: of several that answer from one section, the nearest. */
const choicesFrom = (ranked: readonly Ranked[], first?: Entry): Entry[] => {
  const apart = new Map<string, Entry>();
  for (const entry of [...(first ? [first] : []), ...ranked.map((one) => one.entry)]) {
    if (apart.size === mostChoices) break;
    const source = firstSource(entry);
    if (entry.kind === 'answer' && !apart.has(source)) apart.set(source, entry);
  }
  return [...apart.values()];
};

const relatedTo = ({ entries }: Library, { related }: Entry): Entry[] =>
  entries.filter(({ id }) => related.includes(id));

const nothing: Answered = { band: 'unknown', choices: [], related: [], confidence: 0 };

/** Below this nothing is near: an entry on what is not covered would speak of something else. */
const nearest = 0.6;

export const decide = (
  library: Library,
  question: string,
  { ranked, signs }: Found,
  weights: Weights = fitted,
): Answered => {
  if (question.trim() === '') return nothing;
  const refused = refusedBy(question);
  if (refused) return { ...openEntry(library, refused), confidence: 0 };
  const same = sameAs(library, question);
  if (same) return { ...openEntry(library, same.id), choices: choicesFrom(ranked, same) };
  const confidence = Math.round(confidenceOf(signs, weights) * 1000) / 1000;
  const found = (entry: Entry, band: Answered['band'], choices: readonly Entry[] = []): Answered => ({
    ...{ band, entry, choices, related: relatedTo(library, entry), confidence },
  });
  const top = ranked.find(({ entry }) => entry.kind === 'answer');
  if (top && confidence >= bands.unknown)
    return found(top.entry, confidence < bands.choose ? 'choose' : 'answer', choicesFrom(ranked));
  const other = ranked.find(({ entry }) => entry.kind !== 'answer');
  if (!other || other.score < nearest) return { ...nothing, confidence };
  return found(other.entry, other.entry.kind === 'refuse' ? 'refuse' : 'unknown');
};

export const answerTo = (library: Library, question: string): Answered =>
  decide(library, question, search(library, question));

/** An entry by its name, as a button asks for it. */
export const openEntry = (library: Library, id: string): Answered => {
  const entry = library.entries.find((one) => one.id === id);
  if (!entry) return nothing;
  const band = entry.kind === 'answer' ? 'answer' : entry.kind === 'refuse' ? 'refuse' : 'unknown';
  return { band, entry, choices: [], related: relatedTo(library, entry), confidence: 1 };
};

export const sourcesOf = ({ citations }: { citations: readonly Citation[] }) =>
  citations.map(({ id, section }) => ({ source: id, section }));
