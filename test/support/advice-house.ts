import { enrol } from '../../bot/core/register.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { words } from '../../bot/core/words.ts';
import type { AdviceRecord } from '../../dialogs/advice/record.ts';
import { aCase, next, pick, type Step, sitting } from './decision-drive.ts';
import { type House, type HouseOptions, identityOf, openHouse, type Sent } from './house.ts';

/** The house with people in its posts: whom one may ask, and who stands in. */

export const agency = 'northborough-council';

const colleague = (id: string, name: string, roles: string[], manager?: string) => ({
  id: `p-${id}`,
  name,
  agency,
  roles,
  ...(manager ? { manager } : {}),
  identities: [identityOf('teams', id), identityOf('slack', `U${id.toUpperCase()}`)],
});

const people = [
  colleague('vera', 'Vera Lindqvist', ['caldicott', 'legal']),
  colleague('omar', 'Omar Haddad', ['manager']),
  colleague('helen', 'Helen Marsh', ['head-of-service', 'manager', 'siro']),
  colleague('colin', 'Colin Frost', ['dpo']),
];

export const openAdviceHouse = async (options: HouseOptions = {}): Promise<House> => {
  const house = await openHouse({ start: '2026-11-20T10:00:00Z', ...options });
  for (const person of people) await enrol(house.store, person, house.clock().toISOString());
  return house;
};

export const adviceOf = async (house: House): Promise<AdviceRecord[]> =>
  (await house.store.list(agency, { term: 'type:advice', kinds: ['record'], limit: 50 })).items.map(
    ({ body }) => body as AdviceRecord,
  );

/** Works what is due, and hands over what was sent since; that a draft is unfinished is not looked at here. */
export const clockWorks = async (house: House, at?: string): Promise<Sent[]> => {
  if (at) house.moveTo(at);
  await house.deadlines();
  await house.outbox();
  const unfinished = words('notices.draft.summary');
  return house.sent.splice(0).filter(({ reply }) => reply.summary !== unfinished);
};

export const sentTo = (sent: readonly Sent[], conversation: string): Reply[] =>
  sent.filter(({ to }) => to.conversation === conversation).map(({ reply }) => reply);

/** Each said something once, so that notices find them: where, is where they said it. */
export const arrive = async (house: House, ...users: readonly ['teams' | 'slack', string][]) => {
  for (const [channel, user] of users) await house.as(channel, user).type('help');
};

/** Before the question whether asking is safe, which takes judgement. */
export const upToAsking: readonly Step[] = [
  pick('actToday', 'no'),
  pick('wants', 'own'),
  next({ ...aCase, ageBand: '13-15' }),
  pick('wellbeing', 'person', { items: 'Missed three visits of Jordan Okafor' }),
  pick('lets', 'not-asked'),
  pick('requires', 'no'),
];

export const ask = words('advice.name');
export const send = words('advice.submit');

export const handsOf = (house: House) => ({
  sam: sitting(house.as('slack', 'USAM')),
  samOnTeams: sitting(house.as('teams', 'sam')),
  morgan: sitting(house.as('teams', 'morgan')),
  vera: sitting(house.as('teams', 'vera')),
  omar: sitting(house.as('slack', 'UOMAR')),
  helen: sitting(house.as('teams', 'helen')),
  kit: sitting(house.as('teams', 'kit')),
});
