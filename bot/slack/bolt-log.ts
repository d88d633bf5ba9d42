import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../core/ports.ts';

/** Bolt's messages can quote payloads, so only that there was one is kept; faults reach our log by themselves. */
export const boltLog = (log: Log): Logger => ({
  debug() {},
  info() {},
  warn: () => log('slack.sdk-warned'),
  error: () => log('slack.sdk-failed'),
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
});
