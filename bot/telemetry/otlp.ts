import { permitted } from './attributes.ts';
import type { Metric, Point } from './metrics.ts';
import type { Span } from './spans.ts';

/** The OpenTelemetry protocol in its JSON form, which every collector takes over HTTP. */

type Resource = Readonly<Record<string, string>>;

const scope = { name: 'sharewell' };

const nanos = (ms: number): string => String(BigInt(Math.round(ms * 1_000)) * 1_000n);

const attributesOf = (given: Readonly<Record<string, string | number>>) =>
  Object.entries(given).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));

/** Kinds of the protocol: 1 inside, 2 a request that came, 3 a call that went out. */
const kinds: Readonly<Record<Span['name'], number>> = { request: 2, turn: 1, store: 3, send: 3, round: 1 };

const spanOf = (span: Span) => ({
  traceId: span.trace,
  spanId: span.id,
  ...(span.parent ? { parentSpanId: span.parent.id } : {}),
  name: span.name,
  kind: kinds[span.name],
  startTimeUnixNano: nanos(span.startMs),
  endTimeUnixNano: nanos(span.endMs ?? span.startMs),
  attributes: attributesOf({ ...span.attributes, ...permitted({ 'sharewell.outcome': span.outcome }) }),
  status: { code: span.outcome === 'ok' ? 1 : 2 },
});

export const tracesIn = (resource: Resource, spans: readonly Span[]) => ({
  resourceSpans: [
    { resource: { attributes: attributesOf(resource) }, scopeSpans: [{ scope, spans: spans.map(spanOf) }] },
  ],
});

const pointOf = (point: Point, startMs: number, nowMs: number) => {
  const common = {
    attributes: attributesOf(point.labels),
    startTimeUnixNano: nanos(startMs),
    timeUnixNano: nanos(nowMs),
  };
  return point.kind === 'histogram'
    ? {
        ...common,
        count: String(point.count),
        sum: point.sum,
        bucketCounts: point.buckets.map(String),
        explicitBounds: point.bounds,
      }
    : { ...common, asDouble: point.value };
};

/** Everything since the start, each time: one that is lost is made up for by the next. */
const cumulative = 2;

const dataOf = (metric: Metric, startMs: number, nowMs: number) => {
  const dataPoints = metric.points.map((point) => pointOf(point, startMs, nowMs));
  const [first] = metric.points;
  if (first?.kind === 'gauge') return { gauge: { dataPoints } };
  if (first?.kind === 'histogram') return { histogram: { dataPoints, aggregationTemporality: cumulative } };
  return { sum: { dataPoints, aggregationTemporality: cumulative, isMonotonic: true } };
};

export const metricsIn = (
  resource: Resource,
  metrics: readonly Metric[],
  startMs: number,
  nowMs: number,
) => ({
  resourceMetrics: [
    {
      resource: { attributes: attributesOf(resource) },
      scopeMetrics: [
        {
          scope,
          metrics: metrics.map((metric) => ({
            name: metric.name,
            unit: metric.unit,
            ...dataOf(metric, startMs, nowMs),
          })),
        },
      ],
    },
  ],
});
