import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { SharewellError } from '../core/errors.ts';
import { digest } from '../core/ids.ts';
import type { SqliteWholeOptions } from '../store/sqlite/whole.ts';
import type { Whole } from '../store/whole.ts';

/** The stores that the settings name, as the operator's tools need them. Both may be named: then one is moved to the other. */

export type StoreName = 'file' | 'cosmos';
export type Opened = {
  name: StoreName;
  /** The same for the same store, and tells nobody where it is. */
  identity: string;
  /** As an operator would say it. */
  where: string;
  whole: Whole;
};

const clock = () => new Date();

const missing = (what: string): never => {
  throw new SharewellError('config', what);
};

/** In local mode the key lies beside the file. It is never made here: a file without its key is no store. */
const keyOf = ({ storeKey, dataFolder }: Config): string => {
  if (storeKey) return storeKey;
  const file = join(dataFolder, 'store.key');
  return existsSync(file)
    ? readFileSync(file, 'utf8').trim()
    : missing('Set SHAREWELL_STORE_KEY to the key of the store file, and SHAREWELL_DATA to its folder.');
};

export type Use = SqliteWholeOptions['use'];

const openFile = async (config: Config, use: Use, create: boolean): Promise<Opened> => {
  const key = keyOf(config);
  if (create) mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const file = join(config.dataFolder, 'sharewell.db');
  const { openSqliteWhole } = await import('../store/sqlite/whole.ts');
  const whole = await openSqliteWhole({ file, key, clock, use, create });
  return { name: 'file', identity: digest('file', resolve(file)), where: file, whole };
};

const openCosmos = async ({ cosmos }: Config, create: boolean): Promise<Opened> => {
  if (!cosmos) return missing('Set COSMOS_ENDPOINT, and COSMOS_KEY or a managed identity, for Cosmos DB.');
  const { openCosmosWhole } = await import('../store/cosmos/whole.ts');
  const whole = await openCosmosWhole({ ...cosmos, clock, random: randomBytes, create });
  const { endpoint, database } = cosmos;
  const where = `${database} at ${new URL(endpoint).host}`;
  return { name: 'cosmos', identity: digest('cosmos', endpoint, database), where, whole };
};

export const openNamed = (config: Config, name: StoreName, use: Use, create: boolean): Promise<Opened> =>
  name === 'file' ? openFile(config, use, create) : openCosmos(config, create);

/** The one that the bot uses with these settings. */
export const openConfigured = (config: Config, use: Use, create = false): Promise<Opened> =>
  openNamed(config, config.cosmos ? 'cosmos' : 'file', use, create);
