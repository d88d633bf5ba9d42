import { expect, test } from 'vitest';
import { createOutbox } from '../../bot/core/outbox.ts';
import type { Store } from '../../bot/core/ports.ts';
import { words } from '../../bot/core/words.ts';
import { samplePolicy } from '../support/context.ts';

/** What the log says of work that could not be settled: which record it is about, and never which person. */

const saidOf = async (id: string): Promise<object[]> => {
  const said: object[] = [];
  const store = {
    take: async () => [
      { queue: 'notices', agency: 'a-1', id, due: '', body: { do: 'identify' }, attempts: 1, lease: '' },
    ],
    read: () => Promise.reject(new Error('away')),
    settle: async () => undefined,
  } as unknown as Store;
  const log = (event: string, fields: object = {}) => void said.push({ event, ...fields });
  const deps = { store, log, words, policy: samplePolicy, clock: () => new Date(), channels: {} };
  await createOutbox(deps)();
  return said;
};

test.each([
  ['D-7K3M-Q2/told', 'D-7K3M-Q2'],
  ['S-7K3M-NB/t-1', 'S-7K3M-NB'],
  ['7K3M-Q2/2026-11-20T10:00:00.000Z/unfinished', '7K3M-Q2'],
  ['p-sam/hand-over/2026-11-20T10:00:00.000Z', undefined],
  ['digest/p-sam/2026-11-20', undefined],
])('%s', async (id, ref) => {
  expect(await saidOf(id)).toEqual([{ event: 'notice.unsettled', code: 'fault', ref }]);
});
