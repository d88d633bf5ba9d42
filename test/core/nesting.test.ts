import { expect, test } from 'vitest';
import { hasCode } from '../../bot/core/errors.ts';
import { isTooDeep, overflowOf } from '../../bot/core/nesting.ts';

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

test('what is meant is never too deep, however long or full of brackets in its texts', () => {
  expect(isTooDeep(nested(200))).toBe(false);
  expect(isTooDeep(JSON.stringify(Array.from({ length: 5_000 }, () => ({ a: [1] }))))).toBe(false);
  expect(isTooDeep(JSON.stringify({ text: '['.repeat(5_000), more: '\\"[{'.repeat(500) }))).toBe(false);
  expect(isTooDeep(`["${'['.repeat(500)}`)).toBe(false);
});

test('what nobody means is', () => {
  expect(isTooDeep(nested(201))).toBe(true);
  expect(isTooDeep('{"a":'.repeat(300))).toBe(true);
  expect(isTooDeep(`["a\\\\",${nested(300)}]`)).toBe(true);
});

test('an overflow is the sender’s fault only where it is', () => {
  const overflow = new RangeError('Maximum call stack size exceeded');
  expect(
    hasCode(
      overflowOf(overflow, () => nested(5_000)),
      'bad-request',
    ),
  ).toBe(true);
  expect(overflowOf(overflow, () => '{}')).toBe(overflow);
  const other = new Error('x');
  expect(overflowOf(other, () => nested(5_000))).toBe(other);
});
