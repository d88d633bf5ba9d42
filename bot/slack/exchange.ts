import type { Parsed } from './origin.ts';
import type { Credentials } from './workspaces.ts';

/** One request of Slack's and what it will be answered. */
export type Exchange = {
  readonly parsed: Parsed;
  credentials?: Credentials;
  /** Rides in the HTTP answer: a modal's next view, or words only the person sees. */
  answer?: unknown;
  /** Set when patience ended: what follows has to go by itself. */
  answered: boolean;
  /** What to say when patience ends. */
  late?: () => Aside;
};

/** A sentence for one person only, by the way that fits where they are. */
export type Aside = { answer?: unknown; send?: () => Promise<unknown> };
