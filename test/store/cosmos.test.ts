import { randomBytes } from 'node:crypto';
import { CosmosClient } from '@azure/cosmos';
import { describe, test } from 'vitest';
import { openCosmosStore } from '../../bot/store/cosmos/store.ts';
import { openCosmosWhole } from '../../bot/store/cosmos/whole.ts';
import { startCosmosServer } from '../support/cosmos/server.ts';
import { makeClock, storeContract } from '../support/store-contract.ts';

storeContract('the Cosmos DB store', async () => {
  const clock = makeClock();
  const server = await startCosmosServer({ clock: clock.now });
  const { endpoint, key } = server;
  const options = { endpoint, key, database: 'test', clock: clock.now, random: randomBytes, create: true };
  const open = () => openCosmosStore(options);
  const store = await open();
  return {
    store,
    clock,
    another: open,
    whole: () => openCosmosWhole(options),
    end: async () => {
      await store.close();
      await server.close();
    },
  };
});

// The one place of the tests that asks for a real account: the same contract, on the real service.
const { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key } = process.env;

if (endpoint && key)
  storeContract('a real Cosmos DB account', async () => {
    const clock = makeClock(new Date());
    const database = `sharewell-test-${Date.now()}`;
    const options = { endpoint, key, database, clock: clock.now, random: randomBytes, create: true };
    const open = () => openCosmosStore(options);
    const store = await open();
    return {
      store,
      clock,
      another: open,
      whole: () => openCosmosWhole(options),
      end: async () => {
        await store.close();
        const client = new CosmosClient({ endpoint, key });
        await client.database(database).delete();
        client.dispose();
      },
    };
  });
else
  describe('a real Cosmos DB account', () => {
    test.skip('is not tested: COSMOS_ENDPOINT and COSMOS_KEY are not set', () => {});
  });
