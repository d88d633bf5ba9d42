import { randomBytes } from 'node:crypto';
import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Store } from '../../bot/core/ports.ts';
import { type CosmosOptions, openCosmosStore } from '../../bot/store/cosmos/store.ts';
import { type CosmosServer, startCosmosServer } from '../support/cosmos/server.ts';
import { makeClock, type Opened } from '../support/store-contract.ts';

/** A store of its own database for each test, with a wire that fails on demand and pauses that take no time. */
export type Bench = Opened & { server: CosmosServer; pauses: number[]; announcements: () => Promise<number> };

let databases = 0;

export const cosmosBench = (requestTimeout = 5000): (() => Bench) => {
  const clock = makeClock();
  let server: CosmosServer;
  let bench: Bench;
  const stores: Store[] = [];

  const open = async (
    database: string,
    pauses: number[],
    more: Partial<CosmosOptions> = {},
  ): Promise<Store> => {
    const { endpoint, key } = server;
    const store = await openCosmosStore({
      endpoint,
      key,
      database,
      clock: clock.now,
      random: randomBytes,
      create: true,
      connectionPolicy: { requestTimeout },
      wait: async (ms) => {
        pauses.push(ms);
      },
      ...more,
    });
    stores.push(store);
    return store;
  };

  const count = async (database: string): Promise<number> => {
    const client = new CosmosClient({ endpoint: server.endpoint, key: server.key });
    const container = client.database(database).container('queue');
    const counts = await Promise.all(
      [0, 1, 2, 3].map(async (bucket) => {
        const pk = `notices|${bucket}`;
        const query = {
          query: 'SELECT c.id FROM c WHERE c.pk=@pk',
          parameters: [{ name: '@pk', value: pk }],
        };
        return (await container.items.query(query, { partitionKey: pk }).fetchAll()).resources.length;
      }),
    );
    client.dispose();
    return counts.reduce((sum, one) => sum + one, 0);
  };

  beforeAll(async () => {
    server = await startCosmosServer({ clock: clock.now });
  });
  beforeEach(async () => {
    server.faults.clear();
    databases += 1;
    const database = `bench-${databases}`;
    const pauses: number[] = [];
    const store = await open(database, pauses);
    const another = () => open(database, pauses);
    bench = {
      store,
      clock,
      another,
      server,
      pauses,
      announcements: () => count(database),
      end: async () => {},
    };
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server.close();
  });
  return () => bench;
};
