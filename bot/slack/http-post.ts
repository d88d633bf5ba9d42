import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { networkFault, saidSlack } from './faults.ts';

/** One JSON request over kept connections, within a time limit. Faults come as `channel-unavailable`. */
type Request = { method: string; url: URL; body: string; token?: string };
export type Post = (request: Request) => Promise<Posted>;
export type Posted = { status: number; retryAfter: string | undefined; text: string };

// No answer that we read is anywhere near this long.
const longest = 1_000_000;

const readAll = (res: IncomingMessage, done: (text: string) => void, failed: (code: string) => void) => {
  let text = '';
  res.setEncoding('utf8');
  res.on('data', (part: string) => {
    text += part;
    if (text.length > longest) res.destroy(Object.assign(new Error('too long'), { code: 'too_long' }));
  });
  res.on('end', () => done(text));
  res.on('error', (error: NodeJS.ErrnoException) => failed(error.code ?? 'broken_answer'));
};

const stale = 'stale_connection';

export const createPost = (timeoutMs: number): { post: Post; close(): void } => {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true });

  const once = ({ method, url, body, token }: Request, fresh: boolean): Promise<Posted> =>
    new Promise((resolve, reject) => {
      const fail = (code: string) => reject(networkFault(method, code));
      const secure = url.protocol === 'https:';
      const req = (secure ? httpsRequest : httpRequest)({
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port,
        path: url.pathname + url.search,
        method: 'POST',
        agent: fresh ? false : secure ? https : http,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      });
      const limit = setTimeout(
        () => req.destroy(Object.assign(new Error('timeout'), { code: 'timeout' })),
        timeoutMs,
      );
      req.on('response', (res) => {
        const answered = { status: res.statusCode ?? 0, retryAfter: res.headers['retry-after'] };
        readAll(res, (text) => resolve({ ...answered, text }), fail);
      });
      req.on('error', (error: NodeJS.ErrnoException) => {
        if (req.reusedSocket && error.code === 'ECONNRESET') fail(stale);
        else fail(error.code ?? 'no_answer');
      });
      req.on('close', () => clearTimeout(limit));
      req.end(body);
    });

  // The other side closes an idle connection just as we pick it: the request was not read, so it is sent again
  // on a new one.
  const post: Post = (request) =>
    once(request, false).catch((error: unknown) => {
      if (saidSlack(error, stale)) return once(request, true);
      throw error;
    });

  const close = () => {
    http.destroy();
    https.destroy();
  };
  return { post, close };
};
