import type { OutboxDeps } from './outbox.ts';
import { isRegistered, type Person } from './people.ts';
import type { Stored, Taken } from './ports.ts';
import { asksTerm, type KeptNotice } from './records.ts';
import { findTerm } from './terms.ts';

/**
 * A notice for somebody who is known by name alone goes to whoever alone has that name on the register of their agency.
 * Whoever sent it does not learn whether anybody has: that is not theirs to know.
 */
export const nameOwner = async (
  stored: Stored<KeptNotice>,
  { agency: partition }: Taken,
  { store, log }: OutboxDeps,
): Promise<boolean> => {
  const { named = '', agency = partition } = stored.body;
  const query = { term: findTerm({ facet: 'name', key: named }), kinds: ['person'] as const, limit: 2 };
  const { items } = await store.list(agency, query);
  const [only, ...more] = items.filter(({ body }) => isRegistered(body as Person));
  if (!only || more.length > 0) {
    log('notice.nobody', { found: more.length });
    return false;
  }
  const { rev, ...item } = stored;
  const body: KeptNotice = { ...stored.body, to: only.id };
  const terms = [`to:${only.id}`, asksTerm(body.ref)];
  await store.commit(partition, [{ op: 'replace', item: { ...item, terms, body }, rev }]);
  return true;
};
