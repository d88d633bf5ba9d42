import type { Via } from './types.ts';

export type UserRef = { id: string; role: string; agency: string };

/** The fields every record has. */
export type RecordBody = {
  id: string;
  type: string;
  schemaVersion: number;
  agencyId: string;
  reference: string;
  status: string;
  createdAt: string;
  createdBy: UserRef;
  /** Who was the manager of whoever made it, then. */
  manager?: string;
  /** Whose turn it is, by id; and who else may read it, as they were asked before. */
  asked?: readonly string[];
  readers?: readonly string[];
  /** The references of advice that was asked for on the way to it, or about it. */
  advice?: readonly string[];
  platform: Via['platform'];
  channelKind: Via['channelKind'];
  guidanceVersion: string;
  lawVersion: string;
  practice: boolean;
  links: readonly string[];
  retention: { rule: string; reviewOn: string; hold: boolean; holdReason?: string };
};
