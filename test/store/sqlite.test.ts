import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { makeClock, storeContract } from '../support/store-contract.ts';

storeContract('the embedded store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sharewell-'));
  const clock = makeClock();
  const open = () =>
    openSqliteStore({ file: join(folder, 'store.db'), key: 'a key for tests only', clock: clock.now });
  const store = await open();
  return {
    store,
    clock,
    another: open,
    end: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
