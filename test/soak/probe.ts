import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded before the bot (`--import`), with `--expose-gc`, by the soak alone: on a signal it collects what is garbage and
 * says what is left. Nothing of it is in the bot.
 */
const delays = monitorEventLoopDelay({ resolution: 5 });
delays.enable();

process.on('SIGUSR2', () => {
  const before = process.memoryUsage();
  // Twice: what was freed by finalizers in the first is gone after the second.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
  const loop = { p50: delays.percentile(50) / 1e6, p99: delays.percentile(99) / 1e6, max: delays.max / 1e6 };
  delays.reset();
  const sample = { event: 'probe', rss: before.rss, heapUsed, heapTotal, external, arrayBuffers, loop };
  process.stderr.write(`${JSON.stringify(sample)}\n`);
});
