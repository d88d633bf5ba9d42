import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { openSqliteWhole } from '../../bot/store/sqlite/whole.ts';
import { makeClock, storeContract } from '../support/store-contract.ts';

storeContract('the embedded store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sharewell-'));
  const clock = makeClock();
  const options = { file: join(folder, 'store.db'), key: 'a key for tests only', clock: clock.now };
  const open = () => openSqliteStore(options);
  const store = await open();
  return {
    store,
    clock,
    another: open,
    whole: () => openSqliteWhole({ ...options, use: 'shared' }),
    end: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
