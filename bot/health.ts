import type { ServerResponse } from 'node:http';
import { systemTimer, type Timer, withPatience } from './core/patience.ts';
import type { Log, Store } from './core/ports.ts';
import type { Route } from './server.ts';
import type { Watch } from './watch.ts';

/** Truth for whoever runs the service: alive, able to serve, and what was given up. Never anything about a case. */

export type Phase = 'starting' | 'serving' | 'stopping';

export type HealthDeps = {
  store: Pick<Store, 'dead'>;
  phase(): Phase;
  watch: Pick<Watch, 'stuck' | 'owed'>;
  /** Parts that must have worked once before this instance serves, and are only reported after that. */
  parts: Readonly<Record<string, () => Promise<unknown>>>;
  /** How late the event loop was lately. */
  loopMs(): number;
  now(): number;
  log: Log;
  timer?: Timer;
};

type Report = { reasons: string[]; degraded: string[]; body: Readonly<Record<string, unknown>> };

const say = (res: ServerResponse, status: number, body: object): void => {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
};

const most = 100;
const patienceMs = 1_000;
/** However often it is asked, the store is looked at no more often than this; news of its return travels faster. */
const keepMs = 1_500;
const keepBadMs = 50;
const stuckMs = 5_000;

const works = async (check: () => Promise<unknown>, timer: Timer): Promise<boolean> => {
  const waited = withPatience(
    check().then(
      () => true,
      () => false,
    ),
    patienceMs,
    timer,
  );
  const found = await waited;
  return found.inTime && found.value;
};

const failing = async (checks: HealthDeps['parts'], timer: Timer): Promise<string[]> => {
  const each = Object.entries(checks).map(async ([name, check]) =>
    (await works(check, timer)) ? [] : [name],
  );
  return (await Promise.all(each)).flat();
};

const makeLook = (deps: HealthDeps) => {
  const { store, watch, parts, timer = systemTimer } = deps;
  const proved = new Set<string>();
  return async (): Promise<Report> => {
    const counts = { undelivered: 0, undone: 0 };
    const count = async () => {
      counts.undelivered = (await store.dead('notices', most)).length;
      counts.undone = (await store.dead('deadlines', most)).length;
    };
    const [lost, missing] = await Promise.all([failing({ store: count }, timer), failing(parts, timer)]);
    for (const name of Object.keys(parts)) if (!missing.includes(name)) proved.add(name);
    const stuck = watch.stuck().map((name) => `worker-${name}`);
    return {
      reasons: [...lost, ...stuck, ...missing.filter((name) => !proved.has(name))],
      degraded: missing.filter((name) => proved.has(name)),
      body: lost.includes('store') ? {} : { ...counts, owed: watch.owed() },
    };
  };
};

/** Looks again when the last look is old; who asks meanwhile shares it. */
const kept = (look: () => Promise<Report>, now: () => number) => {
  let last: { until: number; found: Promise<Report> } | undefined;
  return (): Promise<Report> => {
    if (last && now() < last.until) return last.found;
    const mine = { until: Number.POSITIVE_INFINITY, found: look() };
    last = mine;
    void mine.found.then(({ reasons }) => {
      mine.until = now() + (reasons.length === 0 ? keepMs : keepBadMs);
    });
    return mine.found;
  };
};

const readyRoute = (deps: HealthDeps): Route['handle'] => {
  const look = kept(makeLook(deps), deps.now);
  let before = '';
  return async (_req, res) => {
    const phase = deps.phase();
    const report = phase === 'serving' ? await look() : { reasons: [phase], degraded: [], body: {} };
    // It may have been told to stop while it looked.
    const reasons = deps.phase() === phase ? report.reasons : [deps.phase()];
    const now = reasons.join(' ');
    if (now !== before && phase === 'serving')
      if (now === '') deps.log('service.ready');
      else deps.log('service.not-ready', { reasons: now });
    before = now;
    const status = now === '' ? 'ready' : 'not ready';
    say(res, now === '' ? 200 : 503, { status, reasons, degraded: report.degraded, ...report.body });
  };
};

export const healthRoutes = (deps: HealthDeps): Route[] => [
  {
    method: 'GET',
    path: '/health',
    handle: async (_req, res) => {
      const loopMs = Math.round(deps.loopMs());
      const alive = loopMs < stuckMs;
      say(res, alive ? 200 : 503, { status: alive ? 'alive' : 'stuck', loopMs });
    },
  },
  { method: 'GET', path: '/ready', handle: readyRoute(deps) },
];
