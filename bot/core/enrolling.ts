import type { Colleague, Context, Enrol } from '../../dialogs/engine/types.ts';
import { SharewellError } from './errors.ts';
import { identityPartition, isRegistered, type Person } from './people.ts';
import type { Change, Stored } from './ports.ts';
import { findTerm } from './terms.ts';
import type { Address, Identity } from './turn.ts';

/** The register itself: one item a person, changed in the same batch as the record that says why. */

/** What lists find a person by. Only who is on the register is found by what they do. */
export const personTerms = (person: Pick<Person, 'id' | 'name' | 'roles' | 'status'>): string[] => [
  findTerm({ facet: 'person', key: person.id }),
  findTerm({ facet: 'name', key: person.name }),
  ...(person.status === undefined ? person.roles.map((key) => findTerm({ facet: 'role', key })) : []),
];

/** As a dialog sees them: only who is on the register. */
export const colleaguesIn = (people: readonly Stored<Person>[]): Colleague[] =>
  people
    .map(({ body }) => body)
    .filter(isRegistered)
    .map(({ id, name, roles }) => ({ id, name, roles }));

type Kept = { identity?: Identity; address?: Address };

const withContact = (person: Person, contact: Kept = {}): Person => {
  const { identity, address } = contact;
  const rest = person.identities.filter(
    (one) => !identity || identityPartition(one) !== identityPartition(identity),
  );
  return {
    ...person,
    identities: identity ? [...rest, identity] : rest,
    ...(address
      ? { addresses: { ...person.addresses, [address.channel]: address }, lastChannel: address.channel }
      : {}),
  };
};

const blank = (id: string, agency: string): Person => ({
  id,
  agency,
  name: '',
  roles: [],
  identities: [],
  addresses: {},
});

/** An empty post or manager is none. */
const said = (enrol: Enrol): Partial<Person> =>
  Object.fromEntries(
    (['name', 'post', 'roles', 'manager'] as const).flatMap((field) =>
      enrol[field] === undefined ? [] : [[field, enrol[field] || undefined]],
    ),
  );

const next = (before: Person, enrol: Enrol, at: string): Person => {
  const { status: _, since: __, request: ___, ...rest } = before;
  const person = withContact({ ...rest, ...said(enrol) }, enrol.contact as Kept | undefined);
  switch (enrol.as) {
    case 'asked':
      return { ...person, roles: [], status: 'asked', ...(enrol.request ? { request: enrol.request } : {}) };
    case 'left':
      return { ...person, roles: [], identities: [], status: 'left', since: at };
    case 'joined':
      return person;
  }
};

/** Work in the queue of notices: each may be done twice and counts once. */
export type RegisterErrand = { do: 'identify'; person: string } | { do: 'hand-over'; person: string };

export const registerErrand = (body: RegisterErrand, at: string): Change => ({
  op: 'enqueue',
  queue: 'notices',
  id: `${body.person}/${body.do}/${at}`,
  due: at,
  body,
});

const errandsFor = ({ as, person }: Enrol, before: Person | undefined, at: string): Change[] => {
  if (as === 'left') return [registerErrand({ do: 'hand-over', person }, at)];
  return as === 'joined' && !isRegistered(before) ? [registerErrand({ do: 'identify', person }, at)] : [];
};

/** Who asks to be let in may be new; everybody else must be there, as they were when this was decided. */
export const enrolChanges = (
  enrol: Enrol,
  people: readonly Stored<Person>[],
  { now, person: { agency } }: Pick<Context, 'now' | 'person'>,
): Change[] => {
  const at = now.toISOString();
  const stored = people.find(({ id }) => id === enrol.person);
  const gone = stored?.body.status === 'left' || stored?.body.status === 'moved';
  if (gone || (!stored && enrol.as !== 'asked'))
    throw new SharewellError('conflict', 'The register has changed meanwhile.');
  // Asking again takes nothing away.
  if (enrol.as === 'asked' && isRegistered(stored?.body)) return [];
  const body = next(stored?.body ?? blank(enrol.person, agency), enrol, at);
  const item = { kind: 'person' as const, id: body.id, at: stored?.at ?? at, terms: personTerms(body), body };
  const kept: Change = stored ? { op: 'replace', item, rev: stored.rev } : { op: 'create', item };
  return [kept, ...errandsFor(enrol, stored?.body, at)];
};
