import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Store } from '../../bot/core/ports.ts';
import { openCosmosStore } from '../../bot/store/cosmos/store.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { accountKey } from './cosmos/auth.ts';
import { type CosmosServer, startCosmosServer } from './cosmos/server.ts';
import { temporaryFolder, testKey } from './house.ts';
import { startChild } from './process-child.ts';

/** Where a bot keeps things: settings for its process, and a second way in for whoever prepares and checks. */
export type Place = {
  name: 'file' | 'cosmos';
  env: Record<string, string>;
  open(): Promise<Store>;
  remove(): Promise<void>;
};

const clock = () => new Date();

export const filePlace = async (): Promise<Place> => {
  const { folder, remove } = temporaryFolder();
  return {
    name: 'file',
    env: { SHAREWELL_DATA: folder, SHAREWELL_STORE_KEY: testKey },
    open: () => openSqliteStore({ file: join(folder, 'sharewell.db'), key: testKey, clock }),
    remove: async () => remove(),
  };
};

const cosmosAt = (endpoint: string, remove: Place['remove']): Place => ({
  name: 'cosmos',
  env: { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: accountKey },
  open: () =>
    openCosmosStore({
      ...{ endpoint, key: accountKey, database: 'sharewell' },
      ...{ clock, random: randomBytes, create: true },
    }),
  remove,
});

/**
 * Beside the bot and the tests, in a process of its own. `script`: the server's built file. Each operation takes
 * `delayMs` more, as with a real account, so that a random moment falls between two of them more often.
 */
export const cosmosPlace = async (script: string, delayMs: number): Promise<Place> => {
  const server = startChild({ script });
  const [, port] = await server.said(/^listening (\d+)/);
  const rule = { on: 'any', times: 1e9, fault: { delayMs } };
  await fetch(`http://127.0.0.1:${port}/faults`, { method: 'POST', body: JSON.stringify(rule) });
  return cosmosAt(`http://127.0.0.1:${port}/`, () => server.kill('SIGKILL'));
};

/** Inside the test, which makes it slow or takes it away. */
export const faultyPlace = async (): Promise<Place & Pick<CosmosServer, 'faults'>> => {
  const server = await startCosmosServer({ clock });
  return { ...cosmosAt(server.endpoint, () => server.close()), faults: server.faults };
};
