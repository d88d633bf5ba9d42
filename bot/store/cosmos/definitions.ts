import type { ContainerDefinition, CosmosClient, Database } from '@azure/cosmos';
import { SharewellError } from '../../core/errors.ts';
import { statusOf } from './attempts.ts';
import made from './containers.json' with { type: 'json' };

/**
 * Only what queries ask for is indexed: everything else would only make each write dearer. The template that makes the
 * containers on Azure reads the same file, since an identity may not make them from here.
 */
const { records, queue } = made as Record<'records' | 'queue', ContainerDefinition & { id: string }>;

const wrong = (container: string, expected: string, found: string): SharewellError =>
  new SharewellError(
    'config',
    `The Cosmos DB container "${container}" does not fit: expected ${expected}, found ${found}. ` +
      'Change it in Azure where that can be changed, or move the data to a container made by Sharewell.',
  );

type Paths = { path?: string }[] | undefined;
const has = (paths: Paths, path: string): boolean => (paths ?? []).some((one) => one.path === path);

const isIndexed = (found: ContainerDefinition, path: string): boolean => {
  const policy = found.indexingPolicy;
  if (!policy || policy.indexingMode === 'none') return !policy;
  if (has(policy.excludedPaths, path)) return false;
  return has(policy.includedPaths, path) || has(policy.includedPaths, '/*');
};

const checkTtl = (id: string, found: number | undefined): void => {
  if (id === 'records' && found !== -1)
    throw wrong(id, 'defaultTtl -1 (items expire only by their own ttl)', `${found ?? 'no defaultTtl'}`);
  // A default life time here would delete owed work before it is done.
  if (id === 'queue' && found !== undefined && found !== -1)
    throw wrong(id, 'no defaultTtl', `defaultTtl ${found}`);
};

const check = (expected: typeof records, found: ContainerDefinition): void => {
  const paths = found.partitionKey?.paths ?? [];
  if (paths.join() !== '/pk') throw wrong(expected.id, 'the partition key /pk', paths.join() || 'none');
  checkTtl(expected.id, found.defaultTtl);
  for (const { path = '' } of expected.indexingPolicy?.includedPaths ?? [])
    if (!isIndexed(found, path)) throw wrong(expected.id, `an index on ${path}`, 'none');
};

const missing = (id: string): SharewellError =>
  new SharewellError(
    'config',
    `The Cosmos DB container "${id}" or its database does not exist. Make it with manifest/azure, or start once with ` +
      'COSMOS_KEY: an identity may read and write, and Azure lets no identity make containers.',
  );

const readDefinition = async (database: Database, id: string): Promise<ContainerDefinition> => {
  try {
    const { resource } = await database.container(id).read();
    if (resource) return resource;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
  throw missing(id);
};

const openAll = async (client: CosmosClient, name: string, create: boolean) => {
  if (create) await client.databases.createIfNotExists({ id: name });
  const database = client.database(name);
  for (const expected of [records, queue]) {
    if (create) await database.containers.createIfNotExists(expected);
    check(expected, await readDefinition(database, expected.id));
  }
  return { records: database.container(records.id), queue: database.container(queue.id) };
};

const explain = (error: unknown): unknown =>
  statusOf(error) === 401 || statusOf(error) === 403
    ? new SharewellError(
        'config',
        'Cosmos DB refused the key or the identity. An identity needs the role "Cosmos DB Built-in Data Contributor", ' +
          'which takes some minutes to count after it was given.',
      )
    : error;

/** Opens both containers, makes them where that is wanted, and refuses any that would lose or hide data. */
export const openContainers = async (client: CosmosClient, name: string, create: boolean) => {
  try {
    return await openAll(client, name, create);
  } catch (error) {
    throw explain(error);
  }
};
