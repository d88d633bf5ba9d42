import type { Via } from './types.ts';

export type UserRef = { id: string; role: string; agency: string };

export type RetentionStep = { at: string; by: UserRef; why: string };

export type Retention = {
  rule: string;
  reviewOn: string;
  hold: boolean;
  /** The ground of the hold, and who placed it. */
  holdReason?: string;
  held?: RetentionStep;
  /** Whose word the day is, where that is not our policy. */
  basis?: 'originator' | 'agreement' | 'policy';
  archived?: RetentionStep;
  /** Somebody wants it destroyed; and somebody else agreed. */
  asked?: RetentionStep;
  agreed?: RetentionStep;
};

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
  retention: Retention;
};
