import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { SharewellError } from '../core/errors.ts';
import type { Timer } from '../core/patience.ts';

export type Call = {
  method: 'POST' | 'PUT' | 'DELETE';
  url: URL;
  path: string;
  token?: string;
  body?: string;
};
export type Answer = { status: number; retryAfter: string | undefined; text: string };

const longestAnswer = 64 * 1024;

const read = (res: IncomingMessage, done: (answer: Answer) => void, failed: (fault: Error) => void): void => {
  let text = '';
  res.setEncoding('utf8');
  res.on('data', (part: string) => {
    text += part;
    if (text.length > longestAnswer) res.destroy(new Error('answer too long'));
  });
  res.on('end', () => done({ status: res.statusCode ?? 0, retryAfter: res.headers['retry-after'], text }));
  res.on('error', failed);
};

const headersOf = ({ token, body }: Call): Record<string, string | number> => ({
  accept: 'application/json',
  'content-length': body === undefined ? 0 : Buffer.byteLength(body),
  ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
});

/**
 * One bare call over kept connections, within one time limit. The framework's own client and `fetch` take about three
 * times the processor time for the same call, and the framework tries again for seconds where a person waits.
 */
export const createCaller = (timeoutMs: number, timer: Timer) => {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

  const once = (call: Call): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { protocol, hostname, port, pathname } = call.url;
      const secure = protocol === 'https:';
      const request = (secure ? httpsRequest : httpRequest)({
        agent: secure ? agents.https : agents.http,
        host: hostname.replace(/^\[|\]$/g, ''),
        port,
        path: pathname + call.path,
        method: call.method,
        headers: headersOf(call),
      });
      const cancel = timer(timeoutMs, () =>
        request.destroy(new SharewellError('channel-unavailable', 'Teams took too long')),
      );
      const fail = (fault: Error): void => {
        cancel();
        reject(
          Object.assign(fault, {
            stale: request.reusedSocket && 'code' in fault && fault.code === 'ECONNRESET',
          }),
        );
      };
      const done = (answer: Answer): void => {
        cancel();
        resolve(answer);
      };
      request.on('response', (res) => read(res, done, fail)).on('error', fail);
      request.end(call.body);
    });

  return {
    /** A kept connection that the other side closed meanwhile fails before anything was read: then once more. */
    call: (call: Call): Promise<Answer> =>
      once(call).catch((fault: Error & { stale?: boolean }) =>
        fault.stale ? once(call) : Promise.reject(fault),
      ),
    close: (): void => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
};
