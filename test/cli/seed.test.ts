import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { temporaryFolder, testKey } from '../support/house.ts';

/** The built command, as `npm run seed` runs it. */

const temporary = temporaryFolder();
afterAll(() => temporary.remove());

const settings = {
  MICROSOFT_APP_ID: 'app',
  MICROSOFT_APP_TENANT_ID: 'tenant',
  SHAREWELL_DATA: temporary.folder,
  SHAREWELL_STORE_KEY: testKey,
};

const seed = (...args: string[]) =>
  spawnSync(process.execPath, ['.build/seed.mjs', ...args], { env: settings, encoding: 'utf8' });

const fileOf = (people: object[]): string => {
  const file = join(temporary.folder, 'people.json');
  writeFileSync(file, JSON.stringify({ people }));
  return file;
};

const jo = {
  id: 'p-jo',
  name: 'Jo Marsh',
  agency: 'county-police',
  roles: ['practitioner'],
  identities: [{ channel: 'slack', tenant: 'T1', user: 'UJO' }],
};

test('says how it is used', () => {
  expect(seed('--help').stdout).toContain('npm run seed -- people.json');
});

test('puts people on the register, and the same file again changes nothing', async () => {
  for (let n = 0; n < 2; n += 1) expect(seed(fileOf([jo])).stdout).toContain('1 people are on the register');
  const file = join(temporary.folder, 'sharewell.db');
  const store = await openSqliteStore({ file, key: testKey, clock: () => new Date() });
  const [person] = await store.read('county-police', [{ kind: 'person', id: 'p-jo' }]);
  const [identity] = await store.read('identity|slack|T1|UJO', [{ kind: 'identity', id: 'self' }]);
  await store.close();
  expect(person?.body).toMatchObject({ name: 'Jo Marsh', roles: ['practitioner'] });
  expect(identity?.body).toEqual({ agency: 'county-police', person: 'p-jo' });
});

test.each([
  [
    'an agency that the policy pack does not know',
    [{ ...jo, agency: 'nowhere' }],
    'no agency called nowhere',
  ],
  ['a person without an id', [{ ...jo, id: 'Jo' }], 'people.0.id'],
])('%s is refused, and the message says so', (_, people, said) => {
  const { status, stderr } = seed(fileOf(people));
  expect(status).toBe(1);
  expect(stderr).toContain(said);
});
