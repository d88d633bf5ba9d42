import type { Actor, Context } from '../../dialogs/engine/types.ts';
import type { Controlled, News } from '../../dialogs/policy/controlled.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Words } from '../../dialogs/words.ts';
import type { Right } from './access.ts';
import type { Answered, Change, Key, Kind, Query, Stored, Topic } from './ports.ts';
import type { Reply } from './reply.ts';
import type { Turn } from './turn.ts';

/** Everything a decision may look at. It is loaded before, so that deciding is pure. */
export type Scene = {
  turn: Turn;
  actor: Actor;
  registered: boolean;
  now: Date;
  words: Words;
  /** This very turn was kept before: show where things stand and change nothing. */
  repeat: boolean;
  /** Makes references; the same for every try of one turn, another after a collision. */
  seed: string;
  /** Where a browser reaches this service; nowhere, as far as anybody said, where it is missing. */
  publicUrl?: string;
  context(reference: string): Context;
  item(kind: Kind, id: string): Stored | undefined;
  listed: readonly Stored[];
  /** Where the list goes on, when there is more of it. */
  next?: string;
  /** The place to go on from belongs to another list: to somebody else's, or to one this person no longer sees. */
  astray?: boolean;
  /** What the guidance says, where it was asked. */
  answered?: Answered;
  topic?: Topic;
  /** Everything in the guidance, with who keeps it. */
  documents?: readonly Controlled[];
  /** What has changed in what people rely on; and what of it this person has not seen. */
  news(): readonly News[];
  unseen(): readonly News[];
};

export type Decision = {
  changes: readonly Change[];
  replies: readonly Reply[];
  /** Whose partition the changes belong to, where it is not the actor's agency. */
  partition?: string;
  /** A hub meets elsewhere now. */
  moves?: true;
  /** The news that this person knows now. */
  heard?: readonly string[];
};

/** A page of a list; `cursor` is where it goes on, as a button brought it back. */
export type Listing = Query & { cursor?: string };

export type Who = Pick<Scene, 'actor' | 'registered' | 'context'>;

/**
 * What a handler wants loaded. `owner` is the person's id, known before the person is; a list that depends on what
 * the person may see, or on what was loaded, is asked for once that is known.
 */
export type Needs = {
  keys?: readonly Key[];
  guidance?: { question: string } | { entry: string } | { topic: string; from: number } | { documents: true };
  list?: Listing | ((who: Who & Pick<Scene, 'item'>) => Listing | undefined);
};

export type Handler = {
  /** What a person must be allowed to do before anything is decided. What depends on the thing itself is asked later. */
  right: Right;
  /** There is room for news on what it shows: nothing is in hand, and nobody is in danger. */
  greets?: true;
  /** The dialog it starts, where it does. */
  starts?: string;
  /** The hub that its list is of and that its changes go to. */
  hub?: string | ((who: { agency: string }, policy: PolicyPack) => string | undefined) | undefined;
  needs?(owner: string): Needs;
  decide(scene: Scene): Decision;
};

export const tell = (...replies: Reply[]): Decision => ({ changes: [], replies });
