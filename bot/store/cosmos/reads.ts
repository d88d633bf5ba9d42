import type { SqlQuerySpec } from '@azure/cosmos';
import type { Key, PageOfItems, Query, QueueName, Stored, Taken } from '../../core/ports.ts';
import { checkQuery, fromCursor, type Mark, toPage } from '../cursor.ts';
import { isKeepable } from '../shape.ts';
import { type Announcement, bucketsOf } from './announce.ts';
import { type ItemDoc, itemId, type OwedDoc, owedId, type Read, sortOf, toStored } from './documents.ts';
import { readDoc } from './guarded.ts';
import type { Parts } from './parts.ts';

export const readItem = async (parts: Parts, agency: string, key: Key): Promise<Stored | undefined> => {
  if (!isKeepable(agency) || !isKeepable(key.id)) return undefined;
  const doc = await parts.attempt(() => readDoc<ItemDoc>(parts.records, itemId(key.kind, key.id), agency));
  return doc && doc.until > parts.clock().toISOString() ? toStored(doc) : undefined;
};

/** The partition stands in the text as well as in the options: the same answer everywhere, and never a scan. */
const listQuery = (agency: string, query: Query, after: Mark, now: string): SqlQuerySpec => {
  const kinds = query.kinds?.map((kind, at) => ({ name: `@kind${at}`, value: kind }));
  const ofKinds = kinds ? ` AND c.kind IN (${kinds.map((kind) => kind.name).join(', ')})` : '';
  return {
    query:
      'SELECT TOP @count * FROM c WHERE c.pk=@pk AND ARRAY_CONTAINS(c.terms, @term) AND c["until"]>@now ' +
      `AND c["sort"]<@after${ofKinds} ORDER BY c["sort"] DESC`,
    parameters: [
      { name: '@count', value: query.limit + 1 },
      { name: '@pk', value: agency },
      { name: '@term', value: query.term },
      { name: '@now', value: now },
      { name: '@after', value: sortOf(after) },
      ...(kinds ?? []),
    ],
  };
};

export const list = async (
  parts: Parts,
  agency: string,
  query: Query,
  cursor?: string,
): Promise<PageOfItems> => {
  checkQuery(agency, query);
  const after = fromCursor(agency, query, cursor);
  if (query.kinds?.length === 0) return { items: [] };
  const spec = listQuery(agency, query, after, parts.clock().toISOString());
  const { resources } = await parts.attempt(() =>
    parts.records.items.query<Read<ItemDoc>>(spec, { partitionKey: agency }).fetchAll(),
  );
  return toPage(agency, query, resources.map(toStored));
};

type Dead = Taken & { error: string };

const deadIn = async ({ queue, attempt }: Parts, pk: string, limit: number): Promise<Announcement[]> => {
  const spec = {
    query: "SELECT TOP @count * FROM c WHERE c.pk=@pk AND c.state='dead' ORDER BY c.deadAt DESC",
    parameters: [
      { name: '@count', value: limit },
      { name: '@pk', value: pk },
    ],
  };
  return (await attempt(() => queue.items.query<Announcement>(spec, { partitionKey: pk }).fetchAll()))
    .resources;
};

const toDead = async (parts: Parts, found: Announcement): Promise<Dead[]> => {
  const { queue, agency, key: id, attempts } = found;
  const owed = await parts.attempt(() => readDoc<OwedDoc>(parts.records, owedId(queue, id), agency));
  if (!owed) return [];
  const body: unknown = JSON.parse(owed.body);
  return [{ queue, agency, id, due: owed.due, body, attempts, lease: '', error: owed.error }];
};

export const listDead = async (parts: Parts, queue: QueueName, limit: number): Promise<Dead[]> => {
  const found = (await Promise.all(bucketsOf(queue).map((pk) => deadIn(parts, pk, limit)))).flat();
  const newest = found.sort((a, b) => (a.deadAt < b.deadAt ? 1 : -1)).slice(0, limit);
  return (await Promise.all(newest.map((one) => toDead(parts, one)))).flat();
};
