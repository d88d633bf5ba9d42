import type { Container } from '@azure/cosmos';
import { statusOf } from './attempts.ts';
import type { Read } from './documents.ts';
import type { Parts } from './parts.ts';

/**
 * Single writes that bear a lost answer: each carries a mark of its own, so that a repeat that comes too late for the
 * old ETag can look whether the write it lost to was itself.
 */

type Marked = { id: string; pk: string; write: string };

/** `missing`: nothing is there. `lost`: somebody else changed it. */
export type Written = 'done' | 'lost' | 'missing';

export const readDoc = async <T extends Marked>(
  container: Container,
  id: string,
  pk: string,
): Promise<Read<T> | undefined> => (await container.item(id, pk).read<Read<T>>()).resource;

export const replaceDoc = <T extends Marked>(
  { attempt }: Parts,
  container: Container,
  next: T,
  etag: string,
): Promise<Written> =>
  attempt(async () => {
    const accessCondition = { type: 'IfMatch', condition: etag };
    try {
      await container.item(next.id, next.pk).replace(next, { accessCondition });
      return 'done';
    } catch (error) {
      const status = statusOf(error);
      if (status === 404) return 'missing';
      if (status !== 412) throw error;
      const found = await readDoc(container, next.id, next.pk);
      if (!found) return 'missing';
      return found.write === next.write ? 'done' : 'lost';
    }
  });

export const deleteDoc = (
  { attempt }: Parts,
  container: Container,
  at: { id: string; pk: string },
  etag: string,
): Promise<Written> =>
  attempt(async () => {
    try {
      await container.item(at.id, at.pk).delete({ accessCondition: { type: 'IfMatch', condition: etag } });
      return 'done';
    } catch (error) {
      const status = statusOf(error);
      if (status === 404) return 'missing';
      if (status === 412) return 'lost';
      throw error;
    }
  });

/** True when it was made here; false when one with this id exists. */
export const createDoc = async (container: Container, doc: Marked): Promise<boolean> => {
  try {
    await container.items.create(doc);
    return true;
  } catch (error) {
    if (statusOf(error) === 409) return false;
    throw error;
  }
};
