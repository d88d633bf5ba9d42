import type { Kind, Stored } from '../../bot/core/ports.ts';
import type { KeptNotice, KeptRecord } from '../../bot/core/records.ts';
import { enrol } from '../../bot/core/register.ts';
import type { ChannelName } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import type { Dispute } from '../../dialogs/dispute/record.ts';
import { type Sitting, sitting } from './decision-drive.ts';
import { type House, type HouseOptions, identityOf, openHouse } from './house.ts';
import { untilQuiet } from './told-house.ts';

/** The council on Teams and the police on Slack, with everybody who has a part in a dispute between them. */

export const council = 'northborough-council';
export const police = 'county-police';

type Member = readonly [
  name: string,
  agency: string,
  post: string,
  roles: readonly string[],
  manager?: string,
];

export const members: Readonly<Record<string, Member>> = {
  omar: ['Omar Haddad', council, 'Duty team manager', ['manager']],
  helen: ['Helen Marsh', council, 'Head of service', ['head-of-service', 'executive']],
  colin: ['Colin Frost', council, 'Data protection officer', ['dpo']],
  vera: ['Vera Lindqvist', council, 'Caldicott Guardian', ['caldicott', 'legal']],
  anika: ['Anika Rao', council, 'Safeguarding lead', ['safeguarding-lead']],
  zoe: ['Zoe Lambert', council, 'Administrator', ['administrator']],
  nadia: ['Nadia Hussain', police, 'Police officer', ['practitioner'], 'p-dev'],
  dev: ['Dev Patel', police, 'Sergeant', ['manager'], 'p-carys'],
  carys: ['Carys Bevan', police, 'Superintendent', ['head-of-service', 'manager', 'executive']],
  tess: ['Tess Moor', police, 'Police officer', ['practitioner'], 'p-dev'],
};

/** One is on Teams, the other on Slack; a council of its own is on Teams. */
export const channelOf = (agency: string): ChannelName => (agency === police ? 'slack' : 'teams');

export type Name = 'sam' | 'morgan' | 'ada' | 'kit' | keyof typeof members;

export const openDisputeHouse = async (options: HouseOptions = {}) => {
  const house = await openHouse({ start: '2026-11-23T10:00:00Z', ...options });
  for (const [id, [name, agency, post, roles, manager]] of Object.entries(members))
    await enrol(
      house.store,
      {
        ...{ id: `p-${id}`, name, agency, post, roles: [...roles] },
        ...(manager ? { manager } : {}),
        identities: [identityOf(channelOf(agency), id)],
      },
      house.clock().toISOString(),
    );
  const hands = new Map<string, Sitting>();
  const person = (name: Name): Sitting => {
    const agency = members[name]?.[1] ?? council;
    const known = hands.get(name) ?? sitting(house.as(channelOf(agency), name));
    hands.set(name, known);
    return known;
  };
  // Whoever has written to it can be reached.
  for (const name of ['sam', 'morgan', ...Object.keys(members)]) await person(name).type('help');
  const listed = async <T>(agency: string, term: string, kind: Kind): Promise<T[]> => {
    const { items } = await house.store.list(agency, { term, kinds: [kind], limit: 1000 });
    return items.map(({ body }) => body as T);
  };
  return {
    ...{ house, person, listed },
    disputes: (agency: string) => listed<KeptRecord & Dispute>(agency, 'type:dispute', 'record'),
    entries: () => listed<KeptRecord & Record<string, unknown>>(council, 'sealed:registerEntry', 'record'),
    notices: (name: Name) => listed<KeptNotice>(members[name]?.[1] ?? council, `to:p-${name}`, 'notice'),
    quiet: () => untilQuiet(house),
    close: () => house.close(),
  };
};

export type DisputeHouse = Awaited<ReturnType<typeof openDisputeHouse>>;

export const action = (name: string): string => words(`dispute.actions.${name}`);
export const next = words('engine.next');

export const about = {
  partner: 'police-public-protection',
  wants: 'we',
  about: 'D-7K3M-Q2',
  point: 'no-consent',
  sentence: 'They want a signed form first',
};

/** From the first word to the record. Its reference comes back. */
export const opens = async (who: Sitting, fields: object = {}): Promise<string> => {
  await who.type('dispute');
  await who.press(words('dispute.questions.safety.options.can-wait'));
  await who.press(next, { ...about, ...fields });
  await who.press(words('engine.confirm'));
  return refIn(who);
};

export const refIn = (who: Sitting): string => {
  const [found] = /X-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec(JSON.stringify(who.record().title)) ?? [];
  if (!found) throw new Error('no dispute on the card');
  return found;
};

export const why = { reasons: 'The law lets us', impact: 'delay' };

/** Everything a store holds of one agency, or what was sent, as text to look for something in. */
export const textOf = (things: readonly unknown[] | readonly Stored[]): string => JSON.stringify(things);

export type { House };
