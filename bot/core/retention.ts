import type { RecordBody } from '../../dialogs/engine/types.ts';
import { dialogOf, restsOf } from '../../dialogs/registry.ts';
import type { Stored } from './ports.ts';
import type { Listing } from './scene.ts';
import { linksOf, linkTerm } from './terms.ts';

/** What ties a record to others, so that none goes while another still needs it. */

/** While one of these is about it and not over, it stays. */
const ties: readonly string[] = [
  'advice',
  'approval',
  'breach',
  'claim',
  'complaint',
  'courtFlow',
  'dispute',
  'liaison',
];

/** Ties are few. Where there are more than so many, none of the rest changes the answer. */
const mostLinks = 200;

export const linksTo = (ref: string): Listing => ({
  term: linkTerm(ref),
  kinds: ['record'],
  limit: mostLinks,
});

const isOpen = (record: RecordBody): boolean => {
  const dialog = dialogOf(record);
  return dialog !== undefined && ties.includes(record.type) && !restsOf(dialog).includes(record.status);
};

/** Those among them that still need this record: they name it, or it names them. */
export const openAmong = (
  record: Pick<RecordBody, 'reference' | 'links' | 'advice'>,
  others: readonly Stored[],
): string[] => {
  const named = linksOf(record as RecordBody);
  return others
    .map(({ body }) => body as RecordBody)
    .filter(
      (other) =>
        (named.includes(other.reference) || linksOf(other).includes(record.reference)) && isOpen(other),
    )
    .map(({ reference }) => reference);
};
