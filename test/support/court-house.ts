import type { KeptRecord } from '../../bot/core/records.ts';
import { enrol } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import type { CourtFlow } from '../../dialogs/court/record.ts';
import type { Sitting } from './decision-drive.ts';
import { council, type DisputeHouse, openDisputeHouse } from './dispute-house.ts';
import { type HouseOptions, identityOf } from './house.ts';

/** The council on Teams and the police on Slack, each with the one who answers requests, and whoever stands in. */

const answering = [
  ['vera', 'Vera Lindqvist', 'legal'],
  ['colin', 'Colin Frost', 'dpo'],
] as const;

export const openCourtHouse = async (options: HouseOptions = {}) => {
  const there: DisputeHouse = await openDisputeHouse(options);
  for (const [id, name, role] of answering) {
    await enrol(
      there.house.store,
      { id: `p-${id}`, name, agency: council, roles: [role], identities: [identityOf('teams', id)] },
      there.house.clock().toISOString(),
    );
    await there.person(id).type('help');
  }
  return {
    ...there,
    flows: (agency: string) => there.listed<KeptRecord & CourtFlow>(agency, 'type:courtFlow', 'record'),
  };
};

export type CourtHouse = Awaited<ReturnType<typeof openCourtHouse>>;

export const say = (key: string, params?: Readonly<Record<string, string>>): string =>
  words(`court.${key}`, params);
export const next = words('engine.next');

/** From the first word to the record. Its reference comes back. */
export const begins = async (
  who: Sitting,
  aim: string,
  ...pages: readonly (Readonly<Record<string, string>> | string)[]
): Promise<string> => {
  await who.type('court');
  await who.press(say(`questions.aim.options.${aim}`));
  for (const page of pages) await (typeof page === 'string' ? who.press(page) : who.press(next, page));
  await who.press(words('engine.confirm'));
  return refIn(who);
};

export const refIn = (who: Sitting): string => {
  const [found] = /W-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec(JSON.stringify(who.record().title)) ?? [];
  if (!found) throw new Error('no request on the card');
  return found;
};

const material = 'Notes of the two home visits in May';
export const asking = {
  ...{ material, relevance: 'They bear on the injury' },
  proportionality: 'Nobody else wrote it down at the time',
};
export const crime = '42/1234/26';
export const care = 'NB26C00123';
