import type { Contact } from './effects.ts';
import type { Seat } from './hubs.ts';

/** People, as a dialog knows them. */

export type Actor = {
  id: string;
  name: string;
  agency: string;
  roles: readonly string[];
  /** Who is told and asked; absent where nobody is registered. */
  manager?: string;
  /** Their seat in the hub that this is about. */
  seat?: Seat & { in: string };
  /** Ids that they had before they were known here. What was theirs then is theirs now. */
  was?: readonly string[];
};

/** Somebody of the agency, as others of it know them. */
export type Colleague = { id: string; name: string; roles: readonly string[]; left?: true };

/** Somebody whom the register does not know: how they are reached, and whether we know where they work. */
export type Newcomer = { contact: Contact; agencyKnown: boolean };
