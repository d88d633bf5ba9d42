import type { Citation } from '../../dialogs/engine/types.ts';
import type { Controlled, News } from '../../dialogs/policy/controlled.ts';
import type { EditionChange } from '../../dialogs/policy/edition.ts';
import type { Reply } from './reply.ts';
import type { Address, Turn } from './turn.ts';

/** What the core asks of the outside world. Each port is small, and a contract suite holds for every maker of it. */

export type Kind =
  | 'identity'
  | 'person'
  | 'draft'
  | 'record'
  | 'version'
  | 'audit'
  | 'notice'
  | 'telling'
  | 'thread'
  | 'installation'
  | 'link'
  /** What is left of a record that was destroyed. */
  | 'stub'
  /** What the operator's tools leave for each other (see store/whole.ts). */
  | 'mark';

export type Key = { kind: Kind; id: string };

export type Item<T = unknown> = Key & {
  body: T;
  /** When it happened (ISO, UTC): lists are newest first by this, then by id. */
  at: string;
  /** What lists find it by, e.g. `owner:p-12`. A few short strings; never personal detail. */
  terms: readonly string[];
  /** After this moment the item reads as missing. */
  expiresAt?: string;
};

/** `rev` changes with every write: a replace or delete names the one it read. */
export type Stored<T = unknown> = Item<T> & { rev: string };

export type QueueName = 'notices' | 'deadlines';

export type Change =
  | { op: 'create'; item: Item }
  | { op: 'replace'; item: Item; rev: string }
  | { op: 'delete'; key: Key; rev: string }
  /** Marks a turn as done. The second commit with the same claim fails with `already-done`. */
  | { op: 'claim'; id: string; expiresAt: string }
  /** Owed work, done after the commit by a worker. The same id twice in one queue is a conflict. */
  | { op: 'enqueue'; queue: QueueName; id: string; due: string; body: unknown };

/** The queues that a commit leaves something in which is due by now. */
export const owedNow = (changes: readonly Change[], now: Date): QueueName[] => {
  const due = changes.flatMap((change) =>
    change.op === 'enqueue' && change.due <= now.toISOString() ? [change.queue] : [],
  );
  return [...new Set(due)];
};

/** One term, or several of which an item has at least one. */
export type AnyOf = string | readonly string[];

export type Query = {
  term: AnyOf;
  kinds?: readonly Kind[];
  limit: number;
  /** What an item must have as well. `term` leads, so let it be the one that the fewest items have. */
  and?: readonly AnyOf[];
  /** Where `and` is given: how many items of each leading term and kind are looked at for one page. */
  look?: number;
  /** From this moment on, by `at`. */
  from?: string;
  /** Before this moment, by `at`. */
  to?: string;
};

/** A page that is not full and has a cursor has looked far enough: there may be more, further on. */
export type PageOfItems = { items: Stored[]; cursor?: string };

/** Work leased to one worker until `leaseUntil`; `attempts` counts this one too. */
export type Taken = {
  queue: QueueName;
  agency: string;
  id: string;
  due: string;
  body: unknown;
  attempts: number;
  lease: string;
};

export type Settlement =
  | { result: 'done' }
  | { result: 'retry'; due: string; error: string }
  /** Given up: stays visible through `dead`, never taken again. */
  | { result: 'dead'; error: string };

/**
 * Every item lives in one partition, named by the agency it belongs to (directories use a name of their own).
 * Faults: `conflict` (lost race), `already-done` (claim repeated), `store-unavailable` (try again),
 * `store-refused` (never will). Missing is `undefined`, never a fault.
 */
export type Store = {
  /** Point reads in one partition, one round trip, answers in the order asked. */
  read(agency: string, keys: readonly Key[]): Promise<(Stored | undefined)[]>;
  /** All or nothing. */
  commit(agency: string, changes: readonly Change[]): Promise<void>;
  /** Newest first; indexed; the cursor is opaque and a foreign or garbled one is `store-refused`. */
  list(agency: string, query: Query, cursor?: string): Promise<PageOfItems>;
  /** What is due and not leased, across all agencies, earliest first. */
  take(queue: QueueName, now: string, limit: number, leaseMs: number): Promise<Taken[]>;
  /** Ends or postpones leased work. A lease that was lost meanwhile is a `conflict`. */
  settle(taken: Taken, settlement: Settlement): Promise<void>;
  /** Work that was given up, newest first, for the people who run the service. */
  dead(queue: QueueName, limit: number): Promise<(Taken & { error: string })[]>;
  close(): Promise<void>;
};

/** A message of ours as a person sees it: where it is, and what the channel calls it there. */
export type Shown = { at: Address; id: string };

/** A channel carries replies to an address. `start` and `stop` own whatever connections it needs. */
export type Channel = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Whether it could write to people now; a fault where it could not. */
  check?(): Promise<void>;
  /** Faults: `channel-unavailable` (try again), `channel-refused` (never will). */
  send(to: Address, reply: Reply): Promise<Shown | undefined>;
  /** Puts a reply in the place of a message. `channel-refused`: it is gone, or cannot be changed any more. */
  update(shown: Shown, reply: Reply): Promise<void>;
  /** Keeps a message at the top of its channel, and lets go of it. Where a platform has no such thing, neither is there. */
  pin?(shown: Shown): Promise<void>;
  unpin?(shown: Shown): Promise<void>;
};

/** What channels call with each turn. It never throws: faults become replies. */
export type RunTurn = (turn: Turn) => Promise<Reply[]>;

export type Clock = () => Date;

export type { Log } from './events.ts';

/** Runs work and counts it by a name and by how it ended: never by whom or what it was about. */
export type Measure = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** What the guidance says to one question, written by people and held ready. */
export type GuidanceEntry = {
  id: string;
  /** `boundary`: it is not covered, and the entry says who would know. `refuse`: what Sharewell does not do. */
  kind: 'answer' | 'boundary' | 'refuse';
  title: string;
  /** Where it stands among the topics. */
  topic?: string;
  citations: readonly Citation[];
  short: string;
  more: string;
  /** What an old document said, and where documents differ. */
  before: string;
  differs: string;
  reviewed: string;
  owner: string;
  /** What was changed since it was first written, and when its owner looks at it again. */
  changes?: readonly EditionChange[];
  reviewOn?: string;
  /** It says word for word what a document of the deployment says. */
  quoted?: true;
  /** The record of who wrote or changed it in the chat. */
  ref?: string;
};

/** An entry as a way on: what it is called, and where it comes from. */
export type EntryTitle = Pick<GuidanceEntry, 'id' | 'title' | 'citations'>;

/** `choose`: up to three that may be meant. `unknown` with an entry: it is not covered. */
export type Answered = {
  band: 'answer' | 'choose' | 'unknown' | 'refuse';
  entry?: GuidanceEntry;
  choices: readonly EntryTitle[];
  related: readonly EntryTitle[];
  /** From 0 to 1: how sure it is that the guidance answers this at all. */
  confidence: number;
  /** The question in words that the guidance has itself: no name is among them. */
  plainly?: string;
};

/** What there is to read: all topics where none is named, else a page of one. */
export type Topic = {
  topic: string;
  items: readonly { id: string; title: string; count?: number }[];
  /** Where the next page begins. */
  next?: number;
};

/** Answers questions from the guidance, and makes nothing up. */
export type Guidance = {
  ask(question: string): Promise<Answered>;
  open(entry: string): Promise<Answered>;
  browse(topic: string, from: number): Promise<Topic>;
  /** Everything in it, with who keeps it and what was changed. */
  documents(): Promise<readonly Controlled[]>;
  /** What was changed in it, as far as is known now. */
  news(): readonly News[];
};
