import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import { hasCode, SharewellError } from '../core/errors.ts';
import { overflowOf } from '../core/nesting.ts';
import { type Timer, withPatience } from '../core/patience.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { Route } from '../server.ts';
import { decodeBody, jsonIn } from './decode.ts';
import type { Exchange } from './exchange.ts';
import { answer, header } from './http-answer.ts';
import { type Body, parseBody } from './parse.ts';
import { verifySignature } from './signature.ts';
import { createUnderway, type Underway } from './underway.ts';

export type ReceiverOptions = {
  signingSecret: string;
  clock: Clock;
  log: Log;
  timer: Timer;
  /** Slack waits three seconds; after this long the answer no longer waits for the work. */
  patienceMs: number;
};

export type SlackReceiver = Receiver & { routes: Route[]; exchangeOf(body: unknown): Exchange };

/** Bolt wraps what our own functions threw, more than once. */
const rootOf = (error: unknown): unknown => {
  const original = error instanceof Error && 'original' in error ? error.original : undefined;
  return original === undefined ? error : rootOf(original);
};

const statusOf = (error: unknown): number =>
  hasCode(error, 'bad-request') ? 400 : hasCode(error, 'unauthenticated') ? 401 : 500;

const failed = (log: Log, error: unknown): void =>
  log('slack.failed', { code: error instanceof SharewellError ? error.code : 'unexpected' });

const process = async (app: App | undefined, body: Body, retry: string | undefined): Promise<void> => {
  try {
    const retryNum = retry === undefined ? {} : { retryNum: Number(retry) };
    await app?.processEvent({ body, ack: async () => {}, ...retryNum });
  } catch (error) {
    throw rootOf(error);
  }
};

const challengeIn = ({ challenge }: Body): string => {
  if (typeof challenge !== 'string') throw new SharewellError('bad-request', 'No challenge');
  return challenge;
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Bolt looks into these without asking whether there is anything. */
const refuseHollow = ({ event }: Body): void => {
  const { channel, item } = (isObject(event) ? event : {}) as { channel?: unknown; item?: unknown };
  if (channel === null || (item !== undefined && !isObject(item)))
    throw new SharewellError('bad-request', 'An event without its place');
};

/** Patience ended: the request is answered now, and the person hears that it is still being saved. */
const giveWay = (exchange: Exchange, res: ServerResponse, underway: Underway, log: Log): void => {
  exchange.answered = true;
  const late = exchange.late?.();
  answer(res, 200, late?.answer);
  if (late?.send) underway.add(late.send().catch((error: unknown) => failed(log, error)));
};

/** Slack looks at our certificate now and then; the request is not signed and asks for nothing. */
const isSslCheck = (raw: Buffer): boolean =>
  raw.length < 200 && /^(?:token=[^&]*&)?ssl_check=1(?:&token=[^&]*)?$/.test(raw.toString('latin1'));

/** What stands on the wire, once it is known to come from Slack. */
const openBody = (options: ReceiverOptions, req: IncomingMessage, raw: Buffer): Body => {
  const timestamp = header(req, 'x-slack-request-timestamp');
  const signature = header(req, 'x-slack-signature');
  const signed = {
    secret: options.signingSecret,
    timestamp,
    signature,
    body: raw,
    now: options.clock(),
  };
  if (!verifySignature(signed)) throw new SharewellError('unauthenticated', 'Not signed by Slack');
  return decodeBody(header(req, 'content-type'), raw);
};

/**
 * Bolt's own receivers acknowledge an event before anything was done with it, so a crash loses it. This one answers
 * when the work was kept; a fault before that is a 500, and Slack delivers again.
 */
export const createReceiver = (options: ReceiverOptions): SlackReceiver => {
  const { log, timer, patienceMs } = options;
  const exchanges = new WeakMap<object, Exchange>();
  const underway = createUnderway();
  let app: App | undefined;

  const take = async (req: IncomingMessage, res: ServerResponse, body: Body): Promise<void> => {
    const retry = header(req, 'x-slack-retry-num');
    const parsed = parseBody(body, retry !== undefined);
    if (parsed.kind === 'ignored') return answer(res, 200);
    refuseHollow(body);
    const exchange: Exchange = { parsed, answered: false };
    exchanges.set(body, exchange);
    const work = process(app, body, retry);
    underway.add(work);
    const waited = await withPatience(work, patienceMs, timer);
    if (waited.inTime) return answer(res, 200, exchange.answer);
    giveWay(exchange, res, underway, log);
    waited.later.catch((error: unknown) => failed(log, error));
  };

  const handle: Route['handle'] = async (req, res, raw) => {
    if (isSslCheck(raw)) return answer(res, 200);
    try {
      const body = openBody(options, req, raw);
      if (body.type === 'url_verification') answer(res, 200, { challenge: challengeIn(body) });
      else await take(req, res, body);
    } catch (fault) {
      const error = overflowOf(fault, () => jsonIn(header(req, 'content-type'), raw));
      failed(log, error);
      answer(res, statusOf(error));
    }
  };

  return {
    init(ours) {
      app = ours;
    },
    start: async () => {},
    stop: () => underway.settled(),
    routes: [{ method: 'POST', path: '/slack/events', signed: true, handle }],
    exchangeOf(body) {
      const found = typeof body === 'object' && body !== null ? exchanges.get(body) : undefined;
      if (!found) throw new SharewellError('bad-request', 'Not a request of this receiver');
      return found;
    },
  };
};
