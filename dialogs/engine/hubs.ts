import type { PolicyPack } from '../policy/pack.ts';
import type { Tell } from './effects.ts';

/** Agencies that work on one case together: who sits at the table, and where its records are. */

/** Somebody's place in a hub. A guest has one for a while, and for the enquiries that name them. */
export type Seat = {
  person: string;
  agency: string;
  name: string;
  role: 'lead' | 'member' | 'guest';
  /** The last day of a guest. */
  until?: string;
  enquiries?: readonly string[];
};

/** A hub as those who act in it see it: everybody who has a seat now. */
export type HubNow = { code: string; seats: readonly Seat[] };

/** What belongs to a hub stands in a part of the store that is no agency's. */
export const hubPartition = (code: string): string => `hub-${code}`;

export const codeOfPartition = (partition: string): string | undefined => /^hub-(..)$/.exec(partition)?.[1];

/** Every hub has one record of who belongs to it. */
export const rosterRef = (code: string): string => `U-TEAM-${code}`;

/** References of what belongs to a hub end with its code; `letters` are those of its dialogs. */
export const hubOf = (id: string, letters: readonly string[]): string | undefined => {
  const found = /^([A-Z])-[2-9A-Z]{4}-([2-9A-Z]{2})(?![2-9A-Z])/.exec(id);
  return found && letters.includes(found[1] as string) ? hubPartition(found[2] as string) : undefined;
};

/** Those who may act today: a guest's seat ends by itself, and a member's when their agency leaves the hub. */
export const seatsNow = (
  seats: readonly Seat[],
  today: string,
  { hubs, agencies }: Pick<PolicyPack, 'hubs' | 'agencies'>,
  code: string,
): Seat[] => {
  const members = hubs.find((hub) => hub.code === code)?.agencies ?? [];
  const all = agencies.map(({ id }) => id);
  return seats.filter(
    ({ until, role, agency }) =>
      (until === undefined || until >= today) && (role === 'guest' ? all : members).includes(agency),
  );
};

export const seatsOf = (hub: HubNow | undefined, agency: string): readonly Seat[] =>
  (hub?.seats ?? []).filter((seat) => seat.agency === agency && seat.role !== 'guest');

export const leadsOf = (hub: HubNow | undefined): readonly Seat[] =>
  (hub?.seats ?? []).filter(({ role }) => role === 'lead');

/** Said to the hub, which hears it in the record of that name. */
export const tellHub = (partition: string, id: string, thread: string, input: Tell['input']): Tell => ({
  id,
  partner: '',
  agency: partition,
  to: 'clock',
  dialog: 'enquiry',
  thread,
  input,
});

/** The enquiry among what a record is linked with, and where it is. */
export const enquiryIn = (links: readonly string[]): { ref: string; partition: string } | undefined => {
  const ref = links.find((link) => hubOf(link, ['S']) !== undefined);
  return ref ? { ref, partition: hubOf(ref, ['S']) as string } : undefined;
};
