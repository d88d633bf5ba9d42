import {
  type Checked,
  checkEntries,
  type Fault,
  type File,
  fewestWays,
  type Known,
  type Sources,
} from './check.ts';
import { type Protocol, readProtocol } from './protocol.ts';

/** What a deployment says itself: entries of its own, and its own documents. */

export type LocalFiles = { entries: readonly File[]; protocols: readonly File[] };

type Ships = Pick<Known, 'sources' | 'laws'> & { entries: readonly string[] };

const doubledIds = (protocols: readonly { file: string; protocol: Protocol }[], sources: Sources): Fault[] =>
  protocols.flatMap(({ file, protocol: { id } }, at) =>
    Object.hasOwn(sources, id) || protocols.findIndex((one) => one.protocol.id === id) !== at
      ? [{ file, say: `has the id "${id}", and so has another document` }]
      : [],
  );

export const checkLocal = ({ entries, protocols }: LocalFiles, ships: Ships): Checked => {
  const read = protocols.map((file) => ({ file: file.name, found: readProtocol(file) }));
  const faults = read.flatMap(({ file, found }) =>
    'faults' in found ? found.faults.map((say) => ({ file, say })) : [],
  );
  const documents = read.flatMap(({ file, found }) => ('faults' in found ? [] : [{ file, protocol: found }]));
  const own = Object.fromEntries(documents.map(({ protocol }) => [protocol.id, protocol.source]));
  const titles = (id: string) => own[id] && `${own[id].title} (${own[id].date})`;
  const checked = checkEntries(entries, {
    ...ships,
    sources: { ...ships.sources, ...own },
    fewest: fewestWays.local,
  });
  const titled = checked.entries.map((entry) => ({
    ...entry,
    citations: entry.citations.map((one) => ({
      ...one,
      ...(titles(one.id) ? { title: titles(one.id) } : {}),
    })),
  }));
  return {
    entries: [...titled, ...documents.flatMap(({ protocol }) => protocol.entries)],
    faults: [...faults, ...doubledIds(documents, ships.sources), ...checked.faults],
  };
};
