import type { Key } from '../../core/ports.ts';
import { isKeepable, never } from '../shape.ts';
import { type ItemEntry, type Mark, markKey, operators, toMarkRow, type Whole } from '../whole.ts';
import { statusOf } from './attempts.ts';
import { connect } from './client.ts';
import { type ItemDoc, itemId, toItemDoc } from './documents.ts';
import { fill } from './fill.ts';
import { readDoc } from './guarded.ts';
import type { Parts } from './parts.ts';
import { type CosmosOptions, openParts } from './store.ts';
import { findPartitions, isLeased, type Partitions, toItem, walkFrom } from './walk.ts';

const readKeys = (parts: Parts, agency: string, keys: readonly Key[]): Promise<(ItemEntry | undefined)[]> =>
  Promise.all(
    keys.map(async ({ kind, id }) => {
      if (!isKeepable(id)) return undefined;
      const doc = await parts.attempt(() => readDoc<ItemDoc>(parts.records, itemId(kind, id), agency));
      return doc && toItem(doc);
    }),
  );

const markId = itemId(markKey.kind, markKey.id);

const readMark = async (parts: Parts): Promise<Mark | undefined> => {
  const doc = await parts.attempt(() => readDoc<ItemDoc>(parts.records, markId, operators));
  return doc && (JSON.parse(doc.body) as Mark);
};

const removeMark = ({ records, attempt }: Parts): Promise<void> =>
  attempt(async () => {
    try {
      await records.item(markId, operators).delete();
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  });

const writeMark = async (parts: Parts, mark: Mark | undefined): Promise<void> => {
  if (!mark) return removeMark(parts);
  const now = parts.clock();
  const doc = toItemDoc(operators, toMarkRow(mark, now.toISOString(), never), parts.token(), now);
  await parts.attempt(() => parts.records.items.upsert(doc));
};

export const openCosmosWhole = async (options: CosmosOptions): Promise<Whole> => {
  const client = await connect(options);
  try {
    const parts = await openParts(client, options, true);
    let found: Promise<Partitions> | undefined;
    let isNew = false;
    const look = () => {
      found = findPartitions(parts);
      return found;
    };
    return {
      walk: async (limit, cursor) => {
        // A walk from the start sees what is there then, not what was there at an earlier walk.
        const { names } = await (found && (isNew || cursor !== undefined) ? found : look());
        isNew = false;
        return walkFrom(parts, names, limit, cursor);
      },
      read: (agency, keys) => readKeys(parts, agency, keys),
      put: async (entries) => {
        isNew = false;
        await fill(parts, entries);
      },
      size: async () => {
        const { size } = await look();
        isNew = true;
        return size;
      },
      mark: () => readMark(parts),
      setMark: (mark) => writeMark(parts, mark),
      faults: async () => [],
      busy: () => isLeased(parts),
      close: async () => client.dispose(),
    };
  } catch (error) {
    client.dispose();
    throw error;
  }
};
