import { setTimeout as pause } from 'node:timers/promises';
import type { CosmosClient } from '@azure/cosmos';
import { SharewellError } from '../../core/errors.ts';
import type { Clock, Log, Store } from '../../core/ports.ts';
import { makeAttempt } from './attempts.ts';
import { type ConnectOptions, connect } from './client.ts';
import { commit } from './commit.ts';
import { openContainers } from './definitions.ts';
import type { Parts } from './parts.ts';
import { list, listDead, readItem } from './reads.ts';
import { settle } from './settle.ts';
import { take } from './take.ts';
import { type Meter, meters } from './trace.ts';

export type CosmosOptions = ConnectOptions & {
  database: string;
  clock: Clock;
  random: (bytes: number) => Buffer;
  /** Make the database and containers when they are missing. With an identity instead of a key, Azure forbids it. */
  create: boolean;
  log?: Log;
  wait?: (ms: number) => Promise<void>;
};

type Metered = <T>(op: string, work: () => Promise<T>) => Promise<T>;

/** Counts what each operation cost, over all its requests. */
const makeMetered =
  (log: Log | undefined, isOpen: () => boolean): Metered =>
  async (op, work) => {
    if (!isOpen()) throw new SharewellError('store-unavailable', 'The store is closed.');
    if (!log) return work();
    const meter: Meter = { ru: 0 };
    try {
      return await meters.run(meter, work);
    } finally {
      log('store.charge', { op, ru: Math.round(meter.ru * 100) / 100 });
    }
  };

const operations = (parts: Parts, metered: Metered): Omit<Store, 'close'> => ({
  read: (agency, keys) => metered('read', () => Promise.all(keys.map((key) => readItem(parts, agency, key)))),
  commit: (agency, changes) => metered('commit', () => commit(parts, agency, changes)),
  list: (agency, query, cursor) => metered('list', () => list(parts, agency, query, cursor)),
  take: (queue, now, limit, leaseMs) => metered('take', () => take(parts, queue, now, limit, leaseMs)),
  settle: (taken, settlement) => metered('settle', () => settle(parts, taken, settlement)),
  dead: (queue, limit) => metered('dead', () => listDead(parts, queue, limit)),
});

export const openParts = async (
  client: CosmosClient,
  options: CosmosOptions,
  patient = false,
): Promise<Parts> => {
  const { clock, random, wait = (ms) => pause(ms) } = options;
  const attempt = makeAttempt({ random, wait, patient });
  const containers = await attempt(() => openContainers(client, options.database, options.create));
  // With several instances, anything weaker than bounded staleness lets one read what another has just replaced:
  // never wrong, since every write names what it read, but people are asked to try again more often.
  const account = await attempt(() => client.getDatabaseAccount());
  options.log?.('store.opened', { consistency: account.resource?.consistencyPolicy });
  return { ...containers, clock, attempt, token: () => random(12).toString('base64url') };
};

export const openCosmosStore = async (options: CosmosOptions): Promise<Store> => {
  const client = await connect(options);
  let isOpen = true;
  try {
    const parts = await openParts(client, options);
    return {
      ...operations(
        parts,
        makeMetered(options.log, () => isOpen),
      ),
      close: async () => {
        isOpen = false;
        client.dispose();
      },
    };
  } catch (error) {
    client.dispose();
    throw error;
  }
};
