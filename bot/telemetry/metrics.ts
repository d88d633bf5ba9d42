import { type Attributes, permitted } from './attributes.ts';

/** Counts, durations and levels since the start, by attributes that are few. */

const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Labels = Record<string, string | number>;
export type Point =
  | { kind: 'sum'; labels: Labels; value: number }
  | { kind: 'gauge'; labels: Labels; value: number }
  | {
      kind: 'histogram';
      labels: Labels;
      count: number;
      sum: number;
      buckets: number[];
      bounds: readonly number[];
    };

export type Metric = { name: string; unit: string; points: Point[] };

/** More would mean that something unforeseen became an attribute. */
const mostPoints = 2_000;

const emptyHistogram = (labels: Labels): Point => ({
  ...{ kind: 'histogram', labels, count: 0, sum: 0, bounds },
  buckets: Array.from({ length: bounds.length + 1 }, () => 0),
});

const made: Readonly<Record<Point['kind'], (labels: Labels) => Point>> = {
  sum: (labels) => ({ kind: 'sum', labels, value: 0 }),
  gauge: (labels) => ({ kind: 'gauge', labels, value: 0 }),
  histogram: emptyHistogram,
};

export const createMetrics = () => {
  const metrics = new Map<string, Metric>();
  const points = new Map<string, Point>();

  const pointOf = (name: string, unit: string, kind: Point['kind'], given: Attributes): Point | undefined => {
    const labels = permitted(given);
    const key = `${name} ${JSON.stringify(labels)}`;
    const found = points.get(key);
    if (found || points.size >= mostPoints) return found;
    const point = made[kind](labels);
    points.set(key, point);
    const metric = metrics.get(name) ?? { name, unit, points: [] };
    metrics.set(name, metric);
    metric.points.push(point);
    return point;
  };

  return {
    count: (name: string, labels: Attributes): void => {
      const point = pointOf(name, '1', 'sum', labels);
      if (point?.kind === 'sum') point.value += 1;
    },
    level: (name: string, unit: string, labels: Attributes, value: number): void => {
      const point = pointOf(name, unit, 'gauge', labels);
      if (point?.kind === 'gauge') point.value = value;
    },
    duration: (name: string, labels: Attributes, seconds: number): void => {
      const point = pointOf(name, 's', 'histogram', labels);
      if (point?.kind !== 'histogram') return;
      const at = bounds.findIndex((bound) => seconds <= bound);
      const bucket = at < 0 ? bounds.length : at;
      point.count += 1;
      point.sum += seconds;
      point.buckets[bucket] = (point.buckets[bucket] ?? 0) + 1;
    },
    all: (): Metric[] => [...metrics.values()],
  };
};
