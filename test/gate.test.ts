import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createBuckets } from '../bot/core/limits.ts';
import { callerOf, createGate } from '../bot/gate.ts';
import { createServer, type HttpServer, type Route } from '../bot/server.ts';

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('a bucket', () => {
  it('lets a burst through, then one at a time as it fills', () => {
    let at = 0;
    const buckets = createBuckets({ perMinute: 60, burst: 3 }, () => at);
    const taken = () => buckets.take('a');
    expect([taken(), taken(), taken()].every(({ ok }) => ok)).toBe(true);
    expect(taken()).toEqual({ ok: false, waitMs: 1_000 });
    expect(buckets.take('b')).toEqual({ ok: true });
    at += 400;
    expect(taken()).toEqual({ ok: false, waitMs: 600 });
    at += 600;
    expect([taken().ok, taken().ok]).toEqual([true, false]);
    at += 3_600_000;
    expect([taken(), taken(), taken(), taken()].map(({ ok }) => ok)).toEqual([true, true, true, false]);
  });

  it('is forgotten when there are too many, the one not seen for longest first', () => {
    const buckets = createBuckets({ perMinute: 1, burst: 1 }, () => 0, 3);
    for (const key of ['a', 'b', 'a', 'c', 'd']) buckets.take(key);
    expect(['a', 'c', 'd'].map((key) => buckets.waitMs(key))).toEqual([60_000, 60_000, 60_000]);
    expect(buckets.waitMs('b')).toBe(0);
  });
});

describe('whose request it is', () => {
  it.each([
    ['without proxies, whatever the header says', '203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
    ['behind one, what it added', '10.0.0.1', '6.6.6.6, 198.51.100.1', 1, '198.51.100.1'],
    ['behind two, what the first added', '10.0.0.1', '6.6.6.6, 198.51.100.1, 10.0.0.2', 2, '198.51.100.1'],
    ['with a port', '10.0.0.1', '198.51.100.1:4711', 1, '198.51.100.1'],
    ['where the header is rubbish', '10.0.0.1', 'unknown', 1, '10.0.0.1'],
    ['where there is no header', '10.0.0.1', undefined, 1, '10.0.0.1'],
    ['by the block of a new address', '2001:db8::1', undefined, 0, '2001:db8:0:0'],
    ['written in full or in short', '2001:0db8:0000:0000:1:2:3:4', undefined, 0, '2001:db8:0:0'],
    ['an old address in new clothes', '::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
    ['in brackets', '10.0.0.1', '[2001:db8:1:2::9]:443', 1, '2001:db8:1:2'],
  ])('is known %s', (_, remote, forwarded, proxies, caller) => {
    expect(callerOf(from(remote, forwarded), proxies)).toBe(caller);
  });
});

describe('the gate', () => {
  const gateAt = (proxies: number) => {
    const state = { at: 0 };
    const logged: string[] = [];
    const gate = createGate({
      ...{ rate: { perMinute: 60, burst: 5 }, proxies, now: () => state.at },
      log: (event) => void logged.push(event),
    });
    const refusals = (req: IncomingMessage, count = 5, status = 401) => {
      for (let i = 0; i < count; i += 1) gate.ended(req, true, status);
    };
    return { state, logged, gate, refusals };
  };
  const stranger = from('203.0.113.9');

  it('closes for who was refused too often, and opens again', () => {
    const { state, logged, gate, refusals } = gateAt(0);
    refusals(stranger, 4);
    expect(gate.waitMs(stranger, true)).toBeUndefined();
    refusals(stranger, 1);
    expect(gate.waitMs(stranger, true)).toBe(1_000);
    expect(gate.waitMs(stranger, false)).toBe(1_000);
    expect(gate.waitMs(from('203.0.113.10'), true)).toBeUndefined();
    expect(logged).toEqual(['http.limited']);
    state.at += 1_000;
    expect(gate.waitMs(stranger, true)).toBeUndefined();
  });

  it('counts no success, no fault of ours, and none of its own refusals', () => {
    const { gate, refusals } = gateAt(0);
    for (const status of [200, 302, 429, 500, 503]) refusals(stranger, 100, status);
    expect(gate.waitMs(stranger, false)).toBeUndefined();
  });

  it('never keeps genuine requests of a channel out, whoever shares their address', () => {
    const { state, gate, refusals } = gateAt(0);
    gate.ended(stranger, true, 200);
    refusals(stranger, 50);
    expect(gate.waitMs(stranger, true)).toBeUndefined();
    expect(gate.waitMs(stranger, false)).toBeGreaterThan(0);
    state.at += 16 * 60_000;
    refusals(stranger, 50);
    expect(gate.waitMs(stranger, true)).toBeGreaterThan(0);
  });

  it('a page that was shown proves nothing', () => {
    const { gate, refusals } = gateAt(0);
    gate.ended(stranger, false, 200);
    refusals(stranger, 50);
    expect(gate.waitMs(stranger, true)).toBeGreaterThan(0);
  });

  it('behind a proxy that nobody named keeps nobody from a channel, and tells callers apart when it is named', () => {
    const unnamed = gateAt(0);
    unnamed.refusals(from('10.0.0.1', '6.6.6.6'), 50);
    expect(unnamed.gate.waitMs(from('10.0.0.1', '198.51.100.1'), true)).toBeUndefined();
    const named = gateAt(1);
    named.refusals(from('10.0.0.1', '6.6.6.6'), 50);
    expect(named.gate.waitMs(from('10.0.0.1', '6.6.6.6'), true)).toBeGreaterThan(0);
    expect(named.gate.waitMs(from('10.0.0.1', '198.51.100.1'), true)).toBeUndefined();
  });
});

describe('a server behind the gate', () => {
  let server: HttpServer | undefined;
  afterEach(async () => server?.close(0));
  const open: Route = {
    method: 'POST',
    path: '/x',
    handle: async (_req, res) => void res.writeHead(200).end(),
  };

  it('answers 429 and when to come again, before it reads the body', async () => {
    const gate = createGate({
      ...{ rate: { perMinute: 6, burst: 3 }, proxies: 1, now: () => 0 },
      log: () => undefined,
    });
    server = createServer({ routes: [open], log: () => undefined, gate });
    const { port } = await server.listen('127.0.0.1', 0);
    const address = { headers: { 'x-forwarded-for': '203.0.113.9' } };
    for (let i = 0; i < 3; i += 1)
      expect((await fetch(`http://127.0.0.1:${port}/no`, address)).status).toBe(404);
    const head = 'POST /x HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.9\r\nContent-Length: 100\r\n\r\n';
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(head));
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 429 /);
    expect(answer).toMatch(/\r\nretry-after: 10\r\n/i);
    expect((await fetch(`http://127.0.0.1:${port}/x`, { method: 'POST' })).status).toBe(200);
  });
});
