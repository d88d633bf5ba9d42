import type { Via } from './types.ts';
import type { Said } from './views.ts';

/** What is known already where a dialog begins, and what it is begun from. */

/** Answers that count at once, and answers that are only put into the fields, for the person to look at. */
export type Begun = {
  answered?: Readonly<Record<string, unknown>>;
  filled?: Readonly<Record<string, unknown>>;
  /** Put into the fields too, in our words: lines, each of parts with a comma between them after the first. */
  said?: Readonly<Record<string, readonly (readonly Said[])[]>>;
  about?: About;
};

/** What somebody asks a person about: a record, made or to be made, and the question of the draft where they stood. */
export type About = {
  ref: string;
  dialog: string;
  draft?: string;
  action?: string;
  page?: string;
  question?: string;
  /** Why it is less than simple, as a code. */
  note?: string;
  /** The case, as its owner wrote it: known only in order to keep it back. */
  case?: string;
};

/** A message somewhere in a chat: where it is and when it was sent, never what it says. */
export type MessageRef = { platform: Via['platform']; sentAt?: string; link: string };

/** A question of a draft, and what was answered before it. */
export type Stuck = {
  about: About;
  answers: Readonly<Record<string, unknown>>;
  /** The key of its label; undefined where the draft has no such question. */
  label: string | undefined;
};
