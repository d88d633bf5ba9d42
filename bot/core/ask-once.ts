import { hasCode } from './errors.ts';
import type { Change, Store } from './ports.ts';

/**
 * Work of the clock that comes round: asked for at every start, and by each for the next. Its name is the same whoever
 * asks, and where it is in the queue already nothing is to do. It is a commit of its own: in one with other changes it
 * would stop those.
 */
export const askOnce = async (
  store: Pick<Store, 'commit'>,
  agency: string,
  change: Change,
): Promise<void> => {
  await store.commit(agency, [change]).catch((error: unknown) => {
    if (!hasCode(error, 'conflict')) throw error;
  });
};
