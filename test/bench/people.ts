import { enrol } from '../../bot/core/register.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';

/** Who takes part: a team of practitioners known on both channels, and the manager who hears of every urgent share. */

export const tenantId = 'tenant-1';
export const team = 'T1';
export const agency = 'northborough-council';
export const storeKey = 'a key for the bench only, long enough';

export type Somebody = { id: string; name: string; teams: string; slack: string };

const somebody = (id: string, name: string, number: number): Somebody => ({
  id,
  name,
  teams: `aad-${number}`,
  slack: `U${1000 + number}`,
});

export const manager = somebody('p-manager', 'Morgan Ellis', 0);
export const people = Array.from({ length: 96 }, (_, i) => somebody(`p-${i + 1}`, `Person ${i + 1}`, i + 1));

export const person = (i: number): Somebody => people[i % people.length] as Somebody;

export const enrolAll = async (file: string): Promise<void> => {
  const store = await openSqliteStore({ file, key: storeKey, clock: () => new Date() });
  const at = new Date().toISOString();
  for (const each of [manager, ...people])
    await enrol(
      store,
      {
        id: each.id,
        name: each.name,
        agency,
        roles: each === manager ? ['manager'] : ['practitioner'],
        ...(each === manager ? {} : { manager: manager.id }),
        identities: [
          { channel: 'teams', tenant: tenantId, user: each.teams },
          { channel: 'slack', tenant: team, user: each.slack },
        ],
      },
      at,
    );
  await store.close();
};
