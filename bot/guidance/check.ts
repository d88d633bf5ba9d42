import { type Entry, readEntry } from './entry.ts';

/** Holds a set of entries together: what each names must be there, and no two may answer to the same words. */

export type Source = { title: string; date: string; sections: readonly string[] };
export type Sources = Readonly<Record<string, Source>>;

/** A text with the name of its file. */
export type File = { name: string; text: string };

export type Fault = { file: string; say: string };

export type Checked = { entries: readonly Entry[]; faults: readonly Fault[] };

/** What there is beside these files: documents, laws, and the entries that ship, for a deployment's own. */
export type Known = {
  sources: Sources;
  laws: readonly string[];
  fewest: number;
  entries?: readonly string[];
};

/** Ways to ask an entry that ships, and one of a deployment's own. */
export const fewestWays = { shipped: 20, local: 5 } as const;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const citationFaults = ({ citations }: Entry, { sources, laws }: Known): string[] =>
  citations.flatMap(({ id, section }) => {
    if (id.startsWith('law:'))
      return laws.includes(id.slice(4)) ? [] : [`cites "${id}", which the policy pack does not have`];
    const source = sources[id];
    if (!source) return [`cites "${id}", which is no source: use ${Object.keys(sources).join(', ')}`];
    return source.sections.includes(section) ? [] : [`cites "${section}", which is no section of ${id}`];
  });

const ownFaults = (entry: Entry, known: Known): string[] => [
  ...citationFaults(entry, known),
  ...(entry.kind === 'answer' && entry.citations.length === 0
    ? ['an answer must say where it comes from']
    : []),
  ...(entry.kind !== 'answer' && entry.citations.length > 0
    ? [`a ${entry.kind} entry cites nothing: the guidance does not cover it`]
    : []),
  ...(entry.asked.length < known.fewest
    ? [`"## Asked" has ${entry.asked.length} ways to ask: write at least ${known.fewest}`]
    : []),
];

/** Each way of asking leads to one entry. */
const doubled = (all: readonly { file: string; entry: Entry }[]): Fault[] => {
  const first = new Map<string, string>();
  return all.flatMap(({ file, entry }) =>
    entry.asked.flatMap((question) => {
      const key = plain(question);
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, entry.id);
        return [];
      }
      return [
        { file, say: `asks "${question}", and so does ${other === entry.id ? 'another line' : other}` },
      ];
    }),
  );
};

const between = (all: readonly { file: string; entry: Entry }[], others: readonly string[]): Fault[] => {
  const ids = new Map<string, string>();
  return all.flatMap(({ file, entry }) => {
    const other = ids.get(entry.id);
    ids.set(entry.id, file);
    const unknown = entry.related.filter(
      (id) => !others.includes(id) && !all.some((one) => one.entry.id === id),
    );
    return [
      ...(other === undefined ? [] : [{ file, say: `has the id "${entry.id}", and so has ${other}` }]),
      ...unknown.map((id) => ({ file, say: `names "${id}" as related, which is no entry` })),
    ];
  });
};

export const checkEntries = (files: readonly File[], known: Known): Checked => {
  const read = files.map(({ name, text }) => ({ file: name, read: readEntry(text) }));
  const all = read.flatMap(({ file, read: one }) => ('entry' in one ? [{ file, entry: one.entry }] : []));
  const unreadable = read.flatMap(({ file, read: one }) =>
    'faults' in one ? one.faults.map((say) => ({ file, say })) : [],
  );
  const own = all.flatMap(({ file, entry }) => ownFaults(entry, known).map((say) => ({ file, say })));
  return {
    entries: all.map(({ entry }) => entry),
    faults: [...unreadable, ...own, ...between(all, known.entries ?? []), ...doubled(all)],
  };
};

/** Sections of the sources that no entry answers from. */
export const unserved = (
  entries: readonly Entry[],
  sources: Sources,
): { source: string; section: string }[] => {
  const served = new Set(
    entries.flatMap(({ citations }) => citations.map(({ id, section }) => `${id} | ${section}`)),
  );
  return Object.entries(sources).flatMap(([source, { sections }]) =>
    sections
      .filter((section) => !served.has(`${source} | ${section}`))
      .map((section) => ({ source, section })),
  );
};
