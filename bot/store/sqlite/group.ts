import { SharewellError } from '../../core/errors.ts';
import { type Driver, toFault } from './driver.ts';

/**
 * Group commit. Writes that arrive in one turn of the event loop share one transaction, and so one wait for the disk.
 * One that fails takes nothing of the others with it. Nobody is told of success
 * before the whole transaction is on disk. While several come at once, a group waits a moment for more: that costs
 * each a millisecond and saves most of them a wait for the disk.
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

/** Nearly always nobody fails: then no savepoint is needed. Whether somebody did is what this says. */
const commitTogether = (driver: Driver, group: readonly Waiting[]): boolean => {
  driver.run('BEGIN IMMEDIATE');
  const tells: (() => void)[] = [];
  try {
    for (const one of group) tells.push(one.run());
  } catch (error) {
    if (!(error instanceof SharewellError || error instanceof TypeError)) throw error;
    driver.run('ROLLBACK');
    return false;
  }
  driver.run('COMMIT');
  for (const tell of tells) tell();
  return true;
};

/** Somebody fails: each in a savepoint, so that the others are kept. */
const commitEach = (driver: Driver, group: readonly Waiting[]): void => {
  driver.run('BEGIN IMMEDIATE');
  const tells = group.map((one) => attempt(driver, one));
  driver.run('COMMIT');
  for (const tell of tells) tell();
};

const commitAll = (driver: Driver, group: readonly Waiting[]): void => {
  try {
    if (!commitTogether(driver, group)) commitEach(driver, group);
  } catch (error) {
    rollBack(driver);
    const fault = toFault(error);
    for (const one of group) one.reject(fault);
  }
};

const gatherMs = 3;

export const openGroup = (driver: Driver): Group => {
  let waiting: Waiting[] = [];
  let ended = false;
  let busy = false;
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    busy = group.length > 1;
    if (group.length > 0) commitAll(driver, group);
  };
  return {
    write: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (ended) throw new SharewellError('store-unavailable', 'The store is closed.');
        if (waiting.length === 0) busy ? setTimeout(flush, gatherMs) : setImmediate(flush);
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
