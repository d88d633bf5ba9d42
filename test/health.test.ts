import { afterEach, describe, expect, it } from 'vitest';
import type { Store, Taken } from '../bot/core/ports.ts';
import { type HealthDeps, healthRoutes, type Phase } from '../bot/health.ts';
import { createServer, type HttpServer } from '../bot/server.ts';
import { createWatch } from '../bot/watch.ts';
import { createManualTimer, until } from './support/teams-timer.ts';

let server: HttpServer | undefined;
afterEach(async () => server?.close(0));

const works = async () => undefined;
const fails = () => Promise.reject(new Error('with a secret in it'));

const start = async (given: Partial<HealthDeps> = {}) => {
  const state = {
    phase: 'serving' as Phase,
    at: 0,
    looks: 0,
    loopMs: 3,
    stuck: [] as ('notices' | 'deadlines')[],
  };
  const logged: string[] = [];
  const routes = healthRoutes({
    store: {
      dead: async () => {
        state.looks += 1;
        return [];
      },
    },
    phase: () => state.phase,
    watch: { stuck: () => state.stuck, owed: () => ({ notices: { waiting: 2, oldestSeconds: 40 } }) },
    parts: { teams: works },
    loopMs: () => state.loopMs,
    now: () => state.at,
    log: (event, fields) => void logged.push([event, ...Object.values(fields ?? {})].join(' ')),
    ...given,
  });
  server = createServer({ routes, log: () => {} });
  const { port } = await server.listen('127.0.0.1', 0);
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  /** As after the time that an answer is kept. */
  const later = () => {
    state.at += 2_000;
    return get('/ready');
  };
  return { state, logged, get, later };
};

describe('readiness', () => {
  it('says what was given up and how late owed work is', async () => {
    const { get } = await start();
    expect(await get('/ready')).toEqual({
      status: 200,
      body: {
        ...{ status: 'ready', reasons: [], degraded: [], undelivered: 0, undone: 0 },
        owed: { notices: { waiting: 2, oldestSeconds: 40 } },
      },
    });
  });

  it.each(['starting', 'stopping'] as const)(
    'is refused while %s, without a look at anything',
    async (phase) => {
      const { state, get } = await start();
      state.phase = phase;
      expect(await get('/ready')).toMatchObject({ status: 503, body: { reasons: [phase] } });
      expect(state.looks).toBe(0);
    },
  );

  it('is refused while the store fails, and tells nothing of why', async () => {
    const { get } = await start({ store: { dead: fails } });
    const { status, body } = await get('/ready');
    expect([status, body]).toEqual([503, { status: 'not ready', reasons: ['store'], degraded: [] }]);
  });

  it('does not wait long for a store that is slow', async () => {
    const { timer, advance, waiting } = createManualTimer();
    const { get } = await start({ store: { dead: () => new Promise(() => undefined) }, timer });
    const asked = get('/ready');
    await until(() => waiting(1_000) > 0);
    advance(1_000);
    expect((await asked).body.reasons).toEqual(['store']);
  });

  it('is refused while a worker does not go round', async () => {
    const { state, get } = await start();
    state.stuck = ['notices'];
    expect(await get('/ready')).toMatchObject({ status: 503, body: { reasons: ['worker-notices'] } });
  });

  it('waits for each part once, and reports it after that without taking the instance away', async () => {
    let check = fails as () => Promise<unknown>;
    const { get, later } = await start({ parts: { teams: () => check() } });
    expect(await get('/ready')).toMatchObject({ status: 503, body: { reasons: ['teams'] } });
    check = works;
    expect(await later()).toMatchObject({ status: 200, body: { degraded: [] } });
    check = fails;
    expect(await later()).toMatchObject({ status: 200, body: { status: 'ready', degraded: ['teams'] } });
  });

  it('looks at the store once however often it is asked', async () => {
    const { state, get, later } = await start();
    await Promise.all(Array.from({ length: 30 }, () => get('/ready')));
    expect(state.looks).toBe(2);
    await later();
    expect(state.looks).toBe(4);
  });

  it('hears soon that what was missing is there, without a look for each question', async () => {
    let check = fails as () => Promise<unknown>;
    const { state, get } = await start({ parts: { slack: () => check() } });
    for (let i = 0; i < 10; i += 1) expect((await get('/ready')).status).toBe(503);
    expect(state.looks).toBe(2);
    check = works;
    state.at += 50;
    expect((await get('/ready')).status).toBe(200);
  });

  it('logs a change once, by codes', async () => {
    let broken = false;
    const dead = async () => (broken ? fails() : []);
    const { logged, get, later } = await start({ store: { dead } });
    await get('/ready');
    broken = true;
    await later();
    await later();
    broken = false;
    await later();
    expect(logged).toEqual(['service.not-ready store', 'service.ready']);
  });
});

describe('being alive', () => {
  it('is said with how late the event loop was', async () => {
    const { state, get } = await start();
    expect(await get('/health')).toEqual({ status: 200, body: { status: 'alive', loopMs: 3 } });
    state.loopMs = 6_000;
    expect(await get('/health')).toEqual({ status: 503, body: { status: 'stuck', loopMs: 6_000 } });
  });
});

describe('what the process sees of its workers', () => {
  const taken = (due: string) => ({ due }) as Taken;
  const clockAt = { at: Date.parse('2026-06-01T09:00:00Z') };
  const clock = () => new Date(clockAt.at);

  it('is how much was due when they looked last, and since when', async () => {
    const due = ['2026-06-01T08:59:00Z', '2026-06-01T08:58:30Z'].map(taken);
    const watch = createWatch({ take: async () => due } as unknown as Store, clock);
    await watch.store.take('notices', clock().toISOString(), 20, 1);
    expect(watch.owed()).toEqual({ notices: { waiting: 2, oldestSeconds: 90 } });
    due.length = 0;
    await watch.store.take('notices', clock().toISOString(), 20, 1);
    expect(watch.owed()).toEqual({ notices: { waiting: 0, oldestSeconds: 0 } });
  });

  it('is whether they go round', () => {
    const watch = createWatch({} as Store, clock);
    expect(watch.stuck()).toEqual([]);
    watch.begin(['notices', 'deadlines']);
    clockAt.at += 121_000;
    watch.round('notices');
    expect(watch.stuck()).toEqual(['deadlines']);
  });
});
