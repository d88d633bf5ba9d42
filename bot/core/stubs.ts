import type { Change, Key, Stored } from './ports.ts';
import type { KeptRecord } from './records.ts';

/** What is left of a record that was destroyed: enough to say that it was there, and by which rule it went. */

export type Stub = {
  ref: string;
  type: string;
  /** The day it was made. */
  date: string;
  rule: string;
  purgedAt: string;
  /** Who agreed, or the clock. */
  by: string;
};

export const stubKey = (ref: string): Key => ({ kind: 'stub', id: ref });

/** On all of them, while their trail is kept; and where something that belonged to the record is still to be removed. */
export const stubTerm = 'stub';
export const leftTerm = 'stub:left';

export const stubChange = (
  { id, body }: Stored<KeptRecord>,
  { at, left }: { at: string; left: boolean },
): Change => {
  const { type, createdAt, retention } = body;
  const stub: Stub = {
    ...{ ref: id, type, date: createdAt.slice(0, 10), rule: retention.rule },
    ...{ purgedAt: at, by: retention.agreed?.by.id ?? 'clock' },
  };
  const terms = [stubTerm, ...(left ? [leftTerm] : [])];
  return { op: 'create', item: { ...stubKey(id), at, terms, body: stub } };
};
