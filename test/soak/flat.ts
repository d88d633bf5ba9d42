/** Whether memory stays flat: what is left after collecting the garbage, over the second half of a run. */

export type Point = { turns: number; bytes: number };

/** Bytes a turn, by least squares. */
export const slopeOf = (points: readonly Point[]): number => {
  const n = points.length;
  const mean = (pick: (point: Point) => number) => points.reduce((sum, point) => sum + pick(point), 0) / n;
  const [x, y] = [mean(({ turns }) => turns), mean(({ bytes }) => bytes)];
  const over = points.reduce((sum, { turns, bytes }) => sum + (turns - x) * (bytes - y), 0);
  const under = points.reduce((sum, { turns }) => sum + (turns - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
};

export type Verdict = { flat: boolean; slope: number; grew: number; bound: number };

/** What the second half may grow by: the noise of a collected heap, or a twentieth of it. */
const leastBound = 3_000_000;
const share = 0.05;

export const judge = (points: readonly Point[]): Verdict => {
  const half = points.slice(Math.floor(points.length / 2));
  const [first, last] = [half[0], half.at(-1)];
  if (!first || !last || half.length < 4) throw new Error('The run was too short to say anything.');
  const slope = slopeOf(half);
  const grew = slope * (last.turns - first.turns);
  const bound = Math.max(leastBound, share * first.bytes);
  return { flat: grew <= bound, slope, grew, bound };
};
