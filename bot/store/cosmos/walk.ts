import { fromPlace, toPlace } from '../place.ts';
import { never } from '../shape.ts';
import { type Entry, type ItemEntry, operators, type PageOfEntries } from '../whole.ts';
import { type Announcement, bucketsOf, placeOf } from './announce.ts';
import type { ItemDoc, OwedDoc, ProofDoc } from './documents.ts';
import { readDoc } from './guarded.ts';
import type { Parts } from './parts.ts';

/**
 * Everything in the account, partition by partition: a query within one is what Cosmos DB answers in the same order
 * each time, with a token that another process can go on with. Only the names of the partitions take a scan.
 */

export type Partitions = { names: readonly string[]; size: number };

const scanPage = 5000;

/** How many items each partition has, in one walk over nothing but the names. */
export const findPartitions = async ({ records, attempt }: Parts): Promise<Partitions> => {
  const names = new Set<string>();
  let size = 0;
  let token: string | undefined;
  do {
    const options = { maxItemCount: scanPage, ...(token ? { continuationToken: token } : {}) };
    const page = await attempt(() =>
      records.items.query<string>('SELECT VALUE c.pk FROM c', options).fetchNext(),
    );
    for (const name of page.resources ?? []) {
      if (name === operators) continue;
      names.add(name);
      size += 1;
    }
    token = page.continuationToken;
  } while (token);
  return { names: [...names].sort(), size };
};

type Doc = ItemDoc | ProofDoc | OwedDoc;

const toOwed = async ({ queue: announced, attempt }: Parts, doc: OwedDoc): Promise<Entry> => {
  const { pk: agency, queue, key: id, due, body, error, deadAt } = doc;
  const place = placeOf(queue, agency, id);
  const found = await attempt(() => readDoc<Announcement>(announced, place.id, place.pk));
  return { what: 'owed', agency, queue, id, due, body, attempts: found?.attempts ?? 0, error, deadAt };
};

export const toItem = ({ pk: agency, kind, key: id, at, terms, until, body }: ItemDoc): ItemEntry => ({
  ...{ what: 'item', agency, kind, id, at },
  ...{ terms, until, body },
});

const toEntry = async (parts: Parts, doc: Doc): Promise<Entry | undefined> => {
  switch (doc.kind) {
    // Proof that a commit was one's own: it ends with the hour, and the commit is long over.
    case 'commit':
      return undefined;
    case 'claim':
      return { what: 'claim', agency: doc.pk, id: doc.key, until: doc.until };
    case 'owed':
      return toOwed(parts, doc);
    default:
      return toItem(doc);
  }
};

const pageOf = async ({ records, attempt }: Parts, pk: string, limit: number, token: string) => {
  const spec = { query: 'SELECT * FROM c WHERE c.pk=@pk', parameters: [{ name: '@pk', value: pk }] };
  const more = token === '' ? {} : { continuationToken: token };
  const options = { partitionKey: pk, maxItemCount: limit, ...more };
  return attempt(() => records.items.query<Doc>(spec, options).fetchNext());
};

export const walkFrom = async (
  parts: Parts,
  names: readonly string[],
  limit: number,
  cursor: string | undefined,
): Promise<PageOfEntries> => {
  const [from = '', token = ''] = cursor === undefined ? ['', ''] : fromPlace(cursor, 2);
  const at = names.findIndex((name) => name >= from);
  const pk = names[at];
  if (pk === undefined) return { entries: [] };
  const page = await pageOf(parts, pk, limit, pk === from ? token : '');
  const now = parts.clock().toISOString();
  const live = (page.resources ?? []).filter(({ until }) => until === never || until > now);
  const entries = (await Promise.all(live.map((doc) => toEntry(parts, doc)))).filter(
    (one) => one !== undefined,
  );
  const next = names[at + 1];
  if (page.continuationToken) return { entries, cursor: toPlace(pk, page.continuationToken) };
  return next === undefined ? { entries } : { entries, cursor: toPlace(next, '') };
};

/** A worker holds its leases for minutes: whoever finds one finds somebody at work. */
export const isLeased = async ({ queue, clock, attempt }: Parts): Promise<boolean> => {
  const found = await Promise.all(
    (['notices', 'deadlines'] as const).flatMap(bucketsOf).map((pk) => {
      const query = 'SELECT TOP 1 * FROM c WHERE c.pk=@pk AND c.leaseUntil>@now';
      const values = { '@pk': pk, '@now': clock().toISOString() };
      const parameters = Object.entries(values).map(([name, value]) => ({ name, value }));
      return attempt(() => queue.items.query({ query, parameters }, { partitionKey: pk }).fetchAll());
    }),
  );
  return found.some(({ resources }) => resources.length > 0);
};
