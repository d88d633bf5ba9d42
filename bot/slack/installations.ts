import type { Installation } from '@slack/bolt';
import { hasCode, SharewellError } from '../core/errors.ts';
import type { Change, Clock, Key, Store, Stored } from '../core/ports.ts';

/** Which workspaces installed the app, and the tokens they gave. The store keeps them encrypted. */
export type Installations = {
  fetch(teamId: string): Promise<Installation | undefined>;
  save(installation: Installation): Promise<void>;
  delete(teamId: string): Promise<void>;
};

// Every turn needs the token. Short, so that another instance notices a removal soon.
const freshMs = 60_000;
const mostKept = 500;

const keyOf = (teamId: string): { partition: string; key: Key } => ({
  partition: `slack:${teamId}`,
  key: { kind: 'installation', id: teamId },
});

type Decide = (found: Stored | undefined) => Change | undefined;

/** Read, decide, write; whoever loses a race looks again. */
const change = async (store: Store, teamId: string, decide: Decide): Promise<void> => {
  const { partition, key } = keyOf(teamId);
  for (let tries = 0; ; tries += 1) {
    const [found] = await store.read(partition, [key]);
    const wanted = decide(found);
    if (!wanted) return;
    try {
      return await store.commit(partition, [wanted]);
    } catch (error) {
      if (!hasCode(error, 'conflict') || tries >= 3) throw error;
    }
  }
};

export const createInstallations = (store: Store, clock: Clock): Installations => {
  const kept = new Map<string, { installation: Installation; until: number }>();
  const keep = (teamId: string, installation: Installation) => {
    // The oldest entry goes first: a map remembers the order of insertion.
    const oldest = kept.keys().next();
    if (kept.size >= mostKept && !oldest.done) kept.delete(oldest.value);
    kept.set(teamId, { installation, until: clock().getTime() + freshMs });
  };

  return {
    async fetch(teamId) {
      const known = kept.get(teamId);
      if (known && known.until > clock().getTime()) return known.installation;
      kept.delete(teamId);
      const { partition, key } = keyOf(teamId);
      const [found] = await store.read(partition, [key]);
      if (!found) return undefined;
      const installation = found.body as Installation;
      keep(teamId, installation);
      return installation;
    },
    async save(installation) {
      const id = installation.team?.id;
      if (!id) throw new SharewellError('channel-refused', 'Only one workspace at a time can be installed');
      // Stores keep plain data: properties that are present but undefined go.
      const body: unknown = JSON.parse(JSON.stringify(installation));
      const item = { ...keyOf(id).key, body, at: clock().toISOString(), terms: [] };
      await change(store, id, (found) =>
        found ? { op: 'replace', item, rev: found.rev } : { op: 'create', item },
      );
      kept.delete(id);
    },
    async delete(teamId) {
      kept.delete(teamId);
      await change(store, teamId, (found) =>
        found ? { op: 'delete', key: keyOf(teamId).key, rev: found.rev } : undefined,
      );
      kept.delete(teamId);
    },
  };
};
