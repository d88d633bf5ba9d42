import { expect } from 'vitest';
import type { ErrorCode } from '../../../bot/core/errors.ts';
import type { Change, Item, Key, Kind, QueueName, Stored } from '../../../bot/core/ports.ts';
import type { Opened, Subject } from '../../support/store-contract.ts';

/** The small vocabulary of the store tests. */

export const hour = 3_600_000;

export const item = (id: string, more: Partial<Item> = {}): Item => ({
  kind: 'record',
  id,
  at: '2026-03-02T09:00:00.000Z',
  terms: ['owner:p-1'],
  body: { text: id },
  ...more,
});

export const create = (id: string, more: Partial<Item> = {}): Change => ({
  op: 'create',
  item: item(id, more),
});

export const later = ({ clock }: Opened, ms: number): string =>
  new Date(clock.now().getTime() + ms).toISOString();

export const now = (opened: Opened): string => later(opened, 0);

export const claim = (opened: Opened, id: string): Change => ({
  op: 'claim',
  id,
  expiresAt: later(opened, hour),
});

export const owe = (opened: Opened, id: string, queue: QueueName = 'notices', ms = 0): Change => ({
  op: 'enqueue',
  queue,
  id,
  due: later(opened, ms),
  body: { to: id },
});

export const readOne = async (
  opened: Opened,
  agency: string,
  key: string | Key,
): Promise<Stored | undefined> => {
  const found = typeof key === 'string' ? { kind: 'record' as Kind, id: key } : key;
  return (await opened.store.read(agency, [found]))[0];
};

export const mustRead = async (opened: Opened, agency: string, id: string): Promise<Stored> => {
  const found = await readOne(opened, agency, id);
  if (!found) throw new Error(`${id} is missing.`);
  return found;
};

export const fails = (doing: Promise<unknown>, code: ErrorCode): Promise<void> =>
  expect(doing).rejects.toMatchObject({ name: 'SharewellError', code });

export const idsOf = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

/** Nothing of an earlier test is left due or leased. */
export const drained = async (subject: Subject): Promise<Opened> => {
  const opened = subject.opened();
  opened.clock.advance(24 * hour);
  for (const queue of ['notices', 'deadlines'] as const)
    for (;;) {
      const left = await opened.store.take(queue, now(opened), 50, hour);
      await Promise.all(left.map((one) => opened.store.settle(one, { result: 'done' })));
      if (left.length === 0) break;
    }
  return opened;
};
