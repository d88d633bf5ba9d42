import type { QueueName, Taken } from '../../core/ports.ts';
import { checkMoment } from '../shape.ts';
import { type Announcement, bucketsOf, graceMs } from './announce.ts';
import { type OwedDoc, owedId, type Read } from './documents.ts';
import { deleteDoc, readDoc, replaceDoc } from './guarded.ts';
import type { Parts } from './parts.ts';

type Taking = { queue: QueueName; now: string; limit: number; leaseUntil: string };

const dueQuery =
  "SELECT * FROM c WHERE c.pk=@pk AND c.state='owed' AND c.due<=@now AND c.leaseUntil<=@now ORDER BY c.due";

/** Enough to get past announcements that lead nowhere, without ever reading a whole queue. */
const mostRounds = 10;

type Pages = { next(): Promise<Read<Announcement>[]>; hasMore(): boolean };

const pagesOf = ({ queue, attempt }: Parts, { now, limit }: Taking, pk: string): Pages => {
  const parameters = [
    { name: '@pk', value: pk },
    { name: '@now', value: now },
  ];
  const iterator = queue.items.query<Read<Announcement>>(
    { query: dueQuery, parameters },
    { partitionKey: pk, maxItemCount: limit },
  );
  return {
    next: () => attempt(async () => (await iterator.fetchNext()).resources ?? []),
    hasMore: () => iterator.hasMoreResults(),
  };
};

const readOwed = ({ records, attempt }: Parts, { queue, key, agency }: Announcement) =>
  attempt(() => readDoc<OwedDoc>(records, owedId(queue, key), agency));

/** What the announcement should say, when it does not agree with the work. */
const correction = (owed: OwedDoc, now: string): Partial<Announcement> | undefined => {
  if (owed.deadAt !== '') return { state: 'dead', deadAt: owed.deadAt, lease: '', leaseUntil: '' };
  return owed.due > now ? { due: owed.due, lease: '', leaseUntil: '' } : undefined;
};

const removeAbandoned = async (parts: Parts, found: Read<Announcement>, now: string): Promise<void> => {
  if (Date.parse(found.madeAt) + graceMs <= Date.parse(now))
    await deleteDoc(parts, parts.queue, found, found._etag);
};

const lease = async (parts: Parts, found: Read<Announcement>, taking: Taking): Promise<Taken | undefined> => {
  const owed = await readOwed(parts, found);
  if (!owed) {
    await removeAbandoned(parts, found, taking.now);
    return undefined;
  }
  const write = parts.token();
  const { _etag: etag, ...announcement } = found;
  const put = correction(owed, taking.now);
  if (put) {
    await replaceDoc(parts, parts.queue, { ...announcement, ...put, write }, etag);
    return undefined;
  }
  const attempts = found.attempts + 1;
  const leased = { ...announcement, attempts, lease: write, leaseUntil: taking.leaseUntil, write };
  if ((await replaceDoc(parts, parts.queue, leased, etag)) !== 'done') return undefined;
  const { queue, agency, key: id } = found;
  const body: unknown = JSON.parse(owed.body);
  // The ETag of the work goes with the lease: only this very work can be ended under it.
  return { queue, agency, id, due: owed.due, body, attempts, lease: `${write} ${owed._etag}` };
};

const earliestFirst = (a: { due: string }, b: { due: string }): number =>
  a.due < b.due ? -1 : Number(a.due > b.due);

const leaseSome = async (parts: Parts, found: Read<Announcement>[], taking: Taking): Promise<Taken[]> => {
  const taken: Taken[] = [];
  for (let from = 0; from < found.length && taken.length < taking.limit; ) {
    const some = found.slice(from, from + taking.limit - taken.length);
    from += some.length;
    const leased = await Promise.all(some.map((one) => lease(parts, one, taking)));
    taken.push(...leased.filter((one) => one !== undefined));
  }
  return taken;
};

export const take = async (
  parts: Parts,
  queue: QueueName,
  now: string,
  limit: number,
  leaseMs: number,
): Promise<Taken[]> => {
  const moment = checkMoment(now, 'the moment of a take');
  const leaseUntil = new Date(Date.parse(moment) + leaseMs).toISOString();
  let pages = bucketsOf(queue).map((pk) => pagesOf(parts, { queue, now: moment, limit, leaseUntil }, pk));
  const taken: Taken[] = [];
  for (let round = 0; round < mostRounds && pages.length > 0 && taken.length < limit; round += 1) {
    const found = (await Promise.all(pages.map((page) => page.next()))).flat().sort(earliestFirst);
    taken.push(
      ...(await leaseSome(parts, found, { queue, now: moment, limit: limit - taken.length, leaseUntil })),
    );
    pages = pages.filter((page) => page.hasMore());
  }
  return taken.sort(earliestFirst);
};
