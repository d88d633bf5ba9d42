import type { Citation } from '../../dialogs/engine/types.ts';
import type { Answered } from '../core/ports.ts';
import type { Entry } from './entry.ts';
import { type Library, type Ranked, type Signs, search } from './search.ts';

/** From what was found to what is said: an answer, up to three to choose from, or that it is not known. */

/** Fitted to the questions of the evaluation, which says how well they do on questions they were not fitted to. */
const fitted = { base: -2.17, top: 7.62, lead: -1.58, outside: -4.35, known: -0.72 } as const;

export type Weights = { readonly [W in keyof typeof fitted]: number };

export const confidenceOf = (signs: Signs, weights: Weights = fitted): number => {
  const { base, top, lead, outside, known } = weights;
  const sum = base + top * signs.top + lead * signs.lead + outside * signs.outside + known * signs.known;
  return 1 / (1 + Math.exp(-sum));
};

export const bands = { unknown: 0.3, choose: 0.42 } as const;

const mostChoices = 3;

const firstSource = ({ citations }: Entry): string => {
  const old = citations.find(({ id }) => !id.startsWith('law:')) ?? citations[0];
  return `${old?.id} | ${old?.section}`;
};

/** Different things to choose from: of several that answer from one section, the nearest. */
const choicesFrom = (ranked: readonly Ranked[]): Entry[] => {
  const answers = ranked.filter(({ entry }) => entry.kind === 'answer').map(({ entry }) => entry);
  const apart = answers.filter(
    (entry, at) => answers.findIndex((other) => firstSource(other) === firstSource(entry)) === at,
  );
  return apart.slice(0, mostChoices);
};

const relatedTo = ({ entries }: Library, { related }: Entry): Entry[] =>
  entries.filter(({ id }) => related.includes(id));

const nothing: Answered = { band: 'unknown', choices: [], related: [], confidence: 0 };

/** Below this nothing is near: an entry on what is not covered would speak of something else. */
const nearest = 0.46;

export const answerTo = (library: Library, question: string): Answered => {
  const { ranked, signs } = search(library, question);
  const [top] = ranked;
  if (!top || question.trim() === '') return nothing;
  const { entry } = top;
  const confidence = Math.round(confidenceOf(signs) * 1000) / 1000;
  const found = { entry, choices: [], related: relatedTo(library, entry), confidence };
  if (entry.kind !== 'answer' && top.score < nearest) return nothing;
  if (entry.kind === 'refuse') return { ...found, band: 'refuse' };
  if (entry.kind === 'boundary') return { ...found, band: 'unknown' };
  if (confidence < bands.unknown) return { ...nothing, confidence };
  const choices = choicesFrom(ranked);
  return { ...found, band: confidence < bands.choose ? 'choose' : 'answer', choices };
};

/** An entry by its name, as a button asks for it. */
export const openEntry = (library: Library, id: string): Answered => {
  const entry = library.entries.find((one) => one.id === id);
  if (!entry) return nothing;
  const band = entry.kind === 'answer' ? 'answer' : entry.kind === 'refuse' ? 'refuse' : 'unknown';
  return { band, entry, choices: [], related: relatedTo(library, entry), confidence: 1 };
};

export const sourcesOf = ({ citations }: { citations: readonly Citation[] }) =>
  citations.map(({ id, section }) => ({ source: id, section }));
