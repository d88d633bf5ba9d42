import { Agent, request } from 'node:http';
import type { World } from './world.ts';

/** Sends turns over kept connections, a fixed number at a time, and looks at what came of each one. */

export type Answer = { status: number; text: string };

/** One turn. `reply` is the key of what the bot sends out for it, where that is what the person sees. */
export type Shot = {
  path: string;
  headers: Record<string, string>;
  body: string;
  reply?: string;
  /** Throws when it is not what this turn should have led to. */
  check(answer: Answer, reply: string): void;
  /** The turn that the same person takes next, once this one is answered. */
  next?(): Shot;
};

export type Load = { perSecond: number; p50: number; p99: number; startedAt: number };

const connections = 16;
const patienceMs = 15_000;

const agent = new Agent({ keepAlive: true, maxSockets: connections });

const post = (port: number, { path, headers, body }: Shot): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = {
      agent,
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    };
    const req = request(options, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (part: string) => {
        text += part;
      });
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text }));
      res.on('error', reject);
    });
    req.setTimeout(patienceMs, () => req.destroy(new Error('the bot did not answer')));
    req.on('error', reject);
    req.end(body);
  });

/** Done when the answer is there and so is what the person sees, whichever comes last. */
export const fire = async (world: World, port: number, shot: Shot): Promise<void> => {
  const { reply } = shot;
  const coming = reply === undefined ? '' : world.expect(reply);
  const answer = await post(port, shot);
  if (answer.status !== 200) throw new Error(`a turn was answered ${answer.status}: ${answer.text}`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`a turn was never replied to (${reply})`)), patienceMs);
  });
  try {
    shot.check(answer, await Promise.race([coming, late]));
  } finally {
    clearTimeout(timer);
    if (reply !== undefined) world.forget(reply);
  }
};

const at = (sorted: Float64Array, part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

export const drive = async (
  world: World,
  port: number,
  people: number,
  make: (i: number) => Shot,
): Promise<Load> => {
  const times: number[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    for (let i = next++; i < people; i = next++) {
      for (let shot: Shot | undefined = make(i); shot; shot = shot.next?.()) {
        const begun = performance.now();
        await fire(world, port, shot);
        times.push(performance.now() - begun);
      }
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = (performance.now() - startedAt) / 1000;
  const taken = Float64Array.from(times).sort();
  return { perSecond: taken.length / seconds, p50: at(taken, 0.5), p99: at(taken, 0.99), startedAt };
};

export const endLoad = (): void => agent.destroy();
