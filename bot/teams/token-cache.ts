import { createHash } from 'node:crypto';
import type { Clock } from '../core/ports.ts';
import { createBoundedMap } from './bounded-map.ts';

/**
 * Tokens that were verified a moment ago, by their hash, so that the same token is not verified with RSA on every
 * turn. Kept for five minutes and never beyond the token's own end: a withdrawn key is honoured no longer than that.
 */
export type TokenCache<V> = {
  get(channelId: string, token: string): V | undefined;
  /** `exp` as the token says it: seconds since 1970. */
  set(channelId: string, token: string, exp: number, value: V): void;
};

const maxAgeMs = 5 * 60_000;
const limit = 1000;

// Keys are endorsed channel by channel, so what was verified for one channel says nothing about another.
const keyOf = (channelId: string, token: string): string =>
  createHash('sha256').update(`${channelId}\n${token}`).digest('base64');

export const createTokenCache = <V>(clock: Clock): TokenCache<V> => {
  const entries = createBoundedMap<{ until: number; value: V }>(limit);
  return {
    get: (channelId, token) => {
      const key = keyOf(channelId, token);
      const entry = entries.get(key);
      if (entry && entry.until > clock().getTime()) return entry.value;
      if (entry) entries.delete(key);
      return undefined;
    },
    set: (channelId, token, exp, value) => {
      const now = clock().getTime();
      const until = Math.min(exp * 1000, now + maxAgeMs);
      if (until > now) entries.set(keyOf(channelId, token), { until, value });
    },
  };
};
