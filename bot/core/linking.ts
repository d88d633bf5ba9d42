import type { PersonRecord } from '../../dialogs/person/record.ts';
import { type AnyDialog, dialogs } from '../../dialogs/registry.ts';
import { clockActor, contextAt } from './by-clock.ts';
import { personTerms } from './enrolling.ts';
import { hasCode } from './errors.ts';
import { digest } from './ids.ts';
import { keepAll } from './keep-all.ts';
import type { OutboxDeps } from './outbox.ts';
import { identityKey, identityPartition, isRegistered, type Person, type Registration } from './people.ts';
import type { Change, Settlement, Stored, Taken } from './ports.ts';
import { messageReply } from './present/message.ts';
import type { KeptRecord } from './records.ts';
import { putIdentity } from './register.ts';
import { send } from './send.ts';
import { findTerm } from './terms.ts';
import type { Address, Identity } from './turn.ts';

/**
 * Trying a code: it says that this identity is the same person as the one who asked for it. It touches several
 * partitions, so each step may be done twice and counts once: the code is used up first, the register says so next, and
 * only then the identity leads there.
 */

/** A code that waits to be used, and afterwards by whom it was. Whoever asked for it is told where they did. */
export type OpenLink = { agency: string; person: string; address?: Address; usedBy?: string };

export type LinkErrand = {
  do: 'link';
  digest: string;
  identity: Identity;
  address: Address;
  /** Whom this identity was when the code was typed. */
  who: { agency: string; person: string; registered: boolean };
};

export const linkPartition = (codeDigest: string): string => `link|${codeDigest}`;

const linkKey = { kind: 'link', id: 'self' } as const;
const triesKey = { kind: 'identity', id: 'tries' } as const;
const mostTries = 5;
const lockedMs = 3_600_000;

/** What is said to whoever typed the code. */
type Verdict = 'linked' | 'wrong' | 'locked' | 'taken' | 'asked';

type Tries = { count: number };

const isLocked = (tries: Stored | undefined): boolean =>
  ((tries?.body as Tries | undefined)?.count ?? 0) >= mostTries;

/** Each wrong code counts once, however often it is looked at; after an hour without one all is forgotten. */
const countTry = async (
  { identity }: LinkErrand,
  tries: Stored | undefined,
  taken: Taken,
  { store, clock }: OutboxDeps,
): Promise<Verdict> => {
  const now = clock();
  const expiresAt = new Date(now.getTime() + lockedMs).toISOString();
  const count = ((tries?.body as Tries | undefined)?.count ?? 0) + 1;
  const item = { ...triesKey, at: now.toISOString(), terms: [], body: { count } satisfies Tries, expiresAt };
  const kept: Change = tries ? { op: 'replace', item, rev: tries.rev } : { op: 'create', item };
  const claim: Change = { op: 'claim', id: digest('try', taken.agency, taken.id), expiresAt };
  await store.commit(identityPartition(identity), [claim, kept]).catch((error: unknown) => {
    if (!hasCode(error, 'already-done')) throw error;
  });
  return count >= mostTries ? 'locked' : 'wrong';
};

/** Used up by this identity, now or at an earlier try; or not to be used. */
const useUp = async ({ digest: code, identity }: LinkErrand, { store }: OutboxDeps): Promise<boolean> => {
  const [found] = await store.read(linkPartition(code), [linkKey]);
  if (!found) return false;
  const { rev, ...item } = found as Stored<OpenLink>;
  const by = identityPartition(identity);
  if (item.body.usedBy) return item.body.usedBy === by;
  await store.commit(linkPartition(code), [
    { op: 'replace', item: { ...item, body: { ...item.body, usedBy: by } }, rev },
  ]);
  return true;
};

const linkedTo = (person: Person, { identity, address, who }: LinkErrand, open: OpenLink): Person => {
  const was = who.agency === open.agency ? [...new Set([...(person.was ?? []), who.person])] : person.was;
  const asked = open.address ? { [open.address.channel]: open.address } : {};
  const last = person.lastChannel ?? open.address?.channel;
  return {
    ...person,
    identities: [...person.identities, identity],
    addresses: { ...asked, ...person.addresses, [address.channel]: address },
    ...(last ? { lastChannel: last } : {}),
    ...(was ? { was } : {}),
  };
};

/** What the visitor had leads to the person now. */
const pointer = (visitor: Stored<Person> | undefined, id: string, to: Person, at: string): Change => {
  const fresh = { id, agency: to.agency, name: '', roles: [], identities: [], addresses: {} };
  const body: Person = { ...fresh, status: 'moved', since: at, now: to.id };
  const item = { kind: 'person' as const, id, at: visitor?.at ?? at, terms: personTerms(body), body };
  return visitor ? { op: 'replace', item, rev: visitor.rev } : { op: 'create', item };
};

const recordChanges = async (person: Person, { identity }: LinkErrand, taken: Taken, deps: OutboxDeps) => {
  const term = findTerm({ facet: 'person', key: person.id });
  const query = { term, and: ['type:person'], kinds: ['record'] as const, limit: 1 };
  const [record] = (await deps.store.list(person.agency, query)).items as Stored<PersonRecord & KeptRecord>[];
  if (!record) return [];
  const ctx = contextAt(deps.clock(), deps.policy, clockActor(person.id, person.agency), record.id);
  const dialog = dialogs.person as AnyDialog;
  const effect = dialog.lifecycle.actions.linked?.apply(record.body, { channel: identity.channel }, ctx);
  return effect ? keepAll(dialog, effect, { ctx, cause: taken.id }, record).changes : [];
};

const bind = async (
  open: OpenLink,
  person: Stored<Person>,
  visitor: Stored<Person> | undefined,
  taken: Taken,
  deps: OutboxDeps,
): Promise<void> => {
  const errand = taken.body as LinkErrand;
  const at = deps.clock().toISOString();
  const body = linkedTo(person.body, errand, open);
  const { rev, ...item } = person;
  const same = errand.who.agency === open.agency;
  await deps.store.commit(open.agency, [
    { op: 'replace', item: { ...item, body }, rev },
    ...(same ? [pointer(visitor, errand.who.person, body, at)] : []),
    ...(await recordChanges(body, errand, taken, deps)),
  ]);
  deps.onOwed?.('notices');
};

const isListed = ({ identities }: Person, identity: Identity): boolean =>
  identities.some((one) => identityPartition(one) === identityPartition(identity));

const judge = async (taken: Taken, deps: OutboxDeps): Promise<Verdict> => {
  const errand = taken.body as LinkErrand;
  const { identity, who } = errand;
  const [self, tries] = await deps.store.read(identityPartition(identity), [identityKey, triesKey]);
  if (isLocked(tries)) return 'locked';
  const [found] = await deps.store.read(linkPartition(errand.digest), [linkKey]);
  const open = found?.body as OpenLink | undefined;
  if (!open) return countTry(errand, tries, taken, deps);
  const [person] = (await deps.store.read(open.agency, [
    { kind: 'person', id: open.person },
  ])) as Stored<Person>[];
  if (!person || !isRegistered(person.body)) return countTry(errand, tries, taken, deps);
  const registration = self?.body as Registration | undefined;
  const linked = isListed(person.body, identity);
  if (!linked) {
    const [visitor] = (await deps.store.read(who.agency, [
      { kind: 'person', id: who.person },
    ])) as Stored<Person>[];
    if (who.registered || (visitor && isRegistered(visitor.body))) return 'taken';
    if (visitor?.body.request) return 'asked';
    if (!(await useUp(errand, deps))) return countTry(errand, tries, taken, deps);
    await bind(open, person, visitor, taken, deps);
  } else if (registration?.person === open.person && !(await useUp(errand, deps)))
    return countTry(errand, tries, taken, deps);
  await putIdentity(
    deps.store,
    identity,
    { agency: open.agency, person: open.person },
    deps.clock().toISOString(),
  );
  return 'linked';
};

/** How often the answer is sent: whoever typed the code is waiting for it, and can type it again. */
const mostSends = 5;

export const link = async (taken: Taken, deps: OutboxDeps): Promise<Settlement> => {
  const verdict = await judge(taken, deps);
  const reply = messageReply(deps.words, `link.${verdict}`, {
    tone: verdict === 'linked' ? 'good' : 'warning',
    audience: 'person',
  });
  const { address } = taken.body as LinkErrand;
  const sending = await send([deps.oneChat?.() ?? address], reply, deps);
  if (!('fault' in sending) || taken.attempts >= mostSends) return { result: 'done' };
  const { fault } = sending;
  const due = new Date(deps.clock().getTime() + 5_000).toISOString();
  return { result: 'retry', due, error: hasCode(fault) ? fault.code : 'fault' };
};
