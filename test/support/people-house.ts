import type { KeptNotice, KeptRecord, Version } from '../../bot/core/records.ts';
import { firstBroken } from '../../bot/core/records.ts';
import { enrol, type Registered } from '../../bot/core/register.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { readPolicy } from '../../bot/policy.ts';
import type { EnrolmentRecord } from '../../dialogs/enrolment/record.ts';
import type { PersonRecord } from '../../dialogs/person/record.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { buttonOf, type House, identityOf, openHouse, type PersonSays } from './house.ts';

/** A house with administrators, and the things a newcomer and an administrator do in it. */

export const home = 'northborough-council';
export const away = 'county-police';

/** The Slack workspace T1 is the council's: who writes from there works there. */
export const knownTenants: PolicyPack = {
  ...readPolicy(),
  tenants: [{ channel: 'slack', tenant: 'T1', agency: home }],
};

export const keepers: readonly Registered[] = [
  {
    id: 'p-zoe',
    name: 'Zoe Lambert',
    agency: home,
    post: 'Administrator',
    roles: ['administrator'],
    identities: [identityOf('teams', 'zoe')],
  },
  {
    id: 'p-pat',
    name: 'Pat Quill',
    agency: away,
    post: 'Administrator',
    roles: ['administrator'],
    identities: [identityOf('teams', 'pat')],
  },
  {
    id: 'p-max',
    name: 'Max Osei',
    agency: away,
    post: 'Sergeant',
    roles: ['manager'],
    identities: [identityOf('teams', 'max')],
  },
];

export const openPeopleHouse = async (options: Parameters<typeof openHouse>[0] = {}) => {
  const house = await openHouse(options);
  for (const one of keepers) await enrol(house.store, one, house.clock().toISOString());
  // Everybody has written once: notices find them.
  for (const [channel, user] of [
    ['teams', 'zoe'],
    ['teams', 'pat'],
    ['teams', 'morgan'],
    ['slack', 'USAM'],
  ] as const)
    await house.as(channel, user).type('help');
  house.sent.length = 0;
  return house;
};

export const newcomer = {
  name: 'Noor Adeyemi',
  post: 'Social worker',
  role: 'practitioner',
  managerName: 'Morgan Ellis',
};

export const asks = async (
  who: PersonSays,
  answers: Record<string, string> = { agency: home, ...newcomer },
): Promise<Reply[]> => who.press(buttonOf(await who.type('join'), 'Send'), answers);

/** Everything that is owed is done, whatever follows from it. */
export const settled = async ({ outbox }: House): Promise<void> => {
  while ((await outbox()) > 0);
};

export const all = async <T>(
  house: House,
  agency: string,
  term: string,
  kind: 'record' | 'person' | 'notice',
) => (await house.store.list(agency, { term, kinds: [kind], limit: 100 })).items.map(({ body }) => body as T);

export const enrolments = (house: House, agency = home): Promise<(EnrolmentRecord & KeptRecord)[]> =>
  all(house, agency, 'type:enrolment', 'record');

export const personCard = async (
  house: House,
  name: string,
  agency = home,
): Promise<PersonRecord & KeptRecord> => {
  const found = await all<PersonRecord & KeptRecord>(house, agency, 'type:person', 'record');
  const record = found.find((one) => one.name === name);
  if (!record) throw new Error(`no ${name} among ${found.map((one) => one.name).join(', ')}`);
  return record;
};

export const unbroken = async (house: House, record: KeptRecord): Promise<boolean> => {
  const { items } = await house.store.list(record.agencyId, {
    term: `ref:${record.reference}`,
    kinds: ['version'],
    limit: 100,
  });
  return (
    firstBroken(
      items.map(({ body }) => body as Version),
      record,
    ) === undefined
  );
};

/** Titles of what was delivered to a conversation. */
export const toldIn = ({ sent }: House, conversation: string): string[] =>
  sent.filter(({ to }) => to.conversation === conversation).map(({ reply }) => reply.data.title);

export const noticesTo = (house: House, id: string, agency = home): Promise<KeptNotice[]> =>
  all(house, agency, `to:${id}`, 'notice');

/** The last notice in a conversation, for pressing its buttons. */
export const lastIn = ({ sent }: House, conversation: string): Reply[] => {
  const found = sent.findLast(({ to }) => to.conversation === conversation);
  if (!found) throw new Error(`nothing was sent to ${conversation}`);
  return [found.reply];
};
