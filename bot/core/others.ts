import type { Effect, RecordBody } from '../../dialogs/engine/types.ts';
import type { Store, Stored } from './ports.ts';
import type { KeptRecord } from './records.ts';

/** The records that an effect changes beside its own, where no turn has found them. */
export const namedIn = async (
  { also = [] }: Effect<RecordBody>,
  agency: string,
  store: Pick<Store, 'read'>,
): Promise<Stored<KeptRecord>[]> => {
  const refs = [...new Set(also.flatMap(({ ref }) => ref ?? []))];
  if (refs.length === 0) return [];
  const found = await store.read(
    agency,
    refs.map((id) => ({ kind: 'record', id })),
  );
  return found.filter((one) => one !== undefined) as Stored<KeptRecord>[];
};
