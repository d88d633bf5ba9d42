import type { Citation } from '../../dialogs/engine/types.ts';
import type { Entry } from './entry.ts';
import { type Library, type Ranked, rank, type Signs, signsOf } from './search.ts';

/** From what was found to what is said: an answer, up to three to choose from, or that it is not known. */

export type Band = 'answer' | 'choose' | 'unknown' | 'refuse';

export type Answer = {
  band: Band;
  /** Absent where nothing speaks of it. */
  entry?: Entry;
  choices: readonly Entry[];
  /** From 0 to 1: how sure it is that the guidance answers this at all. */
  confidence: number;
};

/** Fitted to the questions of the evaluation, which says how well they do on questions they were not fitted to. */
export const fitted = {
  base: -2.17,
  top: 3.63,
  lead: -1.58,
  outside: -0.36,
  apart: 3.99,
  known: -0.72,
} as const;

export type Weights = { readonly [W in keyof typeof fitted]: number };

export const confidenceOf = ({ top, lead, outside, known }: Signs, weights: Weights = fitted): number => {
  const { base, apart, ...rest } = weights;
  const sum =
    base +
    rest.top * top +
    rest.lead * lead +
    rest.outside * outside +
    apart * (top - outside) +
    rest.known * known;
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

export const answerTo = (library: Library, question: string): Answer => {
  const ranked = rank(library, question);
  const first = ranked[0]?.entry;
  const confidence = Math.round(confidenceOf(signsOf(library, question, ranked)) * 1000) / 1000;
  if (!first || question.trim() === '') return { band: 'unknown', choices: [], confidence: 0 };
  if (first.kind === 'refuse') return { band: 'refuse', entry: first, choices: [], confidence };
  if (first.kind === 'boundary') return { band: 'unknown', entry: first, choices: [], confidence };
  const choices = choicesFrom(ranked);
  if (confidence < bands.unknown) return { band: 'unknown', choices: [], confidence };
  if (confidence < bands.choose) return { band: 'choose', entry: first, choices, confidence };
  return { band: 'answer', entry: first, choices, confidence };
};

export const sourcesOf = ({
  citations,
}: {
  citations: readonly Citation[];
}): { source: string; section: string }[] => citations.map(({ id, section }) => ({ source: id, section }));
