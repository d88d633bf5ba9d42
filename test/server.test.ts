import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { SharewellError } from '../bot/core/errors.ts';
import { createServer, type HttpServer, type Route } from '../bot/server.ts';
import { createManualTimer, until } from './support/teams-timer.ts';

let server: HttpServer | undefined;
const logged: { event: string; fields: unknown }[] = [];

afterEach(async () => {
  await server?.close(0);
  logged.length = 0;
});

const start = async (routes: Route[], options: Partial<Parameters<typeof createServer>[0]> = {}) => {
  server = createServer({ routes, log: (event, fields) => logged.push({ event, fields }), ...options });
  const { host, port } = await server.listen('127.0.0.1', 0);
  return { url: `http://${host}:${port}`, port };
};

const echo: Route = {
  method: 'POST',
  path: '/echo',
  handle: async (_req, res, body) => void res.writeHead(200).end(body),
};
const failing = (fault: unknown): Route => ({
  method: 'GET',
  path: '/fail',
  handle: () => Promise.reject(fault),
});

/** What comes back on a bare connection until it closes. */
const talk = (port: number, text: string | Buffer) =>
  new Promise<string>((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

describe('the HTTP server', () => {
  it('gives a route the whole body and forbids caching and guessing', async () => {
    const { url } = await start([echo]);
    const body = 'x'.repeat(300_000);
    const response = await fetch(`${url}/echo?with=query`, { method: 'POST', body });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(body);
  });

  it.each([
    ['an answer', '/echo', 'POST', 200],
    ['a path that is not there', '/none', 'GET', 404],
    ['a wrong method', '/echo', 'GET', 405],
    ['a fault', '/fail', 'GET', 500],
  ])('tells browsers to keep, guess, load and frame nothing: %s', async (_, path, method, status) => {
    const { url } = await start([echo, failing(new Error('x'))], { publicUrl: 'https://sharewell.example' });
    const response = await fetch(url + path, { method });
    expect(response.status).toBe(status);
    const said = Object.fromEntries(response.headers);
    expect(said).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cross-origin-opener-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000',
    });
    expect(said).not.toHaveProperty('server');
    expect(said).not.toHaveProperty('x-powered-by');
  });

  it('asks for https only where it is reached that way', async () => {
    const { url } = await start([echo], { publicUrl: 'http://localhost:3978' });
    expect((await fetch(`${url}/none`)).headers.has('strict-transport-security')).toBe(false);
  });

  it('knows its paths and methods, and beginnings of paths', async () => {
    const under: Route = { ...echo, method: 'GET', path: '/export/*' };
    const { url } = await start([echo, { ...echo, method: 'PUT' }, under]);
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
    expect((await fetch(`${url}/echo/more`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${url}/export/a/b?c`)).status).toBe(200);
    const wrong = await fetch(`${url}/echo`);
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('POST, PUT');
  });

  it('takes a body of exactly the limit and refuses one byte more, announced or not', async () => {
    const { url } = await start([echo], { limitBytes: 1000 });
    const post = (body: RequestInit['body']) =>
      fetch(`${url}/echo`, { method: 'POST', body, duplex: 'half' } as RequestInit).then(
        ({ status }) => status,
      );
    const stream = (size: number) => new Blob(['x'.repeat(size)]).stream();
    expect(await post('x'.repeat(1000))).toBe(200);
    expect(await post(stream(1000))).toBe(200);
    expect(await post('x'.repeat(1001))).toBe(413);
    expect(await post(stream(1001))).toBe(413);
  });

  it('answers a body of 5 MB with 413 and closes the connection', async () => {
    const { port } = await start([echo]);
    const size = 5 * 1024 * 1024;
    const head = `POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n\r\n`;
    const answer = await talk(port, Buffer.concat([Buffer.from(head), Buffer.alloc(size)]));
    expect(answer).toMatch(/^HTTP\/1.1 413 Payload Too Large\r\n/);
    expect(answer).toMatch(/connection: close/i);
    expect(logged).toEqual([{ event: 'http.refused', fields: { route: '/echo', status: 413 } }]);
  });

  it('refuses a body that is announced as too long without waiting for it', async () => {
    const { timer, advance, waiting } = createManualTimer();
    const { port } = await start([echo], { timer });
    const answer = talk(port, 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n');
    await until(() => waiting(250) === 1);
    advance(250);
    expect(await answer).toMatch(/^HTTP\/1.1 413 /);
  });

  it('does not wait for ever for a body', async () => {
    const { timer, advance, waiting } = createManualTimer();
    const { port } = await start([echo], { bodyTimeMs: 1000, timer });
    const answer = talk(port, 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf');
    await until(() => waiting() > 0);
    advance(1000);
    await until(() => waiting() > 0);
    advance(1000);
    expect(await answer).toMatch(/^HTTP\/1.1 408 /);
  });

  it('survives a sender that goes away in the middle', async () => {
    const { url, port } = await start([echo]);
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf', () =>
        socket.destroy(),
      );
    });
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await fetch(`${url}/echo`, { method: 'POST', body: 'on' })).status).toBe(200);
    expect(logged).toEqual([]);
  });

  it.each([
    [new Error('user text'), 500, 'Error'],
    ['thrown text', 500, 'string'],
    [new SharewellError('bad-request', 'user text'), 400, 'bad-request'],
    [new SharewellError('unauthenticated', 'user text'), 401, 'unauthenticated'],
    [new SharewellError('store-unavailable', 'user text'), 503, 'store-unavailable'],
    [new SharewellError('conflict', 'user text'), 500, 'conflict'],
  ])('answers fault %# without a word of it and logs one line', async (fault, status, code) => {
    const { url } = await start([failing(fault)]);
    const response = await fetch(`${url}/fail`);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('text');
    expect(logged).toEqual([{ event: 'http.failed', fields: { route: '/fail', status, code } }]);
  });

  it('breaks off an answer that fails in the middle, also when a handler throws at once', async () => {
    const { url } = await start([
      {
        method: 'GET',
        path: '/half',
        handle: (_req, res) => {
          res.writeHead(200).write('half');
          throw new Error('broken');
        },
      },
    ]);
    await expect(fetch(`${url}/half`).then((response) => response.text())).rejects.toThrow();
    expect(logged).toHaveLength(1);
  });

  it('finishes what runs before it closes, and takes nothing new', async () => {
    let finish: (() => void) | undefined;
    const slow: Route = {
      method: 'GET',
      path: '/slow',
      handle: async (_req, res) => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        res.end('finished');
      },
    };
    const { url } = await start([slow]);
    const running = fetch(`${url}/slow`);
    await until(() => finish !== undefined);
    let closed = false;
    const closing = server?.close(60_000).then(() => {
      closed = true;
    });
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    expect(closed).toBe(false);
    finish?.();
    expect(await (await running).text()).toBe('finished');
    await closing;
  });

  it('cuts what has not finished after the grace time', async () => {
    const { timer, advance } = createManualTimer();
    let entered = false;
    const hanging: Route = {
      method: 'GET',
      path: '/hang',
      handle: () => {
        entered = true;
        return new Promise(() => {});
      },
    };
    const { port } = await start([hanging], { timer });
    const broken = new Promise((resolve) => {
      httpRequest({ port, host: '127.0.0.1', path: '/hang' }).on('error', resolve).end();
    });
    await until(() => entered);
    const closing = server?.close(5000);
    advance(5000);
    await closing;
    expect(await broken).toBeInstanceOf(Error);
  });

  it('says so when its port is taken', async () => {
    const { port } = await start([echo]);
    const second = createServer({ routes: [], log: () => {} });
    await expect(second.listen('127.0.0.1', port)).rejects.toThrow('EADDRINUSE');
  });
});
