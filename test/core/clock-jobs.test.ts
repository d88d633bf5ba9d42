import { afterEach, expect, test } from 'vitest';
import { openHubs } from '../../bot/core/open-hubs.ts';
import type { Change } from '../../bot/core/ports.ts';
import { openRetention, type RetentionJob, retentionJob } from '../../bot/core/retention-jobs.ts';
import { askForReviews } from '../../bot/core/reviews.ts';
import { termsOf } from '../../bot/core/terms.ts';
import type { RecordBody } from '../../dialogs/engine/types.ts';
import { type AnyDialog, dialogs } from '../../dialogs/registry.ts';
import { type House, openHouse } from '../support/house.ts';
import { openEnquiry, rosterWith } from '../support/hub.ts';
import { referenceOf } from '../support/kept.ts';

/** Work that comes round by the clock, over a time in which no instance ran. */

let house: House;
afterEach(() => house.close());

const start = async () => {
  const today = { now: house.clock(), policy: house.policy };
  await openHubs(house.store, today);
  await openRetention(house.store, today);
  await askForReviews(house.store, today);
};

test('what came due while nothing ran is done after a start, which has asked for the next already', async () => {
  house = await openHouse({ start: '2026-11-20T17:02:00Z' });
  await start();
  await house.as('teams', 'morgan').type('help');
  await rosterWith(house, [{ person: 'p-morgan', agency: 'northborough-council', role: 'lead' }]);
  await openEnquiry(house);
  // Twelve days go by: Mondays, nights and the first working day of a month among them.
  house.moveTo('2026-12-02T10:00:00Z');
  await start();
  for (let rounds = 0; (await house.deadlines()) + (await house.outbox()) > 0; rounds += 1)
    if (rounds > 50) throw new Error('there is always more to do');
  expect(house.events.filter(({ event }) => event === 'deadline.failed')).toEqual([]);
  expect(await house.store.dead('deadlines', 10)).toEqual([]);
  expect(house.sent.filter(({ reply }) => reply.data.title === 'Your hub this week')).toHaveLength(1);
});

const agency = 'northborough-council';

/** An urgent record whose time is over; where it is not finished, it stays. */
const overdue = (n: number, at: string, finished: boolean): Change => {
  const reference = referenceOf(n);
  const body = {
    ...{
      id: reference,
      reference,
      type: 'decision',
      lane: 'urgent',
      links: [],
      schemaVersion: 1,
      versions: [],
    },
    ...{ status: finished ? 'completed' : 'to-complete', agencyId: agency, createdAt: at },
    createdBy: { id: 'p-sam', role: 'practitioner', agency },
    retention: { rule: 'auto-rule', reviewOn: '2032-11-23', hold: false },
  } as unknown as RecordBody;
  const dialog = { ...(dialogs.urgent as AnyDialog), facets: () => ({}) };
  const terms = termsOf(dialog, body, { waits: false, cards: false });
  return { op: 'create', item: { kind: 'record', id: reference, at, terms, body } };
};

test('however many records stay, a night comes to those behind them', async () => {
  house = await openHouse({ start: '2033-01-10T03:00:00Z' });
  const minute = (n: number) => new Date(Date.parse('2026-11-23T10:00:00Z') + n * 30_000).toISOString();
  // Two and two are of one moment, and more of them stay than one job looks at.
  const all = Array.from({ length: 130 }, (_, n) => overdue(n, minute(Math.floor(n / 2) * 2), n < 4));
  for (let from = 0; from < all.length; from += 65)
    await house.store.commit(agency, all.slice(from, from + 65));
  const types = { decision: { rule: 'auto-rule', years: 1, from: 'made', purge: 'auto' } } as const;
  const policy = { ...house.policy, retention: { ...house.policy.retention, types } };
  const { store, clock } = house;
  let jobs: RetentionJob[] = [{ purge: agency }];
  let count = 0;
  for (; jobs.length > 0 && count < 10; count += 1) {
    const changes = (
      await Promise.all(jobs.map((one) => retentionJob(one, { store, policy, clock })))
    ).flat();
    jobs = changes.map((change) => ('queue' in change ? (change.body as RetentionJob) : { purge: '' }));
  }
  expect(count).toBe(2);
  const { items } = await store.list(agency, { term: 'stub', kinds: ['stub'], limit: 10 });
  expect(items.map(({ id }) => id).sort()).toEqual([0, 1, 2, 3].map(referenceOf).sort());
});
