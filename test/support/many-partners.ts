import type { Person } from '../../bot/core/people.ts';
import type { Change, Store } from '../../bot/core/ports.ts';
import { enrol, type Registered } from '../../bot/core/register.ts';
import type { Address, ChannelName } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { override } from '../../dialogs/policy/override.ts';
import { type PolicyPack, policyPackSchema } from '../../dialogs/policy/pack.ts';
import { samplePack } from '../../dialogs/policy/sample.ts';
import { next, type Step } from './decision-ways.ts';

/** A partnership with as many partners as a test wants, in all its agencies, half of them on each channel. */

export const home = 'northborough-council';

/** All but the last belong to somebody else; the last is the agency that tells the others. */
const agencies = [
  'eastmoor-council',
  'county-police',
  'riverside-nhs',
  'hillside-schools',
  'lantern-voluntary',
  home,
] as const;

export type Contact = {
  /** The partner that this person answers for. */
  partner: string;
  title: string;
  agency: string;
  channel: ChannelName;
  /** As the channel knows them. */
  user: string;
  person: Registered;
};

const slackUser = (user: string): string => `U${user}`;

const tenants = { teams: 'tenant-1', slack: 'T1' } as const;

const registered = (user: string, agency: string, channel: ChannelName): Registered => ({
  id: `p-${user.toLowerCase()}`,
  name: `Person ${user}`,
  agency,
  roles: ['practitioner'],
  identities: [{ channel, tenant: tenants[channel], user: channel === 'slack' ? slackUser(user) : user }],
});

const contactOf = (n: number): Contact => {
  const name = `K${String(n).padStart(3, '0')}`;
  const agency = agencies[n % agencies.length] as string;
  const channel = n % 2 === 0 ? 'slack' : 'teams';
  return {
    partner: name.toLowerCase(),
    title: `Team ${name}`,
    ...{ agency, channel },
    user: channel === 'slack' ? slackUser(name) : name,
    person: registered(name, agency, channel),
  };
};

const deputyUser = (agency: string): string => `D${agency.slice(0, 4).toUpperCase()}`;

/** Whoever is asked when a contact of the agency does not answer. */
export const deputyOf = (agency: string): Contact => ({
  ...contactOf(1),
  agency,
  user: deputyUser(agency),
  person: registered(deputyUser(agency), agency, 'teams'),
});

export type Partnership = {
  contacts: readonly Contact[];
  /** Contacts and deputies. */
  all: readonly Contact[];
  /** What a deployment would write into a file of its own. */
  parts: Readonly<Record<string, unknown>>;
  policy: PolicyPack;
};

export const manyPartners = (count: number): Partnership => {
  const contacts = Array.from({ length: count }, (_, n) => contactOf(n + 1));
  const entry = ({ title, agency, person }: Contact) => ({
    ...{ title, agency, sector: 'council', routes: ['secure-email'] },
    ...{ contact: person.id, deputy: deputyOf(agency).person.id },
  });
  const parts = { partners: Object.fromEntries(contacts.map((each) => [each.partner, entry(each)])) };
  const { pack } = override(samplePack, [{ name: 'many.json', parts }]);
  return {
    contacts,
    all: [...contacts, ...agencies.map(deputyOf)],
    parts,
    policy: policyPackSchema.parse(pack),
  };
};

/** On the register, and known to be reached there: as if each had written to the bot once. */
export const enrolReachable = async (
  store: Store,
  contacts: readonly Contact[],
  at: string,
  addressOf: (contact: Contact) => Address,
): Promise<void> => {
  const one = async (contact: Contact): Promise<void> => {
    const { person, channel } = contact;
    await enrol(store, person, at);
    const [stored] = await store.read(person.agency, [{ kind: 'person', id: person.id }]);
    if (!stored) throw new Error(`${person.id} is not on the register`);
    const { rev, ...item } = stored;
    const addresses = { [channel]: addressOf(contact) };
    const body = { ...(item.body as Person), addresses, lastChannel: channel };
    await store.commit(person.agency, [{ op: 'replace', item: { ...item, body }, rev }]);
  };
  await Promise.all(contacts.map(one));
};

/** Where the house in process would have met them. */
export const inProcess = ({ channel, user }: Contact): Address => ({
  ...{ channel, tenant: tenants[channel], user },
  conversation: `chat-${channel}-${user}`,
});

/** Words that stand for somebody, each in one place of a consent; none of them may leave the agency. */
export const planted = {
  subjectRef: 'ZEBRA-XYZZY',
  items: 'Quokka missed three visits\nWombat owes rent',
  words: 'Okapi said yes to it',
  reason: 'Axolotl is afraid of the landlord',
  facts: 'Narwhal hurt a neighbour',
} as const;

/** Whichever of them is found in it, however deep. */
export const plantedIn = (thing: unknown): string[] =>
  JSON.stringify(thing).match(/zebra|xyzzy|quokka|wombat|okapi|axolotl|narwhal/gi) ?? [];

/** A yes that names all these partners, page after page. */
export const aYesFor = (partners: readonly string[]): Step[] => [
  {
    title: words('consent.questions.answer.options.agreed'),
    fields: { subjectRef: planted.subjectRef, ageBand: 'adult' },
  },
  next({ giver: 'self', basis: 'presumed' }),
  next({
    ...{ informed: 'why,what,who,use,effects,rights', free: 'yes', form: 'explicit' },
    ...{ medium: 'verbal', givenOn: '2026-11-19' },
  }),
  next({ words: planted.words }),
  next({ items: planted.items, recipients: partners.join(','), purposes: 'P7' }),
];

export type Commit = { agency: string; changes: readonly Change[] };

/** The same store, with a note of everything that was ever kept in it. */
export const watched = (store: Store): { store: Store; commits: Commit[]; settled(): number } => {
  const commits: Commit[] = [];
  let settled = 0;
  return {
    commits,
    settled: () => settled,
    store: {
      ...store,
      commit: async (agency, changes) => {
        await store.commit(agency, changes);
        commits.push({ agency, changes });
      },
      settle: async (taken, settlement) => {
        await store.settle(taken, settlement);
        settled += 1;
      },
    },
  };
};
