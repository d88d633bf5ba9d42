import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A bad line between two parties on loopback: it passes requests on, and harms some of them as it is told. */

export type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer };
export type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer };

export type Harm =
  /** The connection breaks before anything arrived. */
  | { kind: 'cut' }
  /** It arrived and was done, and the answer is lost. */
  | { kind: 'lost' }
  /** It arrived and was done, and the answer breaks off half way. */
  | { kind: 'half' }
  | { kind: 'slow'; ms: number }
  /** Turned away by whoever stands in front. */
  | { kind: 'refused'; status: number; headers?: Record<string, string> };

export type Line = {
  /** Where it listens; requests go to the target of this moment. */
  url: string;
  close(): Promise<void>;
};

export type LineOptions = {
  /** Undefined: nobody is there. */
  target(asked: Asked): string | undefined;
  harm(asked: Asked): Harm | undefined;
  /** What was done with a request that arrived and whose answer did not. */
  unanswered?(asked: Asked, harm: Harm['kind'] | 'gone'): void;
  /** Everything that came through whole. */
  seen?(asked: Asked, answer: Answer): void;
  rewrite?(asked: Asked, answer: Answer, url: string): Buffer;
};

const readAll = async (stream: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

export const passOn = (agent: Agent, target: string, asked: Asked): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method, headers, body } = asked;
    const { host: _, connection: __, 'transfer-encoding': ___, ...kept } = headers;
    const req = request(
      new URL(asked.path, target),
      { agent, method, headers: { ...kept, 'content-length': body.length } },
      (res) => {
        readAll(res).then(
          (whole) => resolve({ status: res.statusCode ?? 502, headers: res.headers, body: whole }),
          reject,
        );
      },
    );
    req.on('error', reject).end(body);
  });

const write = (res: ServerResponse, { status, headers, body }: Answer, most: number): void => {
  const { connection: _, 'transfer-encoding': __, 'keep-alive': ___, ...kept } = headers;
  const none = status === 204 || status === 304;
  res.writeHead(status, none ? kept : { ...kept, 'content-length': body.length });
  if (most < body.length) res.write(body.subarray(0, most), () => res.destroy());
  else res.end(none ? undefined : body);
};

const refuse = (res: ServerResponse, { status, headers }: Harm & { kind: 'refused' }): void => {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(JSON.stringify({ message: 'Not now.' }));
};

export const startLine = async (options: LineOptions): Promise<Line> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  let url = '';

  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const asked = {
      method: req.method ?? '',
      path: req.url ?? '/',
      headers: req.headers,
      body: await readAll(req),
    };
    const harm = options.harm(asked);
    if (harm?.kind === 'refused') return refuse(res, harm);
    if (harm?.kind === 'cut') return void req.socket.destroy();
    if (harm?.kind === 'slow') await pause(harm.ms);
    const target = options.target(asked);
    if (target === undefined) return void req.socket.destroy();
    const answer = await passOn(agent, target, asked);
    options.seen?.(asked, answer);
    if (harm?.kind === 'lost' || harm?.kind === 'half' || req.socket.destroyed)
      options.unanswered?.(asked, harm?.kind ?? 'gone');
    if (harm?.kind === 'lost') return void req.socket.destroy();
    const body = options.rewrite?.(asked, answer, url) ?? answer.body;
    write(res, { ...answer, body }, harm?.kind === 'half' ? Math.floor(body.length / 2) : body.length);
  };

  const server = createServer((req, res) => {
    serve(req, res).catch(() => req.socket.destroy());
  });
  // Longer than any client keeps a connection, so that no break comes from here but those that are wanted.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
