import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { EventName } from '../core/events.ts';
import type { Log, Measure, QueueName, RunTurn, Store } from '../core/ports.ts';
import type { Route as Routing } from '../core/routing.ts';
import type { TelemetryConfig } from '../running.ts';
import type { Route } from '../server.ts';
import type { Watch } from '../watch.ts';
import { createExporter } from './exporter.ts';
import { createMetrics } from './metrics.ts';
import { createSpans, innermost, type Span } from './spans.ts';

/**
 * Traces and metrics for whoever runs the service. It stands around the parts and changes none of them: without a
 * collector it is not even loaded.
 */

type Options = { config: TelemetryConfig; instance: string; log: Log };

const now = () => performance.timeOrigin + performance.now();

const nameOfMetric: Partial<Record<Span['name'], string>> = {
  turn: 'sharewell.turn.duration',
  store: 'sharewell.store.duration',
  send: 'sharewell.send.duration',
  round: 'sharewell.worker.round.duration',
};

const outermost = (span: Span): Span => (span.parent ? outermost(span.parent) : span);

/** A trace leaves as a whole when its outermost span has ended, and what ends later leaves by itself. */
const leaving = (span: Span): Span[] => {
  const root = outermost(span);
  if (root === span) return root.idle ? [] : [...root.held, root];
  if (root.endMs !== undefined) return root.idle ? [] : [span];
  root.held.push(span);
  return [];
};

const refused: readonly EventName[] = ['turn.failed', 'turn.limited'];

const around = (spans: ReturnType<typeof createSpans>) => ({
  routes: (routes: readonly Route[]): Route[] =>
    routes.map((route) => ({
      ...route,
      handle: (req, res, body) =>
        spans.within('request', { 'http.route': route.path }, async (span) => {
          await route.handle(req, res, body);
          spans.note(span, { 'http.response.status_code': res.statusCode });
        }),
    })),
  runTurn:
    (runTurn: RunTurn): RunTurn =>
    (turn) => {
      const dialog = turn.act.kind === 'pressed' ? turn.act.press.dialog : undefined;
      const attributes = {
        ...{ 'sharewell.channel': turn.place.address.channel, 'sharewell.act': turn.act.kind },
        'sharewell.dialog': dialog,
      };
      return spans.within('turn', attributes, () => runTurn(turn));
    },
  /** What was typed names no dialog until it was understood. */
  routing:
    (route: Routing): Routing =>
    (turn, seed) => {
      const handler = route(turn, seed);
      const span = innermost(spans.current(), 'turn');
      if (span) spans.note(span, { 'sharewell.dialog': handler.starts });
      return handler;
    },
  store: (store: Store): Store => {
    const op =
      (operation: string) =>
      <T>(work: () => Promise<T>): Promise<T> =>
        spans.within('store', { 'sharewell.operation': operation }, work);
    return {
      read: (...given) => op('read')(() => store.read(...given)),
      commit: (...given) => op('commit')(() => store.commit(...given)),
      list: (...given) => op('list')(() => store.list(...given)),
      take: (...given) => op('take')(() => store.take(...given)),
      settle: (...given) => op('settle')(() => store.settle(...given)),
      dead: (...given) => op('dead')(() => store.dead(...given)),
      close: () => store.close(),
    };
  },
  measure: ((name, work) =>
    spans.within('send', { 'sharewell.call': name }, work)) satisfies Measure as Measure,
  round: (queue: QueueName, round: () => Promise<number>) => () =>
    spans.within('round', { 'sharewell.queue': queue }, async (span) => {
      const worked = await round();
      span.idle = worked === 0;
      return worked;
    }),
});

export const createTelemetry = ({ config, instance, log }: Options) => {
  const metrics = createMetrics();
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  let watched: { watch: Pick<Watch, 'owed'>; store: Pick<Store, 'dead'> } | undefined;

  const collect = async () => {
    metrics.level('process.memory.usage', 'By', {}, process.memoryUsage.rss());
    metrics.level('nodejs.eventloop.delay.max', 's', {}, loop.max / 1e9);
    metrics.level('nodejs.eventloop.delay.p99', 's', {}, loop.percentile(99) / 1e9);
    loop.reset();
    for (const [queue, owed] of Object.entries(watched?.watch.owed() ?? {})) {
      metrics.level('sharewell.owed.waiting', '1', { 'sharewell.queue': queue }, owed.waiting);
      metrics.level('sharewell.owed.oldest', 's', { 'sharewell.queue': queue }, owed.oldestSeconds);
    }
    for (const queue of ['notices', 'deadlines'] as const) {
      // A store that is away says nothing new.
      const dead = await watched?.store.dead(queue, 100).catch(() => undefined);
      if (dead) metrics.level('sharewell.owed.dead', '1', { 'sharewell.queue': queue }, dead.length);
    }
    return metrics.all();
  };

  const exporter = createExporter({ config, instance, log, now, collect });
  const ended = (span: Span): void => {
    for (const each of leaving(span)) exporter.add(each);
    const name = nameOfMetric[span.name];
    if (!name || span.endMs === undefined) return;
    const labels = { ...span.attributes, 'sharewell.outcome': span.outcome };
    metrics.duration(name, labels, (span.endMs - span.startMs) / 1000);
  };
  const spans = createSpans({ now, ended });

  return {
    ...around(spans),
    trace: (): string | undefined => spans.current()?.trace,
    /** Everything that is logged is counted; some of it is how a turn ended. */
    seen: (event: EventName, fields: Readonly<Record<string, unknown>>): void => {
      const code = typeof fields.code === 'string' ? fields.code : undefined;
      metrics.count('sharewell.events', { 'sharewell.event': event, 'sharewell.code': code });
      const turn = refused.includes(event) ? innermost(spans.current(), 'turn') : undefined;
      if (turn) turn.outcome = code ?? 'limited';
    },
    /** What is looked at when metrics leave. */
    watches: (parts: NonNullable<typeof watched>): void => {
      watched = parts;
    },
    stop: async (): Promise<void> => {
      await exporter.stop();
      loop.disable();
    },
  };
};

export type Telemetry = ReturnType<typeof createTelemetry>;
