import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import { createBuckets, type Rate } from './core/limits.ts';
import type { Log } from './core/ports.ts';

/**
 * Whoever keeps sending what is refused waits, before a byte of the body is read. Only refusals count, and where genuine
 * requests of Teams or Slack come from is never kept from their routes: danger may be what is on its way.
 */
export type Gate = {
  /** How long this caller has to wait; nothing where it may come in. */
  waitMs(req: IncomingMessage, signed: boolean): number | undefined;
  /** How the request ended. */
  ended(req: IncomingMessage, signed: boolean, status: number): void;
};

type Options = { rate: Rate; proxies: number; now(): number; log: Log };

const genuineMs = 15 * 60_000;
const mostGenuine = 1_000;
const logEveryMs = 60_000;

const bare = (text: string): string =>
  text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');

/** One household or machine has a whole /64 of the newer addresses. */
const blockOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [left = '', right] = address.split('%', 1).join('').split('::');
  const head = left.split(':').filter(Boolean);
  const tail = right === undefined ? [] : right.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...(right === undefined ? [] : zeros), ...tail]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};

/** As many addresses as there are proxies of ours stand at the end; whatever is before them, anybody may have written. */
export const callerOf = (req: IncomingMessage, proxies: number): string => {
  const direct = blockOf(bare(req.socket.remoteAddress ?? ''));
  if (proxies === 0) return direct;
  const said = String(req.headers['x-forwarded-for'] ?? '').split(',');
  const named = bare(said.at(-proxies) ?? said[0] ?? '');
  return isIP(named) ? blockOf(named) : direct;
};

const isPrivate = (address: string): boolean =>
  /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0:0:0:0$|f[cd]|fe[89ab])/i.test(address);

export const createGate = ({ rate, proxies, now, log }: Options): Gate => {
  const buckets = createBuckets(rate, now);
  const genuine = new Map<string, number>();
  let logged = Number.NEGATIVE_INFINITY;

  const note = (route: string): void => {
    if (now() - logged < logEveryMs) return;
    logged = now();
    log('http.limited', { route });
  };
  /** Behind a proxy that nobody told us of, everybody has the same address. */
  const trusted = (caller: string): boolean =>
    (proxies === 0 && isPrivate(caller)) || (genuine.get(caller) ?? 0) > now();
  const remember = (caller: string): void => {
    genuine.delete(caller);
    if (genuine.size >= mostGenuine) genuine.delete(genuine.keys().next().value as string);
    genuine.set(caller, now() + genuineMs);
  };

  return {
    waitMs: (req, signed) => {
      const caller = callerOf(req, proxies);
      const waitMs = buckets.waitMs(caller);
      if (waitMs === 0 || (signed && trusted(caller))) return undefined;
      note(signed ? 'signed' : 'open');
      return waitMs;
    },
    ended: (req, signed, status) => {
      const caller = callerOf(req, proxies);
      if (status >= 400 && status < 500 && status !== 429) buckets.take(caller);
      else if (signed && status < 300) remember(caller);
    },
  };
};
