import type { Log } from '../core/ports.ts';
import type { TelemetryConfig } from '../running.ts';
import type { Metric } from './metrics.ts';
import { metricsIn, tracesIn } from './otlp.ts';
import type { Span } from './spans.ts';

/** Carries traces and metrics to the collector, beside the turns: nobody waits for it, and it keeps little. */

const mostSpans = 2_048;
const lastChanceMs = 2_000;

type Options = {
  config: TelemetryConfig;
  instance: string;
  log: Log;
  now(): number;
  /** What the metrics are now. */
  collect(): Promise<readonly Metric[]>;
};

export const createExporter = ({ config, instance, log, now, collect }: Options) => {
  const resource = { ...config.resource, 'service.instance.id': instance };
  const startMs = now();
  let spans: Span[] = [];

  const post = async (signal: 'traces' | 'metrics', body: object, ms: number): Promise<void> => {
    try {
      const answer = await fetch(`${config.endpoint}/v1/${signal}`, {
        method: 'POST',
        headers: { ...config.headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(ms),
      });
      await answer.body?.cancel();
      if (!answer.ok) log('telemetry.failed', { signal, status: answer.status });
    } catch {
      log('telemetry.failed', { signal, status: 0 });
    }
  };
  const sendSpans = async (ms = config.timeoutMs): Promise<void> => {
    if (spans.length === 0) return;
    const batch = spans;
    spans = [];
    await post('traces', tracesIn(resource, batch), ms);
  };
  const sendMetrics = async (ms = config.timeoutMs): Promise<void> =>
    post('metrics', metricsIn(resource, await collect(), startMs, now()), ms);

  /** One at a time: a collector or a store that is slow is not asked again meanwhile. */
  const every = (ms: number, send: () => Promise<void>) => {
    let busy = false;
    return setInterval(() => {
      if (busy) return;
      busy = true;
      void send().finally(() => {
        busy = false;
      });
    }, ms);
  };
  const timers = [every(config.spansEveryMs, sendSpans), every(config.metricsEveryMs, sendMetrics)];
  for (const timer of timers) timer.unref();

  return {
    /** When the collector is away for long, the newest are let go. */
    add: (span: Span): void => {
      if (spans.length < mostSpans) spans.push(span);
    },
    stop: async (): Promise<void> => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([sendSpans(lastChanceMs), sendMetrics(lastChanceMs)]);
    },
  };
};
