import { expect, test } from 'vitest';
import { judge, slopeOf } from '../soak/flat.ts';

const points = (count: number, bytes: (at: number) => number) =>
  Array.from({ length: count }, (_, at) => ({ turns: at * 1000, bytes: bytes(at) }));

test('the slope of a line is what it climbs a turn', () => {
  expect(slopeOf(points(10, (at) => 5_000_000 + at * 2_000))).toBeCloseTo(2, 6);
});

test('what fills up at first and stays then is flat', () => {
  const filling = points(40, (at) => 60_000_000 + Math.min(at, 15) * 1_000_000 + (at % 2) * 300_000);
  expect(judge(filling)).toMatchObject({ flat: true });
});

test('what grows for ever is not, however slowly against the noise', () => {
  const leaking = points(40, (at) => 60_000_000 + at * 250_000 + (at % 2) * 300_000);
  expect(judge(leaking).flat).toBe(false);
});

test('too short a run says nothing', () => {
  expect(() => judge(points(5, () => 1))).toThrow('too short');
});
