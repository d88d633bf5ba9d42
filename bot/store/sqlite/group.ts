import { SharewellError } from '../../core/errors.ts';
import { type Driver, toFault } from './driver.ts';

/**
 * Group commit. Writes that arrive in one turn of the event loop share one transaction, and so one wait for the disk.
 * Each has a savepoint of its own: one that fails takes nothing of the others with it. Nobody is told of success
 * before the whole transaction is on disk.
 */
export type Group = {
  write<T>(work: () => T): Promise<T>;
  /** Finishes what waits, then takes no more. */
  end(): void;
};

type Waiting = { run(): () => void; reject(error: unknown): void };

const attempt = (driver: Driver, one: Waiting): (() => void) => {
  driver.run('SAVEPOINT one');
  try {
    const tell = one.run();
    driver.run('RELEASE one');
    return tell;
  } catch (error) {
    // What the engine itself reports (disk full, broken file) may have undone the whole transaction already.
    if (!(error instanceof SharewellError || error instanceof TypeError)) throw error;
    driver.run('ROLLBACK TO one');
    driver.run('RELEASE one');
    return () => one.reject(error);
  }
};

const rollBack = (driver: Driver): void => {
  try {
    driver.run('ROLLBACK');
  } catch {
    // Nothing is open: BEGIN itself failed, or the engine has rolled back by itself.
  }
};

const commitAll = (driver: Driver, group: readonly Waiting[]): void => {
  let tells: (() => void)[] = [];
  try {
    driver.run('BEGIN IMMEDIATE');
    tells = group.map((one) => attempt(driver, one));
    driver.run('COMMIT');
  } catch (error) {
    rollBack(driver);
    const fault = toFault(error);
    for (const one of group) one.reject(fault);
    return;
  }
  for (const tell of tells) tell();
};

export const openGroup = (driver: Driver): Group => {
  let waiting: Waiting[] = [];
  let ended = false;
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    if (group.length > 0) commitAll(driver, group);
  };
  return {
    write: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (ended) throw new SharewellError('store-unavailable', 'The store is closed.');
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({
          run: () => {
            const value = work();
            return () => resolve(value);
          },
          reject,
        });
      }),
    end: () => {
      ended = true;
      flush();
    },
  };
};
