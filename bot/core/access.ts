import type { Actor, RecordBody, Who } from '../../dialogs/engine/types.ts';

/** Who may do what, as one table. `anyone` includes people who are not on the register yet. */

export type Role =
  | 'practitioner'
  | 'manager'
  | 'head-of-service'
  | 'safeguarding-lead'
  | 'dpo'
  | 'caldicott'
  | 'siro'
  | 'legal'
  | 'auditor'
  | 'administrator';

export type Right = 'help' | 'urgent' | 'own' | 'record.read';

type Holder = Role | 'anyone' | 'registered' | Exclude<Who, 'clock'>;

export const rights: Readonly<Record<Right, readonly Holder[]>> = {
  help: ['anyone'],
  urgent: ['anyone'],
  /** Drafts, own records, what waits: a visitor needs them to finish an urgent record. */
  own: ['anyone'],
  'record.read': ['owner', 'manager', 'auditor'],
};

/** The people a record belongs to: who made it, and the manager who was on the register then. */
export type Belongs = { owner: string; manager?: string; agency: string };

export const belongs = (record: RecordBody & { managerTold?: { who: string } | null }): Belongs => ({
  owner: record.createdBy.id,
  agency: record.agencyId,
  ...(record.managerTold ? { manager: record.managerTold.who } : {}),
});

const holds = (actor: Actor, registered: boolean, holder: Holder, thing?: Belongs): boolean => {
  switch (holder) {
    case 'anyone':
      return true;
    case 'registered':
      return registered;
    case 'owner':
      return thing?.owner === actor.id;
    case 'manager':
      // The role alone opens nothing: it must be this person's manager.
      return thing?.manager === actor.id;
    default:
      return actor.roles.includes(holder);
  }
};

/** Agencies are walled off: nobody reads across, whatever their role. */
export const may = (actor: Actor, registered: boolean, right: Right, thing?: Belongs): boolean =>
  (thing === undefined || thing.agency === actor.agency) &&
  rights[right].some((holder) => holds(actor, registered, holder, thing));

export const mayAct = (actor: Actor, by: readonly Who[], thing: Belongs): boolean =>
  thing.agency === actor.agency && by.some((who) => who !== 'clock' && holds(actor, true, who, thing));
