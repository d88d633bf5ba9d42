import type { IdentifierKind } from '../../dialogs/engine/identifiers.ts';
import type { MessageRef } from '../../dialogs/engine/types.ts';

export type { MessageRef } from '../../dialogs/engine/types.ts';

/** Channel-neutral data: who did what, where. Channels make these; nothing here knows Teams or Slack. */

export type ChannelName = 'teams' | 'slack';

/** A person as one channel knows them. `tenant` is the Entra tenant or the Slack workspace. */
export type Identity = { channel: ChannelName; tenant: string; user: string };

/** Somewhere a message can be sent. Opaque to the core; kept in the store so that notices find people later. */
export type Address = {
  channel: ChannelName;
  tenant: string;
  conversation: string;
  user?: string;
  serviceUrl?: string;
};

/** `personal`: only this person sees it. `shared`: others read along, so nothing identifying may be posted. */
export type Place = { kind: 'personal' | 'shared'; address: Address };

/**
 * What a button says. It carries a reference, a step and a version, never case detail. `seq` is the version of the
 * draft or record that the card showed: a stale press shows the current state and changes nothing.
 */
export type Press = {
  do:
    | 'command' // the same as typing `word`; with `ref`, begun from that record
    | 'answer' // hand in the page's answers and go on
    | 'back' // keep the page's answers and show the page before
    | 'page' // show the page again (change an answer, return from advice)
    | 'confirm' // check-your-answers: this is right, record it
    | 'park' // keep the answers and finish later
    | 'cancel' // end this draft without finishing it
    | 'open' // show a draft or a record
    | 'act' // start a lifecycle action on a record
    | 'seen' // a notice was read
    | 'copy' // the record as text and as a file, for the case file
    | 'more' // the next page of a list: `word` names the list, `value` says where it goes on
    | 'find' // hand in what to look for
    | 'settings' // hand in when to be written to
    | 'ask' // show an answer of the guidance: `word` names it, `value` says how much of it, or whether it helped
    | 'correct'; // change an answer of the guidance: `word` names it
  word?: string;
  /** An answer that is given by pressing it: the question, and in `value` what was chosen. */
  ask?: string;
  value?: string;
  dialog?: string;
  ref?: string;
  page?: string;
  action?: string;
  /** What the card said when its answer was pressed: it counts for nothing else. */
  seal?: string;
  seq?: number;
};

export type Answers = Readonly<Record<string, unknown>>;

export type Act =
  | { kind: 'typed'; text: string; attachments: number }
  | { kind: 'pressed'; press: Press; answers: Answers }
  | { kind: 'unknown-press' } // a button this version does not know
  | { kind: 'opened-home' }
  | { kind: 'installed' }
  | { kind: 'checked'; text: string } // message action "Check before sharing"
  | { kind: 'asks-hub' } // message action "Ask the hub"
  | { kind: 'overheard'; kinds: readonly IdentifierKind[] } // written to others in a channel, with such details in it
  | { kind: 'strayed'; message: MessageRef }; // message action "Report a breach", on the message that went astray

export type Turn = {
  /** The same delivery always has the same id, so that a repeat is recognised. */
  id: string;
  /** Set when the platform delivers this again because our answer failed or did not arrive. */
  redelivered?: boolean;
  actor: Identity & { name?: string };
  place: Place;
  act: Act;
};
