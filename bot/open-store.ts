import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { SharewellError } from './core/errors.ts';
import type { Clock, Log, Store } from './core/ports.ts';
import { type Mark, markKey, operators } from './store/whole.ts';

/** The store that the settings ask for. Its SDK is loaded only when it is used: a start should not wait for the other. */

/** Local mode makes its own key once; anywhere else the key comes from the environment. */
const localKey = (folder: string): string => {
  const file = join(folder, 'store.key');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
};

const openIt = async (config: Config, clock: Clock, log?: Log): Promise<Store> => {
  if (config.cosmos) {
    const { openCosmosStore } = await import('./store/cosmos/store.ts');
    // Azure lets a key make containers, and an identity never.
    const create = config.cosmos.key !== undefined;
    return openCosmosStore({ ...config.cosmos, clock, random: randomBytes, create, ...(log ? { log } : {}) });
  }
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const { openSqliteStore } = await import('./store/sqlite/store.ts');
  const key = config.storeKey ?? localKey(config.dataFolder);
  return openSqliteStore({ file: join(config.dataFolder, 'sharewell.db'), key, clock });
};

/** One that is being filled has some of what there is: nobody may work with it as if that were all. */
export const openStore = async (config: Config, clock: Clock, log?: Log): Promise<Store> => {
  const store = await openIt(config, clock, log);
  const [found] = await store.read(operators, [markKey]).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  if (!found) return store;
  await store.close();
  const { by } = found.body as Mark;
  throw new SharewellError(
    'config',
    `The store is not whole: npm run ${by} began to fill it and has not finished. Type that command again, and start when it has ended.`,
  );
};
