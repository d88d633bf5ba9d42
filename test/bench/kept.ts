import type { Draft } from '../../bot/core/drafts.ts';
import { everyPage } from '../../bot/core/every-page.ts';
import type { Query, Store, Stored } from '../../bot/core/ports.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { agency, people, storeKey } from './people.ts';
import type { Done } from './plans.ts';

/** After the run the store itself is asked: a turn that was fast and left nothing behind was no turn. */

const everything = async (store: Store, query: Query): Promise<Stored[]> =>
  (await everyPage(store, agency, query)).items;

const same = (what: string, found: number, wanted: number): void => {
  if (found !== wanted) throw new Error(`${what}: ${found} in the store, ${wanted} in the run`);
};

export const checkKept = async (
  file: string,
  done: Done,
  presses: ReadonlyMap<string, number>,
): Promise<string> => {
  const store = await openSqliteStore({ file, key: storeKey, clock: () => new Date() });
  try {
    const records = await everything(store, { term: 'type:decision', kinds: ['record'], limit: 1000 });
    same('records', records.length, done.recorded);
    let drafts = 0;
    let pressed = 0;
    for (const { id } of people) {
      const own = await everything(store, { term: `owner:${id}`, kinds: ['draft'], limit: 1000 });
      drafts += own.length;
      pressed += own.reduce((sum, { body }) => sum + (body as Draft).seq - 1, 0);
    }
    same('drafts', drafts, done.started - done.recorded);
    same('presses', pressed, done.stepped + [...presses.values()].reduce((sum, each) => sum + each, 0));
    return `${records.length} records, ${drafts} open drafts and ${pressed} kept presses, as many as there were turns`;
  } finally {
    await store.close();
  }
};
