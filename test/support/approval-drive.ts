import type { Stored } from '../../bot/core/ports.ts';
import type { KeptNotice, KeptRecord } from '../../bot/core/records.ts';
import { enrol, type Registered } from '../../bot/core/register.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { words } from '../../bot/core/words.ts';
import type { ApprovalRecord } from '../../dialogs/approval/record.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import { endings, next, pick, type Sitting, type Step, ways } from './decision-drive.ts';
import { buttonOf, type House, type HouseOptions, identityOf, openHouse } from './house.ts';

/** A decision that is taken to a manager, and everybody of that line. */

export const home = 'northborough-council';

const someone = (id: string, name: string, roles: string[], more: Partial<Registered> = {}): Registered => ({
  id: `p-${id}`,
  name,
  agency: home,
  roles,
  identities: [identityOf('teams', id), identityOf('slack', `U${id.toUpperCase()}`)],
  ...more,
});

/** Omar stands in for managers, and Helen is the head of service, as the sample partnership has it. */
const line = [
  someone('omar', 'Omar Haddad', ['manager']),
  someone('helen', 'Helen Marsh', ['manager', 'head-of-service']),
];

export const openLine = async (options: HouseOptions = {}): Promise<House> => {
  const house = await openHouse({ start: '2026-11-20T10:02:00Z', ...options });
  for (const each of line) await enrol(house.store, each, house.clock().toISOString());
  return house;
};

/** Only for the eyes of whoever may read the decision: none of it may leave in a message or a log. */
export const secrets = {
  caseRef: 'C-99123',
  departure: 'Zebediah Quill of 4 Larch Grove, NHS 943 476 5919',
  consequences: 'He may go back to Marmaduke Thrupp',
  mitigation: 'Weekly visits by Ottilie Brand',
  note: 'Her sister Philippa Vane rang 07700 900123',
  reason: 'Not while Barnaby Cole lives there',
  question: 'Has Cordelia Finch been told',
  reply: 'Yes, Cordelia Finch knows since 12/03/2025',
} as const;

/** Otherwise than was advised: the card offers a manager's view. */
export const otherwise = (escalated: 'yes' | 'no' = 'no'): Step[] => [
  ...ways.consent.map((step) => ({
    ...step,
    fields: 'subjectRef' in step.fields ? { ...step.fields, subjectRef: secrets.caseRef } : step.fields,
  })),
  pick('final', 'differ'),
  next({ finalOutcome: 'DO_NOT_SHARE', departureReason: secrets.departure, escalated }),
  next({ consequences: secrets.consequences, mitigation: secrets.mitigation }),
];

/** As it was advised: to be sent. */
export const toShare: Step[] = [...ways.consent, endings.follows];

export const say = {
  begin: words('decision.begins.approval'),
  submit: words('approval.submit'),
  approve: words('approval.actions.approve'),
  reject: words('approval.actions.reject'),
  ask: words('approval.actions.ask'),
  reassign: words('approval.actions.reassign'),
  reply: words('approval.actions.reply'),
  withdraw: words('approval.actions.withdraw'),
} as const;

export const asked = { question: 'agree', urgency: 'today', note: secrets.note };

/** From the card of a decision: the reference of the approval comes back. */
export const takesFurther = async (sam: Sitting, fields = asked): Promise<string> => {
  await sam.press(say.begin);
  await sam.press(say.submit, fields);
  return sam.record().title.split(':')[0] as string;
};

const bodyOf = async <T>(house: House, ref: string): Promise<T> => {
  const [found] = await house.store.read(home, [{ kind: 'record', id: ref }]);
  if (!found) throw new Error(`${ref} is not kept`);
  return found.body as T;
};

export const approvalIn = (house: House, ref: string) => bodyOf<KeptRecord & ApprovalRecord>(house, ref);
export const decisionIn = (house: House, ref: string) => bodyOf<KeptRecord & DecisionRecord>(house, ref);

export const noticesOf = async (house: House, ref: string): Promise<KeptNotice[]> => {
  const { items } = await house.store.list(home, { term: `asks:${ref}`, kinds: ['notice'], limit: 50 });
  return items.map(({ body }) => body as KeptNotice);
};

/** Everything that is due is done, as the workers would. */
export const work = async (house: House): Promise<void> => {
  for (let busy = 1; busy > 0; ) busy = (await house.deadlines()) + (await house.outbox());
};

/** The last card that reached somebody's chat, as it was sent. */
export const cardFor = (house: House, conversation: string): Reply[] => {
  const found = house.sent.findLast(({ to }) => to.conversation === conversation);
  if (!found) throw new Error(`nothing was sent to ${conversation}`);
  return [found.reply];
};

/** What every card in a chat says now. */
export const cardsNow = (house: House, conversation: string): Reply[] =>
  house.sent
    .filter(({ to }) => to.conversation === conversation)
    .map(({ id, reply }) => house.rewritten.findLast((one) => one.id === id)?.reply ?? reply);

export const titlesOf = (reply: Reply): string[] => (reply.data.buttons ?? []).map(({ title }) => title);

export const canPress = (replies: readonly Reply[], title: string): boolean => {
  try {
    return Boolean(buttonOf(replies, title));
  } catch {
    return false;
  }
};

export type Item = Stored;
