import { hubPartition } from '../../dialogs/engine/hubs.ts';
import { meetsAt } from '../../dialogs/hub/places.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { rosterKey } from './hubs.ts';
import type { Clock, Store } from './ports.ts';
import type { Address } from './turn.ts';

/**
 * Which channels belong to a hub. People write there all day, so it is remembered for a short while: whoever is the first
 * to ask after that looks it up once, for all channels.
 */
export type Places = {
  /** The part of the store that the hub of this channel has. */
  hubAt(address: Address): Promise<string | undefined>;
  /** A lead has just named a channel, or ended one. */
  forget(): void;
};

type Known = { until: number; rosters: Promise<readonly (HubRecord | undefined)[]> };

export const createPlaces = (
  { store, policy, clock }: { store: Pick<Store, 'read'>; policy: PolicyPack; clock: Clock },
  keepMs = 60_000,
): Places => {
  let known: Known | undefined;
  const look = async (): Promise<readonly (HubRecord | undefined)[]> =>
    Promise.all(
      policy.hubs.map(async ({ code }) => {
        const partition = hubPartition(code);
        const [found] = await store.read(partition, [rosterKey(partition)]);
        return found?.body as HubRecord | undefined;
      }),
    );
  const rosters = (): Known['rosters'] => {
    const now = clock().getTime();
    if (known && known.until > now) return known.rosters;
    const asked: Known = { until: now + keepMs, rosters: look() };
    known = asked;
    asked.rosters.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.rosters;
  };
  return {
    hubAt: async (address) => {
      const found = (await rosters()).find((one) => one && meetsAt(one, address));
      return found && hubPartition(found.code);
    },
    forget: () => {
      known = undefined;
    },
  };
};
