import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIdentityProvider } from '../support/identity-provider.ts';

/**
 * Everything outside the bots, on one host: Microsoft's sign-in, the Teams connector and Slack's Web API. It keeps
 * nothing but what a turn waits for, so that it stays quick and small however long the run.
 */

type Waiter = (body: string) => void;

/** The channel that boards are posted to, as it stands in an address. */
export const hubRoom = 'bench-hub-room';

const connectorPath = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/;

const read = (req: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    req.setEncoding('utf8');
    req.on('data', (part: string) => {
      text += part;
    });
    req.on('end', () => resolve(text));
  });

const say = (res: ServerResponse, status: number, body: object): void => {
  const text = JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  res.end(text);
};

/** What a Slack message answers: the mark of the text it says back, or else the conversation it is in. */
const slackKey = (method: string, body: string): string => {
  const field = (name: string) => new RegExp(`"${name}":"([^"]+)"`).exec(body)?.[1];
  if (method === 'chat.update') return `update ${field('ts')}`;
  return /turn-\d+/.exec(body)?.[0] ?? `post ${field('channel')}`;
};

export const startWorld = async () => {
  const waiting = new Map<string, Waiter>();
  const counts = { rewrites: 0, notices: 0, boards: 0, unexpected: 0 };
  let stamps = 0;

  const arrived = (key: string, body: string): boolean => {
    const waiter = waiting.get(key);
    waiting.delete(key);
    waiter?.(body);
    return waiter !== undefined;
  };

  const slack = (res: ServerResponse, method: string, body: string): void => {
    stamps += 1;
    const ts = /"ts":"([^"]+)"/.exec(body)?.[1] ?? `1700000000.${String(stamps).padStart(6, '0')}`;
    if (method === 'auth.test') {
      say(res, 200, { ok: true, team_id: 'T1', user_id: 'UBOT', bot_id: 'B1', url: 'https://x/' });
      return;
    }
    say(res, 200, { ok: true, channel: 'D1', ts });
    if (!arrived(slackKey(method, body), JSON.stringify({ ts, body }))) counts.unexpected += 1;
  };

  const teams = (res: ServerResponse, method: string, url: string, body: string): void => {
    const [, , id] = connectorPath.exec(url) ?? [];
    const activity = id && decodeURIComponent(id);
    say(res, method === 'PUT' ? 200 : 201, { id: `m-${activity}` });
    if (url.includes(hubRoom)) counts.boards += 1;
    else if (method === 'PUT') counts.rewrites += 1;
    else if (!activity) counts.notices += 1;
    else if (!arrived(activity, body)) counts.unexpected += 1;
  };

  const server = createServer((req, res) => {
    const url = req.url ?? '';
    if (idp.handle(req, res)) return;
    void read(req).then((body) =>
      url.startsWith('/api/')
        ? slack(res, url.slice('/api/'.length), body)
        : teams(res, req.method ?? '', url, body),
    );
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const idp = createIdentityProvider(() => origin);

  return {
    origin,
    idp,
    counts,
    /** What the bot sends under this key, once it has come. */
    expect: (key: string): Promise<string> => new Promise((resolve) => waiting.set(key, resolve)),
    forget: (key: string): void => void waiting.delete(key),
    close: (): void => {
      server.close();
      server.closeAllConnections();
    },
  };
};

export type World = Awaited<ReturnType<typeof startWorld>>;
