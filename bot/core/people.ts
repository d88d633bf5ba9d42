import type { Actor } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { digest } from './ids.ts';
import type { Store } from './ports.ts';
import type { Settings } from './settings.ts';
import type { Address, ChannelName, Identity } from './turn.ts';

/** Who people are. One person may be known on two channels; the register says so, and says what they may do. */

export type Person = Actor & {
  post?: string;
  /** Not on the register: they ask to be, they left, or they are known under another id since then. */
  status?: 'asked' | 'left' | 'moved';
  since?: string;
  /** The id they are known under now. */
  now?: string;
  settings?: Settings;
  /** News that they have seen. */
  heard?: readonly string[];
  /** The record of what they ask for. */
  request?: string;
  identities: readonly Identity[];
  /** Where each channel reaches them, learned when they write. */
  addresses: Partial<Record<ChannelName, Address>>;
  /** Where they wrote last: notices go there. */
  lastChannel?: ChannelName;
};

export const isRegistered = (person: Person | undefined): person is Person =>
  person !== undefined && person.status === undefined;

/** Whoever they are now has nothing of what this id had. */
const isGone = (person: Person | undefined): boolean =>
  person?.status === 'left' || person?.status === 'moved';

/** What the directory keeps for each identity: where its person is registered. */
export type Registration = { agency: string; person: string };

export type Known = { agency: string; person: string; registered: boolean };

export const identityPartition = (identity: Identity): string =>
  `identity|${identity.channel}|${identity.tenant}|${identity.user}`;

export const identityKey = { kind: 'identity', id: 'self' } as const;

const agencyOfTenant = (identity: Identity, pack: PolicyPack): string =>
  pack.tenants.find((t) => t.channel === identity.channel && t.tenant === identity.tenant)?.agency ??
  pack.hostAgency;

/**
 * A person nobody registered yet still gets the urgent lane, under a name that says nothing. Who has left since then
 * starts anew, under another one.
 */
const visitor = (identity: Identity, pack: PolicyPack, since?: string): Known => ({
  agency: agencyOfTenant(identity, pack),
  person: `v-${digest(identity.channel, identity.tenant, identity.user, ...(since ? [since] : [])).slice(0, 24)}`,
  registered: false,
});

export type Directory = {
  find(identity: Identity): Promise<Known>;
  /** How somebody counts whom the register does not know, or not since then. */
  visitor(identity: Identity, since?: string): Known;
  forget(identity: Identity): void;
};

/** Whether the register still says that this identity is this person. */
const lists = (person: Person | undefined, identity: Identity): boolean =>
  person?.identities.some((one) => identityPartition(one) === identityPartition(identity)) ?? false;

/**
 * Who it is instead, where the register no longer says what was taken for so: what was remembered of an identity is out
 * of date, or the person no longer has it, and whoever it is now is new.
 */
export const someoneElse = async (
  directory: Directory,
  identity: Identity,
  known: Known,
  person: Person | undefined,
): Promise<Known | undefined> => {
  if (!known.registered) return isGone(person) ? directory.visitor(identity, person?.since) : undefined;
  if (lists(person, identity)) return undefined;
  directory.forget(identity);
  const now = await directory.find(identity);
  return now.person === known.person ? directory.visitor(identity, person?.since) : now;
};

/** Whether we know where somebody works before anybody put them on the register. */
export const isAgencyKnown = ({ channel, tenant }: Identity, pack: PolicyPack): boolean =>
  pack.tenants.some((one) => one.channel === channel && one.tenant === tenant);

/**
 * Registrations hardly ever change, so they are remembered for an hour; what a person may do is read afresh
 * on every turn. A registered identity that its person no longer lists is looked up again by the caller.
 */
export const createDirectory = (
  store: Store,
  pack: PolicyPack,
  now: () => number,
  keepMs = 3_600_000,
): Directory => {
  const remembered = new Map<string, { known: Known; until: number }>();
  const remember = (name: string, known: Known) => {
    if (remembered.size >= 10_000) remembered.delete(remembered.keys().next().value as string);
    remembered.set(name, { known, until: now() + keepMs });
    return known;
  };
  return {
    find: async (identity) => {
      const name = identityPartition(identity);
      const known = remembered.get(name);
      if (known && known.until > now()) return known.known;
      const [item] = await store.read(name, [identityKey]);
      if (!item) return visitor(identity, pack);
      return remember(name, { ...(item.body as Registration), registered: true });
    },
    visitor: (identity, since) => visitor(identity, pack, since),
    forget: (identity) => remembered.delete(identityPartition(identity)),
  };
};

/** There is one guidance and one central register for all agencies: who keeps them belongs to the host agency. */
const ofTheHost: readonly string[] = ['guidance-owner', 'executive'];

const rolesOf = ({ agency }: Known, person: Person | undefined, pack: PolicyPack): readonly string[] =>
  (person?.roles ?? []).filter((role) => !ofTheHost.includes(role) || agency === pack.hostAgency);

export const actorOf = (known: Known, person: Person | undefined, name: string, pack: PolicyPack): Actor => {
  const dutyLead = pack.agencies.find((agency) => agency.id === known.agency)?.dutyLead;
  const manager = person?.manager ?? (dutyLead === known.person ? undefined : dutyLead);
  return {
    id: known.person,
    name: person?.name ?? name,
    agency: known.agency,
    roles: rolesOf(known, person, pack),
    ...(manager ? { manager } : {}),
    ...(person?.was ? { was: person.was } : {}),
  };
};

const same = (a: Address | undefined, b: Address) =>
  a?.conversation === b.conversation &&
  a.serviceUrl === b.serviceUrl &&
  a.user === b.user &&
  a.tenant === b.tenant;

/** The person with the address they just wrote from, or undefined when nothing changed. */
export const movedTo = (person: Person, address: Address): Person | undefined =>
  same(person.addresses[address.channel], address) && person.lastChannel === address.channel
    ? undefined
    : {
        ...person,
        addresses: { ...person.addresses, [address.channel]: address },
        lastChannel: address.channel,
      };

/** A person's own chat became known outside a turn: notices will find them there. Losing a race here loses nothing. */
export const keepAddress = async (store: Store, directory: Directory, address: Address): Promise<void> => {
  const { channel, tenant, user } = address;
  if (!user) return;
  const known = await directory.find({ channel, tenant, user });
  const [person] = await store.read(known.agency, [{ kind: 'person', id: known.person }]);
  const body = person && movedTo(person.body as Person, address);
  if (!person || !body) return;
  const { rev, ...item } = person;
  await store.commit(known.agency, [{ op: 'replace', item: { ...item, body }, rev }]);
};
