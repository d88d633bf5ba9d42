import { codeOfPartition } from '../../dialogs/engine/hubs.ts';
import type { Actor, RecordBody, Who } from '../../dialogs/engine/types.ts';
import type { Role } from '../../dialogs/person/roles.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { keeperRoles } from '../../dialogs/retention/rules.ts';

export type { Role } from '../../dialogs/person/roles.ts';

/** Who may do what, as one table. `anyone` includes people who are not on the register yet. */

export type Right =
  | 'help'
  | 'urgent'
  | 'own'
  | 'record.read'
  | 'record.open'
  | 'register.chain'
  | 'register.agency'
  | 'reports.see'
  | 'guidance.keep'
  | 'central.keep'
  | 'papers.make'
  | 'work'
  | 'people.keep'
  | 'records.keep';

/** `manager` is the manager of the very person it is about; `any-manager` has the role, of whomever. */
type Holder = Role | 'anyone' | 'registered' | 'any-manager' | 'reader' | Exclude<Who, 'clock'>;

/** They answer for the whole agency, and may read what it recorded. */
const overseers = ['safeguarding-lead', 'dpo', 'caldicott', 'siro', 'legal', 'auditor'] as const;

export const rights: Readonly<Record<Right, readonly Holder[]>> = {
  help: ['anyone'],
  urgent: ['anyone'],
  /** Drafts, own records, what waits: a visitor needs them to finish an urgent record. */
  own: ['anyone'],
  'record.read': ['owner', 'manager', 'asked', 'reader', 'lead', ...overseers],
  /** Records that every colleague may have to act on, such as consents: whoever meets the person must know. */
  'record.open': ['registered', 'owner'],
  /** Lists of records: of one's own people, and of the whole agency. Whoever sees a list may read what is in it. */
  'register.chain': ['any-manager'],
  'register.agency': [...overseers],
  /** The same in counts, without small numbers: nothing of one case. */
  'reports.see': ['any-manager', ...overseers],
  /** What nobody could answer, and answers written in the chat: nothing of a case is in them. */
  'guidance.keep': ['guidance-owner'],
  /** The central register of disputes and refusals between agencies, in codes: for the host agency's executive. */
  'central.keep': ['executive'],
  /** Papers of a record that go outside: the regulator's form, a letter, the evidence pack. */
  'papers.make': ['lead', ...overseers],
  /** Decisions, consents, registers, searches: whoever is not on the register asks, and has the urgent lane. */
  work: ['registered'],
  /** Who is on the register, and what they may do. Nothing of a case is in it. */
  'people.keep': ['administrator'],
  /** How long records are kept, holds, and what is destroyed. */
  'records.keep': keeperRoles,
};

/** The people a record belongs to: who made it, and the manager who was on the register then. */
export type Belongs = {
  owner: string;
  manager?: string;
  agency: string;
  ref?: string;
  /** Whose turn it is, and who was asked before. */
  asked?: readonly string[];
  readers?: readonly string[];
  /** Who leads on it, until it is closed and after. */
  leads?: readonly string[];
};

type Managed = RecordBody & { managerTold?: { who: string } | null; manager?: string; lead?: string };

/** What goes to whoever deals with it names nobody else as its lead. */
const dealtWith: readonly string[] = ['complaint', 'claim'];

const leadsOf = ({ type, lead, asked = [] }: Managed): readonly string[] => {
  if (lead) return [lead];
  return dealtWith.includes(type) ? asked : [];
};

export const belongs = (record: Managed): Belongs => {
  const manager = record.managerTold?.who ?? record.manager;
  const { createdBy, agencyId, reference: ref, asked, readers } = record;
  const leads = leadsOf(record);
  return {
    owner: createdBy.id,
    agency: agencyId,
    ref,
    ...(manager ? { manager } : {}),
    ...(asked ? { asked } : {}),
    ...(readers ? { readers } : {}),
    ...(leads.length > 0 ? { leads } : {}),
  };
};

/** Whether an id is this person's, now or before they were known here. */
export const isOwn = ({ id, was = [] }: Pick<Actor, 'id' | 'was'>, owner: string | undefined): boolean =>
  owner !== undefined && (owner === id || was.includes(owner));

/** A guest sees what they were invited to, and nothing else of the hub. */
const hasSeat = ({ seat }: Actor, thing: Belongs | undefined): boolean =>
  seat !== undefined &&
  seat.in === thing?.agency &&
  (seat.role !== 'guest' || (seat.enquiries ?? []).includes(thing.ref ?? ''));

const holds = (actor: Actor, registered: boolean, holder: Holder, thing?: Belongs): boolean => {
  switch (holder) {
    case 'anyone':
      return true;
    case 'registered':
    case 'colleague':
      return registered;
    case 'owner':
      return isOwn(actor, thing?.owner);
    case 'manager':
      // The role alone opens nothing: it must be this person's manager.
      return thing?.manager === actor.id;
    case 'asked':
      // Nobody answers what they asked themselves.
      return !isOwn(actor, thing?.owner) && (thing?.asked ?? []).includes(actor.id);
    case 'reader':
      return (thing?.readers ?? []).includes(actor.id);
    case 'seat':
      return hasSeat(actor, thing);
    case 'lead':
      // Of a hub by their seat, of a record by its own word.
      if (codeOfPartition(thing?.agency ?? '')) return actor.seat?.role === 'lead' && hasSeat(actor, thing);
      return (thing?.leads ?? []).includes(actor.id);
    case 'keeper':
      return keeperRoles.some((role) => actor.roles.includes(role));
    case 'any-manager':
      return actor.roles.includes('manager');
    default:
      return actor.roles.includes(holder);
  }
};

/** Agencies are walled off: nobody reads across, whatever their role. */
export const may = (actor: Actor, registered: boolean, right: Right, thing?: Belongs): boolean =>
  (thing === undefined || thing.agency === actor.agency) &&
  rights[right].some((holder) => holds(actor, registered, holder, thing));

/** How far somebody's lists reach. */
export type Reach = 'own' | 'chain' | 'agency';

export const reachOf = (actor: Actor, registered: boolean): Reach => {
  if (may(actor, registered, 'register.agency')) return 'agency';
  return may(actor, registered, 'register.chain') ? 'chain' : 'own';
};

/**
 * What belongs to a hub is for those who have a seat there, and nobody's role opens it. Whoever is on the register of any
 * agency is a colleague there, for what says so: to ask for a seat.
 */
const inHubs = ['seat', 'lead', 'colleague'] as const;

export const mayAct = (actor: Actor, by: readonly Who[], thing: Belongs, registered = true): boolean => {
  if (codeOfPartition(thing.agency))
    return registered && inHubs.some((who) => by.includes(who) && holds(actor, registered, who, thing));
  return (
    thing.agency === actor.agency && by.some((who) => who !== 'clock' && holds(actor, registered, who, thing))
  );
};

/** Whether somebody may read a record of this dialog. */
export const mayRead = (
  actor: Actor,
  registered: boolean,
  dialog: Pick<AnyDialog, 'open' | 'for' | 'sealed' | 'hub'>,
  record: RecordBody,
): boolean =>
  (dialog.hub === true && mayAct(actor, [dialog.open ? 'colleague' : 'seat'], belongs(record), registered)) ||
  (!dialog.sealed && may(actor, registered, dialog.open ? 'record.open' : 'record.read', belongs(record))) ||
  (dialog.for !== undefined && mayAct(actor, [dialog.for], belongs(record)));
