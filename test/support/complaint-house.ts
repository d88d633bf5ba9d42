import type { KeptRecord } from '../../bot/core/records.ts';
import { enrol } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import type { Claim } from '../../dialogs/claim/record.ts';
import type { Complaint } from '../../dialogs/complaint/record.ts';
import type { Liaison } from '../../dialogs/liaison/record.ts';
import { type Sitting, sitting } from './decision-drive.ts';
import { council, openDisputeHouse, police } from './dispute-house.ts';
import { type HouseOptions, identityOf } from './house.ts';

/** The council and the police when something went wrong: with those who deal with complaints, and the lawyers. */

export { council, police };

const more = {
  colin: ['Colin Webb', 'dpo', 'Data protection officer'],
  vera: ['Vera Lund', 'legal', 'Lawyer'],
} as const;

export const openComplaintHouse = async (options: HouseOptions = {}) => {
  const there = await openDisputeHouse(options);
  const { house, listed } = there;
  const hands = new Map<string, Sitting>();
  for (const [id, [name, role, post]] of Object.entries(more)) {
    const identities = [identityOf('teams', id)];
    const person = { id: `p-${id}`, name, agency: council, post, roles: [role], identities };
    await enrol(house.store, person, house.clock().toISOString());
    hands.set(id, sitting(house.as('teams', id)));
    await hands.get(id)?.type('help');
  }
  const person = (name: string): Sitting => hands.get(name) ?? there.person(name);
  const open = async (name: string, ref: string): Promise<Sitting> => {
    const who = person(name);
    await who.type(ref);
    return who;
  };
  return {
    ...{ house, person, open, listed },
    notices: there.notices,
    complaints: () => listed<KeptRecord & Complaint>(council, 'type:complaint', 'record'),
    claims: () => listed<KeptRecord & Claim>(council, 'type:claim', 'record'),
    liaisons: (agency: string) => listed<KeptRecord & Liaison>(agency, 'type:liaison', 'record'),
    records: (agency: string, type: string) => listed<KeptRecord>(agency, `type:${type}`, 'record'),
    quiet: there.quiet,
    close: there.close,
  };
};

export type ComplaintHouse = Awaited<ReturnType<typeof openComplaintHouse>>;

export const next = words('engine.next');
export const confirm = words('engine.confirm');

export const aComplaint = {
  complainantRef: 'C-2041',
  about: 'too-much',
  alleges: 'no',
  partner: 'police-public-protection',
  sharingRef: 'D-7K3M-Q2',
};

const refIn = (who: Sitting): string => {
  const [found] = /[TL]-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec(JSON.stringify(who.record().title)) ?? [];
  if (!found) throw new Error('no record on the card');
  return found;
};

export const logs = async (who: Sitting, fields: Record<string, string> = {}): Promise<string> => {
  await who.type('log a complaint');
  await who.press(next, { ...aComplaint, ...fields });
  await who.press(confirm);
  return refIn(who);
};

export const aClaim = {
  supplier: 'police-public-protection',
  recipient: 'us',
  legalRef: 'LIT-2026/7',
  dataRef: 'D-7K3M-Q2',
  agreementRef: 'ISA-12',
};

export const logsClaim = async (
  who: Sitting,
  fields: Record<string, string> = {},
  said: Record<string, string> = { admission: 'no', exceptions: 'negligent' },
): Promise<string> => {
  await who.type('log a claim');
  await who.press(next, { ...aClaim, ...fields });
  await who.press(next, said);
  await who.press(confirm);
  return refIn(who);
};

export const action = (name: string): string => words(name.replace('.', '.actions.'));
