import type { Actor } from '../../../dialogs/engine/types.ts';
import { type Reach, reachOf } from '../access.ts';
import { listReply } from '../present/list.ts';
import { trail } from '../records.ts';
import { type Handler, type Listing, tell } from '../scene.ts';
import { pageSize } from '../search-listing.ts';
import { ownTerms } from '../terms.ts';

/** Registers: what a person may see beyond their own, newest first. Who has no such job gets their own records. */

type Seer = Pick<Actor, 'id' | 'was' | 'agency'>;
type Terms = Readonly<Record<Reach, (actor: Seer) => Pick<Listing, 'term' | 'and'>>>;

const consent = 'type:consent';

/** Of one kind: one's own and what waits for oneself, those of one's people, or all of the agency's. */
const ofType = (type: string): Terms => ({
  own: (actor) => ({ term: [ownTerms('owner', actor), ownTerms('asked', actor)].flat(), and: [type] }),
  chain: (actor) => ({
    term: [`chain:${actor.id}`, ownTerms('owner', actor), ownTerms('asked', actor)].flat(),
    and: [type],
  }),
  agency: () => ({ term: type }),
});

const registers = {
  register: {
    own: (actor) => ({ term: ownTerms('owner', actor) }),
    chain: ({ id }) => ({ term: `chain:${id}` }),
    agency: ({ agency }) => ({ term: `agency:${agency}` }),
  },
  consents: {
    own: (actor) => ({ term: ownTerms('owner', actor), and: [consent] }),
    chain: (actor) => ({ term: [`chain:${actor.id}`, ownTerms('owner', actor)].flat(), and: [consent] }),
    agency: () => ({ term: consent }),
  },
  breaches: ofType('type:breach'),
  complaints: ofType('type:complaint'),
  claims: ofType('type:claim'),
} as const satisfies Record<string, Terms>;

export type RegisterName = keyof typeof registers;
export const registerNames = Object.keys(registers) as readonly RegisterName[];
export const isRegisterName = (name: string): name is RegisterName => Object.hasOwn(registers, name);

/** What goes on for weeks, and is owed by a day. */
const followed: readonly RegisterName[] = ['breaches', 'complaints', 'claims'];

/** Of all records, somebody who sees only their own has a list already. */
const listName = (name: RegisterName): string => (name === 'register' ? 'my-records' : name);

export const register = (name: RegisterName, cursor?: string): Handler => ({
  right: 'work',
  greets: true,
  needs: () => ({
    list: ({ actor, registered }) => ({
      ...registers[name][reachOf(actor, registered)](actor),
      kinds: ['record'],
      limit: pageSize,
      ...(cursor ? { cursor } : {}),
    }),
  }),
  decide: (scene) => {
    const reach = reachOf(scene.actor, scene.registered);
    const lead = scene.words.list(`lists.${name}.reach.${reach}`);
    const reply = listReply(reach === 'own' ? listName(name) : name, scene, {
      lead,
      further: cursor !== undefined,
      due: followed.includes(name),
    });
    if (reach === 'own' || scene.astray) return tell(reply);
    const at = scene.now.toISOString();
    return {
      changes: [trail('searched', `${name}/${reach}`, scene.actor.id, at, scene.turn.id)],
      replies: [reply],
    };
  },
});
