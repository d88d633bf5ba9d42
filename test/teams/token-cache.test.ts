import { describe, expect, it } from 'vitest';
import { createTokenCache } from '../../bot/teams/token-cache.ts';

const at = (ms: number) => {
  let now = ms;
  const clock = () => new Date(now);
  return { cache: createTokenCache<string>(clock), go: (to: number) => (now = to) };
};
const minute = 60_000;

describe('the cache of verified tokens', () => {
  it('knows a token for five minutes', () => {
    const { cache, go } = at(0);
    cache.set('msteams', 'token', 3600, 'who');
    go(5 * minute - 1);
    expect(cache.get('msteams', 'token')).toBe('who');
    go(5 * minute);
    expect(cache.get('msteams', 'token')).toBeUndefined();
  });

  it('forgets a token at its own end when that comes first', () => {
    const { cache, go } = at(0);
    cache.set('msteams', 'token', 60, 'who');
    go(minute);
    expect(cache.get('msteams', 'token')).toBeUndefined();
  });

  it('never keeps a token that has ended', () => {
    const { cache, go } = at(2 * minute);
    cache.set('msteams', 'token', 60, 'who');
    go(0);
    expect(cache.get('msteams', 'token')).toBeUndefined();
  });

  it('knows a token only for the channel it was verified for', () => {
    const { cache } = at(0);
    cache.set('msteams', 'token', 3600, 'who');
    expect(cache.get('webchat', 'token')).toBeUndefined();
  });

  it('keeps a thousand tokens and forgets the one used longest ago', () => {
    const { cache } = at(0);
    for (let n = 0; n < 1000; n += 1) cache.set('msteams', `token-${n}`, 3600, `${n}`);
    expect(cache.get('msteams', 'token-0')).toBe('0');
    cache.set('msteams', 'one more', 3600, 'new');
    expect(cache.get('msteams', 'token-0')).toBe('0');
    expect(cache.get('msteams', 'token-1')).toBeUndefined();
    expect(cache.get('msteams', 'one more')).toBe('new');
  });
});
