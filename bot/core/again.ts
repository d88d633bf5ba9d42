import { hasCode } from './errors.ts';
import type { Settlement } from './ports.ts';

/** When what could not be delivered is tried again: soon at first, then less and less often. */

export const waits = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800].map((seconds) => seconds * 1000);

export const codeOf = (fault: unknown): string =>
  hasCode(fault) ? fault.code : typeof fault === 'string' ? fault : 'fault';

export const later = (fault: unknown, attempts: number, now: Date): Settlement => {
  const wait = Math.max(waits[attempts - 1] ?? 0, hasCode(fault) ? (fault.retryAfterMs ?? 0) : 0);
  return { result: 'retry', due: new Date(now.getTime() + wait).toISOString(), error: codeOf(fault) };
};
