import type { Doc, Documents } from './peer.ts';

/**
 * What is known of the items of a container beside the items: in which order they were first made, in which partition,
 * and which will expire. Without it every request would look at all of them.
 */
export type Book = {
  /** Item ids of the service, in the order they were made. */
  of(partition: string | undefined): readonly Made[];
  expiring: Set<string>;
  /** As it was, its stamp included. */
  putBack(doc: Doc): void;
};

type Made = { rid: string; at: number };

const books = new WeakMap<Documents, Book>();

/** Items are stamped by the clock of the test, since their expiry counts from the stamp. */
export const bookOf = (documents: Documents, path: string, clock: () => Date): Book => {
  const known = books.get(documents);
  if (known) return known;
  const all: Made[] = [];
  const parts = new Map<string, Made[]>();
  const seen = new Set<string>();
  const expiring = new Set<string>();
  const set = documents._set;
  const note = (doc: Doc): void => {
    if (typeof doc.ttl === 'number' && doc.ttl > 0) expiring.add(doc._rid);
    else expiring.delete(doc._rid);
    if (seen.has(doc._rid)) return;
    seen.add(doc._rid);
    const made = { rid: doc._rid, at: seen.size };
    const partition = String(doc[path]);
    const list = parts.get(partition) ?? [];
    if (list.push(made) === 1) parts.set(partition, list);
    all.push(made);
  };
  documents._set = (doc) => {
    note(doc);
    return set.call(documents, { ...doc, _ts: Math.floor(clock().getTime() / 1000) });
  };
  const book: Book = {
    of: (partition) => (partition === undefined ? all : (parts.get(partition) ?? [])),
    expiring,
    putBack: (doc) => {
      note(doc);
      set.call(documents, doc);
    },
  };
  books.set(documents, book);
  return book;
};
