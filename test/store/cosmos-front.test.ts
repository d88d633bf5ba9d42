import { type Container, CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CosmosServer, startCosmosServer } from '../support/cosmos/server.ts';
import { makeClock } from '../support/store-contract.ts';

/** The front must be as strict as the real service, or every test that stands on it is worth nothing. */

const clock = makeClock();
let server: CosmosServer;
let client: CosmosClient;
let items: Container;
let made = 0;

beforeAll(async () => {
  server = await startCosmosServer({ clock: clock.now });
  client = new CosmosClient({ endpoint: server.endpoint, key: server.key });
  await client.databases.create({ id: 'front' });
});
beforeEach(async () => {
  made += 1;
  const definition = { id: `c-${made}`, partitionKey: { paths: ['/pk'] }, defaultTtl: -1 };
  const { container } = await client.database('front').containers.create(definition);
  items = container;
});
afterAll(async () => {
  client.dispose();
  await server.close();
});

const doc = (id: string, more: object = {}) => ({ id, pk: 'p', ...more });
const code = (doing: Promise<unknown>): Promise<unknown> =>
  doing.then(
    () => undefined,
    (error: unknown) => (error as { code: unknown }).code,
  );
const read = async (id: string, pk = 'p') => (await items.item(id, pk).read()).resource;

describe('the strict Cosmos front', () => {
  test('a batch with every kind of operation is put back as one when the last fails', async () => {
    await items.items.create(doc('old', { n: 1 }));
    await items.items.create(doc('gone'));
    const before = await read('old');
    const { result, code: status } = await items.items.batch(
      [
        { operationType: 'Create', resourceBody: doc('new') },
        { operationType: 'Replace', id: 'old', resourceBody: doc('old', { n: 2 }) },
        { operationType: 'Upsert', resourceBody: doc('up') },
        { operationType: 'Delete', id: 'gone' },
        { operationType: 'Read', id: 'old' },
        { operationType: 'Create', resourceBody: doc('old') },
      ],
      'p',
    );
    expect(status).toBe(207);
    expect(result?.map(({ statusCode }) => statusCode)).toEqual([424, 424, 424, 424, 424, 409]);
    expect(await read('old')).toEqual(before);
    expect([await read('new'), await read('up')]).toEqual([undefined, undefined]);
    expect(await read('gone')).toBeDefined();
  });

  test('a batch keeps to its partition, its size and its ETags', async () => {
    const foreign = { operationType: 'Create' as const, resourceBody: { id: 'x', pk: 'other' } };
    expect((await items.items.batch([foreign], 'p')).result?.[0]?.statusCode).toBe(400);
    await items.items.create(doc('r'));
    const stale = { operationType: 'Delete' as const, id: 'r', ifMatch: 'stale' };
    expect((await items.items.batch([stale], 'p')).result?.[0]?.statusCode).toBe(412);
    const missing = { operationType: 'Replace' as const, id: 'no', resourceBody: doc('no') };
    expect((await items.items.batch([missing], 'p')).result?.[0]?.statusCode).toBe(404);
    const large = ['a', 'b', 'c'].map((id) => ({
      operationType: 'Create' as const,
      resourceBody: doc(id, { text: 'x'.repeat(900_000) }),
    }));
    await expect(items.items.batch(large, 'p')).rejects.toThrow(/too large/);
  });

  test('single operations answer as on Azure', async () => {
    await items.items.create(doc('r'));
    const accessCondition = { type: 'IfMatch', condition: 'stale' };
    expect(await code(items.items.create(doc('r')))).toBe(409);
    expect(await code(items.items.create(doc('what?')))).toBe(400);
    expect(await code(items.items.create(doc('big', { text: 'x'.repeat(2_200_000) })))).toBe(413);
    expect(await code(items.item('r', 'p').replace(doc('s')))).toBe(400);
    expect(await code(items.item('r', 'p').replace(doc('r'), { accessCondition }))).toBe(412);
    expect(await code(items.item('r', 'p').delete({ accessCondition }))).toBe(412);
    expect(await code(items.items.upsert(doc('none'), { accessCondition }))).toBe(412);
    expect(await code(items.item('none', 'p').delete())).toBe(404);
    expect(await read('r', 'other')).toBeUndefined();
  });

  test('queries see one partition, and none without it', async () => {
    await items.items.create(doc('mine'));
    await items.items.create({ id: 'theirs', pk: 'q' });
    const all = { query: 'SELECT * FROM c' };
    const { resources } = await items.items.query(all, { partitionKey: 'p' }).fetchAll();
    expect(resources.map(({ id }) => id)).toEqual(['mine']);
    expect(await code(items.items.query(all).fetchAll())).toBe(400);
  });

  test('items expire by the clock of the test', async () => {
    await items.items.create(doc('short', { ttl: 10 }));
    await items.items.create(doc('long'));
    clock.advance(9_000);
    expect(await read('short')).toBeDefined();
    clock.advance(1_000);
    expect([await read('short'), await read('long')]).toEqual([undefined, expect.anything()]);
  });
});
