import type { Account, Doc } from './peer.ts';

/** For tests that look from outside: all that is kept, and time that goes by for owed work. */

const documentsIn = (account: Account, container: string): Doc[] => {
  const { documents } = account.database('sharewell').collection(container);
  return [...documents._data.values()].map((item) => item.read());
};

export const keptIn = (account: Account): Record<string, Doc[]> => ({
  records: documentsIn(account, 'records'),
  queue: documentsIn(account, 'queue'),
});

const before = (moment: unknown, ms: number): string =>
  typeof moment === 'string' && moment !== '' ? new Date(Date.parse(moment) - ms).toISOString() : '';

/**
 * So much time goes by for one queue: leases run out and what waits falls due. Nobody's ETag changes by it, as with
 * real time. Leases taken a moment ago are spared: their holders live, and would not have taken so long.
 */
export const timeGoesBy = (account: Account, queue: string, ms: number, spareAfter: string): number => {
  const owed = [...documentsIn(account, 'records'), ...documentsIn(account, 'queue')].filter(
    (doc) => doc.queue === queue && !(String(doc.leaseUntil ?? '') > spareAfter),
  );
  for (const doc of owed) {
    doc.due = before(doc.due, ms);
    if ('leaseUntil' in doc) doc.leaseUntil = before(doc.leaseUntil, ms);
  }
  return owed.length;
};
