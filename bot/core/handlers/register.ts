import { type Reach, reachOf } from '../access.ts';
import { listReply } from '../present/list.ts';
import { trail } from '../records.ts';
import { type Handler, tell } from '../scene.ts';
import { pageSize } from '../search-listing.ts';

/** The register: what a person may see beyond their own, newest first. Who has no such job gets their own records. */

const terms: Readonly<Record<Reach, (actor: { id: string; agency: string }) => string>> = {
  own: ({ id }) => `owner:${id}`,
  chain: ({ id }) => `chain:${id}`,
  agency: ({ agency }) => `agency:${agency}`,
};

export const register = (cursor?: string): Handler => ({
  right: 'own',
  needs: () => ({
    list: ({ actor, registered }) => ({
      term: terms[reachOf(actor, registered)](actor),
      kinds: ['record'],
      limit: pageSize,
      ...(cursor ? { cursor } : {}),
    }),
  }),
  decide: (scene) => {
    const reach = reachOf(scene.actor, scene.registered);
    const name = reach === 'own' ? 'my-records' : 'register';
    const lead = scene.words.list(`lists.register.reach.${reach}`);
    const reply = listReply(name, scene, { lead, further: cursor !== undefined });
    if (reach === 'own' || scene.astray) return tell(reply);
    const at = scene.now.toISOString();
    return {
      changes: [trail('searched', `register/${reach}`, scene.actor.id, at, scene.turn.id)],
      replies: [reply],
    };
  },
});
