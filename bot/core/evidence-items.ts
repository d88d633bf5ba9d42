import { everyPage } from './every-page.ts';
import type { Store, Stored } from './ports.ts';
import type { KeptNotice, KeptRecord, TrailEntry, Version } from './records.ts';
import type { Listing } from './scene.ts';
import { aboutTerm, type Telling } from './tellings.ts';
import { findTerm, refTerm } from './terms.ts';

/** All that is kept of one record: what it was, who was told, who looked, and what else is about it. Oldest first. */
export type EvidenceItems = {
  versions: readonly Version[];
  trail: readonly TrailEntry[];
  notices: readonly KeptNotice[];
  tellings: readonly Telling[];
  /** Records that are about this one. */
  about: readonly KeptRecord[];
  /** There is more than was looked at. */
  partly: boolean;
};

/** In a chat no more than these are looked at; a file goes on for many times as long. */
export const mostInChat = 300;
const pageInFile = 500;
export const mostInFile = 5_000;

/** One list has it all: what belongs to the record, and what is about it. */
export const evidenceListing = (ref: string, limit = mostInChat): Listing => ({
  term: [
    refTerm(ref),
    aboutTerm(ref),
    findTerm({ facet: 'about', key: ref }),
    findTerm({ facet: 'case', key: ref }),
  ],
  kinds: ['version', 'audit', 'notice', 'telling', 'record'],
  limit,
});

export const evidenceOf = (ref: string, listed: readonly Stored[], partly: boolean): EvidenceItems => {
  const oldestFirst = [...listed].reverse();
  const all = <T>(kind: Stored['kind']): T[] =>
    oldestFirst.filter((one) => one.kind === kind).map(({ body }) => body as T);
  return {
    versions: all<Version>('version').sort((a, b) => a.n - b.n),
    trail: all<TrailEntry>('audit'),
    notices: all<KeptNotice>('notice'),
    tellings: all<Telling>('telling'),
    about: all<KeptRecord>('record').filter(({ reference }) => reference !== ref),
    partly,
  };
};

export const gatherEvidence = async (
  store: Pick<Store, 'list'>,
  agency: string,
  ref: string,
  most = mostInFile,
): Promise<EvidenceItems> => {
  const { cursor: _, ...query } = evidenceListing(ref, Math.min(pageInFile, most));
  const { items, partly } = await everyPage(store, agency, query, most);
  return evidenceOf(ref, items, partly);
};
