import type { SqlQuerySpec } from '@azure/cosmos';
import type { Key, Kind, PageOfItems, Query, QueueName, Stored, Taken } from '../../core/ports.ts';
import { type Asked, ask, type Mark, toPage } from '../cursor.ts';
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

type Part = { text: string; values: Record<string, string | number> };

/** A name for each value, and the values by their names. */
const naming = (prefix: string, values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value, at) => [`@${prefix}${at}`, value]));

const hasAny = (prefix: string, terms: readonly string[]): Part => {
  const values = naming(prefix, terms);
  const each = Object.keys(values).map((name) => `ARRAY_CONTAINS(c.terms, ${name})`);
  return { text: ` AND (${each.join(' OR ')})`, values };
};

const ofKinds = (kinds: readonly Kind[] | undefined): Part => {
  const values = naming('kind', kinds ?? []);
  return { text: kinds ? ` AND c.kind IN (${Object.keys(values).join(', ')})` : '', values };
};

/** The partition stands in the text as well as in the options: the same answer everywhere, and never a scan. */
const listQuery = (
  { agency, terms, kinds, from, after }: Asked,
  what: string,
  also: Part[],
): SqlQuerySpec => {
  const parts = [hasAny('term', terms), ofKinds(kinds), ...also];
  const values = Object.assign({}, ...parts.map((part) => part.values));
  return {
    query:
      `SELECT TOP @count ${what} FROM c WHERE c.pk=@pk AND c["sort"]>=@from AND c["sort"]<@after` +
      `${parts.map(({ text }) => text).join('')} ORDER BY c["sort"] DESC`,
    parameters: Object.entries({ '@pk': agency, '@from': from, '@after': sortOf(after), ...values }).map(
      ([name, value]) => ({ name, value: value as string | number }),
    ),
  };
};

const fetchAll = async <T>({ records, attempt }: Parts, spec: SqlQuerySpec, agency: string): Promise<T[]> =>
  (await attempt(() => records.items.query<T>(spec, { partitionKey: agency }).fetchAll())).resources;

/** Where looking for several terms at once ends for this page, while there is more of a leading term. */
const floorOf = async (parts: Parts, asked: Asked): Promise<Mark | undefined> => {
  if (asked.and.length === 0) return undefined;
  const spec = listQuery(asked, 'c["at"], c["key"], c.kind', [
    { text: '', values: { '@count': asked.look + 1 } },
  ]);
  const looked = await fetchAll<Pick<ItemDoc, 'at' | 'key' | 'kind'>>(parts, spec, asked.agency);
  const last = looked.length > asked.look ? looked[asked.look - 1] : undefined;
  return last && { at: last.at, id: last.key, kind: last.kind };
};

const pageOf = ({ limit, and }: Asked, floor: Mark | undefined, now: string): Part[] => [
  { text: ' AND c["until"]>@now', values: { '@now': now, '@count': limit + 1 } },
  ...(floor ? [{ text: ' AND c["sort"]>=@floor', values: { '@floor': sortOf(floor) } }] : []),
  ...and.map((terms, at) => hasAny(`and${at}x`, terms)),
];

export const list = async (
  parts: Parts,
  agency: string,
  query: Query,
  cursor?: string,
): Promise<PageOfItems> => {
  const asked = ask(agency, query, cursor);
  if (asked.kinds?.length === 0) return { items: [] };
  const floor = await floorOf(parts, asked);
  const spec = listQuery(asked, '*', pageOf(asked, floor, parts.clock().toISOString()));
  const found = await fetchAll<Read<ItemDoc>>(parts, spec, agency);
  return toPage(asked, found.map(toStored), floor);
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
