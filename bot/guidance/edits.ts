import type { GuidanceEntryRecord } from '../../dialogs/guidance-entry/record.ts';
import { type News, newsIn } from '../../dialogs/policy/controlled.ts';
import { everyPage } from '../core/every-page.ts';
import type { Store } from '../core/ports.ts';
import { documentOf } from './editions.ts';
import type { Entry } from './entry.ts';

/** The answers that were written or changed in the chat, as the store has them now. */

/** `stamp` is another when anything has changed. */
export type Edits = { stamp: string; entries: readonly Entry[] };

/** That it was written is news too, and then each change of it. */
export const newsOf = (entry: Entry): News[] => {
  const written = documentOf(entry);
  const first = { version: '1', change: '', reason: '', author: entry.owner, date: entry.reviewed };
  const changes = written.changes.length > 0 ? written.changes : [first];
  return newsIn([{ ...written, changes }]);
};

const entryOf = (record: GuidanceEntryRecord): Entry => ({
  id: record.entry,
  title: record.title,
  kind: record.kind,
  topic: 'documents',
  citations: record.source,
  related: [],
  reviewed: record.from,
  owner: record.owner,
  reviewOn: record.reviewOn,
  changes: record.changes.map(({ at, reason }, n) => ({
    ...{ version: String(n + 2), change: reason, reason, author: record.owner },
    date: at.slice(0, 10),
  })),
  short: record.currentText,
  more: record.more,
  before: record.historicalText,
  differs: '',
  asked: record.asked,
  ref: record.reference,
});

const pageSize = 200;

/** Oldest first, so that of two that take the place of one entry the later one counts. */
export const readEdits = async (store: Store, agency: string): Promise<Edits> => {
  const entries: Entry[] = [];
  const stamps: string[] = [];
  const query = { term: 'type:guidance-entry', kinds: ['record' as const], limit: pageSize };
  const { items } = await everyPage(store, agency, query);
  for (const { id, rev, body } of items) {
    const record = body as GuidanceEntryRecord;
    if (record.status === 'inUse') entries.unshift(entryOf(record));
    stamps.push(`${id}:${rev}`);
  }
  return { stamp: stamps.join(','), entries };
};
