import { SharewellError } from '../../bot/core/errors.ts';
import type { Change, Store, Stored } from '../../bot/core/ports.ts';

/** A store in memory that keeps what a point read needs, and nothing else: enough for installations. */
export const memoryStore = (): Store & { reads: number; down: boolean } => {
  const kept = new Map<string, Stored>();
  let rev = 0;
  const nameOf = (agency: string, kind: string, id: string) => `${agency}|${kind}|${id}`;
  const unused = async (): Promise<never> => {
    throw new Error('not part of this store');
  };

  const apply = (agency: string, change: Change): void => {
    if (change.op === 'claim' || change.op === 'enqueue') throw new Error('not part of this store');
    const key = change.op === 'delete' ? change.key : change.item;
    const name = nameOf(agency, key.kind, key.id);
    const wanted = change.op === 'create' ? undefined : change.rev;
    if (kept.get(name)?.rev !== wanted) throw new SharewellError('conflict', 'lost a race');
    if (change.op === 'delete') kept.delete(name);
    else kept.set(name, { ...structuredClone(change.item), rev: String(++rev) });
  };

  const store = {
    reads: 0,
    down: false,
    read: async (agency: string, keys: readonly { kind: string; id: string }[]) => {
      store.reads += 1;
      if (store.down) throw new SharewellError('store-unavailable', 'the store is away');
      return keys.map(({ kind, id }) => kept.get(nameOf(agency, kind, id)));
    },
    commit: async (agency: string, changes: readonly Change[]) => {
      for (const change of changes) apply(agency, change);
    },
    list: unused,
    take: unused,
    settle: unused,
    dead: unused,
    close: async () => {},
  };
  return store;
};
