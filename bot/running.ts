import { z } from 'zod';
import type { Level } from './core/events.ts';
import { defaultLimits, type Rate } from './core/limits.ts';
import { levels } from './log.ts';

/** How the process behaves while it runs: what it says, how much it lets through, and how it ends. */

const text = z.string().trim().min(1);
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const perMinute = count(0, 1_000_000).optional();

/** `a=1,b=2`, with whatever is special written as in an address. */
const pairs = text.transform((all, ctx) => {
  try {
    return Object.fromEntries(
      all.split(',').flatMap((pair) => {
        const at = pair.indexOf('=');
        return at < 1 ? [] : [[pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]];
      }),
    );
  } catch {
    ctx.addIssue({ code: 'custom', message: 'must be name=value pairs with commas between them' });
    return z.NEVER;
  }
});

export const runningShape = {
  SHAREWELL_LOG_LEVEL: z.enum(levels as [Level, ...Level[]]).default('info'),
  SHAREWELL_DRAIN_SECONDS: count(0, 300).optional(),
  SHAREWELL_STOP_SECONDS: count(1, 300).default(25),
  SHAREWELL_TURNS_PER_MINUTE: perMinute,
  SHAREWELL_TENANT_TURNS_PER_MINUTE: perMinute,
  SHAREWELL_REFUSALS_PER_MINUTE: perMinute,
  SHAREWELL_PROXIES: count(0, 10).default(0),
  OTEL_SDK_DISABLED: text.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .literal('http/json', 'must be http/json: the only form that is sent, and every collector takes it')
    .optional(),
  OTEL_EXPORTER_OTLP_TIMEOUT: count(1, 60_000).default(10_000),
  OTEL_SERVICE_NAME: text.default('sharewell'),
  OTEL_RESOURCE_ATTRIBUTES: pairs.optional(),
  OTEL_METRIC_EXPORT_INTERVAL: count(10, 3_600_000).default(60_000),
  OTEL_BSP_SCHEDULE_DELAY: count(10, 3_600_000).default(5_000),
};

type Settings = z.infer<z.ZodObject<typeof runningShape>>;

export type TelemetryConfig = {
  endpoint: string;
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
  /** What the deployment says of itself: its name first. */
  resource: Readonly<Record<string, string>>;
  spansEveryMs: number;
  metricsEveryMs: number;
};

export type Running = {
  logLevel: Level;
  /** How long it says that it is not ready before it takes nothing more: a balancer needs that to notice. */
  drainMs: number;
  /** How long ending may take after that. */
  stopMs: number;
  /** Nothing: not limited. */
  limits: { person?: Rate; tenant?: Rate; address?: Rate };
  /** How many proxies of the deployment stand in front: so many addresses of `X-Forwarded-For` are believed. */
  proxies: number;
  telemetry?: TelemetryConfig;
};

/** The burst grows with the rate that is asked for; no rate is no limit. */
const rateOf = (standard: Rate, asked: number | undefined): Rate | undefined => {
  if (asked === undefined) return standard;
  if (asked === 0) return undefined;
  return { perMinute: asked, burst: Math.ceil((standard.burst / standard.perMinute) * asked) };
};

const limitsOf = (s: Settings, local: boolean): Running['limits'] => {
  // One person, on their own machine.
  if (local) return {};
  const { SHAREWELL_TURNS_PER_MINUTE: turns, SHAREWELL_TENANT_TURNS_PER_MINUTE: ofTenant } = s;
  const person = rateOf(defaultLimits.person, turns);
  const tenant = rateOf(defaultLimits.tenant, ofTenant);
  const address = rateOf(defaultLimits.address, s.SHAREWELL_REFUSALS_PER_MINUTE);
  return { ...(person ? { person } : {}), ...(tenant ? { tenant } : {}), ...(address ? { address } : {}) };
};

const telemetryOf = (s: Settings): Pick<Running, 'telemetry'> => {
  const endpoint = s.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint || s.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return {};
  return {
    telemetry: {
      endpoint: endpoint.replace(/\/+$/, ''),
      headers: s.OTEL_EXPORTER_OTLP_HEADERS ?? {},
      timeoutMs: s.OTEL_EXPORTER_OTLP_TIMEOUT,
      resource: { ...s.OTEL_RESOURCE_ATTRIBUTES, 'service.name': s.OTEL_SERVICE_NAME },
      spansEveryMs: s.OTEL_BSP_SCHEDULE_DELAY,
      metricsEveryMs: s.OTEL_METRIC_EXPORT_INTERVAL,
    },
  };
};

export const runningOf = (s: Settings, local: boolean): Running => ({
  logLevel: s.SHAREWELL_LOG_LEVEL,
  drainMs: (s.SHAREWELL_DRAIN_SECONDS ?? (local ? 0 : 5)) * 1000,
  stopMs: s.SHAREWELL_STOP_SECONDS * 1000,
  limits: limitsOf(s, local),
  proxies: s.SHAREWELL_PROXIES,
  ...telemetryOf(s),
});
