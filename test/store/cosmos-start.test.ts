import { randomBytes } from 'node:crypto';
import { type ContainerDefinition, CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Log } from '../../bot/core/ports.ts';
import { openContainers } from '../../bot/store/cosmos/definitions.ts';
import { type CosmosOptions, openCosmosStore } from '../../bot/store/cosmos/store.ts';
import { identityToken } from '../support/cosmos/auth.ts';
import { type CosmosServer, startCosmosServer } from '../support/cosmos/server.ts';
import { makeClock } from '../support/store-contract.ts';
import { create } from './contract/kit.ts';

let server: CosmosServer;
let client: CosmosClient;

beforeAll(async () => {
  server = await startCosmosServer({ clock: makeClock().now });
  client = new CosmosClient({ endpoint: server.endpoint, key: server.key });
});
afterAll(async () => {
  client.dispose();
  await server.close();
});

const open = (database: string, more: Partial<CosmosOptions> = {}) =>
  openCosmosStore({
    endpoint: server.endpoint,
    key: server.key,
    database,
    clock: makeClock().now,
    random: randomBytes,
    create: true,
    wait: async () => {},
    ...more,
  });

const records: ContainerDefinition = { id: 'records', partitionKey: { paths: ['/pk'] }, defaultTtl: -1 };
const queue: ContainerDefinition = { id: 'queue', partitionKey: { paths: ['/pk'] } };

const make = async (name: string, ...containers: ContainerDefinition[]) => {
  const { database } = await client.databases.createIfNotExists({ id: name });
  for (const container of containers) await database.containers.createIfNotExists(container);
};

describe('opening the Cosmos DB store', () => {
  test('database and containers are made when that is wanted, and found when it is not', async () => {
    await (await open('made')).close();
    await (await open('made', { create: false })).close();
  });

  /** The real credential wants https, so what it would put into the header is put there by hand. */
  const asIdentity = async (database: string, create: boolean): Promise<unknown> => {
    const tokenProvider = async () => `type=aad&ver=1.0&sig=${identityToken}`;
    const identity = new CosmosClient({ endpoint: server.endpoint, tokenProvider });
    try {
      const { records } = await openContainers(identity, database, create);
      return (await records.items.create({ id: 'r', pk: 'a' })).statusCode;
    } finally {
      identity.dispose();
    }
  };

  test('an identity works with containers that are there', async () => {
    await (await open('theirs')).close();
    expect(await asIdentity('theirs', false)).toBe(201);
  });

  test('an identity that finds none is told how to make them', async () => {
    await expect(asIdentity('none', false)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(/manifest\/azure.*COSMOS_KEY/),
    });
  });

  test('an identity that tries to make them is refused, as Azure would', async () => {
    await expect(asIdentity('none', true)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('Data Contributor'),
    });
  });

  test('containers made by hand that index everything are taken as they are', async () => {
    await make('by-hand', records, queue);
    await (await open('by-hand', { create: false })).close();
  });

  test('what is missing is told as a setting that cannot work', async () => {
    await expect(open('missing', { create: false })).rejects.toMatchObject({ code: 'config' });
    await make('half', records);
    await expect(open('half', { create: false })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('queue'),
    });
  });

  test.each<[string, ContainerDefinition, RegExp]>([
    [
      'another partition key',
      { ...records, partitionKey: { paths: ['/tenant'] } },
      /"records".*\/pk.*\/tenant/,
    ],
    ['no expiry', { ...records, defaultTtl: undefined }, /"records".*defaultTtl -1.*no defaultTtl/],
    ['expiry of everything', { ...records, defaultTtl: 60 }, /"records".*found 60/],
    [
      'an index that leaves out the order',
      {
        ...records,
        indexingPolicy: { includedPaths: [{ path: '/*' }], excludedPaths: [{ path: '/sort/?' }] },
      },
      /"records".*\/sort/,
    ],
    ['no index at all', { ...records, indexingPolicy: { indexingMode: 'none' } }, /"records".*index on/],
    ['expiry of owed work', { ...queue, defaultTtl: 60 }, /"queue".*found defaultTtl 60/],
  ])('a container with %s is refused, and named', async (name, container, message) => {
    await make(name, container);
    await expect(open(name)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(message),
    });
  });

  test('a wrong key is told as a setting that cannot work', async () => {
    const key = Buffer.from('another key').toString('base64');
    await expect(open('made', { key })).rejects.toMatchObject({ code: 'config' });
  });

  test.each(['http://127.0.0.1:9/', 'http://no-such-account.invalid/'])(
    'a service that is not there is soon told as unavailable: %s',
    async (endpoint) => {
      await expect(open('made', { endpoint })).rejects.toMatchObject({ code: 'store-unavailable' });
    },
  );

  test('what each operation cost is logged, over all its requests', async () => {
    const lines: unknown[] = [];
    const log: Log = (event, fields) => lines.push([event, fields]);
    const store = await open('costs', { log });
    await store.commit('a', [create('r')]);
    await store.read('a', [
      { kind: 'record', id: 'r' },
      { kind: 'record', id: 's' },
    ]);
    await store.close();
    expect(lines).toEqual([
      ['store.opened', { consistency: 'Session' }],
      ['store.charge', { op: 'commit', ru: 1 }],
      ['store.charge', { op: 'read', ru: 2 }],
    ]);
  });
});
