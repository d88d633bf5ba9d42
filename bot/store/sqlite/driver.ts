import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'libsql';
import { SharewellError } from '../../core/errors.ts';
import { isWellFormed } from '../shape.ts';

/**
 * The narrow way into libsql. The native code ends the process on some bound types and turns missing parameters into
 * NULL, so nothing but checked values passes here, always as one array.
 */
export type Value = string | number | null;

export type Driver = {
  /** How many rows were changed. */
  run(sql: string, values?: readonly Value[]): number;
  /** Always reads to the end: a statement left half-way would hold its snapshot and the log file. */
  all<T>(sql: string, values?: readonly Value[]): T[];
  close(): void;
};

export type DriverOptions = {
  file: string;
  key: string;
  busyTimeoutMs: number;
  /** Nobody else may have the file open, now or until it is closed again. */
  alone?: boolean;
};

type Prepared = { statement: Database.Statement; holes: number };

const isBindable = (value: unknown): value is Value => {
  if (typeof value === 'string') return isWellFormed(value) && !value.includes('\u0000');
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null;
};

const check = (values: readonly Value[], holes: number): Value[] => {
  if (values.length !== holes)
    throw new TypeError(`The statement takes ${holes} values, not ${values.length}.`);
  if (!values.every(isBindable)) throw new TypeError('The statement was given a value that cannot be bound.');
  return [...values];
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code';

/** Anything the engine itself says. Its own text never holds values, but only the code is passed on. */
export const toFault = (error: unknown): SharewellError => {
  if (error instanceof SharewellError) return error;
  const code = codeOf(error);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new SharewellError(
      'store-unavailable',
      `A page of the store file is damaged (${code}). Restore the last backup.`,
      { cause: error },
    );
  return code === 'SQLITE_TOOBIG'
    ? new SharewellError('store-refused', 'The store cannot keep anything this large.', { cause: error })
    : new SharewellError('store-unavailable', `The store cannot be used just now (${code}).`, {
        cause: error,
      });
};

const connect = ({ file, key, busyTimeoutMs, alone }: DriverOptions): Database.Database => {
  // Made here first, so that nobody else on the machine may read it, the log file beside it included.
  // Never where it is there already: closing it would let go of every lock that this process has on it.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  const options: Database.Options & { encryptionKey: string } = { encryptionKey: key };
  const db = new Database(file, options);
  try {
    prepareFile(db, busyTimeoutMs, alone);
    return db;
  } catch (error) {
    // It may hold a lock that the next try would wait for.
    db.close();
    throw error;
  }
};

const prepareFile = (db: Database.Database, busyTimeoutMs: number, alone = false): void => {
  db.exec(`PRAGMA busy_timeout=${Math.trunc(busyTimeoutMs)}`);
  // Said before the first page is read, this takes the lock then and keeps it.
  if (alone) db.exec('PRAGMA locking_mode=EXCLUSIVE');
  // A wrong key shows only when a page is read.
  db.prepare('SELECT count(*) FROM sqlite_master').all();
  db.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000',
  );
};

const inUse = (): SharewellError =>
  new SharewellError(
    'store-unavailable',
    'The store file is in use. Stop the bot, and whatever else has it open, then try again.',
  );

const open = (options: DriverOptions): Database.Database => {
  if (options.key.length < 16)
    throw new SharewellError('config', 'The store key must have at least 16 characters.');
  try {
    return connect(options);
  } catch (cause) {
    if (codeOf(cause) === 'SQLITE_BUSY') throw options.alone ? inUse() : toFault(cause);
    const why =
      codeOf(cause) === 'SQLITE_NOTADB'
        ? 'The key does not open the store file, or its first page is damaged: give the key that it was made with.'
        : `The store file cannot be opened (${codeOf(cause)}): check that its folder exists and can be written.`;
    throw new SharewellError('config', why, { cause });
  }
};

export const openDriver = (options: DriverOptions): Driver => {
  const db = open(options);
  const statements = new Map<string, Prepared>();
  const prepare = (sql: string): Prepared => {
    const known = statements.get(sql);
    if (known) return known;
    const made = { statement: db.prepare(sql), holes: sql.split('?').length - 1 };
    statements.set(sql, made);
    return made;
  };
  return {
    run: (sql, values = []) => {
      const { statement, holes } = prepare(sql);
      return statement.run(check(values, holes)).changes;
    },
    all: <T>(sql: string, values: readonly Value[] = []) => {
      const { statement, holes } = prepare(sql);
      return statement.all(check(values, holes)) as T[];
    },
    close: () => {
      statements.clear();
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
    },
  };
};
