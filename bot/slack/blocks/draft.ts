import type { KnownBlock } from '@slack/types';
import type { Surface } from '../limits.ts';
import type { Setting } from './text.ts';

/** What Slack cannot show of a card. Words, inputs and buttons are never among these. */
export type LossKind =
  | 'colour'
  | 'size' // a heading step, or small grey text that had to become ordinary text
  | 'weight' // bold that had to become plain, or light text
  | 'container-style' // attention, warning, good...
  | 'columns' // side by side became one below the other
  | 'hidden' // the card itself says that this is not to be seen
  | 'toggle' // nothing can be shown or hidden by pressing: all of it stands there at once
  | 'max-length' // Slack takes fewer characters in one box
  | 'range' // earliest, latest, smallest or largest: checked when the answers are handed in
  | 'pattern' // the same for a pattern
  | 'keyboard' // the hint that this is a phone number, an address...
  | 'value' // a value that this input cannot show
  | 'no-choices'
  | 'no-label' // something else stands in as the label
  | 'menu-label' // shortened on the control; the full words stand above it
  | 'secondary' // a button out of the "more" menu
  | 'link' // an address that Slack takes no button for; it stands in the text
  | 'summary'; // the notification line was shortened

export type Loss = { what: LossKind; at: string };

/** The payload while it is being made. */
export type Draft = {
  readonly blocks: KnownBlock[];
  readonly losses: Loss[];
  readonly surface: Surface;
  readonly blockIds: Set<string>;
  /** What a press would show: it stands there from the start. */
  readonly shown: ReadonlySet<string>;
  setting: Setting;
  presses: number;
  links: number;
};

export const newDraft = (surface: Surface, shown: ReadonlySet<string>): Draft => ({
  surface,
  blocks: [],
  losses: [],
  blockIds: new Set(),
  shown,
  setting: 'plain',
  presses: 0,
  links: 0,
});

type MayHide = { id?: string; isVisible?: boolean };

export const isHidden = ({ shown }: Draft, { id, isVisible }: MayHide): boolean =>
  isVisible === false && !(id !== undefined && shown.has(id));

export const lose = (draft: Draft, what: LossKind, at: string): void => {
  draft.losses.push({ what, at });
};
