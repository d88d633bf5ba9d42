import type { KeptRecord } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { Breach, BreachClass } from '../../dialogs/breach/record.ts';
import type { Fields, Sitting } from './decision-drive.ts';
import { council, type DisputeHouse, type Name, openDisputeHouse } from './dispute-house.ts';
import type { HouseOptions } from './house.ts';

/** The council and the police, and everybody who has a part in a breach of theirs. */

export type KeptBreach = KeptRecord & Breach;

export const openBreachHouse = async (options: HouseOptions = {}) => {
  const there = await openDisputeHouse({ start: '2026-11-20T17:02:00Z', ...options });
  const breaches = (agency = council) => there.listed<KeptBreach>(agency, 'type:breach', 'record');
  return {
    ...there,
    breaches,
    /** The only one there is. */
    breach: async (agency = council): Promise<KeptBreach> => {
      const [one, ...others] = await breaches(agency);
      if (!one || others.length > 0) throw new Error(`${others.length + (one ? 1 : 0)} breaches`);
      return one;
    },
    told: async (name: Name): Promise<string[]> =>
      (await there.notices(name)).map(({ kind }) => kind.replace('breach.', '')).reverse(),
    at: async (when: string): Promise<void> => {
      there.house.moveTo(when);
      await there.quiet();
    },
  };
};

export type BreachHouse = Awaited<ReturnType<typeof openBreachHouse>>;
export type { DisputeHouse };

export const say = (key: string): string => words(`breach.${key}`);
export const act = (name: string): string => say(`actions.${name}`);
export const next = words('engine.next');

export const facts: Fields = {
  what: 'The letter about C-2041 went to the wrong house',
  refs: 'C-2041',
  exposed: 'outsider',
};

/** From the first word to the record. Its reference comes back. */
export const reports = async (
  who: Sitting,
  fields: Fields = {},
  one: BreachClass = 'misdirected',
): Promise<string> => {
  await who.type('breach');
  await who.press(say(`questions.class.options.${one}`));
  await who.press(say('submit'), { ...facts, ...fields });
  return refIn(who);
};

export const refIn = (who: Sitting): string => {
  const [found] = /B-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec(JSON.stringify(who.record().title)) ?? [];
  if (!found) throw new Error('no breach on the card');
  return found;
};

/** What the lead answers at each step, page after page. */
export const answers = {
  contained: [{ did: 'They gave it back unopened', out: 'no' }],
  investigated: [{ cause: 'Two addresses look alike', lessons: 'Look twice' }],
} as const satisfies Record<string, readonly Fields[]>;

/** On its card, or behind the button for more. */
export const start = async (who: Sitting, ref: string, name: string): Promise<void> => {
  await who.type(ref);
  const titles = (who.record().buttons ?? []).map(({ title }) => title);
  if (!titles.includes(act(name))) await who.press(words('record.more'));
  await who.press(act(name));
};

export const does = async (
  who: Sitting,
  ref: string,
  name: string,
  pages: readonly Fields[] = [],
): Promise<Sitting> => {
  await start(who, ref, name);
  for (const fields of pages) await who.press(next, fields);
  return who;
};

/** What is known of it, as a letter to a neighbour that came back; each may be said otherwise. */
const weighed: Fields = {
  ...{ happened: 'sent', danger: 'no', personal: 'yes', holder: 'us', kinds: 'contact', whose: 'public' },
  ...{ count: 'one', exposedTo: 'professional', back: 'unread', protected: 'none', purpose: 'mistake' },
  ...{ ended: 'no', each: 'can', telling: 'safe' },
  ...{ report: 'no', reportWhy: 'It came back unread', tell: 'no', tellWhy: 'Nothing came of it' },
  ...{ toolkit: 'not-needed' },
};

/** Whoever leads weighs it, page after page, until it is kept. */
export const weighs = async (who: Sitting, ref: string, changes: Fields = {}): Promise<Sitting> => {
  await start(who, ref, 'assess');
  const all: Fields = { ...weighed, ...changes };
  for (let pages = 0; who.shown()[0]?.card === 'page'; pages += 1) {
    if (pages > 9) throw new Error(`it never ends: ${who.page().title}`);
    const inputs = who.page().inputs ?? [];
    const fields = Object.fromEntries(inputs.map(({ id }) => [id, all[id] ?? '']));
    await who.press(words('breach.assess.submit'), fields);
  }
  return who;
};

export const told = { toldDate: '2026-11-23', toldTime: '16:00', theirRef: 'IC-123' };
