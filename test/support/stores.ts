import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openCosmosWhole } from '../../bot/store/cosmos/whole.ts';
import { openSqliteWhole } from '../../bot/store/sqlite/whole.ts';
import { makeTally, type Tally } from '../../bot/store/tally.ts';
import { pages, type Whole } from '../../bot/store/whole.ts';
import { type CosmosServer, startCosmosServer } from './cosmos/server.ts';
import { temporaryFolder, testKey } from './house.ts';
import { letGo } from './let-go.ts';
import { manyRecords } from './many-records.ts';

/** Both stores as the operator's commands meet them: folders and a wire server, named by the environment. */

const closing = (whole: Whole): Whole => ({ ...whole, close: () => whole.close().then(letGo) });

const clock = () => new Date();

export type Stores = {
  server: CosmosServer;
  folder: string;
  /** What a command is started with: one folder and one database. */
  env(folder: string, database?: string): Record<string, string>;
  file(folder: string): Promise<Whole>;
  cosmos(database: string): Promise<Whole>;
  /** In the middle of a command, at whatever speed the machine works: when the wire server has had so many requests. */
  hasHad(requests: number): Promise<void>;
  end(): Promise<void>;
};

export const openStores = async (): Promise<Stores> => {
  const server = await startCosmosServer({ clock });
  const { folder, remove } = temporaryFolder();
  const { endpoint, key } = server;
  const cosmosEnv = (database: string) => ({
    ...{ COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, COSMOS_DATABASE: database },
  });
  return {
    server,
    folder,
    env: (name, database) => ({
      SHAREWELL_DATA: join(folder, name),
      SHAREWELL_STORE_KEY: testKey,
      SHAREWELL_BACKUP_KEY: 'a key of backups for tests',
      ...(database === undefined ? {} : cosmosEnv(database)),
    }),
    file: async (name) => {
      mkdirSync(join(folder, name), { recursive: true });
      const file = join(folder, name, 'sharewell.db');
      return closing(await openSqliteWhole({ file, key: testKey, clock, use: 'shared', create: true }));
    },
    cosmos: (database) =>
      openCosmosWhole({ endpoint, key, database, clock, random: randomBytes, create: true }),
    hasHad: (requests) => {
      server.faults.clear();
      return new Promise((resolve) => {
        const here = async () => {
          resolve();
          // What is sent to the command now finds it before its next request.
          await pause(300);
        };
        server.faults.add({ on: 'any', times: requests, fault: { delayMs: 1 } });
        server.faults.add({ on: 'any', times: 1, fault: { first: here } });
      });
    },
    end: async () => {
      remove();
      await server.close();
    },
  };
};

export const fillWith = async (opening: Promise<Whole>, count: number): Promise<void> => {
  const whole = await opening;
  for (const page of manyRecords(count)) await whole.put(page);
  await whole.close();
};

export const tallied = async (opening: Promise<Whole>): Promise<Tally> => {
  const whole = await opening;
  const tally = makeTally();
  for await (const { entries } of pages(whole)) for (const entry of entries) tally.add(entry);
  await whole.close();
  return tally;
};
