import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../bot/core/ports.ts';
import { enrol, type Registered } from '../../bot/core/register.ts';
import type { Address } from '../../bot/core/turn.ts';
import { openCosmosStore } from '../../bot/store/cosmos/store.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import { accountKey } from '../support/cosmos/auth.ts';
import type { House } from '../support/house.ts';
import { rosterWith } from '../support/hub.ts';
import { type Contact, enrolReachable, manyPartners } from '../support/many-partners.ts';
import { agency as council, registered, type World } from '../support/peers-world.ts';
import { partnersTold } from './stories.ts';

/** Who is there: practitioners with stories to live, and everybody who is asked or told. */

const managers = ['MTEAMS', 'MSLACK'] as const;

const at = (agency: string, name: string, roles: string[]): Registered => ({
  ...registered(name, roles),
  agency,
});

const hubSeats = [
  at('county-police', 'NADIA', ['practitioner']),
  at('riverside-nhs', 'RUTH', ['practitioner']),
  at('lantern-voluntary', 'JOY', ['practitioner']),
];

const others = [
  registered('COLIN', ['dpo']),
  registered('VERA', ['caldicott']),
  registered('HELEN', ['head-of-service']),
  registered('ANIKA', ['safeguarding-lead']),
  at('county-police', 'CARYS', ['dpo', 'head-of-service']),
  ...hubSeats,
];

export type Cast = {
  /** Name and channel of everybody who lives stories, and of everybody who only answers. */
  workers: readonly (readonly ['teams' | 'slack', string])[];
  receivers: readonly (readonly ['teams' | 'slack', string])[];
  people: readonly Registered[];
  contacts: readonly Contact[];
};

export const makeCast = (count: number): Cast => {
  const names = Array.from({ length: count }, (_, n) => `W${n}`);
  const { contacts, all } = manyPartners(partnersTold.length);
  const people = [
    ...managers.map((name) => registered(name, ['manager'])),
    ...names.map((name, n) => registered(name, ['practitioner'], managers[n % 2] ?? 'MTEAMS')),
    ...others,
  ];
  const onOne = (n: number) => (n % 2 === 0 ? 'teams' : 'slack');
  return {
    workers: names.map((name, n) => [onOne(Math.floor(n / 2)), name] as const),
    receivers: [
      ['teams', 'MTEAMS'] as const,
      ['slack', 'MSLACK'] as const,
      ...others.map(({ id }, n) => [onOne(n), id.slice(2).toUpperCase()] as const),
      ...contacts.map(({ channel, user }) => [channel, user.replace(/^U/, '')] as const),
    ],
    people,
    contacts: all,
  };
};

/** The partners, as a deployment writes them down. */
export const policyIn = (folder: string): string => {
  const place = join(folder, 'policy');
  mkdirSync(place, { recursive: true });
  const { parts } = manyPartners(partnersTold.length);
  writeFileSync(join(place, 'partners.json'), JSON.stringify(parts));
  return place;
};

export const openDirectly = (endpoint: string): Promise<Store> =>
  openCosmosStore({
    ...{ endpoint, key: accountKey, database: 'sharewell' },
    ...{ clock: () => new Date(), random: randomBytes, create: true },
  });

const addressIn =
  ({ teams, slack }: World) =>
  ({ channel, user }: Contact): Address => ({
    ...{ channel, user },
    ...(channel === 'teams'
      ? { tenant: teams.tenantId, conversation: `a:${user}`, serviceUrl: teams.connector.url() }
      : { tenant: slack.team, conversation: `D${user}` }),
  });

export const enrolCast = async (store: Store, { people, contacts }: Cast, world: World): Promise<void> => {
  const now = new Date().toISOString();
  for (const person of people) await enrol(store, person, now);
  await enrolReachable(store, contacts, now, addressIn(world));
};

export const room = '19:hub@thread.tacv2';

/** The hub has its members and meets on both platforms. */
export const seatHub = async (store: Store, world: World): Promise<void> => {
  const house = { store, clock: () => new Date() } as unknown as House;
  const seats = hubSeats.map(({ id, agency }) => ({ person: id, agency, role: 'member' as const }));
  await rosterWith(house, [...seats, { person: 'p-w0', agency: council, role: 'member' }]);
  const [found] = await store.read('hub-NB', [{ kind: 'record', id: 'U-TEAM-NB' }]);
  if (!found) throw new Error('no roster');
  const { rev, ...item } = found;
  const body = item.body as HubRecord;
  const address = {
    ...{ channel: 'teams' as const, tenant: world.teams.tenantId, conversation: room },
    serviceUrl: world.teams.connector.url(),
  };
  const places = [...body.places, { ...body.places[0], address }];
  await store.commit('hub-NB', [{ op: 'replace', item: { ...item, body: { ...body, places } }, rev }]);
};
