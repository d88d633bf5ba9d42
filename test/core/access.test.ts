import { describe, expect, it } from 'vitest';
import {
  type Belongs,
  belongs,
  may,
  mayAct,
  type Right,
  type Role,
  reachOf,
  rights,
} from '../../bot/core/access.ts';
import type { Actor, Who } from '../../dialogs/engine/types.ts';
import { alone, contextAt, monday, priya } from '../support/context.ts';
import { recordUrgent } from '../support/urgent.ts';

const roles: readonly Role[] = [
  'practitioner',
  'manager',
  'head-of-service',
  'safeguarding-lead',
  'dpo',
  'caldicott',
  'siro',
  'legal',
  'auditor',
  'administrator',
  'executive',
  'guidance-owner',
];

/** How a person may stand to a thing: theirs, their report's, nobody's to them, or of another agency. */
const relations = [
  'owner',
  'manager',
  'none',
  'asked',
  'asked-owner',
  'reader',
  'lead',
  'other-agency-owner',
  'other-agency-manager',
  'no-thing',
] as const;
type Relation = (typeof relations)[number];

const actorWith = (role: Role | undefined): Actor => ({ ...priya, id: 'p-me', roles: role ? [role] : [] });

const things: Readonly<Record<Relation, Belongs | undefined>> = {
  owner: { owner: 'p-me', manager: 'p-boss', agency: priya.agency },
  manager: { owner: 'p-report', manager: 'p-me', agency: priya.agency },
  none: { owner: 'p-report', manager: 'p-boss', agency: priya.agency },
  asked: { owner: 'p-report', manager: 'p-boss', agency: priya.agency, asked: ['p-me'] },
  // Nobody is asked to answer their own, whatever a record says.
  'asked-owner': { owner: 'p-me', agency: priya.agency, asked: ['p-me'] },
  reader: { owner: 'p-report', agency: priya.agency, readers: ['p-me'] },
  lead: { owner: 'p-report', agency: priya.agency, leads: ['p-me'] },
  'other-agency-owner': { owner: 'p-me', agency: 'county-police' },
  'other-agency-manager': { owner: 'p-report', manager: 'p-me', agency: 'county-police' },
  'no-thing': undefined,
};

const open: Right[] = ['urgent', 'help', 'own'];

const readsTheAgency = ['safeguarding-lead', 'dpo', 'caldicott', 'siro', 'legal', 'auditor'];

/** Said a second time, in other words than the table of the product. */
const expected = (role: Role | undefined, right: Right, relation: Relation, registered: boolean): boolean => {
  if (relation.startsWith('other-agency')) return false;
  if (open.includes(right)) return true;
  const whole = role !== undefined && readsTheAgency.includes(role);
  if (right === 'register.agency') return whole;
  // Counts only: a manager has them of their own people.
  if (right === 'reports.see') return whole || role === 'manager';
  if (right === 'guidance.keep') return role === 'guidance-owner';
  if (right === 'central.keep') return role === 'executive';
  if (right === 'people.keep') return role === 'administrator';
  if (right === 'records.keep') return ['dpo', 'caldicott', 'siro'].includes(String(role));
  if (right === 'papers.make') return whole || relation === 'lead';
  if (right === 'work') return registered;
  // Whoever is on the register; and what somebody wrote themselves stays theirs to read.
  if (right === 'record.open') return registered || relation === 'owner' || relation === 'asked-owner';
  if (right === 'register.chain') return role === 'manager';
  return whole || ['owner', 'manager', 'asked', 'asked-owner', 'reader', 'lead'].includes(relation);
};

const table = ([undefined, ...roles] as const).flatMap((role) =>
  (Object.keys(rights) as Right[]).flatMap((right) =>
    relations.map((relation) => [role, right, relation] as const),
  ),
);

describe('who may do what', () => {
  it.each(table)('a %s may %s of %s: as the rules say, registered or not', (role, right, relation) => {
    for (const registered of [true, false])
      expect(may(actorWith(role), registered, right, things[relation])).toBe(
        expected(role, right, relation, registered),
      );
  });

  it('opens the urgent lane to people who are not on the register', () => {
    expect(may(alone, false, 'urgent')).toBe(true);
  });

  it('opens no record to a manager who is not this person’s manager', () => {
    expect(may(actorWith('manager'), true, 'record.read', things.none)).toBe(false);
  });

  it('adds up the roles of one person', () => {
    const both: Actor = { ...priya, id: 'p-me', roles: ['practitioner', 'auditor'] };
    expect(may(both, true, 'record.read', things.none)).toBe(true);
  });

  it('opens nothing to a role that it does not know', () => {
    const odd: Actor = { ...priya, id: 'p-me', roles: ['owner', 'anyone', 'registered', 'root'] };
    expect(may(odd, true, 'record.read', things.none)).toBe(false);
    expect(may(odd, true, 'record.read')).toBe(false);
  });
});

describe('how far lists reach', () => {
  it.each([undefined, ...roles])('for a %s: to the agency, to their people, or to their own', (role) => {
    const reach = role && readsTheAgency.includes(role) ? 'agency' : role === 'manager' ? 'chain' : 'own';
    for (const registered of [true, false]) expect(reachOf(actorWith(role), registered)).toBe(reach);
  });

  it('is the farthest of all the roles of one person', () => {
    const both = (...all: string[]) => reachOf({ ...priya, roles: all }, true);
    expect(both('practitioner', 'manager', 'dpo')).toBe('agency');
    expect(both('practitioner', 'manager')).toBe('chain');
    expect(both('administrator', 'practitioner')).toBe('own');
  });

  it('is never farther than what may be read', () => {
    for (const role of [undefined, ...roles]) {
      const actor = actorWith(role);
      const reach = reachOf(actor, true);
      const reads = (relation: Relation) => may(actor, true, 'record.read', things[relation]);
      expect(reads('owner')).toBe(true);
      if (reach === 'chain') expect(reads('manager')).toBe(true);
      if (reach === 'agency') expect(reads('none')).toBe(true);
    }
  });

  it('opens no case content to an administrator', () => {
    expect(may(actorWith('administrator'), true, 'record.read', things.none)).toBe(false);
    expect(reachOf(actorWith('administrator'), true)).toBe('own');
  });
});

describe('who may act on a record', () => {
  const cases: [Who[], Relation, boolean][] = [
    [['owner'], 'owner', true],
    [['owner'], 'manager', false],
    [['owner'], 'none', false],
    [['owner'], 'other-agency-owner', false],
    [['manager'], 'owner', false],
    [['manager'], 'manager', true],
    [['manager'], 'none', false],
    [['manager'], 'other-agency-manager', false],
    [['owner', 'manager'], 'owner', true],
    [['owner', 'manager'], 'manager', true],
    [['clock'], 'owner', false],
    [['clock'], 'manager', false],
    [[], 'owner', false],
  ];

  it.each(cases)('an action for %j, to its %s: %s', (by, relation, allowed) => {
    for (const role of [undefined, ...roles])
      expect(mayAct(actorWith(role), by, things[relation] as Belongs)).toBe(allowed);
  });
});

describe('whom a record belongs to', () => {
  it('is who made it, and the manager who was told', () => {
    const { record } = recordUrgent(contextAt(monday));
    expect(belongs(record)).toEqual({
      owner: 'p-priya',
      manager: 'p-anika',
      agency: 'northborough-council',
      ref: record.reference,
    });
  });

  it('is the manager that the record names, where nobody had to be told', () => {
    const { record } = recordUrgent(contextAt(monday, { person: alone }));
    expect(belongs({ ...record, manager: 'p-boss' })).toMatchObject({ manager: 'p-boss' });
  });

  it('is only who made it where no manager was told', () => {
    const { record } = recordUrgent(contextAt(monday, { person: alone }));
    expect(belongs(record)).toEqual({ owner: 'v-1', agency: 'northborough-council', ref: record.reference });
  });
});
