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

const opened = () =>
  openSqliteStore({ file: join(temporary.folder, 'sharewell.db'), key: testKey, clock: () => new Date() });

test('puts people on the register, and the same file again changes nothing', async () => {
  expect(seed(fileOf([jo])).stdout).toContain('1 people are on the register: 1 new');
  expect(seed(fileOf([jo])).stdout).toContain(
    '1 people are on the register: 0 new, 0 changed, 0 left, 1 same',
  );
  const store = await opened();
  const [person] = await store.read('county-police', [{ kind: 'person', id: 'p-jo' }]);
  const [identity] = await store.read('identity|slack|T1|UJO', [{ kind: 'identity', id: 'self' }]);
  const record = await store.list('county-police', { term: 'person:p-jo', kinds: ['record'], limit: 9 });
  await store.close();
  expect(person?.body).toMatchObject({ name: 'Jo Marsh', roles: ['practitioner'] });
  expect(identity?.body).toEqual({ agency: 'county-police', person: 'p-jo' });
  expect(record.items).toHaveLength(1);
  expect(record.items[0]?.body).toMatchObject({ type: 'person', versions: [{ reason: 'person.joined' }] });
});

const csvOf = (...lines: string[]): string => {
  const file = join(temporary.folder, 'people.csv');
  const head = 'id,name,agency,post,roles,manager,slack_workspace,slack_user,left';
  writeFileSync(file, [head, ...lines].join('\r\n'));
  return file;
};

test('takes CSV, says first what would change, and keeps each change with its version', async () => {
  const lines = [
    'p-jo,"Marsh, Jo",county-police,,manager,,T1,UJO,',
    'p-mo,Mo Tan,county-police,,practitioner,p-jo,,,',
  ];
  const dry = seed(csvOf(...lines), '--dry-run').stdout;
  expect(dry).toContain('p-jo has changed\n');
  expect(dry).toContain('p-mo is new\n');
  expect(dry).toContain('Nothing was changed. This would be: 1 new, 1 changed, 0 left, 0 same.');
  expect(seed(csvOf(...lines)).stdout).toContain('2 people are on the register: 1 new, 1 changed');
  expect(seed(csvOf(...lines), '--dry-run').stdout).toContain('0 new, 0 changed, 0 left, 2 same');
  const store = await opened();
  const { items } = await store.list('county-police', { term: 'type:person', kinds: ['record'], limit: 9 });
  await store.close();
  const bodies = items.map(
    ({ body }) => body as { person: string; name: string; line?: object; versions: object[] },
  );
  expect(bodies.find(({ person }) => person === 'p-mo')?.line).toEqual({ id: 'p-jo', name: 'Marsh, Jo' });
  expect(bodies.find(({ person }) => person === 'p-jo')).toMatchObject({
    name: 'Marsh, Jo',
    versions: [{}, {}],
  });
});

test('marks who left, once, and takes all access from them', async () => {
  const line = 'p-jo,"Marsh, Jo",county-police,,manager,,T1,UJO,yes';
  expect(seed(csvOf(line)).stdout).toContain('p-jo has left');
  expect(seed(csvOf(line)).stdout).toContain('0 left, 1 same');
  const store = await opened();
  const [person] = await store.read('county-police', [{ kind: 'person', id: 'p-jo' }]);
  await store.close();
  expect(person?.body).toMatchObject({ status: 'left', roles: [], identities: [] });
  const never = 'p-never,Never Here,county-police,,manager,,,,yes';
  expect(seed(csvOf(never)).stdout).toContain('0 left, 1 same');
});

test.each([
  [
    'an agency that the policy pack does not know',
    [{ ...jo, agency: 'nowhere' }],
    'no agency called nowhere',
  ],
  ['a person without an id', [{ ...jo, id: 'Jo' }], 'people.0.id'],
  ['a manager whom nobody knows', [{ ...jo, manager: 'p-nobody' }], 'people.0.manager: p-nobody is neither'],
])('%s is refused, and the message says so', (_, people, said) => {
  const { status, stderr } = seed(fileOf(people));
  expect(status).toBe(1);
  expect(stderr).toContain(said);
});

test('a file that is not there is named', () => {
  const { status, stderr } = seed('no-such-file.csv');
  expect(status).toBe(1);
  expect(stderr).toContain('no-such-file.csv cannot be read');
});

test.each([['--wet'], ['a.json', 'b.json']])(
  'what it does not understand it answers with help: %s',
  (...args) => {
    expect(seed(...args).stderr).toContain('npm run seed -- people.json');
  },
);
