import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Config, readConfig } from './config.ts';
import { SharewellError } from './core/errors.ts';
import type { Log } from './core/ports.ts';
import { createLog } from './log.ts';
import { type Service, serve } from './serve.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** The process: settings in, the service, and its end. Nothing else reads the environment or hears signals. */

const clock = () => new Date();

/**
 * The first signal ends it in order: not ready, a while for balancers to notice, then what runs is finished. What does
 * not finish in time stays owed in the store, like after a crash. A second signal ends it at once.
 */
const endOnSignal = (service: Service, { running }: Config, log: Log): void => {
  let asked = false;
  const force = () => {
    log('service.stop-forced');
    process.exit(1);
  };
  const end = async () => {
    log('service.stopping', { seconds: running.drainMs / 1000 });
    service.drain();
    await pause(running.drainMs);
    setTimeout(force, running.stopMs).unref();
    await service.stop();
    log('service.stopped');
    process.exit(0);
  };
  const signal = () => {
    if (asked) return force();
    asked = true;
    end().catch(() => process.exit(1));
  };
  process.on('SIGINT', signal).on('SIGTERM', signal);
};

/** Packages write to the console what nobody can foresee: that they did is kept, and nothing of it. */
const quietConsole = (log: Log): void => {
  for (const method of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const)
    console[method] = () => log('sdk.wrote', { method });
};

/** Loaded only where somebody listens: a start should not wait for it. */
const openTelemetry = async (
  { running: { telemetry: config } }: Config,
  instance: string,
  log: Log,
): Promise<Telemetry | undefined> =>
  config && (await import('./telemetry/telemetry.ts')).createTelemetry({ config, instance, log });

const explain = (error: unknown): string =>
  error instanceof SharewellError
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : 'unknown fault';

try {
  const config = readConfig(process.env);
  const instance = randomBytes(4).toString('hex');
  const telemetry = await openTelemetry(config, instance, (event, fields) => log(event, fields));
  const log: Log = createLog({
    write: (line) => process.stderr.write(line),
    clock,
    instance,
    least: config.running.logLevel,
    ...(telemetry ? { trace: telemetry.trace, seen: telemetry.seen } : {}),
  });
  quietConsole(log);
  const service = await serve({ config, env: process.env, clock, log, ...(telemetry ? { telemetry } : {}) });
  endOnSignal(service, config, log);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
