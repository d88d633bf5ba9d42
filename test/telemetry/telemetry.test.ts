import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCodes } from '../../bot/core/codes.ts';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Log, Store } from '../../bot/core/ports.ts';
import { createRouter } from '../../bot/core/routing.ts';
import type { Turn } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { permitted } from '../../bot/telemetry/attributes.ts';
import { createTelemetry, type Telemetry } from '../../bot/telemetry/telemetry.ts';
import { type Collector, said, startCollector } from '../support/collector.ts';

let collector: Collector;
let telemetry: Telemetry;
let logged: unknown[];
beforeEach(async () => {
  collector = await startCollector();
  logged = [];
  const log: Log = (event, fields) => void logged.push({ event, ...fields });
  const config = {
    ...{ endpoint: collector.url, timeoutMs: 1_000, headers: { 'api-key': 'k' } },
    ...{ resource: { 'service.name': 'sharewell' }, spansEveryMs: 3_600_000, metricsEveryMs: 3_600_000 },
  };
  telemetry = createTelemetry({ config, instance: 'i-1', log });
});
afterEach(async () => {
  await telemetry.stop();
  await collector.close();
});

const planted = ['Anna Planted', 'p-planted', 'D-7K3M-Q2', 'conversation-planted', 'tenant-planted'];
const turn = (text: string): Turn => ({
  id: 'D-7K3M-Q2',
  actor: { channel: 'teams', tenant: 'tenant-planted', user: 'p-planted', name: 'Anna Planted' },
  place: {
    kind: 'personal',
    address: { channel: 'teams', tenant: 'tenant-planted', conversation: 'conversation-planted' },
  },
  act: { kind: 'typed', text, attachments: 0 },
});

const store = (over: Partial<Store> = {}): Store =>
  telemetry.store({
    read: async () => [],
    commit: async () => undefined,
    dead: async () => [],
    close: async () => undefined,
    ...over,
  } as Store);

const point = (name: string, labels: Record<string, string> = {}) => {
  const metric = collector.metrics().find((each) => each.name === name);
  const points = metric?.histogram?.dataPoints ?? metric?.sum?.dataPoints ?? metric?.gauge?.dataPoints ?? [];
  return points.find(({ attributes }) => {
    const has = said(attributes);
    return Object.entries(labels).every(([key, value]) => has[key] === value);
  });
};

describe('a trace', () => {
  test('has the request, the turn in it, and what the store and the channel were asked', async () => {
    const kept = store();
    const route = telemetry.routing(createRouter(words, createCodes('k')));
    const runTurn = telemetry.runTurn(async (what) => {
      expect(telemetry.trace()).toMatch(/^[0-9a-f]{32}$/);
      route(what, 'seed');
      await kept.read('agency-planted', [{ kind: 'person', id: 'p-planted' }]);
      await kept.commit('agency-planted', []);
      return [];
    });
    const [handled] = telemetry.routes([
      {
        ...{ method: 'POST', path: '/api/messages' },
        handle: async () => {
          await runTurn(turn('urgent'));
          await telemetry.measure('teams.send', async () => undefined);
        },
      },
    ]);
    await handled?.handle({} as never, { statusCode: 200 } as never, Buffer.from(''));
    expect(telemetry.trace()).toBeUndefined();
    await telemetry.stop();

    const spans = collector.spans();
    const of = (name: string) => spans.filter((span) => span.name === name);
    const [request] = of('request');
    const [ran] = of('turn');
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(request?.parentSpanId).toBeUndefined();
    expect(ran?.parentSpanId).toBe(request?.spanId);
    expect(of('store').map(({ parentSpanId }) => parentSpanId)).toEqual([ran?.spanId, ran?.spanId]);
    expect(of('send')[0]?.parentSpanId).toBe(request?.spanId);
    expect(said(request?.attributes ?? [])).toMatchObject({
      ...{ 'http.route': '/api/messages', 'http.response.status_code': '200' },
    });
    expect(said(ran?.attributes ?? [])).toEqual({
      ...{ 'sharewell.channel': 'teams', 'sharewell.act': 'typed', 'sharewell.dialog': 'urgent' },
      'sharewell.outcome': 'ok',
    });
    for (const { startTimeUnixNano, endTimeUnixNano } of spans)
      expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true);
    expect(collector.requests[0]?.headers).toMatchObject({ 'api-key': 'k' });
    expect(collector.text()).toContain('i-1');
    for (const secret of [...planted, 'agency-planted']) expect(collector.text()).not.toContain(secret);
  });

  test('says by code how a turn ended that was answered all the same, and how a store call failed', async () => {
    const away = store({
      read: () => Promise.reject(new SharewellError('store-unavailable', 'Anna Planted')),
    });
    const runTurn = telemetry.runTurn(async () => {
      await away.read('a', []).catch(() => undefined);
      telemetry.seen('turn.failed', { code: 'store-unavailable', act: 'typed' });
      return [];
    });
    await runTurn(turn('Anna Planted'));
    await telemetry.stop();
    const outcomes = collector
      .spans()
      .map(({ name, attributes, status }) => [name, said(attributes)['sharewell.outcome'], status.code]);
    expect(outcomes).toEqual([
      ['store', 'store-unavailable', 2],
      ['turn', 'store-unavailable', 2],
    ]);
    expect(collector.text()).not.toContain('Planted');
    expect(point('sharewell.events', { 'sharewell.event': 'turn.failed' })).toMatchObject({ asDouble: 1 });
  });

  test('of a round that found nothing is let go, with all in it', async () => {
    const kept = store({ take: async () => [] });
    let found = 0;
    const round = telemetry.round('notices', async () => {
      await kept.take('notices', '', 1, 1);
      return found;
    });
    await round();
    found = 1;
    await round();
    await telemetry.stop();
    expect(collector.spans().map(({ name }) => name)).toEqual(['store', 'round']);
    expect(point('sharewell.worker.round.duration')).toMatchObject({ count: '2' });
  });
});

describe('metrics', () => {
  test('count durations, owed work and the process', async () => {
    const kept = store();
    telemetry.watches({
      watch: { owed: () => ({ notices: { waiting: 3, oldestSeconds: 70 } }) },
      store: { dead: async () => [{}, {}] as never },
    });
    for (let i = 0; i < 5; i += 1) await kept.commit('a', []);
    await telemetry.stop();
    const commits = point('sharewell.store.duration', { 'sharewell.operation': 'commit' });
    expect(commits).toMatchObject({ count: '5' });
    const queue = { 'sharewell.queue': 'notices' };
    expect(point('sharewell.owed.waiting', queue)).toMatchObject({ asDouble: 3 });
    expect(point('sharewell.owed.oldest', queue)).toMatchObject({ asDouble: 70 });
    expect(point('sharewell.owed.dead', queue)).toMatchObject({ asDouble: 2 });
    expect(point('process.memory.usage')).toMatchObject({ asDouble: expect.any(Number) });
    expect(point('nodejs.eventloop.delay.max')).toBeDefined();
  });
});

describe('what may leave', () => {
  test('is in the table; all else is left out', () => {
    expect(
      permitted({
        ...{ 'sharewell.channel': 'teams', 'sharewell.dialog': 'urgent', 'http.response.status_code': 200 },
        ...{
          'sharewell.act': 'Anna Planted',
          'sharewell.outcome': 'D-7K3M-Q2',
          user: 'p-1',
          'sharewell.code': 'x y',
        },
        ...{ 'sharewell.queue': undefined, constructor: 'x' },
      }),
    ).toEqual({
      ...{ 'sharewell.channel': 'teams', 'sharewell.dialog': 'urgent', 'http.response.status_code': 200 },
    });
    expect(permitted({ 'sharewell.dialog': 'anna', 'sharewell.call': 'slack.chat.postMessage' })).toEqual({
      'sharewell.call': 'slack.chat.postMessage',
    });
  });
});

describe('a collector that is away', () => {
  test('is logged by its status, and keeps nobody waiting', async () => {
    collector.answer(503);
    await telemetry.runTurn(async () => [])(turn('help'));
    await telemetry.stop();
    expect(logged).toContainEqual({ event: 'telemetry.failed', signal: 'traces', status: 503 });
    logged.length = 0;
    await collector.close();
    await telemetry.runTurn(async () => [])(turn('help'));
    await telemetry.stop();
    expect(logged).toContainEqual({ event: 'telemetry.failed', signal: 'traces', status: 0 });
  });
});
