import { SharewellError } from '../../core/errors.ts';
import type { Driver } from './driver.ts';

/** Each entry takes the file one version on. Never change one that was released: add another. */
const migrations: readonly (readonly string[])[] = [
  [
    // With row ids: records are large, and rows kept inside the key would dirty pages all over the file. The small
    // rows of terms and claims are kept in their keys, once.
    `CREATE TABLE items (
       agency TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, until TEXT NOT NULL,
       rev TEXT NOT NULL, terms TEXT NOT NULL, body TEXT NOT NULL,
       PRIMARY KEY (agency, kind, id))`,
    `CREATE INDEX items_until ON items (until) WHERE until < '9999'`,
    // Kind stands before time, so that a page of one kind costs the same however many of another kind there are.
    `CREATE TABLE terms (
       agency TEXT NOT NULL, term TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, id TEXT NOT NULL,
       PRIMARY KEY (agency, term, kind, at, id)) WITHOUT ROWID`,
    `CREATE TABLE claims (
       agency TEXT NOT NULL, id TEXT NOT NULL, until TEXT NOT NULL,
       PRIMARY KEY (agency, id)) WITHOUT ROWID`,
    'CREATE INDEX claims_until ON claims (until)',
    // An empty text stands for "not leased" and "not given up": it sorts before every moment.
    `CREATE TABLE queue (
       queue TEXT NOT NULL, agency TEXT NOT NULL, id TEXT NOT NULL, due TEXT NOT NULL, body TEXT NOT NULL,
       attempts INTEGER NOT NULL, lease TEXT NOT NULL, lease_until TEXT NOT NULL,
       dead_at TEXT NOT NULL, error TEXT NOT NULL,
       PRIMARY KEY (queue, agency, id))`,
    'CREATE INDEX queue_due ON queue (queue, dead_at, due)',
  ],
];

const versionOf = (driver: Driver): number =>
  driver.all<{ user_version: number }>('PRAGMA user_version')[0]?.user_version ?? 0;

const step = (driver: Driver, version: number): void => {
  for (const sql of migrations[version] ?? []) driver.run(sql);
  driver.run(`PRAGMA user_version=${version + 1}`);
};

/** Takes the file to the newest version, in one transaction, so that two processes starting at once agree. */
export const migrate = (driver: Driver): void => {
  driver.run('BEGIN IMMEDIATE');
  try {
    const found = versionOf(driver);
    if (found > migrations.length)
      throw new SharewellError(
        'config',
        'The store file was made by a newer version of Sharewell: use that one.',
      );
    for (let version = found; version < migrations.length; version += 1) step(driver, version);
    driver.run('COMMIT');
  } catch (error) {
    driver.run('ROLLBACK');
    throw error;
  }
};
