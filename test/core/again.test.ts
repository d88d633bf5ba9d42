import { expect, test } from 'vitest';
import { codeOf, later } from '../../bot/core/again.ts';
import { hasCode, SharewellError } from '../../bot/core/errors.ts';

const now = new Date('2026-06-01T09:00:00Z');
const busy = new SharewellError('channel-unavailable', 'busy', { retryAfterMs: 90_000 });

test('an error of ours is known by any of its codes, and by none that is not its own', () => {
  expect(hasCode(busy)).toBe(true);
  expect(hasCode(busy, 'conflict', 'channel-unavailable')).toBe(true);
  expect(hasCode(busy, 'conflict')).toBe(false);
  expect(hasCode(new Error('channel-unavailable'))).toBe(false);
});

test('what is logged of a fault is its code', () => {
  expect(codeOf(busy)).toBe('channel-unavailable');
  expect(codeOf('quiet')).toBe('quiet');
  expect(codeOf(new Error('Anna Smith'))).toBe('fault');
});

test('nothing is tried again before the platform said', () => {
  expect(later(busy, 1, now)).toEqual({
    ...{ result: 'retry', error: 'channel-unavailable' },
    due: '2026-06-01T09:01:30.000Z',
  });
  expect(later(new Error('x'), 1, now)).toMatchObject({ error: 'fault', due: '2026-06-01T09:00:05.000Z' });
});
