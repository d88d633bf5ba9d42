import { existsSync } from 'node:fs';
import { SharewellError } from '../../core/errors.ts';
import { openDriver, toFault } from './driver.ts';

/** A compact copy under the same key, taken while the store is in use. It never overwrites an older copy. */
export const backupSqlite = (options: { file: string; key: string; to: string }): void => {
  const { file, key, to } = options;
  if (!existsSync(file)) throw new SharewellError('config', 'There is no store file to copy.');
  if (existsSync(to)) throw new SharewellError('store-refused', 'A file with the name of the copy exists.');
  const driver = openDriver({ file, key, busyTimeoutMs: 10_000 });
  try {
    driver.all('PRAGMA wal_checkpoint(PASSIVE)');
    driver.run('VACUUM INTO ?', [to]);
  } catch (error) {
    throw toFault(error);
  } finally {
    driver.close();
  }
};
