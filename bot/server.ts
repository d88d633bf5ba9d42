import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ErrorCode, SharewellError } from './core/errors.ts';
import { systemTimer, type Timer } from './core/patience.ts';
import type { Log } from './core/ports.ts';
import type { Gate } from './gate.ts';
import { safeHeaders } from './headers.ts';

/** A path is matched exactly, or as a beginning where it ends with `*`. */
export type Route = {
  method: string;
  path: string;
  /** Its caller proves who it is: what it answers with success is genuine. */
  signed?: true;
  handle(req: IncomingMessage, res: ServerResponse, body: Buffer): Promise<void>;
};

export type HttpServer = {
  /** Port 0 asks the system for a free one; the answer says which. */
  listen(host: string, port: number): Promise<{ host: string; port: number }>;
  /** Stops accepting, lets what runs finish, and after `graceMs` cuts what is left. */
  close(graceMs: number): Promise<void>;
};

type Options = {
  routes: readonly Route[];
  log: Log;
  limitBytes?: number;
  bodyTimeMs?: number;
  timer?: Timer;
  /** Where browsers reach this server: over https, they are told to come back that way only. */
  publicUrl?: string;
  gate?: Gate;
};

const lingerMs = 250;

const statusOf: Partial<Record<ErrorCode, number>> = {
  'bad-request': 400,
  unauthenticated: 401,
  'too-large': 413,
  'store-unavailable': 503,
  'channel-unavailable': 503,
};

const answer = (res: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  res.end(STATUS_CODES[status]);
};

/** A sender that is still writing would lose the answer if the connection closed at once, so it gets a moment. */
const answerAndHangUp = (
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  timer: Timer,
  headers: Record<string, string> = {},
): void => {
  const text = STATUS_CODES[status] ?? '';
  const plain = { 'content-type': 'text/plain', 'content-length': text.length, connection: 'close' };
  res.writeHead(status, { ...plain, ...headers });
  res.write(text);
  const hangUp = (): void => {
    cancel();
    res.end();
    req.destroy();
  };
  const cancel = timer(lingerMs, hangUp);
  req.once('end', hangUp).once('error', hangUp).resume();
};

/** The whole body, or the status to refuse it with, or nothing when the sender has gone. */
const readBody = (req: IncomingMessage, limit: number, ms: number, timer: Timer) =>
  new Promise<Buffer | number | undefined>((resolve) => {
    if (Number(req.headers['content-length'] ?? 0) > limit) return resolve(413);
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Buffer | number | undefined): void => {
      cancel();
      req.removeAllListeners('data');
      resolve(result);
    };
    const cancel = timer(ms, () => finish(408));
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) finish(413);
      else chunks.push(chunk);
    });
    req.once('end', () => finish(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    req.once('error', () => finish(undefined));
    req.once('close', () => finish(undefined));
  });

const matches = (route: Route, path: string): boolean =>
  route.path.endsWith('*') ? path.startsWith(route.path.slice(0, -1)) : path === route.path;

const find = (routes: readonly Route[], req: IncomingMessage): Route | { status: number; allow?: string } => {
  const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
  const here = routes.filter((route) => matches(route, path));
  if (here.length === 0) return { status: 404 };
  const route = here.find(({ method }) => method === req.method);
  return route ?? { status: 405, allow: here.map(({ method }) => method).join(', ') };
};

/** The caller learns a status and nothing else; the log learns the code, never the message's user or content. */
const answerFault = (res: ServerResponse, route: Route, fault: unknown, log: Log): void => {
  const code = fault instanceof SharewellError ? fault.code : undefined;
  const status = (code && statusOf[code]) ?? 500;
  const kind = fault instanceof Error ? fault.name : typeof fault;
  log('http.failed', { route: route.path, status, code: code ?? kind });
  if (res.headersSent) res.destroy();
  else answer(res, status);
};

/** One plain server for all channels. It knows methods, paths and sizes, and nothing of what travels. */
export const createServer = (options: Options): HttpServer => {
  const { routes, log, limitBytes = 512 * 1024, bodyTimeMs = 10_000, timer = systemTimer } = options;
  const headers = safeHeaders(options.publicUrl);
  let closing = false;

  /** How long the caller has to wait, if at all; how the request ends is counted. */
  const pass = (req: IncomingMessage, res: ServerResponse, route?: Route): number | undefined => {
    const signed = route?.signed ?? false;
    res.once('finish', () => options.gate?.ended(req, signed, res.statusCode));
    return options.gate?.waitMs(req, signed);
  };
  const refuseFor = (waitMs: number, req: IncomingMessage, res: ServerResponse): void =>
    answerAndHangUp(req, res, 429, timer, { 'retry-after': String(Math.ceil(waitMs / 1000)) });

  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    for (const [name, value] of headers) res.setHeader(name, value);
    if (closing) res.setHeader('connection', 'close');
    const route = find(routes, req);
    const waitMs = pass(req, res, 'status' in route ? undefined : route);
    if (waitMs !== undefined) return refuseFor(waitMs, req, res);
    if ('status' in route) return answer(res, route.status, route.allow ? { allow: route.allow } : {});
    const body = await readBody(req, limitBytes, bodyTimeMs, timer);
    if (body === undefined) return;
    if (typeof body === 'number') {
      log('http.refused', { route: route.path, status: body });
      return answerAndHangUp(req, res, body, timer);
    }
    try {
      await route.handle(req, res, body);
    } catch (fault) {
      answerFault(res, route, fault, log);
    }
  };

  const server = createHttpServer({ keepAliveTimeout: 65_000, headersTimeout: 66_000 }, (req, res) => {
    // Keep-alive connections that were busy when closing began are idle only now.
    res.once('close', () => closing && setImmediate(() => server.closeIdleConnections()));
    void serve(req, res);
  });

  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          const { address, port: actual } = server.address() as AddressInfo;
          resolve({ host: address, port: actual });
        });
      }),
    close: (graceMs) =>
      new Promise((resolve) => {
        closing = true;
        const cancel = timer(graceMs, () => server.closeAllConnections());
        server.close(() => {
          cancel();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
};
