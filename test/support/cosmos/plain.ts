import type { Book } from './book.ts';
import type { Collection, Doc, Outcome } from './peer.ts';

/**
 * Two queries are answered without the peer's query engine, which looks at everything for each page: all items of one
 * partition, and the partition of every item, the one query that may go across partitions. Both in the order that the
 * real service has when none is asked for: as they were made. The token holds the place, for any process.
 */
const one = /^SELECT \* FROM c WHERE c\.pk=@pk$/;
const across = /^SELECT VALUE c\.pk FROM c$/;

export const isPlain = (text: string, partition: string | undefined): boolean =>
  partition === undefined ? across.test(text) : one.test(text);

type Asked = { partition: string | undefined; pageSize: number | null };
type Page = Outcome & { continuation?: string };

const placeIn = (token: string | undefined): number | undefined => {
  if (token === undefined) return 0;
  const [, place] = /^\+made:(\d+)$/.exec(token) ?? [];
  return place === undefined ? undefined : Number(place);
};

/** The first that was made after this one. */
const firstAfter = (list: ReturnType<Book['of']>, place: number): number => {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
};

const mostBytes = 4 * 1024 * 1024;

export const performPlain = (
  { documents }: Collection,
  book: Book,
  { partition, pageSize }: Asked,
  token: string | undefined,
): Page => {
  const place = placeIn(token);
  if (place === undefined) return { statusCode: 400, body: { message: 'Invalid continuation token.' } };
  const list = book.of(partition);
  const found: unknown[] = [];
  let bytes = 0;
  let at = firstAfter(list, place);
  for (; at < list.length && found.length < (pageSize ?? 100) && bytes < mostBytes; at += 1) {
    const doc: Doc | undefined = documents._data.get(list[at]?.rid ?? '')?.read();
    if (!doc) continue;
    found.push(partition === undefined ? doc.pk : doc);
    if (partition !== undefined) bytes += String(doc.body ?? '').length + 500;
  }
  const body = { Documents: found, _count: found.length };
  const last = at < list.length ? list[at - 1] : undefined;
  return last ? { statusCode: 200, body, continuation: `+made:${last.at}` } : { statusCode: 200, body };
};
