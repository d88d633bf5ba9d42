import type { Directory } from './people.ts';
import type { Places } from './places.ts';
import type { Turn } from './turn.ts';

/**
 * People of another organisation, in a channel that two of them share. Whoever is on the register under the identity they
 * have at home may act where a hub meets, and in what they opened there; nobody else, and nowhere else.
 */
export type Admits = (turn: Turn) => Promise<boolean>;

export const createAdmits =
  (directory: Pick<Directory, 'find'>, places: Places): Admits =>
  async ({ actor, place, act }) => {
    const { registered } = await directory.find(actor);
    if (!registered) return false;
    // A form of ours opens only for somebody who was let in before; what they see in it is looked at on every press.
    if (place.kind === 'personal') return act.kind === 'pressed';
    return (await places.hubAt(place.address)) !== undefined;
  };
