import { describe, expect, it } from 'vitest';
import { readConfig } from '../bot/config.ts';

const slack = { SLACK_SIGNING_SECRET: 's', SLACK_BOT_TOKEN: 't', SHAREWELL_STORE_KEY: 'k' };
const of = (env: Record<string, string> = {}) => readConfig({ ...slack, ...env }).running;

describe('how the process behaves', () => {
  it('has sound standards where nothing is set', () => {
    expect(of()).toEqual({
      ...{ logLevel: 'info', drainMs: 5_000, stopMs: 25_000, proxies: 0 },
      limits: {
        person: { perMinute: 60, burst: 20 },
        tenant: { perMinute: 1_200, burst: 400 },
        address: { perMinute: 120, burst: 60 },
      },
    });
  });

  it('neither drains nor limits on the machine of one person', () => {
    expect(readConfig({}).running).toMatchObject({ drainMs: 0, limits: {} });
  });

  it('lets the burst grow with the rate, and takes 0 for no limit', () => {
    const { limits } = of({ SHAREWELL_TURNS_PER_MINUTE: '120', SHAREWELL_TENANT_TURNS_PER_MINUTE: '0' });
    expect(limits.person).toEqual({ perMinute: 120, burst: 40 });
    expect(limits).not.toHaveProperty('tenant');
  });

  it.each([
    ['SHAREWELL_LOG_LEVEL', 'loud'],
    ['SHAREWELL_DRAIN_SECONDS', '-1'],
    ['SHAREWELL_STOP_SECONDS', '0'],
    ['SHAREWELL_TURNS_PER_MINUTE', 'many'],
    ['SHAREWELL_PROXIES', '1.5'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'ftp://collector'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'key=%E0%A4'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(() => of({ [name]: value })).toThrowError(name);
  });

  it('sends telemetry only where the standard variables say where to', () => {
    expect(of()).not.toHaveProperty('telemetry');
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' };
    expect(of({ ...endpoint, OTEL_SDK_DISABLED: 'true' })).not.toHaveProperty('telemetry');
    const more = {
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b,x=1',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=pilot,service.name=other',
      OTEL_SERVICE_NAME: 'sharewell-pilot',
    };
    expect(of({ ...endpoint, ...more }).telemetry).toEqual({
      ...{
        endpoint: 'http://collector:4318',
        timeoutMs: 10_000,
        spansEveryMs: 5_000,
        metricsEveryMs: 60_000,
      },
      headers: { 'api-key': 'a b', x: '1' },
      resource: { 'deployment.environment.name': 'pilot', 'service.name': 'sharewell-pilot' },
    });
  });
});
