import type { Turn } from '../core/turn.ts';

/** Where a turn came from, as far as its replies need to know. `triggerId` opens one modal within three seconds. */
export type Origin =
  | { from: 'text'; channel: string }
  | { from: 'command' | 'shortcut'; channel: string; triggerId: string; responseUrl?: string }
  | {
      from: 'message';
      channel: string;
      ts: string;
      ephemeral: boolean;
      responseUrl?: string;
      /** Where others read along, what is for the person alone opens in a modal. */
      triggerId?: string;
    }
  /** Written to others: nobody asked us anything. */
  | { from: 'heard'; channel: string }
  | { from: 'home'; triggerId?: string }
  /** A button inside a modal. */
  | { from: 'modal'; viewId: string }
  /** The modal's own submit: its answer may carry the next view. */
  | { from: 'submit'; viewId: string };

export type Parsed =
  /** `bot` is our own user there, where the request says so. */
  | { kind: 'turn'; home: string; turn: Turn; origin: Origin; bot?: string }
  /** Somebody from another workspace, in a channel that two workspaces share. */
  | { kind: 'visitor'; home: string; team: string; turn: Turn; origin: Origin }
  /** The app was removed from this workspace. */
  | { kind: 'removed'; home: string }
  | { kind: 'ignored' };
