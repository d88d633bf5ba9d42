import type { RecordBody, Via } from './types.ts';
import type { Said } from './views.ts';

/** What follows, as data. Nothing here does anything: the shell keeps it, then tells. */

/** What follows from a finished dialog or action. */
export type Effect<R extends RecordBody> = {
  record: R;
  reason: string;
  notices: readonly Notice[];
  due: readonly Due[];
  /** What it does to other records of the agency, in the same breath. */
  also?: readonly Also[];
  /** Owed to other agencies: carried there, and followed until they answer. */
  tells?: readonly Tell[];
  /** An answer to an agency that told us something. */
  answers?: Answer;
  /** A name that a new record is known by, so that what is told under it later reaches this one. */
  thread?: string;
  /** What becomes of somebody on the register, in the same breath. */
  enrols?: Enrol;
};

/** How a person is reached: as a channel knows them. Kept as it came. */
export type Contact = Readonly<Record<string, unknown>>;

/** `asked`: they wait to be let in. What is left out of a change stays as it was; an empty manager is none. */
export type Enrol = {
  person: string;
  as: 'asked' | 'joined' | 'left';
  name?: string;
  post?: string;
  roles?: readonly string[];
  manager?: string;
  contact?: Contact;
  /** The record of what they ask for. */
  request?: string;
};

/** An action on another record, or where no reference is given a new record that its dialog `takes`. */
export type Also = {
  dialog: string;
  ref?: string;
  action?: string;
  input: Readonly<Record<string, unknown>>;
};

/** To a partner: their agency gets a record of its own that the named dialog `takes`. `id` tells it apart within its record. */
export type Tell = {
  id: string;
  partner: string;
  agency: string;
  /** Who answers for the partner: a person's id. */
  to: string;
  dialog: string;
  input: Readonly<Record<string, unknown>>;
  /** Told again and again: where their record of this name is there already, its action `heard` takes it. */
  thread?: string;
  /** People of ours whose name and post go with it, as `introduced`. */
  introduces?: readonly string[];
  /** Who of ours is told when it does not arrive or is not answered, where that is not whoever made the record. */
  asker?: string;
};

/** Goes back to whoever told us: `agency` and `id` are theirs. */
export type Answer = { agency: string; id: string; code: string };

/** Owed to a person: references only. `kind` names its words; `id` tells it apart within its record. */
export type Notice = {
  id: string;
  to: string;
  /** Where they are registered, where that is not where the record is: a hub has people of many agencies. */
  agency?: string;
  /** Their name, where nobody knows who it is: it goes to whoever alone has it on the register of that agency. */
  named?: string;
  kind: string;
  params: Readonly<Record<string, string>>;
  /** What it opens, where that is another record. */
  about?: string;
  /** What else it says, in words of ours only: nothing that anybody typed has a place on it. */
  more?: readonly Said[];
  facts?: readonly { label: string; said: Said }[];
  /**
   * Actions of the record that can be pressed on the notice itself; what waits is then the record. When the record moves
   * on, every card of it is rewritten to say what its status is then.
   */
  actions?: readonly string[];
  /** Where it leads back to. */
  back?: Back;
  /** Not on this channel, where there is another: there they know already. */
  elsewhere?: Via['platform'];
  /** Who wants to know, in another agency, whether it arrived: `id` is theirs. */
  reports?: { agency: string; id: string };
};

/** A page of a draft; once that is done with, the record it left. Or a record, where no dialog is named. */
export type Back = { ref: string; dialog?: string; action?: string; page?: string };

/** When the clock acts on the record next, by which action. */
export type Due = { id: string; at: string; action: string };
