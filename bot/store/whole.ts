import type { Key, QueueName } from '../core/ports.ts';
import type { Row } from './shape.ts';

/**
 * What the people who run the service need of a store beside the `Store` of a turn: everything there is, and a way to
 * put it into another store as it was. Bodies stay the text they were kept as, so that nothing is lost on the way.
 */

export type ItemEntry = { what: 'item'; agency: string } & Row;
export type ClaimEntry = { what: 'claim'; agency: string; id: string; until: string };
/** Owed work, given up or not. Who works on it just now is not part of it: that lease ends with the process. */
export type OwedEntry = {
  what: 'owed';
  agency: string;
  queue: QueueName;
  id: string;
  due: string;
  body: string;
  attempts: number;
  error: string;
  /** Empty while it is owed. */
  deadAt: string;
};

export type Entry = ItemEntry | ClaimEntry | OwedEntry;

export type PageOfEntries = { entries: Entry[]; cursor?: string };

/** Stands in a store while it is being filled: until then nobody may take it for whole. */
export type Mark = {
  by: 'migrate' | 'restore';
  /** Which store or backup it is filled from. */
  from: string;
  /** Where to go on, and how many entries came before. */
  cursor?: string;
  done: number;
};

export type Whole = {
  /** All that has not expired, in an order that stays. The cursor goes on after the page, in another process too. */
  walk(limit: number, cursor?: string): Promise<PageOfEntries>;
  /** Point reads in one partition, as they are kept. */
  read(agency: string, keys: readonly Key[]): Promise<(ItemEntry | undefined)[]>;
  /** As they were: what is there under the same name is replaced, and putting them twice changes nothing. */
  put(entries: readonly Entry[]): Promise<void>;
  /** About how many entries there are. */
  size(): Promise<number>;
  mark(): Promise<Mark | undefined>;
  setMark(mark: Mark | undefined): Promise<void>;
  /** What the storage itself finds broken. */
  faults(): Promise<string[]>;
  /** Whether somebody else is seen at work on it. */
  busy(): Promise<boolean>;
  close(): Promise<void>;
};

/** No agency's: what is in it belongs to the store it is in, and is never copied. */
export const operators = 'operators|self';
export const markKey = { kind: 'mark', id: 'filling' } as const satisfies Key;

export const toMarkRow = (mark: Mark, at: string, until: string): Row => ({
  ...markKey,
  at,
  terms: [],
  until,
  body: JSON.stringify(mark),
});

export const pages = async function* (
  whole: Pick<Whole, 'walk'>,
  cursor?: string,
): AsyncGenerator<PageOfEntries> {
  for (let at = cursor; ; ) {
    const page = await whole.walk(250, at);
    yield page;
    if (page.cursor === undefined) return;
    at = page.cursor;
  }
};
