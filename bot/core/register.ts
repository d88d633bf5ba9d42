import { z } from 'zod';
import type { Effect, RecordBody } from '../../dialogs/engine/types.ts';
import type { PersonRecord } from '../../dialogs/person/record.ts';
import { allRoles } from '../../dialogs/person/roles.ts';
import { type AnyDialog, dialogs } from '../../dialogs/registry.ts';
import { personTerms, registerErrand } from './enrolling.ts';
import { shortReference } from './ids.ts';
import type { Keeper } from './keeper.ts';
import { identityKey, identityPartition, isRegistered, type Person } from './people.ts';
import type { Change, Store, Stored } from './ports.ts';
import { canonical, type KeptRecord, keep } from './records.ts';
import { findTerm } from './terms.ts';
import type { Identity } from './turn.ts';

/**
 * Puts people on the register from a file. Who is there already keeps the addresses they were reached at; what is the
 * same already is left alone, so that the same file again changes nothing.
 */

const identity = z.object({
  channel: z.enum(['teams', 'slack']),
  tenant: z.string().min(1),
  user: z.string().min(1),
});

export const registeredSchema = z.object({
  id: z
    .string()
    .regex(
      /^(p-[a-z0-9-]{1,60}|v-[A-Za-z0-9_-]{24})$/,
      'a person id is p- and lower case letters, digits or hyphens',
    ),
  name: z.string().min(1).max(100),
  agency: z.string().min(1),
  post: z.string().optional(),
  roles: z.array(z.enum(allRoles)).min(1),
  manager: z.string().optional(),
  identities: z.array(identity).default([]),
  /** They are there no more: all access ends, and their records stay. */
  left: z.boolean().optional(),
});

export const registerSchema = z.object({ people: z.array(registeredSchema) });

export type Register = z.infer<typeof registerSchema>;
/** As it is written in code: any role is one that somebody may have. */
export type Registered = Omit<Register['people'][number], 'roles'> & { roles: readonly string[] };

export type Outcome = 'new' | 'changed' | 'left' | 'same';

type Known = { person?: Stored<Person>; record?: Stored<KeptRecord>; managerName: string };

const lookUp = async (store: Store, { id, agency, manager }: Registered): Promise<Known> => {
  const term = [id, ...(manager ? [manager] : [])].map((key) => findTerm({ facet: 'person', key }));
  const { items } = await store.list(agency, { term, kinds: ['person', 'record'], limit: 100 });
  const [own] = await store.read(agency, [{ kind: 'person', id }]);
  const record = items.find(
    ({ kind, body }) =>
      kind === 'record' && (body as PersonRecord).type === 'person' && (body as PersonRecord).person === id,
  );
  const line = items.find((item) => item.kind === 'person' && item.id === manager);
  return {
    ...(own ? { person: own as Stored<Person> } : {}),
    ...(record ? { record: record as Stored<KeptRecord> } : {}),
    managerName: (line?.body as Person | undefined)?.name ?? '',
  };
};

const bodyOf = ({ left, ...person }: Registered, before: Person | undefined, at: string): Person => {
  const { status: _, since, request: __, ...rest } = before ?? ({} as Person);
  const body = {
    ...rest,
    post: undefined,
    manager: undefined,
    ...person,
    addresses: before?.addresses ?? {},
  };
  return left ? { ...body, roles: [], identities: [], status: 'left', since: since ?? at } : body;
};

const channelsOf = (identities: readonly Identity[]) => [
  ...new Set(identities.map(({ channel }) => channel)),
];

/** What the record of somebody says, as far as a file may change it. */
const saidOf = ({ name, post, manager, left, roles, identities }: Registered, managerName: string) => ({
  status: left ? ('left' as const) : ('here' as const),
  name,
  ...(post ? { post } : {}),
  roles: left ? [] : [...roles],
  ...(manager ? { line: { id: manager, name: managerName } } : {}),
  channels: left ? [] : channelsOf(identities),
});

const recordFor = (
  given: Registered,
  { record, managerName }: Known,
  reference: string,
  at: string,
): Effect<RecordBody> => {
  const said = saidOf(given, managerName);
  const old = record?.body as (PersonRecord & KeptRecord) | undefined;
  const { post: _, line: __, why: ___, versions: ____, ...rest } = old ?? ({} as PersonRecord & KeptRecord);
  const fresh = {
    id: reference,
    reference,
    type: 'person',
    schemaVersion: 1,
    agencyId: given.agency,
    person: given.id,
    createdAt: at,
    createdBy: { id: 'import', role: 'other', agency: given.agency },
    platform: 'teams',
    channelKind: 'personal',
    guidanceVersion: '',
    lawVersion: '',
    practice: false,
    links: [],
    retention: { rule: 'register', reviewOn: at.slice(0, 10), hold: false },
  };
  const body = { ...fresh, ...rest, ...said } as unknown as RecordBody;
  const reason = given.left ? 'left' : old ? 'imported' : 'joined';
  return { record: body, reason: `person.${reason}`, notices: [], due: [] };
};

/** Six letters are given twice now and then. */
const freeReference = async (store: Store, { agency, id }: Registered): Promise<string> => {
  for (let n = 0; ; n += 1) {
    const reference = `P-${shortReference(agency, id, String(n))}`;
    const [taken] = await store.read(agency, [{ kind: 'record', id: reference }]);
    if (!taken) return reference;
  }
};

const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const recordChanges = (given: Registered, known: Known, reference: string, at: string): Change[] => {
  const effect = recordFor(given, known, reference, at);
  const { versions: _, ...before } = (known.record?.body ?? {}) as KeptRecord;
  const { why: __, ...rest } = before as unknown as PersonRecord;
  if (known.record && isSame(rest, effect.record)) return [];
  const keeper: Keeper = {
    now: new Date(at),
    by: 'import',
    who: '',
    cause: `import/${reference}/${at}/${known.record?.body.versions.length ?? 0}`,
  };
  return keep(dialogs.person as AnyDialog, effect, keeper, known.record).changes;
};

const personChanges = (given: Registered, { person }: Known, at: string): Change[] => {
  const body = bodyOf(given, person?.body, at);
  const item = {
    kind: 'person' as const,
    id: given.id,
    at: person?.at ?? at,
    terms: personTerms(body),
    body,
  };
  if (person && isSame(person.body, body) && isSame(person.terms, item.terms)) return [];
  const leaves = given.left && isRegistered(person?.body);
  return [
    person ? { op: 'replace', item, rev: person.rev } : { op: 'create', item },
    ...(leaves ? [registerErrand({ do: 'hand-over', person: given.id }, at)] : []),
  ];
};

const outcomeOf = (given: Registered, { person }: Known, changes: readonly Change[]): Outcome => {
  if (changes.length === 0) return 'same';
  if (given.left) return 'left';
  return person ? 'changed' : 'new';
};

/** Where somebody's identity says that they are on the register. Who has left keeps it: it leads to nobody. */
export const putIdentity = async (
  store: Store,
  identity: Identity,
  registration: { agency: string; person: string },
  at: string,
): Promise<boolean> => {
  const partition = identityPartition(identity);
  const [known] = await store.read(partition, [identityKey]);
  if (isSame(known?.body, registration)) return false;
  const item = { ...identityKey, at, terms: [], body: registration };
  await store.commit(partition, [known ? { op: 'replace', item, rev: known.rev } : { op: 'create', item }]);
  return true;
};

/** What would be done to the register, or was: `dry` only says. */
export const enrol = async (store: Store, given: Registered, at: string, dry = false): Promise<Outcome> => {
  const known = await lookUp(store, given);
  // Whoever never was here has nothing to leave.
  if (given.left && !known.person) return 'same';
  const reference = known.record?.id ?? (await freeReference(store, given));
  const changes = [...personChanges(given, known, at), ...recordChanges(given, known, reference, at)];
  const outcome = outcomeOf(given, known, changes);
  if (dry) return outcome;
  if (changes.length > 0) await store.commit(given.agency, changes);
  if (given.left) return outcome;
  for (const each of given.identities)
    await putIdentity(store, each, { agency: given.agency, person: given.id }, at);
  return outcome;
};
