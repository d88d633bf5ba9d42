import { randomBytes } from 'node:crypto';
import { SharewellError } from '../../core/errors.ts';
import type { Clock, Store } from '../../core/ports.ts';
import { ask } from '../cursor.ts';
import { checkChanges, checkMoment } from '../shape.ts';
import { applyChange } from './changes.ts';
import { type Driver, openDriver, toFault } from './driver.ts';
import { type Group, openGroup } from './group.ts';
import { readItems } from './items.ts';
import { listPage } from './lists.ts';
import { listDead, settleTaken, takeDue } from './queue.ts';
import { migrate } from './schema.ts';
import { makeSweep } from './sweep.ts';

export type SqliteOptions = {
  file: string;
  /** At least 16 characters. The file cannot be read without it. */
  key: string;
  clock: Clock;
  /** Makes revisions and leases nobody can guess. */
  random?: (bytes: number) => Buffer;
  /** How long a write waits for another process on the same file. */
  busyTimeoutMs?: number;
};

type Parts = { driver: Driver; group: Group; clock: Clock; token: () => string };

/** Reads run at once; whatever the engine says becomes a fault of the port. */
const reader =
  (isOpen: () => boolean) =>
  async <T>(work: () => T): Promise<T> => {
    if (!isOpen()) throw new SharewellError('store-unavailable', 'The store is closed.');
    try {
      return work();
    } catch (error) {
      throw toFault(error);
    }
  };

const reads = (
  { driver, clock }: Parts,
  read: ReturnType<typeof reader>,
): Pick<Store, 'read' | 'list' | 'dead'> => ({
  read: (agency, keys) =>
    read(() => {
      const now = clock().toISOString();
      return readItems(driver, agency, keys, now);
    }),
  list: (agency, query, cursor) =>
    read(() => listPage(driver, ask(agency, query, cursor), clock().toISOString())),
  dead: (queue, limit) => read(() => listDead(driver, queue, limit)),
});

const writes = ({ driver, group, clock, token }: Parts): Pick<Store, 'commit' | 'take' | 'settle'> => {
  const sweep = makeSweep(driver);
  return {
    commit: async (agency, changes) => {
      // Checked and turned into text now: what the caller does to its objects afterwards changes nothing.
      const checked = checkChanges(agency, changes);
      if (checked.length === 0) return;
      await group.write(() => {
        const now = clock();
        sweep(now);
        const rev = token();
        for (const change of checked) applyChange(driver, agency, change, rev, now.toISOString());
      });
    },
    take: async (queue, now, limit, leaseMs) => {
      const moment = checkMoment(now, 'the moment of a take');
      const leaseUntil = new Date(Date.parse(moment) + leaseMs).toISOString();
      return group.write(() => takeDue(driver, { queue, now: moment, limit, leaseUntil, lease: token }));
    },
    settle: (taken, settlement) =>
      group.write(() => settleTaken(driver, taken, settlement, clock().toISOString())),
  };
};

const openMigrated = (options: SqliteOptions): Driver => {
  const { file, key, busyTimeoutMs = 2000 } = options;
  const driver = openDriver({ file, key, busyTimeoutMs });
  try {
    migrate(driver);
    return driver;
  } catch (error) {
    driver.close();
    throw toFault(error);
  }
};

/** Different from every other, in this process and any other. */
const makeToken = (random: (bytes: number) => Buffer): (() => string) => {
  const mine = random(12).toString('base64url');
  let count = 0;
  return () => {
    count += 1;
    return `${mine}${count.toString(36)}`;
  };
};

export const openSqliteStore = async (options: SqliteOptions): Promise<Store> => {
  const driver = openMigrated(options);
  const group = openGroup(driver);
  const random = options.random ?? randomBytes;
  const parts: Parts = { driver, group, clock: options.clock, token: makeToken(random) };
  let open = true;
  return {
    ...reads(
      parts,
      reader(() => open),
    ),
    ...writes(parts),
    close: async () => {
      if (!open) return;
      open = false;
      group.end();
      driver.close();
    },
  };
};
