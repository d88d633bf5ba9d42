import type { Store } from '../core/ports.ts';
import { enrol, type Registered, registerSchema } from '../core/register.ts';
import people from './people.json' with { type: 'json' };
import { localUser } from './playground.ts';

/** The sample partnership: everybody can be the one user of the local client, and Sam is at the start. */
export const samplePeople: readonly Registered[] = registerSchema.parse(people).people;

export const loadPartnership = async (store: Store, at: string): Promise<void> => {
  const [first] = samplePeople;
  if (!first) return;
  const [known] = await store.read(first.agency, [{ kind: 'person', id: first.id }]);
  // Kept by an older version, nobody is found by what they do.
  if (known && known.terms.length > 0) return;
  const identities = [localUser];
  for (const person of [...samplePeople].reverse()) await enrol(store, { ...person, identities }, at);
};
