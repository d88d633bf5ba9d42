import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { createWords } from '../../dialogs/words.ts';
import { normalise } from '../core/matcher.ts';
import { type Directory, identityKey, identityPartition } from '../core/people.ts';
import type { Clock, RunTurn, Store } from '../core/ports.ts';
import { command } from '../core/present/buttons.ts';
import { messageReply } from '../core/present/message.ts';
import type { Registered } from '../core/register.ts';
import type { Reply } from '../core/reply.ts';
import type { Address, Turn } from '../core/turn.ts';
import { words as coreWords } from '../core/words.ts';
import localWords from './words.en-GB.json' with { type: 'json' };

/**
 * The local client has one user. "act as" makes that user anyone of the sample partnership, so that one person can
 * live a whole case. It stands in front of the core, which knows nothing of it.
 */
export type ActAsDeps = {
  store: Store;
  directory: Directory;
  policy: PolicyPack;
  clock: Clock;
  people: readonly Registered[];
};

const said = createWords(localWords);
const words = Object.assign((key: string, params = {}) => (said.has(key) ? said : coreWords)(key, params), {
  list: (key: string, params = {}) => (said.has(key) ? said : coreWords).list(key, params),
  has: (key: string) => said.has(key) || coreWords.has(key),
});

const wanted = (turn: Turn): string | undefined =>
  turn.act.kind === 'typed' ? /^act as\b\s*(.*)$/.exec(normalise(turn.act.text))?.[1] : undefined;

const find = (people: readonly Registered[], name: string): Registered | undefined => {
  const plain = normalise(name);
  if (plain === '') return undefined;
  const fits = (text: string | undefined) => text !== undefined && normalise(text).includes(plain);
  return people.find((person) => fits(person.name)) ?? people.find((person) => fits(person.post));
};

const become = async (person: Registered, turn: Turn, deps: ActAsDeps): Promise<void> => {
  const partition = identityPartition(turn.actor);
  const [known] = await deps.store.read(partition, [identityKey]);
  const at = deps.clock().toISOString();
  const item = { ...identityKey, at, terms: [], body: { agency: person.agency, person: person.id } };
  await deps.store.commit(partition, [
    known ? { op: 'replace', item, rev: known.rev } : { op: 'create', item },
  ]);
  deps.directory.forget(turn.actor);
};

/** Nobody of the sample partnership: the register does not know the one user any more. */
const becomeNew = async (turn: Turn, { store, directory }: ActAsDeps): Promise<void> => {
  const partition = identityPartition(turn.actor);
  const [known] = await store.read(partition, [identityKey]);
  if (known) await store.commit(partition, [{ op: 'delete', key: identityKey, rev: known.rev }]);
  directory.forget(turn.actor);
};

const isNewcomer = (name: string): boolean => /^(a |the )?(newcomer|nobody)$/.test(name);

const whoReply = (deps: ActAsDeps): Reply => {
  const names = deps.people.map((person) => `${person.name} (${person.post})`).join(', ');
  return messageReply(words, 'local.who', { params: { names } });
};

/** Where the one chat is, and the same turns with "act as" understood. */
export const withActAs = (
  runTurn: RunTurn,
  deps: ActAsDeps,
): { runTurn: RunTurn; oneChat(): Address | undefined } => {
  let chat: Address | undefined;
  const agencyName = (id: string) => deps.policy.agencies.find((agency) => agency.id === id)?.name ?? id;
  const actAs = async (turn: Turn, name: string): Promise<Reply[]> => {
    if (isNewcomer(name)) {
      await becomeNew(turn, deps);
      return [
        messageReply(words, 'local.newcomer', { tone: 'good', buttons: [command(coreWords, 'enrolment')] }),
      ];
    }
    const person = find(deps.people, name);
    if (!person) return [whoReply(deps)];
    await become(person, turn, deps);
    const params = { name: person.name, post: person.post ?? '', agency: agencyName(person.agency) };
    const act = { kind: 'typed' as const, text: 'waiting', attachments: 0 };
    const waiting = await runTurn({ ...turn, id: `${turn.id}-waiting`, act });
    return [messageReply(words, 'local.acting', { params, tone: 'good' }), ...waiting];
  };
  return {
    oneChat: () => chat,
    runTurn: async (turn) => {
      if (turn.place.kind === 'personal') chat = turn.place.address;
      const name = wanted(turn);
      return name === undefined ? runTurn(turn) : actAs(turn, name);
    },
  };
};
