import { nameKeys } from '../../../dialogs/person/dialog.ts';
import type { Person } from '../people.ts';
import { command } from '../present/buttons.ts';
import { messageReply } from '../present/message.ts';
import { peopleReply } from '../present/people.ts';
import { trail } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Handler, type Scene, tell } from '../scene.ts';
import { pageSize } from '../search-listing.ts';
import { findTerm } from '../terms.ts';
import { startDialog } from './dialog.ts';

/** Who is on the register: asking to be, and for who looks after it, everybody of the agency. Never a case. */

const isKnown = ({ registered, words, actor, context }: Scene): Reply | undefined => {
  if (!registered) return undefined;
  const agency = context('').policy.agencies.find(({ id }) => id === actor.agency)?.name ?? actor.agency;
  return messageReply(words, 'people.joined', {
    params: { agency },
    buttons: [command(words, 'link'), command(words, 'help')],
    audience: 'person',
  });
};

/** Whoever asked already is shown what became of it. */
const hasAsked = ({ item, actor, words }: Scene): Reply | undefined => {
  const ref = (item('person', actor.id)?.body as Person | undefined)?.request;
  if (!ref) return undefined;
  const open = { title: words('lists.open'), press: { do: 'open' as const, ref } };
  return messageReply(words, 'people.asked', {
    params: { ref },
    buttons: [open, command(words, 'help')],
    audience: 'person',
  });
};

export const join = (how: Reply['how'], seed: string): Handler => {
  const start = startDialog('enrolment', how, seed);
  return {
    ...start,
    decide: (scene) => {
      const known = isKnown(scene) ?? (scene.repeat ? undefined : hasAsked(scene));
      return known ? tell(known) : start.decide(scene);
    },
  };
};

/** The longest words say most; each narrows what is found. */
const termsFor = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => nameKeys(word).at(-1) ?? [])
    .slice(0, 4)
    .map((key) => findTerm({ facet: 'name', key }));

const everybody = 'type:person';

export const people = (name = '', cursor?: string): Handler => {
  const [term = everybody, ...and] = termsFor(name);
  return {
    right: 'people.keep',
    needs: () => ({
      list: {
        term,
        ...(term === everybody ? {} : { and: [everybody, ...and] }),
        kinds: ['record'],
        limit: pageSize,
        ...(cursor ? { cursor } : {}),
      },
    }),
    decide: (scene) => {
      const at = scene.now.toISOString();
      const reply = peopleReply(scene, { name, further: cursor !== undefined });
      if (scene.astray) return tell(reply);
      return { changes: [trail('searched', 'people', scene.actor.id, at, scene.turn.id)], replies: [reply] };
    },
  };
};
