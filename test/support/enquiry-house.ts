import type { KeptNotice, KeptRecord } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { CardData } from '../../cards/catalogue.ts';
import type { Enquiry } from '../../dialogs/enquiry/record.ts';
import type { EnquiryRequest } from '../../dialogs/enquiry-request/record.ts';
import type { Fields, Sitting } from './decision-drive.ts';
import { council, openDisputeHouse, police } from './dispute-house.ts';
import { dataOf, type HouseOptions } from './house.ts';
import { rosterWith } from './hub.ts';

/** A hub at work: the council on Teams, the police on Slack, and what each of them presses. */

export const hub = 'hub-NB';
export const eastmoor = 'eastmoor-council';
export const next = words('engine.next');

const seats = [
  { person: 'p-sam', agency: council, role: 'member' },
  { person: 'p-nadia', agency: police, role: 'member' },
  { person: 'p-dev', agency: police, role: 'member' },
  { person: 'p-lee', agency: eastmoor, role: 'member' },
] as const;

export const asked: Fields = {
  caseRef: 'C-2041',
  question: 'Is anyone in this home known to you?',
  rating: 'red',
  why: 'Bruises on a small child.',
  agencies: `${police},${eastmoor}`,
};

export const openEnquiryHouse = async (options: HouseOptions = {}) => {
  const base = await openDisputeHouse(options);
  const { house, person, listed } = base;
  await rosterWith(house, seats);
  await house.as('teams', 'lee').type('help');
  const enquiries = () => listed<KeptRecord & Enquiry>(hub, 'type:enquiry', 'record');
  const one = async (): Promise<KeptRecord & Enquiry> => {
    const [found] = await enquiries();
    if (!found) throw new Error('no enquiry');
    return found;
  };
  const requests = () => listed<KeptRecord & EnquiryRequest>(council, 'type:enquiryRequest', 'record');
  /** What the channel shows now. */
  const board = (): CardData<'board'> => {
    const shown = [...house.sent, ...house.rewritten].filter(({ reply }) => reply.card === 'board');
    const last = shown.at(-1);
    if (!last) throw new Error('no board');
    return dataOf([last.reply], 'board');
  };
  const line = (name: string): string => {
    const found = board().lines?.find((each) => each.name === name);
    if (!found) throw new Error(`no line of ${name}`);
    return found.state;
  };
  return {
    ...base,
    ...{ enquiries, one, requests, board, line },
    /** What somebody was told, whose agency is not the hub's. */
    told: (name: string) => listed<KeptNotice>(hub, `to:p-${name}`, 'notice'),
    /** Sam asks the hub. */
    ask: async (fields: Fields = {}): Promise<Sitting> => {
      const sam = person('sam');
      await sam.type('enquiry');
      await sam.press(say('enquiry-request.questions.safety.options.can-wait'));
      await sam.press(next, { ...asked, ...fields });
      await sam.press(words('engine.confirm'));
      await base.quiet();
      return sam;
    },
    /** Somebody opens the enquiry, and answers for their agency. */
    answer: async (who: Sitting, state: string, more: () => Promise<unknown> = async () => undefined) => {
      house.wait(1_000);
      await who.type((await one()).reference);
      await who.press(say('enquiry.actions.answer'));
      await who.press(say(`enquiry.answer.questions.state.options.${state}`));
      await more();
      await base.quiet();
    },
    /** Somebody does one thing of the joint work. */
    joint: async (who: Sitting, what: string, ...steps: readonly (readonly [string, Fields?])[]) => {
      house.wait(1_000);
      await who.type((await one()).reference);
      await who.press(say('enquiry.actions.joint'));
      await who.press(say(`enquiry.joint.questions.what.options.${what}`));
      for (const [title, fields] of steps) await who.press(title, fields);
      await base.quiet();
    },
    at: async (when: string) => {
      house.moveTo(when);
      await base.quiet();
    },
  };
};

export type EnquiryHouse = Awaited<ReturnType<typeof openEnquiryHouse>>;

export const say = (key: string): string => words(key);
